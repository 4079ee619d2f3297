"""Reading the sheets of a workbook (.xlsx), after it was made sure that it is a harmless one.

The reader holds a sheet as a rectangle, so one cell in the last corner would need more memory than
there is. Every part is therefore unpacked once before, piece by piece: this counts the bytes and
finds the corners.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
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
_CORNER = re.compile(rb"""<(?:\w+:)?(row|c)\b[^>]*?\sr=["']([^"']*)["']""")
_REFERENCE = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")
_ENDLESS = re.compile(rb"<(?:\w+:)?(?:row|c)\b[^>]{2048}")
_OVERLAP = 4096  # bytes; an element may lie over the edge of two pieces
_WIDTH = 26


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
    _make_sure(source)
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    try:
        with CalamineWorkbook.from_filelike(BytesIO(source.content)) as book:
            for told in book.sheets_metadata:
                rows = book.get_sheet_by_name(told.name).iter_rows()
                texts = [[_text(cell) for cell in row] for row in rows]
                yield Sheet(told.name, told.visible != SheetVisibleEnum.Visible, texts)
    except (CalamineError, OSError, ValueError) as error:
        raise BadInputError(
            _("the workbook cannot be read: {why}").format(why=error), place=source.name
        ) from error


def _text(cell: Any) -> str:
    """A cell as people see it; a whole number has no decimals."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    return str(cell)


def _make_sure(source: Source) -> None:
    left = LARGEST_UNPACKED
    with open_archive(source) as archive:
        for info in archive.infolist():
            if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            left = _look_through(archive, info, source, left)


def _look_through(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, left: int
) -> int:
    """Unpack one part; returns how many bytes may still come."""
    corner = (1, 1)
    before = b""
    for piece in pieces_of(archive, info, source):
        left -= len(piece)
        if left < 0:
            raise too_much(source)
        if info.filename.startswith("xl/worksheets/"):
            corner = _widened(corner, before + piece, source)
            before = piece[-_OVERLAP:]
    return left


def _widened(corner: tuple[int, int], piece: bytes, source: Source) -> tuple[int, int]:
    rows, columns = corner
    if b"\0" in piece or _ENDLESS.search(piece):
        raise _odd(source, _("a cell stands nowhere"))
    for _kind, reference in _CORNER.findall(piece):
        read = _REFERENCE.fullmatch(reference)
        if read is None:
            raise _odd(source, _("a cell stands nowhere"))
        rows = max(rows, int(read[2]))
        columns = max(columns, _column(read[1]))
    if rows * columns > MOST_CELLS:
        raise _odd(source, _("a sheet is larger than {most} cells").format(most=MOST_CELLS))
    return rows, columns


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
