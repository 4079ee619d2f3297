"""The sheets of a file, whatever it is: text with separators, or a workbook."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.long_text import open_long_text
from csconsole.sheets.opening import is_folder, unreadable

LARGEST_TEXT = 1_000_000_000  # bytes; it is never held
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")


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
    rows: Callable[[], Iterator[tuple[int, Sequence[str]]]]
    guessed: bool = False
    is_ended: bool = True


def open_tables(path: Path) -> list[Table]:
    """The sheets of a file.

    Raises:
        BadInputError: it cannot be read, or is no sheet.
    """
    if is_folder(path):
        raise BadInputError(_("this is a folder"), place=str(path), hint=_("name its files"))
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not start.strip():
        raise BadInputError(_("there is nothing in it"), place=str(path))
    if start.strip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise BadInputError(
            _("this is a web page under the name of a sheet"),
            place=str(path),
            hint=_("open it in a spreadsheet program and save it as .xlsx"),
        )
    text = open_long_text(path, LARGEST_TEXT)
    return [
        Table(str(path), text.encoding, text.rows, text.guessed, text.ends_with_newline),
    ]


def _unreadable(path: Path, error: Exception) -> BadInputError:
    if isinstance(error, OSError):
        return unreadable(path, error)
    return BadInputError(_("this is no name of a file"), place=repr(str(path)))
