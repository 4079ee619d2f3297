"""Reading workbooks with sheets of millions of cells within little memory.

The reader holds a sheet as a rectangle of cells: 100,000 rows of 45 columns take 300 to 380 MB,
and openpyxl, which streams, takes five to eight times as long. So a large sheet is handed to the
reader in slices: workbooks that differ from the file in nothing but having fewer rows.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.model import Source
from csconsole.sheets.opening import open_archive, pieces_of
from csconsole.sheets.workbook import Limits, make_sure

_AT_ONCE = 600_000  # cells; the sheets of a smaller workbook are read whole
_BYTES_AT_ONCE = 40_000_000
_WIDEST_SLICE = 6_000_000  # cells
_SLICE = 10_000_000  # bytes of a sheet's part
_MOST_PARTS = 100
_LONGEST_HEAD = 4_000_000  # bytes before the first row
_DATA = re.compile(rb"<((?:\w+:)?)sheetData(?:\s[^>]*)?>")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr=["'](\d{1,7})["'](?![^>]*/>)""")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_LARGE_NAMES = ("xl/media/", "xl/drawings/", "docProps/", "customXml/")
_EMPTY = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData/></worksheet>"
)


@dataclass(frozen=True)
class SheetPart:
    """Some rows of a sheet, in the reader's own types, each with its number in the sheet."""

    name: str
    rows: Iterable[tuple[int, list[Any]]]


def visible_rows(source: Source, limits: Limits, *, is_old: bool = False) -> Iterator[SheetPart]:
    """The rows of every sheet that is not hidden; those of a large sheet in several parts.

    A part's rows must be read before the next part is asked for. `is_old` tells that it is a file
    of Excel 97, which was looked through already.

    Raises:
        BadInputError: it is damaged, locked, or holds more than is read.
    """
    if is_old:
        yield from _read(io.BytesIO(source.content), source)
        return
    sizes = make_sure(source, limits)
    if len(sizes) > _MOST_PARTS:
        raise _unreadable(source, _("it has more than {most} sheets").format(most=_MOST_PARTS))
    if (
        sum(size.cells for size in sizes.values()) <= _AT_ONCE
        and sum(size.unpacked for size in sizes.values()) <= _BYTES_AT_ONCE
    ):
        yield from _read(io.BytesIO(source.content), source)
        return
    with open_archive(source) as archive:
        rest = [
            info
            for info in archive.infolist()
            if info.filename not in sizes and not info.filename.startswith(_LARGE_NAMES)
        ]
        for name in sizes:
            for cut in _slices(archive, archive.getinfo(name), source):
                _check_gaps(cut, sizes[name].columns, source)
                yield from _read(_workbook(archive, rest, sizes, name, cut), source)


def _read(content: io.BytesIO, source: Source) -> Iterator[SheetPart]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415

    try:
        with CalamineWorkbook.from_filelike(content) as book:
            for told in book.sheets_metadata:
                if told.visible != SheetVisibleEnum.Visible:
                    continue
                sheet = book.get_sheet_by_name(told.name)
                if sheet.start is not None:
                    yield SheetPart(told.name, _rows(sheet, *sheet.start))
    except (CalamineError, OSError, ValueError) as error:
        # That it is a workbook is known; the reader says so of any that it cannot make out.
        why = _("the file is damaged") if "detect file format" in str(error) else str(error)
        raise _unreadable(source, why) from error
    except BaseException as error:
        # What the reader did not foresee comes as a class of its own, which it does not export.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(source, _("the file is damaged")) from error


def _rows(sheet: Any, first_row: int, first_column: int) -> Iterator[tuple[int, list[Any]]]:
    left: list[Any] = [""] * first_column
    for number, row in enumerate(sheet.to_python(), first_row + 1):
        if any(cell != "" for cell in row):
            yield number, left + row if left else row


def _check_gaps(cut: bytes, columns: int, source: Source) -> None:
    """Refuse rows so far apart that the reader would make room for millions of blank cells."""
    numbers = [int(number) for number in _ROW_NUMBER.findall(cut)]
    if numbers and (max(numbers) - min(numbers) + 1) * columns > _WIDEST_SLICE:
        raise _unreadable(source, _("a sheet has millions of blank cells"))


def _slices(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> Iterator[bytes]:
    """The XML of a sheet with some of its rows at a time."""
    text = b""
    head = ending = closing = b""
    for piece in pieces_of(archive, info, source):
        text += piece
        if not head:
            found = _DATA.search(text)
            if found is None:
                if len(text) > _LONGEST_HEAD:
                    raise _unreadable(source, _("a sheet has no beginning"))
                continue
            head = _DIMENSION.sub(b"", text[: found.end()])
            prefix = found[1]
            ending = b"</" + prefix + b"row>"
            closing = b"</" + prefix + b"sheetData></" + prefix + b"worksheet>"
            text = text[found.end() :]
        if len(text) > _SLICE:
            cut = text.rfind(ending) + len(ending)
            if cut < len(ending):
                raise _unreadable(source, _("a row is too large"))
            slice_ = b"".join((head, memoryview(text)[:cut], closing))
            text = text[cut:]
            yield slice_
    cut = text.rfind(ending) + len(ending) if ending else 0
    if head and cut >= len(ending) and ending in text:
        yield head + text[:cut] + closing


def _workbook(
    archive: zipfile.ZipFile,
    rest: list[zipfile.ZipInfo],
    sheets: Iterable[str],
    name: str,
    content: bytes,
) -> io.BytesIO:
    """The workbook with the rows of one slice alone."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as cut:
        for info in rest:
            cut.writestr(info.filename, archive.read(info))
        for sheet in sheets:
            cut.writestr(sheet, content if sheet == name else _EMPTY)
    written.seek(0)
    return written


def _unreadable(source: Source, why: str) -> BadInputError:
    return BadInputError(_("the workbook cannot be read: {why}").format(why=why), place=source.name)
