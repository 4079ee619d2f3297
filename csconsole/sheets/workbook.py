"""Reading the sheets of a workbook (.xlsx), after it was made sure that it is a harmless one.

The reader holds a sheet as a rectangle, so one cell in the last corner would need more memory than
there is. Every part is therefore unpacked once before, piece by piece: this counts the bytes and
finds the corners.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.model import Source
from csconsole.sheets.opening import (
    LARGEST_UNPACKED,
    open_archive,
    pieces_of,
    too_much,
)

MOST_CELLS = 4_000_000
_CORNER = re.compile(rb"""<(?:\w+:)?(?:row|c)\b[^>]*?\sr=["']([^"']*)["'](?![^>]*/>)""")
_PLACELESS = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*\sr=)")
_EACH_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_COLUMN = re.compile(rb"[A-Z]{0,3}")
_ROW = re.compile(rb"[0-9]{1,7}")
_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ENDLESS = re.compile(rb"<(?:\w+:)?(?:row|c)\b[^>]{2048}")
_OVERLAP = 4096  # bytes; an element may lie over the edge of two pieces
_WIDTH = 26
SHEET_PARTS = "xl/worksheets/"


@dataclass(frozen=True)
class Sheet:
    """One sheet with its rows of texts; a hidden one is for programs."""

    name: str
    hidden: bool
    rows: list[list[str]]


def is_workbook(source: Source) -> bool:
    """Whether a file is a workbook of Excel's present format."""
    if not source.content.startswith(b"PK"):
        return False
    with open_archive(source) as archive:
        return "xl/workbook.xml" in archive.namelist()


def sheets(source: Source) -> Iterator[Sheet]:
    """The sheets of a workbook, one at a time.

    Raises:
        BadInputError: it is damaged, or holds more than is read.
    """
    make_sure(source, Limits())
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    try:
        with CalamineWorkbook.from_filelike(BytesIO(source.content)) as book:
            for told in book.sheets_metadata:
                rows = book.get_sheet_by_name(told.name).iter_rows()
                texts = [[cell_text(cell) for cell in row] for row in rows]
                yield Sheet(told.name, told.visible != SheetVisibleEnum.Visible, texts)
    except (CalamineError, OSError, ValueError) as error:
        raise BadInputError(
            _("the workbook cannot be read: {why}").format(why=error), place=source.name
        ) from error


def cell_text(cell: Any) -> str:
    """A cell as people see it; a whole number has no decimals."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    return str(cell)


@dataclass(frozen=True)
class Limits:
    """How large a workbook may be: its parts when unpacked, in bytes, and a sheet's rectangle."""

    unpacked: int = LARGEST_UNPACKED
    cells: int = MOST_CELLS


@dataclass(frozen=True)
class PartSize:
    """How much a sheet's part holds: bytes when unpacked, and the corner of its rectangle."""

    unpacked: int = 0
    rows: int = 1
    columns: int = 1

    @property
    def cells(self) -> int:
        """The cells of the rectangle, blank ones too."""
        return self.rows * self.columns


def make_sure(source: Source, limits: Limits) -> dict[str, PartSize]:
    """Look through all parts of a workbook; returns the size of each sheet's part.

    Raises:
        BadInputError: it is damaged, or larger than is read.
    """
    left = limits.unpacked
    sizes: dict[str, PartSize] = {}
    with open_archive(source) as archive:
        for info in archive.infolist():
            if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            size = PartSize()
            before = b""
            for piece in pieces_of(archive, info, source):
                left -= len(piece)
                if left < 0:
                    raise too_much(source, limits.unpacked)
                if info.filename.startswith(SHEET_PARTS):
                    size = _widened(size, before + piece, source, limits)
                    size = replace(size, unpacked=size.unpacked + len(piece))
                    sizes[info.filename] = size
                    before = piece[-_OVERLAP:]
    return sizes


def _widened(size: PartSize, piece: bytes, source: Source, limits: Limits) -> PartSize:
    """The size of a part, a further piece of it having been looked at.

    Elements without content (formatted cells, the last row of LibreOffice) take no room.
    """
    if b"\0" in piece or _ENDLESS.search(piece):
        raise _odd(source, _("a cell stands nowhere"))
    # Few of the millions of references differ in their letters, and few in their number.
    references = _CORNER.findall(piece)
    letters = {reference.rstrip(_DIGITS) for reference in references}
    numbers = {reference.lstrip(_LETTERS) for reference in references}
    if not all(map(_COLUMN.fullmatch, letters)) or not all(map(_ROW.fullmatch, numbers)):
        raise _odd(source, _("a cell stands nowhere"))
    rows = max(map(int, numbers), default=1)
    columns = max(map(_column, letters), default=1)
    if _PLACELESS.search(piece):
        # A row may lie in two pieces.
        columns = max(columns, 2 * max(len(_CELL.findall(row)) for row in _EACH_ROW.split(piece)))
    found = replace(size, rows=max(size.rows, rows), columns=max(size.columns, columns))
    if found.cells > limits.cells:
        raise _odd(source, _("a sheet is larger than {most} cells").format(most=limits.cells))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * _WIDTH + letter - ord("A") + 1
    return max(number, 1)


def _odd(source: Source, why: str) -> BadInputError:
    return BadInputError(
        _("the workbook cannot be read: {why}").format(why=why),
        place=source.name,
        hint=_("copy the rows that count into a new workbook"),
    )
