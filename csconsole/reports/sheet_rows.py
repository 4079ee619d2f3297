"""A sheet of a workbook whose rows come out of files of rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from csconsole.reports.row_files import RowFile


class RowSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """A sheet whose rows below its head come out of files of rows."""

    rows: Sequence[RowFile] = ()
    money_styles: Mapping[str, int] = {}
    _head = 0

    def add_row_table(self, head: int, last: int, options: dict[str, Any]) -> None:
        """Make a native table of the head and the rows below it, the last one included.

        XlsxWriter would note every cell of it, to find tables that overlap; here is but one.
        """
        end = len(options["columns"]) - 1
        self._head = head
        self.add_table(head, 0, head + 1, end, options)
        table, cells = self.tables[-1], xl_range(head, 0, last, end)
        table["range"] = table["a_range"] = table["autofilter"] = cells
        self.dim_rowmax: int = max(head, last)

    def _write_rows(self) -> None:
        """Write the head as ever, then the rows (XlsxWriter calls this for its sheet data)."""
        if not self.rows:
            super()._write_rows()
            return
        last, self.dim_rowmax = self.dim_rowmax, self._head
        super()._write_rows()
        self.dim_rowmax = last
        row = self._head + 1
        for file in self.rows:
            file.copy(self.fh, row, self.money_styles)
            row += file.count
