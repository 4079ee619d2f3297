"""The formats that are read, by name, each with its reader."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats import (
    autokey,
    beeftext,
    desk,
    espanso,
    sheet,
    sogou,
    textexpander,
)
from csconsole.replies.formats.model import (
    MOST_ENTRIES,
    Asked,
    Entry,
    Item,
    Reader,
    Refused,
    Remark,
)
from csconsole.replies.formats.recognising import format_of, format_of_folder
from csconsole.sheets.cells import csv_rows
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source
from csconsole.sheets.opening import is_folder, open_file
from csconsole.sheets.workbook import sheets

OURS = "yaml"


def _beeftext(source: Source, asked: Asked) -> Iterator[Item]:
    reader = beeftext.read_json if _is_json(source) else beeftext.read_csv
    return reader(source, asked)


def _textexpander(source: Source, asked: Asked) -> Iterator[Item]:
    is_list = source.content.lstrip()[:1] == b"<" or source.content.startswith(b"bplist")
    return (textexpander.read_plist if is_list else textexpander.read_csv)(source, asked)


def _espanso(source: Source, asked: Asked) -> Iterator[Item]:
    is_archive = source.content.startswith(b"PK")
    return (espanso.read_archive if is_archive else espanso.read_file)(source, asked)


def _desk(source: Source, asked: Asked) -> Iterator[Item]:
    if _is_json(source):
        return desk.read_json(source, asked)
    is_sheet = source.path.suffix.lower() in {".csv", ".tsv", ".txt"}
    return (sheet.read_csv if is_sheet else desk.read_yaml)(source, asked)


def _is_json(source: Source) -> bool:
    return source.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


READERS: Mapping[str, Reader] = {
    "csv": sheet.read_csv,
    "xlsx": sheet.read_workbook,
    "beeftext": _beeftext,
    "espanso": _espanso,
    "sogou": sogou.read,
    "textexpander": _textexpander,
    "zammad": _desk,
    "chatwoot": _desk,
}
_SAMPLE_ROWS = 6
_BINARY = {"xlsx"}
FOLDER_READERS = {"espanso": espanso.read_folder, "autokey": autokey.read_folder}


@dataclass(frozen=True)
class Opened:
    """A file whose format is known.

    Attributes:
        items: what is in it, as it is read; None for a library file of ours.
    """

    path: Path
    format: str
    items: Iterator[Item] | None


def open_foreign(path: Path, asked: Asked) -> Opened:
    """Open a file or folder.

    Raises:
        BadInputError: it cannot be read, or nothing tells what it is.
    """
    wanted = asked.format
    if is_folder(path):
        name = wanted if wanted in FOLDER_READERS else format_of_folder(path)
        if wanted and wanted != name:
            raise BadInputError(_("this is not an ordinary file"), place=str(path))
        return Opened(path, name, _counted(FOLDER_READERS[name](path, asked), str(path)))
    if wanted == OURS:
        return Opened(path, OURS, None)
    source = open_file(path)
    name = wanted or format_of(source, asked)
    if name == OURS:
        return Opened(path, OURS, None)
    if name not in READERS:
        raise BadInputError(_("this is read from a folder"), place=str(path))
    items = chain(_guess(source, name), READERS[name](source, asked))
    return Opened(path, name, _counted(items, str(path)))


def _guess(source: Source, name: str) -> Iterator[Item]:
    """A remark where nothing but likelihood told how to read a file."""
    if name in _BINARY or source.content.startswith((b"PK", b"bplist")):
        return
    decoded = decode(source.content, source.name)
    if decoded.guessed:
        what = _("the encoding was guessed: {encoding}; save the file in UTF-8 if it is wrong")
        yield Remark(source.name, what.format(encoding=decoded.encoding))


def first_rows(path: Path) -> list[list[str]]:
    """The first rows of a sheet; none where a file is no sheet.

    Raises:
        BadInputError: it cannot be read.
    """
    if is_folder(path):
        return []
    source = open_file(path)
    name = format_of(source, Asked())
    if name == "csv":
        rows = [row for _line, row in islice(csv_rows(source), _SAMPLE_ROWS)]
    elif name == "xlsx":
        pages = (page.rows for page in sheets(source) if not page.hidden)
        filled = (row for page in pages for row in page if any(cell.strip() for cell in row))
        rows = list(islice(filled, _SAMPLE_ROWS))
    else:
        rows = []
    return rows


def _counted(items: Iterator[Item], place: str) -> Iterator[Item]:
    count = 0
    for item in items:
        count += isinstance(item, Entry | Refused)
        if count > MOST_ENTRIES:
            raise BadInputError(
                _("there are more than {most} entries in it").format(most=MOST_ENTRIES),
                place=place,
                hint=_("split it into several files"),
            )
        yield item
