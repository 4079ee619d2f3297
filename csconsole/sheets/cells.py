"""Cells of sheets: rows out of CSV and workbooks, and the guard against formulas.

A cell that begins with one of a few signs is calculated by Excel when the file is opened, and may
then start programs (OWASP, CSV Injection). Our exports put an apostrophe before it; reading takes
it away.
"""

import csv
import io
import re
from collections.abc import Iterator

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source

SEPARATORS = ",;\t|"
_CALCULATED = tuple("=+-@\t\r＝＋－＠'")
_LARGEST_CELL = 1_000_000
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_SAMPLE_LINES = 20
_WIDEST = 1000


def guarded(text: str) -> str:
    """A cell that no program calculates."""
    return f"'{text}" if text.startswith(_CALCULATED) else text


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded, by us or by others (`="0123"`)."""
    if cell.startswith("'") and cell[1:].startswith(_CALCULATED):
        return cell[1:]
    as_text = _FORMULA_TEXT.fullmatch(cell)
    return as_text[1].replace('""', '"') if as_text else cell


def csv_rows(source: Source, separator: str = "") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with the number of their first line.

    Raises:
        BadInputError: it is no text, or a quotation mark is never closed.
    """
    text = decode(source.content, source.name).text
    # Old Macs end lines with \r alone; the csv module would read one endless line.
    if "\n" not in text:
        text = text.replace("\r", "\n")
    csv.field_size_limit(_LARGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator or sniffed(text))
    line = 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield line, [unguarded(cell) for cell in row[:_WIDEST]]
            line = rows.line_num + 1
    except csv.Error as error:
        raise BadInputError(
            _("this is not valid CSV: {why}").format(why=error), place=f"{source.name}:{line}"
        ) from error


def sniffed(text: str) -> str:
    """What separates the cells: the sign that splits the first rows most evenly."""

    def evenness(separator: str) -> tuple[float, int]:
        head = text[: _LARGEST_CELL // 4]
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
        widths: list[int] = []
        try:
            for row in rows:
                if row:
                    widths.append(len(row))
                if len(widths) == _SAMPLE_LINES:
                    break
        except csv.Error:
            return 0, 0
        if not widths or widths[0] == 1:
            return 0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    best = max(SEPARATORS, key=evenness)
    return best if evenness(best)[1] > 1 else ","
