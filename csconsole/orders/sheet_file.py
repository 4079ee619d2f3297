"""Writing rows as a sheet: CSV that Excel opens in the right encoding, or a workbook.

No cell is ever calculated or a link, and numbers that name something stay text: Excel would turn
the 19 digits of an order number into 2.46E+18.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from csconsole.language import _
from csconsole.sheets.cells import guarded

_EXACT_DIGITS = 11  # Excel shows longer numbers of a CSV file in powers of ten
_LONGEST_CELL = 32_000  # Excel takes 32,767
_WIDTH = 18


def written_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The content of a CSV file; it begins with a mark, without which Excel misreads it."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    sheet.writerow(heads)
    sheet.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")


def written_workbook(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The content of a workbook."""
    import xlsxwriter  # noqa: PLC0415  (30 ms, seldom needed)

    content = io.BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(content, options)
    page = book.add_worksheet(_("Orders")[:31])
    head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    page.set_column(0, len(heads) - 1, _WIDTH)
    page.freeze_panes(1, 0)
    for column, name in enumerate(heads):
        page.write_string(0, column, name, head)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int | Decimal):
                page.write_number(number, column, float(cell))
            elif cell:
                page.write_string(number, column, str(cell)[:_LONGEST_CELL], text)
    book.close()
    return content.getvalue()


def _csv_cell(cell: Any) -> str:
    """A cell that no program calculates; a long number or one with a leading zero stays text.

    The tab behind it is how platforms do the same in their own exports.
    """
    if not isinstance(cell, str):
        return str(cell)
    is_number = cell.isascii() and cell.isdigit()
    if is_number and (len(cell) > _EXACT_DIGITS or cell.startswith("0")):
        return f"{cell}\t"
    return guarded(cell)
