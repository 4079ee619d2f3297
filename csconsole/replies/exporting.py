"""Giving the library out, in our form or in another program's, so that nobody is locked in."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from csconsole.replies.formats import beeftext_file, espanso_file, sheet_file
from csconsole.replies.library_file import write_library
from csconsole.replies.model import Reply

_ENDINGS = {
    ".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".xlsx": "xlsx", ".json": "beeftext",
}  # fmt: skip


def _in_utf8(writer: Callable[[Sequence[Reply]], str]) -> Callable[[Sequence[Reply]], bytes]:
    return lambda replies: writer(replies).encode("utf-8")


WRITERS: Mapping[str, Callable[[Sequence[Reply]], bytes]] = {
    "yaml": _in_utf8(write_library),
    "csv": _in_utf8(sheet_file.written_csv),
    "xlsx": sheet_file.written_workbook,
    "beeftext": _in_utf8(beeftext_file.written),
    "espanso": _in_utf8(espanso_file.written),
}
NAMING_PICTURES = {"yaml", "csv", "xlsx"}


def format_for(path: Path) -> str:
    """The format that a file's ending asks for; ours where it asks for none."""
    return _ENDINGS.get(path.suffix.lower(), "yaml")
