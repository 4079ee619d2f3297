"""The sheets of a file, whatever it is: text with separators, or a workbook."""

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets import old_workbook
from csconsole.sheets.long_text import open_long_text
from csconsole.sheets.model import Source
from csconsole.sheets.opening import check_file, is_folder, open_file, unreadable
from csconsole.sheets.sliced_workbook import visible_rows
from csconsole.sheets.workbook import Limits, is_workbook

LARGEST_TEXT = 1_000_000_000  # bytes; it is never held
LARGEST_WORKBOOK = 150_000_000  # bytes
_LIMITS = Limits(unpacked=1_000_000_000, cells=40_000_000)
_OLD_CELLS = 8_000_000
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")
_CELL, _ROW = "\x1f", "\x1e"  # no cell of a workbook can hold them
_PACK = 500  # rows
_INEXACT = 1e15  # from here on a workbook's number may have lost digits

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Table:
    """One sheet.

    Attributes:
        place: the file, and the sheet where there are several.
        rows: reads it from its beginning, each row with its line.
        is_ended: whether nothing shows that the file breaks off.
    """

    place: str
    encoding: str
    rows: Callable[[], Iterator[Row]]
    guessed: bool = False
    is_ended: bool = True


class _PackedRows:
    """The rows of a sheet in a tenth of the memory that they take as texts."""

    def __init__(self) -> None:
        self._packs: list[tuple[list[int], bytes]] = []

    def add(self, rows: Iterable[tuple[int, list[Any]]]) -> None:
        """Append rows."""
        numbers: list[int] = []
        texts: list[str] = []
        for number, cells in rows:
            numbers.append(number)
            texts.append(_CELL.join(map(_text, cells)))
            if len(texts) == _PACK:
                self._pack(numbers, texts)
                numbers, texts = [], []
        if texts:
            self._pack(numbers, texts)

    def rows(self) -> Iterator[Row]:
        """All rows, each with its number."""
        for numbers, pack in self._packs:
            texts = zlib.decompress(pack).decode("utf-8", "surrogatepass").split(_ROW)
            for number, text in zip(numbers, texts, strict=True):
                yield number, text.split(_CELL)

    def _pack(self, numbers: list[int], texts: list[str]) -> None:
        text = _ROW.join(texts).encode("utf-8", "surrogatepass")
        self._packs.append((numbers, zlib.compress(text, 1)))


def open_tables(path: Path) -> list[Table]:
    """The sheets of a file.

    Raises:
        BadInputError: it cannot be read, or is no sheet.
    """
    if is_folder(path):
        raise BadInputError(_("this is a folder"), place=str(path), hint=_("name its files"))
    check_file(path, LARGEST_TEXT)
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise unreadable(path, error) from error
    if not start.strip():
        raise BadInputError(_("there is nothing in it"), place=str(path))
    if start.startswith((b"PK", old_workbook.MAGIC)):
        return _workbook(path)
    if start.strip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise BadInputError(
            _("this is a web page under the name of a sheet"),
            place=str(path),
            hint=_("open it in a spreadsheet program and save it as .xlsx"),
        )
    text = open_long_text(path, LARGEST_TEXT)
    return [Table(str(path), text.encoding, text.rows, text.guessed, text.ends_with_newline)]


def _workbook(path: Path) -> list[Table]:
    source = open_file(path, LARGEST_WORKBOOK)
    is_old = source.content.startswith(old_workbook.MAGIC)
    if is_old:
        copy = old_workbook.harmless_copy(source, _OLD_CELLS)
        source = Source(source.path, source.name, copy)
    elif not is_workbook(source):
        raise BadInputError(
            _("this is an archive, but no workbook"),
            place=str(path),
            hint=_("unpack it and import the files in it"),
        )
    pages: dict[str, _PackedRows] = {}
    for part in visible_rows(source, _LIMITS, is_old=is_old):
        pages.setdefault(part.name, _PackedRows()).add(part.rows)
    encoding = "xls" if is_old else "xlsx"
    if not pages:
        raise BadInputError(_("there is nothing in it"), place=str(path))
    return [
        Table(f"{path}:{name}" if len(pages) > 1 else str(path), encoding, packed.rows)
        for name, packed in pages.items()
    ]


def _text(cell: Any) -> str:
    """A cell as an export writes it; a number that may have lost digits is told as such."""
    if isinstance(cell, str):
        return cell.replace(_CELL, " ").replace(_ROW, " ") if not cell.isprintable() else cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        if abs(cell) >= _INEXACT:
            return f"{cell:.6E}"
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ", "seconds")
    return str(cell)
