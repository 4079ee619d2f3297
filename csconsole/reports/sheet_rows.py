"""The rows of a large sheet, written as the XML of a workbook as they come.

XlsxWriter keeps every cell of a sheet that has a native table in memory, and takes 7 µs for each:
25 seconds and 1 GB for 100,000 tickets. Here a row becomes text at once and waits in a nameless
file until the workbook is put together. ECMA-376, part 1, 18.3: a cell of the type `inlineStr` is
text whatever it begins with, so that nothing is ever calculated.
"""

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import IO, Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from csconsole.orders.amounts import minor_digits
from csconsole.orders.model import Money
from csconsole.reports.cell_text import LONGEST_CELL, bearable
from csconsole.reports.rows import Cell
from csconsole.reports.text_width import text_width

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  (Excel's day 0, in no zone)
_FIRST_YEAR = 1900
_SECONDS = 86_400
# What cannot stand in XML as it is, or would be lost there: blanks at an end, line ends.
_SPECIAL = re.compile("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]|_x|^\\s|\\s$")
_LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel would read a sign out of it
_BUFFER = 1 << 16  # characters
_LINE = 16  # points, as Chinese signs need
_LOOKED_AT = 1000  # characters of a text
_MOST_LINES = 8  # of a row; a cell can be read whole in the line of formulas

Styles = int | Callable[[Cell], int]  # one for a column, or by the cell


class RowFile:
    """Rows of one sheet, from a row of it on.

    `wrapped` are the columns whose texts are broken, with their widths in digits: not every
    program makes a row as high as its lines by itself.

    Attributes:
        count: how many there are.
    """

    def __init__(
        self, first: int, styles: Sequence[Styles], wrapped: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.count, self._wrapped = 0, wrapped
        self._row = first
        self._columns = [(f'<c r="{xl_col_to_name(at)}', style) for at, style in enumerate(styles)]
        # Nameless where the system can: it holds personal data and must not outlive us.
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115

    def add(self, cells: Sequence[Cell]) -> None:
        """One more row."""
        self._row += 1
        self.count += 1
        row = self._row
        lines = 1
        for at, width in self._wrapped:
            cell = cells[at]
            if isinstance(cell, str) and (2 * len(cell) >= width or "\n" in cell):
                lines = max(lines, _lines(cell, width))
        high = f' ht="{_LINE * lines}" customHeight="1"' if lines > 1 else ""
        parts = [f'<row r="{row}"{high}>']
        for (column, style), cell in zip(self._columns, cells, strict=True):
            if isinstance(cell, str):
                if not cell:
                    continue
                if 2 * len(cell) > LONGEST_CELL or _SPECIAL.search(cell):
                    text = f'<t xml:space="preserve">{_escaped(cell)}</t>'
                else:
                    text = f"<t>{cell}</t>"
                parts.append(f'{column}{row}" s="{style}" t="inlineStr"><is>{text}</is></c>')
            elif cell is not None:
                own = style if isinstance(style, int) else style(cell)
                parts.append(f'{column}{row}" s="{own}"><v>{_number(cell)}</v></c>')
        parts.append("</row>")
        self._file.write("".join(parts))

    def copy(self, target: Any) -> None:
        """Write all of them into a sheet's file."""
        self._file.seek(0)
        while some := self._file.read(_BUFFER):
            target.write(some)

    def close(self) -> None:
        """Let the rows go."""
        self._file.close()


class RowSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """A sheet whose rows below its head come out of a file of rows."""

    rows: RowFile | None = None
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
        if self.rows is None:
            super()._write_rows()
            return
        last, self.dim_rowmax = self.dim_rowmax, self._head
        super()._write_rows()
        self.dim_rowmax = last
        self.rows.copy(self.fh)


def money_format(currency: str) -> str:
    """How a spreadsheet shows amounts of a currency."""
    digits = minor_digits(currency)
    number = "#,##0" + (f".{'0' * digits}" if digits else "")
    sign = _SIGNS.get(currency)
    return f'"{sign}"{number}' if sign else f'{number} "{currency}"'


_SIGNS: Mapping[str, str] = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}


def money_number(money: Money) -> float:
    """An amount in the currency's unit, as spreadsheets reckon."""
    return float(money.amount / 10 ** minor_digits(money.currency))


def serial(moment: date) -> float:
    """A moment or a day as a spreadsheet's number: days since the end of 1899."""
    if isinstance(moment, datetime):
        return (moment - _EPOCH).total_seconds() / _SECONDS
    return float((moment - _EPOCH.date()).days)


@lru_cache(4096)  # the same goods come again and again
def _lines(text: str, width: int) -> int:
    """How many lines of a row a text takes in a column of a width."""
    broken = (-(-text_width(part) // (width - 1)) or 1 for part in text[:_LOOKED_AT].split("\n"))
    return min(_MOST_LINES, sum(broken))


def _number(cell: Cell) -> str:
    if isinstance(cell, date):
        return repr(serial(cell))
    return repr(money_number(cell)) if isinstance(cell, Money) else repr(cell)


def _escaped(text: str) -> str:
    return escape(_LIKE_ESCAPED.sub("_x005F_", bearable(text)))
