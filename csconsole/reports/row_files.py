"""Rows of a workbook's sheets, made into the XML of its parts as they come.

XlsxWriter keeps every cell of a sheet that has a native table in memory, and takes 7 µs for each:
25 seconds and 1 GB for 100,000 tickets. Here a row becomes text at once and waits in a file
until the workbook is put together, so that several processes can make rows. ECMA-376, part 1, 18.3:
a cell of the type `inlineStr` is text whatever it begins with, so that nothing is ever calculated.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

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
_LINE = 16  # points, as Chinese signs need
_LOOKED_AT = 1000  # characters of a text
_MOST_LINES = 8  # of a row; a cell can be read whole in the line of formulas
_MEASURED = 500  # rows that the widths of the columns are taken from
MOMENT, DAY = "yyyy-mm-dd hh:mm", "yyyy-mm-dd"
_OPENED: dict[str, Any] = {"encoding": "utf-8", "newline": "\n"}
_ROW = "\x01"  # stands for the number of a row, which is known only at the end


@dataclass(frozen=True)
class ColumnStyle:
    """How the cells of a column look.

    Attributes:
        style: its number in the workbook; None where the currency of a cell says it.
        broken_at: the width in digits at which its texts are broken into lines; 0: they are not.
            Not every program makes a row as high as its lines by itself.
    """

    style: int | None
    broken_at: int = 0


class RowFile:
    """Rows of one sheet; which ones of it they are is said when they are copied into it.

    `columns` are their styles. With a `path` the rows stay there, for another process.

    Attributes:
        count: how many there are.
        widths: how wide the widest cell of each column is, in digits; of the first rows.
        currencies: those of the cells.
    """

    def __init__(self, columns: Sequence[ColumnStyle], path: Path | None = None) -> None:
        self.count, self.widths = 0, [0] * len(columns)
        self.currencies: set[str] = set()
        self.path = path
        self._heads = [_heads(at, column.style) for at, column in enumerate(columns)]
        self._broken = [(at, one.broken_at) for at, one in enumerate(columns) if one.broken_at]
        # Nameless where it can be: it holds personal data and must not outlive us.
        self._file: IO[str] = (
            path.open("w", **_OPENED) if path else tempfile.TemporaryFile("w+", **_OPENED)  # noqa: SIM115
        )

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to copy the rows."""
        return {name: value for name, value in vars(self).items() if name != "_file"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._file = state["path"].open("r", **_OPENED)

    def add(self, cells: Sequence[Cell]) -> None:
        """One more row."""
        self.count += 1
        if self.count <= _MEASURED:
            self._measure(cells)
        lines = 1
        for at, width in self._broken:
            cell = cells[at]
            if isinstance(cell, str) and (2 * len(cell) >= width or "\n" in cell):
                lines = max(lines, _lines(cell, width))
        high = f' ht="{_LINE * lines}" customHeight="1"' if lines > 1 else ""
        parts = [f'<row r="{_ROW}"{high}>']
        for (text, number), cell in zip(self._heads, cells, strict=True):
            if isinstance(cell, str):
                if not cell:
                    continue
                if 2 * len(cell) > LONGEST_CELL or _SPECIAL.search(cell):
                    told = f'<t xml:space="preserve">{_escaped(cell)}</t>'
                else:
                    told = f"<t>{cell}</t>"
                parts.append(f"{text}{told}</is></c>")
            elif isinstance(cell, Money):
                self.currencies.add(cell.currency)
                value = money_number(cell)
                parts.append(f'{number}{_in_currency(cell.currency)}"><v>{value!r}</v></c>')
            elif cell is not None:
                parts.append(f'{number}"><v>{_number(cell)}</v></c>')
        parts.append("</row>\n")
        self._file.write("".join(parts))

    def _measure(self, cells: Sequence[Cell]) -> None:
        for at, cell in enumerate(cells):
            self.widths[at] = max(self.widths[at], cell_width(cell))

    def copy(self, target: Any, row: int, styles: Mapping[str, int]) -> None:
        """Write all of them into a sheet's file, below a row; `styles` are those of currencies."""
        money = [(_in_currency(currency), str(style)) for currency, style in styles.items()]
        self._file.seek(0)
        for at, line in enumerate(self._file, row + 1):
            told = line.replace(_ROW, str(at))
            for sign, style in money:
                told = told.replace(sign, style)
            target.write(told)

    def close(self) -> None:
        """Let the rows go."""
        self._file.close()


def cell_width(cell: Cell) -> int:
    """How wide a cell is shown, in digits."""
    if cell is None:
        return 0
    if isinstance(cell, str):
        return text_width(cell) + 2
    if isinstance(cell, Money):
        return len(f"{cell.amount:,}") + 5
    if isinstance(cell, datetime):
        return len(MOMENT) + 2
    if isinstance(cell, date):
        return len(DAY) + 2
    return len(f"{cell:,}") + 2 if isinstance(cell, int) else 8


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


def _heads(at: int, style: int | None) -> tuple[str, str]:
    """How a cell of a column begins: one of text, and one of a number."""
    head = f'<c r="{xl_col_to_name(at)}{_ROW}" s="'
    if style is None:
        return head, head
    return f'{head}{style}" t="inlineStr"><is>', f"{head}{style}"


@lru_cache(4096)  # the same goods come again and again
def _lines(text: str, width: int) -> int:
    """How many lines of a row a text takes in a column of a width."""
    broken = (-(-text_width(part) // (width - 1)) or 1 for part in text[:_LOOKED_AT].split("\n"))
    return min(_MOST_LINES, sum(broken))


def _in_currency(currency: str) -> str:
    """What stands for the style of amounts in a currency until that is known."""
    return f"\x02{currency}\x02"


def _number(cell: float | date) -> str:
    return repr(serial(cell)) if isinstance(cell, date) else repr(cell)


def _escaped(text: str) -> str:
    bare = escape(_LIKE_ESCAPED.sub("_x005F_", bearable(text)))
    return bare.replace("\n", "&#10;")  # a row is a line
