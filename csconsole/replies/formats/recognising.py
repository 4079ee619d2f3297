"""Which program a file comes from: told by what is in it, by its name where that is not enough."""

import re
from collections.abc import Sequence
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats import sogou
from csconsole.replies.formats.columns import find_head
from csconsole.replies.formats.model import Asked
from csconsole.sheets.cells import csv_rows
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source
from csconsole.sheets.opening import files_in
from csconsole.sheets.workbook import is_workbook

_SAMPLE = 200_000  # characters
_YAML_KEY = re.compile(r"^(?:\{\s*)?[\"']?(\w+)[\"']?\s*:", re.MULTILINE)
_FIRST_KEY = re.compile(r"(?:#.*\n|\s)*(?:format|language|replies|matches|global_vars|imports)\s*:")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SHEETS = {".csv", ".tsv"}
_ENOUGH_ROWS = 20
_ONE_WORD = re.compile(r"\S{1,40}")


def format_of(source: Source, asked: Asked) -> str:
    """The name of a file's format.

    Raises:
        BadInputError: nothing tells it.
    """
    if source.content.startswith(b"PK"):
        return "xlsx" if is_workbook(source) else "espanso"
    if source.content.startswith(_OLD_WORKBOOK):
        raise BadInputError(
            _("this is a workbook of the old format (.xls)"),
            place=source.name,
            hint=_("save it as .xlsx"),
        )
    if source.content.startswith(b"bplist"):
        return "textexpander"
    text = decode(source.content, source.name).text.lstrip()[:_SAMPLE]
    if not text:
        raise BadInputError(_("the file is empty"), place=f"{source.name}:1")
    return _of_text(source, text, asked)


def _of_text(source: Source, text: str, asked: Asked) -> str:
    ending = source.path.suffix.lower()
    if text.startswith(("<?xml", "<plist", "<!DOCTYPE plist")):
        return "textexpander"
    if ending in {".yaml", ".yml"} or (ending not in _SHEETS and _FIRST_KEY.match(text)):
        return _of_yaml(text)
    if ending == ".json" or (text[0] in "{[" and ending not in _SHEETS):
        return _of_json(text)
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(";")]
    if ending not in _SHEETS and lines and sogou.LINE.fullmatch(lines[0]):
        return "sogou"
    return _of_rows(source, asked)


def format_of_folder(folder: Path) -> str:
    """The name of the format of a folder.

    Raises:
        BadInputError: nothing tells it.
    """
    for name, endings in (("espanso", (".yml", ".yaml")), ("autokey", (".txt", ".py"))):
        if files_in(folder, *endings):
            return name
    raise BadInputError(
        _("there is nothing in this folder that can be imported"), place=str(folder)
    )


def _of_yaml(text: str) -> str:
    keys = set(_YAML_KEY.findall(text))
    if "replies" not in keys and keys & {"matches", "global_vars", "imports"}:
        return "espanso"
    if (
        "replies" not in keys
        and re.search(r"^\s*-\s", text, re.MULTILINE)
        and (re.search(r"^- (?:name|content|keywords)\s*:", text, re.MULTILINE))
    ):
        return "zammad"
    return "yaml"


def _of_json(text: str) -> str:
    if '"combos"' in text:
        return "beeftext"
    return "chatwoot" if '"short_code"' in text else "zammad"


def _of_rows(source: Source, asked: Asked) -> str:
    rows = [row for _at, (_line, row) in zip(range(_ENOUGH_ROWS), csv_rows(source), strict=False)]
    if asked.columns or find_head(rows, {}, source.name):
        return "csv"
    widths = {len(row) for row in rows}
    if widths == {3} and _is_headless(rows):
        return "beeftext"
    if widths == {2} and _is_headless(rows):
        return "textexpander"
    return "csv"  # its reader says what is missing


def _is_headless(rows: Sequence[Sequence[str]]) -> bool:
    """Whether already the first row has a word to type, and what is written for it."""
    codes = [row[0].strip() for row in rows]
    looks_typed = all(map(_ONE_WORD.fullmatch, codes)) and len(set(codes)) == len(codes)
    written = rows[0][1].strip()
    is_text = len(written) > 30 or bool(
        re.search(r"[。！？!?…~～]|[.,，]\s*\S|\s\S+\s|%\S", written)
    )
    return looks_typed and is_text
