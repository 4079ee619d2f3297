"""TextExpander: its files (property lists) and its CSV without a head."""

import plistlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from xml.parsers.expat import ExpatError

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats.json_file import text_of
from csconsole.replies.formats.model import Asked, Entry, Item, RefusalError, Refused
from csconsole.replies.formats.textexpander_text import snippet
from csconsole.sheets.cells import csv_rows
from csconsole.sheets.model import Source

_PROGRAMS = {2: "AppleScript", 3: "shell", 4: "JavaScript"}


def read_plist(source: Source, _asked: Asked) -> Iterator[Item]:
    """The snippets of a file of a group, or of the settings.

    Raises:
        BadInputError: it is no such file.
    """
    told = _property_list(source)
    snippets = next((told[key] for key in ("snippetsTE3", "snippetsTE2") if key in told), None)
    if not isinstance(snippets, list):
        raise BadInputError(
            _("this is no file of TextExpander: it has no snippets"), place=source.name
        )
    groups = _groups(told)
    for number, one in enumerate(snippets, 1):
        place = f"{source.name}:snippets[{number}]"
        try:
            yield _entry(one, groups, place)
        except RefusalError as refusal:
            yield Refused(place, refusal.why)


def _property_list(source: Source) -> Mapping[str, Any]:
    # Entities of a document type multiply; Apple's own files declare none of their own.
    if b"<!ENTITY" in source.content or b"<!\0E\0N\0T" in source.content:
        raise BadInputError(_("entities (<!ENTITY) are not allowed"), place=source.name)
    try:
        told = plistlib.loads(source.content)
    except (
        plistlib.InvalidFileException, ExpatError, ValueError, LookupError, TypeError,
        OverflowError, AttributeError, RecursionError,
    ) as error:  # fmt: skip
        raise BadInputError(
            _("this is no valid property list: {why}").format(why=error or type(error).__name__),
            place=source.name,
        ) from error
    if not isinstance(told, dict):
        raise BadInputError(
            _("this is no file of TextExpander: it has no snippets"), place=source.name
        )
    return told


def _groups(told: Mapping[str, Any]) -> dict[str, str]:
    """The name of the group of each snippet, by the snippet's id; the file's own under ""."""
    info = told.get("groupInfo")
    names = {"": text_of(info.get("groupName")) if isinstance(info, dict) else ""}
    for group in told.get("groupsTE2") or told.get("groupsTE3") or ():
        if isinstance(group, dict):
            for uuid in group.get("snippetUUIDs") or ():
                names[text_of(uuid)] = text_of(group.get("name"))
    return names


def _entry(one: Any, groups: Mapping[str, str], place: str) -> Entry:
    if not isinstance(one, dict):
        raise RefusalError(_("keys with values must stand here"))
    kind = one.get("snippetType", 0)
    if kind in _PROGRAMS:
        raise RefusalError(
            _("it runs a program ({program}); that is never done").format(program=_PROGRAMS[kind])
        )
    text, abbreviation = text_of(one.get("plainText")), text_of(one.get("abbreviation"))
    wording, notes = snippet(text)
    if kind == 1:
        notes.append(_("the layout was left out"))
    uuid = text_of(one.get("uuidString"))
    group = groups.get(uuid) or groups[""]
    changed = one.get("modificationDate")
    return Entry(
        place=place,
        program="textexpander",
        key=abbreviation or text,
        wording=wording,
        original=text,
        title=text_of(one.get("label")).strip(),
        folders=(group,) if group else (),
        shortcuts=(abbreviation,) if abbreviation else (),
        modified=changed.replace(tzinfo=UTC) if isinstance(changed, datetime) else None,
        reply_id=uuid,
        notes=tuple(notes),
    )


def read_csv(source: Source, _asked: Asked) -> Iterator[Item]:
    """The rows abbreviation, content, and perhaps a label; the group is the file's name.

    Raises:
        BadInputError: it cannot be read.
    """
    group = source.path.name.split(".", maxsplit=1)[0]
    for line, row in csv_rows(source):
        place = f"{source.name}:{line}"
        if len(row) not in {2, 3}:
            why = _("the row has {count} cells instead of {wanted}")
            yield Refused(place, why.format(count=len(row), wanted="2-3"))
            continue
        try:
            wording, notes = snippet(row[1])
        except RefusalError as refusal:
            yield Refused(place, refusal.why)
            continue
        abbreviation = row[0].strip()
        yield Entry(
            place=place,
            program="textexpander",
            key=abbreviation or row[1],
            wording=wording,
            original=row[1],
            title=row[2].strip() if len(row) == 3 else "",
            folders=(group,),
            shortcuts=(abbreviation,) if abbreviation else (),
            notes=tuple(notes),
        )
