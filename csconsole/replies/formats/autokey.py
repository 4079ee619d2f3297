"""AutoKey: a tree of folders in which each phrase is a text file with a JSON file beside it.

Up to version 0.95 the JSON files were hidden. Programs (`.py`) are never run; they are refused.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats import json_file
from csconsole.replies.formats.grammar import moment, plain
from csconsole.replies.formats.json_file import text_of
from csconsole.replies.formats.model import Asked, Entry, Item, RefusalError, Refused
from csconsole.sheets.charset import decode
from csconsole.sheets.opening import files_in, open_file

_MACRO = re.compile(r"<(cursor|date|file|script|system)\b([^>]*)>")
_FORMAT = re.compile(r"format=(.*)")


def read_folder(folder: Path, _asked: Asked) -> Iterator[Item]:
    """The phrases of a tree.

    Raises:
        BadInputError: a file cannot be read, or there is none.
    """
    files = files_in(folder, ".txt", ".py")
    if not files:
        raise BadInputError(_("there is no phrase in it"), place=str(folder))
    for path in files:
        try:
            yield _entry(path, folder)
        except RefusalError as refusal:
            yield Refused(str(path), refusal.why)


def _entry(path: Path, folder: Path) -> Entry:
    if path.suffix == ".py":
        raise RefusalError(
            _("it runs a program ({program}); that is never done").format(program="Python")
        )
    told = _described(path)
    text = decode(open_file(path).content, str(path)).text
    abbreviation = told.get("abbreviation")
    given = abbreviation if isinstance(abbreviation, dict) else {}
    several = given.get("abbreviations") or [given.get("abbreviation")]
    shortcuts = tuple(name for one in several if (name := text_of(one)))
    notes: list[str] = []
    wording = _in_our_grammar(text, notes)
    inside = path.relative_to(folder)
    return Entry(
        place=str(path),
        program="autokey",
        key=inside.as_posix(),
        wording=(wording,),
        original=text,
        title=text_of(told.get("description")) or path.stem,
        folders=(folder.name, *inside.parts[:-1]),
        shortcuts=shortcuts,
        notes=tuple(notes),
    )


def _described(path: Path) -> Mapping[str, Any]:
    for name in (f"{path.stem}.json", f".{path.stem}.json"):
        beside = path.with_name(name)
        if beside.is_file():
            told = json_file.load(open_file(beside))
            return told if isinstance(told, dict) else {}
    return {}


def _in_our_grammar(text: str, notes: list[str]) -> str:
    pieces: list[str] = []
    at = 0
    for found in _MACRO.finditer(text):
        pieces.append(plain(text[at : found.start()]))
        at = found.end()
        if found[1] == "cursor":
            notes.append(_("the place of the cursor was left out"))
        elif found[1] == "date":
            pattern = _FORMAT.search(found[2])
            pieces.append(moment(pattern[1].strip() if pattern else "%Y-%m-%d"))
        else:
            raise RefusalError(
                _("it runs a program ({program}); that is never done").format(program=found[1])
            )
    return "".join([*pieces, plain(text[at:])])
