"""Foreign entries become replies of ours: with ids that stay, and shortcuts that are unique."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies import wording
from csconsole.replies.formats.folders import category
from csconsole.replies.formats.gaps import language_of
from csconsole.replies.formats.kept import main_language
from csconsole.replies.formats.model import Entry, Reference, RefusalError, Refused, Remark
from csconsole.replies.library_rules import shortcut_key
from csconsole.replies.model import Placed, Reply
from csconsole.replies.reply_node import (
    ID,
    LONGEST_ASK,
    LONGEST_SHORTCUT,
    LONGEST_TITLE,
    has_unseen,
)

LONGEST_TEXT = 100_000
_TITLE_OF_TEXT = 40  # characters
_KEY_DIGITS = 10
_SLUG = re.compile(r"[^a-z0-9]+")
_DEEPEST = 8


@dataclass
class Taken:
    """What became of the entries of some files.

    Attributes:
        placed: the replies, each with the entry that it was.
        refused: the entries that are none, with reasons.
        remarks: what was left out or understood in another way.
    """

    placed: list[tuple[Placed, Entry]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


Stays = Callable[[str, datetime | None], bool]


def become(entries: Sequence[Entry], owners: Mapping[str, str], stays: Stays) -> Taken:
    """The replies that entries become.

    `owners` tells which reply of the library has a (compared) shortcut already; `stays` whether
    the library's reply of an id stays as it is, with its shortcut, when the file has one that was
    changed at a moment.
    """
    return _Becoming(entries, owners, stays).all()


class _Becoming:
    """One import's entries, which may refer to each other."""

    def __init__(self, entries: Sequence[Entry], owners: Mapping[str, str], stays: Stays) -> None:
        self._taken = Taken()
        self._ids = _ids(entries)
        self._entries = [entry for entry in entries if id(entry) in self._ids]
        for entry in entries:
            if id(entry) not in self._ids:
                why = _("the id {id} stands in the files twice").format(id=entry.reply_id)
                self._taken.refused.append(Refused(entry.place, why))
        own = {
            self._ids[id(entry)]
            for entry in self._entries
            if not stays(self._ids[id(entry)], entry.modified)
        }
        self._shortcuts = {key: owner for key, owner in owners.items() if owner not in own}
        self._named: dict[str, Entry] = {}
        for entry in self._entries:
            for name in entry.shortcuts:
                self._named.setdefault(name, entry)
        self._texts: dict[int, str] = {}

    def all(self) -> Taken:
        for entry in self._entries:
            try:
                reply = self._reply(entry)
            except RefusalError as refusal:
                self._taken.refused.append(Refused(entry.place, refusal.why))
                continue
            except BadInputError as error:
                self._taken.refused.append(Refused(entry.place, error.sentence))
                continue
            self._taken.placed.append((Placed(reply, entry.place), entry))
            self._taken.remarks += [Remark(entry.place, note) for note in entry.notes]
        return self._taken

    def _reply(self, entry: Entry) -> Reply:
        if entry.exact:
            return self._kept(entry, entry.exact)
        text = self._text(entry, ())
        language = entry.language or language_of([entry.original])
        shortcut, tags = self._shortcut(entry)
        title = _title(entry)
        asks = self._asks(entry)
        return Reply(
            id=self._ids[id(entry)],
            title={"zh" if language_of([title]) == "zh" else language: title},
            text={language: text},
            category=category(entry.folders),
            shortcut=shortcut,
            asks={"zh" if language_of(asks) == "zh" else language: asks} if asks else {},
            tags=tuple(dict.fromkeys([*entry.tags, *tags])),
        )

    def _asks(self, entry: Entry) -> tuple[str, ...]:
        """The questions that are short enough to be some."""
        asks = tuple(ask for ask in entry.asks if len(ask) <= LONGEST_ASK)
        if len(asks) < len(entry.asks):
            what = _("a question of more than {most} characters was left out")
            self._taken.remarks.append(Remark(entry.place, what.format(most=LONGEST_ASK)))
        return asks

    def _kept(self, entry: Entry, reply: Reply) -> Reply:
        """A reply that the file carries whole; its text may have been changed there since."""
        text = dict(reply.text)
        if entry.wording:
            text[main_language(reply)] = self._text(entry, ())
        return replace(reply, text=text, shortcut=self._unique(entry, reply.shortcut))

    def _text(self, entry: Entry, path: tuple[int, ...]) -> str:
        """The text of an entry with its references resolved.

        Raises:
            RefusalError: it is empty, too long, runs in a circle or refers to what is not there.
        """
        if id(entry) in self._texts:
            return self._texts[id(entry)]
        if id(entry) in path:
            raise RefusalError(_("it includes itself"))
        if len(path) >= _DEEPEST:
            raise RefusalError(_("it includes too much"))
        pieces = [
            self._included(piece.name, entry, (*path, id(entry)))
            if isinstance(piece, Reference)
            else piece
            for piece in entry.wording
        ]
        text = "".join(pieces)
        if not text.strip():
            raise RefusalError(_("the text is empty"))
        if len(text) > LONGEST_TEXT:
            raise RefusalError(
                _("a text is longer than {most} characters").format(most=LONGEST_TEXT)
            )
        wording.parse.__wrapped__(text)
        self._texts[id(entry)] = text
        return text

    def _included(self, name: str, entry: Entry, path: tuple[int, ...]) -> str:
        """Another entry inside a text: by name where it has the same language, else its words."""
        other = self._named.get(name)
        if other is None:
            raise RefusalError(_("it includes {name}, which is not in the file").format(name=name))
        text = self._text(other, path)
        languages = {one.language or language_of([one.original]) for one in (entry, other)}
        return f"{{>{self._ids[id(other)]}}}" if len(languages) == 1 else text

    def _shortcut(self, entry: Entry) -> tuple[str, list[str]]:
        """The reply's shortcut, and what else is typed for it, which becomes tags."""
        fitting = [name for name in entry.shortcuts if _can_be_shortcut(name)]
        first = fitting[0] if fitting else ""
        shortcut = self._unique(entry, first)
        others = [name for name in entry.shortcuts if name != shortcut and name.strip()]
        if [name for name in others if name != first]:
            what = _("only one shortcut of one word is kept; what else is typed became a tag")
            self._taken.remarks.append(Remark(entry.place, what))
        return shortcut, [" ".join(name.split()) for name in others]

    def _unique(self, entry: Entry, shortcut: str) -> str:
        """A shortcut, if no other reply has it; else none."""
        key = shortcut_key(shortcut)
        if not key:
            return ""
        owner = self._shortcuts.setdefault(key, self._ids[id(entry)])
        if owner == self._ids[id(entry)]:
            return shortcut
        what = (
            _("its shortcut belongs to another reply already; it was left out")
            if entry.exact
            else _("its shortcut belongs to another reply already; it became a tag")
        )
        self._taken.remarks.append(Remark(entry.place, what))
        return ""


