"""Writing a library as a sheet: CSV that Excel opens in the right encoding, or a workbook."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from csconsole.language import _
from csconsole.replies.formats import own_sheet
from csconsole.replies.model import Reply
from csconsole.sheets.cells import guarded

_WIDTHS = {"id": 24, "category": 22, "title": 26, "text": 70, "variants": 40, "asks": 40}
_USUAL_WIDTH = 14


def written_csv(replies: Sequence[Reply]) -> str:
    """The text of a CSV file; it begins with a mark, without which Excel misreads it."""
    names = own_sheet.header(replies)
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    rows.writerow(names)
    rows.writerows([guarded(cell) for cell in own_sheet.row(reply, names)] for reply in replies)
    return "\ufeff" + text.getvalue()


def written_workbook(replies: Sequence[Reply]) -> bytes:
    """The bytes of a workbook; no cell of it is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415  (30 ms, seldom needed)

    content = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(content, options)
    names = own_sheet.header(replies)
    cells = [own_sheet.row(reply, names) for reply in replies]
    _fill(book, names, cells)
    _keep(book, replies, cells)
    book.close()
    return content.getvalue()


def _fill(book: Any, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    page = book.add_worksheet(_("Replies")[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for column, name in enumerate(names):
        page.set_column(column, column, _WIDTHS.get(name.split(":")[0], _USUAL_WIDTH), wrapped)
        page.write_string(0, column, name, head)
    for number, row in enumerate(cells, 1):
        for column, cell in enumerate(row):
            if cell:
                page.write_string(number, column, own_sheet.shown(cell), wrapped)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(cells), 1), len(names) - 1)


def _keep(book: Any, replies: Sequence[Reply], cells: Sequence[Sequence[str]]) -> None:
    """The hidden sheet with the replies that a cell cannot carry."""
    kept = [
        reply
        for reply, row in zip(replies, cells, strict=True)
        if any(map(own_sheet.is_hidden, row))
    ]
    if not kept:
        return
    page = book.add_worksheet(own_sheet.EXACT_SHEET)
    page.hide()
    for number, reply in enumerate(kept):
        for column, piece in enumerate(own_sheet.exact_pieces(reply)):
            page.write_string(number, column, piece)
