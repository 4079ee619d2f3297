"""Beeftext: its JSON of every version (1 to 10), and its CSV of three columns without a head."""

from collections.abc import Iterator, Mapping
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats import json_file
from csconsole.replies.formats.beeftext_text import snippet
from csconsole.replies.formats.json_file import text_of
from csconsole.replies.formats.kept import KEPT_KEY, kept_reply
from csconsole.replies.formats.markup import flattened
from csconsole.replies.formats.model import Asked, Entry, Item, RefusalError, Refused
from csconsole.replies.formats.sheet import moment_of
from csconsole.sheets.cells import csv_rows
from csconsole.sheets.model import Source

NEWEST = 10  # the version that we know; the program itself refuses a higher one
_CSV_COLUMNS = 3


def read_json(source: Source, _asked: Asked) -> Iterator[Item]:
    """The combos of a file or backup.

    Raises:
        BadInputError: it is no file of Beeftext, or of a version that is not known yet.
    """
    told = json_file.load(source)
    if not isinstance(told, dict) or not isinstance(told.get("combos"), list):
        raise BadInputError(_("this is no file of Beeftext: it has no combos"), place=source.name)
    version = text_of(told.get("fileFormatVersion")) or "1"
    if not version.isdecimal() or int(version) > NEWEST:
        raise BadInputError(
            _("version {version} of this format is not known; {newest} is the newest known").format(
                version=version, newest=NEWEST
            ),
            place=source.name,
        )
    groups = {
        text_of(group.get("uuid")): (text_of(group.get("name")), group.get("enabled", True))
        for group in told.get("groups") or ()
        if isinstance(group, dict)
    }
    for number, combo in enumerate(told["combos"], 1):
        place = f"{source.name}:combos[{number}]"
        try:
            yield _entry(combo, groups, place)
        except RefusalError as refusal:
            yield Refused(place, refusal.why)


def _entry(combo: Any, groups: Mapping[str, tuple[str, Any]], place: str) -> Entry:
    if not isinstance(combo, dict):
        raise RefusalError(_("keys with values must stand here"))
    keyword = text_of(combo.get("keyword") or combo.get("comboText"))
    text = text_of(combo.get("snippet") or combo.get("substitutionText"))
    group, is_on = groups.get(text_of(combo.get("group")), ("", True))
    if combo.get("enabled", True) is False or is_on is False:
        raise RefusalError(_("it is switched off in the other program"))
    notes = []
    if combo.get("useHtml") is True:
        text = flattened(text)
        notes.append(_("the layout of HTML was left out"))
    name = " ".join(text_of(combo.get("name")).split())
    kept = kept_reply(combo.get(KEPT_KEY), name, keyword, text)
    wording, remarks = ((), []) if kept and kept.is_whole else snippet(text)
    description = text_of(combo.get("description")).strip()
    if _is_special(combo):
        notes.append(_("when a shortcut counts (case, inside words) was left out"))
    return Entry(
        place=place,
        program="beeftext",
        key=keyword or name or text,
        wording=wording,
        original=text,
        title=name or keyword,
        folders=(group,) if group else (),
        shortcuts=(keyword,) if keyword else (),
        asks=tuple(line.strip() for line in description.splitlines() if line.strip()),
        modified=moment_of(text_of(combo.get("modificationDateTime") or combo.get("lastModified"))),
        reply_id=kept.reply.id if kept else text_of(combo.get("uuid")),
        notes=(*notes, *remarks),
        exact=kept.reply if kept else None,
    )


def _is_special(combo: Mapping[str, Any]) -> bool:
    modes = (text_of(combo.get("matchingMode")), text_of(combo.get("caseSensitivity")))
    return any(mode not in {"", "0"} for mode in modes) or combo.get("useLooseMatch") is True


def read_csv(source: Source, _asked: Asked) -> Iterator[Item]:
    """The rows keyword, snippet, name.

    Raises:
        BadInputError: it cannot be read.
    """
    for line, row in csv_rows(source, ","):
        place = f"{source.name}:{line}"
        if len(row) != _CSV_COLUMNS:
            why = _("the row has {count} cells instead of {wanted}")
            yield Refused(place, why.format(count=len(row), wanted=_CSV_COLUMNS))
            continue
        keyword, text, name = row[0].strip(), row[1], row[2].strip()
        try:
            wording, remarks = snippet(text)
        except RefusalError as refusal:
            yield Refused(place, refusal.why)
            continue
        yield Entry(
            place=place,
            program="beeftext",
            key=keyword or name or text,
            wording=wording,
            original=text,
            title=name or keyword,
            shortcuts=(keyword,) if keyword else (),
            notes=tuple(remarks),
        )