def _ids(entries: Sequence[Entry]) -> dict[int, str]:
    """The id of each entry, by identity; an id that the files give twice counts once."""
    found: dict[int, str] = {}
    numbers: dict[str, int] = {}
    kept = {id(one): one.reply_id if one.exact else _kept_id(one.reply_id) for one in entries}
    used = set(kept.values())
    given: set[str] = set()
    for entry in entries:
        reply_id = kept[id(entry)]
        if reply_id in given:
            continue
        if not reply_id:
            made = reply_id = _made_id(entry)
            while reply_id in used:
                numbers[made] = numbers.get(made, 1) + 1
                reply_id = f"{made}-{numbers[made]}"
            used.add(reply_id)
        given.add(reply_id)
        found[id(entry)] = reply_id
    return found


def _kept_id(told: str) -> str:
    """A file's own id where it can be one of ours; a bare number is too likely to be another's."""
    slug = told.strip().lower().replace("_", "-")
    return slug if ID.fullmatch(slug) and not slug.replace("-", "").isdigit() else ""


def _made_id(entry: Entry) -> str:
    told = entry.reply_id.strip("{}").lower()
    slug = _SLUG.sub("-", told or entry.key.lower()).strip("-")[:40].strip("-")
    if told and slug == told:
        return f"{entry.program}-{slug}"
    digest = hashlib.sha256(f"{entry.program}\n{told or entry.key}".encode()).hexdigest()
    return "-".join(part for part in (entry.program, slug, digest[:_KEY_DIGITS]) if part)


def _title(entry: Entry) -> str:
    told = _seen(entry.title)
    if told:
        return told[:LONGEST_TITLE]
    line = next((line.strip() for line in entry.original.splitlines() if line.strip()), "")
    words = _seen(line or entry.key) or entry.program
    return words if len(words) <= _TITLE_OF_TEXT else words[: _TITLE_OF_TEXT - 1] + "…"


def _seen(title: str) -> str:
    """A title on one line, without what nobody can see."""
    seen = "".join(" " if has_unseen(sign) else sign for sign in title)
    return " ".join(seen.split())


def _can_be_shortcut(name: str) -> bool:
    if has_unseen(name):
        return False
    return 0 < len(name) <= LONGEST_SHORTCUT and len(name.split()) == 1 and name == name.strip()
