"""The issue tables as a folder of CSV files that Excel opens in the right encoding."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from csconsole.orders.amounts import decimal
from csconsole.orders.model import Money
from csconsole.reports.cell_text import LONGEST_CELL, bearable
from csconsole.reports.columns import Column, Layout, Tables
from csconsole.reports.model import Figure, Sheet
from csconsole.reports.rows import Cell
from csconsole.sheets.cells import guarded

_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
_EXACT_DIGITS = 11  # Excel shows longer numbers of a CSV file in powers of ten


class CsvFolder:
    """CSV files that are being written, one for each sheet, of the same columns as a workbook's.

    Attributes:
        files: their paths, in the order of the sheets.
    """

    def __init__(self, folder: Path, tables: Tables) -> None:
        self.files = {sheet: folder / f"{tables.name(sheet)}.csv" for sheet in tables.layouts}
        self._open = {
            sheet: path.open("w", encoding="utf-8", errors="replace", newline="")
            for sheet, path in self.files.items()
        }
        self._writers = {
            sheet: csv.writer(file, lineterminator="\r\n") for sheet, file in self._open.items()
        }
        for sheet, layout in tables.layouts.items():
            self._open[sheet].write(_MARK)
            self._writers[sheet].writerow(tables.heads(layout.columns))

    def columns(self, layout: Layout) -> tuple[Column, ...]:
        """The columns that a sheet has."""
        return layout.columns

    def add(self, sheet: Sheet, cells: Sequence[Cell]) -> None:
        """One more row of a sheet."""
        self._writers[sheet].writerow([_written(cell) for cell in cells])

    def finish(
        self,
        _told: Sequence[tuple[str, str]],
        _figures: Sequence[Figure],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Write the summary and close every file.

        Raises:
            OSError: a file cannot be written.
        """
        for cells in rows:
            self.add(Sheet.SUMMARY, cells)
        self.close()

    def close(self) -> None:
        """Close every file; done twice it does nothing."""
        for file in self._open.values():
            file.close()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _text(cell)
    if isinstance(cell, Money):
        return str(decimal(cell))
    if isinstance(cell, date):
        return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else cell.isoformat()
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)


def _text(cell: str) -> str:
    """A text that no program calculates; a long number or one with a leading zero stays text."""
    if not cell.isprintable() or 2 * len(cell) > LONGEST_CELL:
        cell = bearable(cell)  # as in the workbook: both tell the same
    is_number = cell.isascii() and cell.isdigit()
    if is_number and (len(cell) > _EXACT_DIGITS or cell.startswith("0")):
        return f"{cell}\t"  # as the platforms do it in their own exports
    return guarded(cell)
