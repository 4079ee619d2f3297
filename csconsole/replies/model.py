"""What a reply is: one approved wording, in one or several languages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

Texts = Mapping[str, str]  # language -> text
TextLists = Mapping[str, tuple[str, ...]]  # language -> texts

LANGUAGES = ("zh", "en")
IMPORT_FORMATS = (
    "yaml", "csv", "xlsx", "beeftext", "espanso", "sogou", "textexpander", "zammad", "chatwoot",
    "autokey",
)  # fmt: skip
EXPORT_FORMATS = ("yaml", "csv", "xlsx", "beeftext", "espanso")
STAGES = ("pre-sale", "in-sale", "after-sale", "follow-up")
CATEGORY_SEPARATOR = "/"


@dataclass(frozen=True)
class Reply:
    """One approved wording.

    Attributes:
        category: a path such as `after-sale/return`; empty where it has none.
        shortcut: what an agent types to get exactly this reply; may be empty.
        variants: other wordings of the same answer.
        asks: questions of buyers that it answers.
        valid_from, valid_until: inclusive days of the shop's calendar.
        for_kind, for_states: the ticket kind and the states that it belongs to.
        pictures: names of attachments, or of files beside the library file that it came from.
        owner: the agent whose own reply it is; empty for one of the approved library.
    """

    id: str
    title: Texts
    text: Texts
    category: str = ""
    shortcut: str = ""
    variants: TextLists = field(default_factory=dict)
    asks: TextLists = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    for_kind: str = ""
    for_states: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    owner: str = ""

    def title_in(self, language: str) -> str:
        """The title in a language, else in the first that it has."""
        return in_language(self.title, language)

    def text_in(self, language: str) -> str:
        """The text in a language, else in the first that it has."""
        return in_language(self.text, language)

    def wordings(self, language: str) -> tuple[str, ...]:
        """The text and its variants in a language, else in the first that the reply has."""
        used = language if language in self.text else next(iter(self.text), "")
        return (self.text_in(language), *self.variants.get(used, ()))

    def category_paths(self) -> list[str]:
        """The category and all that it lies in, outermost first."""
        return category_prefixes(self.category)

    def is_valid_on(self, day: date) -> bool:
        """Whether the reply may be sent on a day."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Placed:
    """A reply with the place that it was read from, such as `scripts.yaml:12`."""

    reply: Reply
    place: str


@dataclass(frozen=True)
class Usage:
    """How often and how lately a reply was sent.

    Attributes:
        last: milliseconds since 1970, UTC; 0 where it was never sent.
    """

    count: int = 0
    last: int = 0


@dataclass(frozen=True)
class Use:
    """One sending of a reply.

    Attributes:
        talk: the id of the talk that it was sent in.
        overridden: the rules of the wording check that it was sent against, knowingly.
        order: the id of the order that the talk was about; "" for none.
    """

    reply_id: str
    talk: str
    language: str
    overridden: tuple[str, ...] = ()
    order: str = ""


class Found(NamedTuple):
    """A reply that answers a query; a higher score is better. A tuple, as a list has many of them.

    Attributes:
        near: whether it was found only by forgiving a slip.
        language: the one that was asked for (`lang:en`), in which it is to be shown; "" for any.
    """

    reply: Reply
    score: float
    near: bool = False
    language: str = ""


class AskKind(StrEnum):
    """What kind of answer the agent is asked for."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True)
class Field:
    """Something that the agent can give while filling in.

    Attributes:
        name: the key under which the answer is kept: the label, or the name of a value.
        default: what stands in the field at first; "" for nothing.
        required: whether the text is incomplete while the field is empty.
    """

    name: str
    label: str
    kind: AskKind = AskKind.TEXT
    default: str = ""
    choices: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class Filled:
    """A filled-in text.

    Attributes:
        text: the text; what is missing stands in it as ［label］.
        missing: the labels of what must still be given, in order.
        spans: (start, end, name) of each variable's piece, in code points.
    """

    text: str
    missing: tuple[str, ...]
    spans: tuple[tuple[int, int, str], ...]

    def first_missing(self, fields: Sequence[Field]) -> str | None:
        """The name of the first field that must still be filled in."""
        return next((field.name for field in fields if field.label in self.missing), None)


class Policy(StrEnum):
    """What an import does with a reply that the library has in another wording."""

    OVERWRITE = "overwrite"
    SKIP = "skip"
    NEWER = "newer"  # the newer one stays, where the file tells when it was changed


@dataclass(frozen=True)
class Skipped:
    """An entry that was not taken: its place, and a sentence that says why."""

    where: str
    why: str


@dataclass(frozen=True)
class Noted:
    """Something that was left out or understood in another way.

    Attributes:
        where: the first place where it happened.
        count: how often it happened in that file.
    """

    where: str
    what: str
    count: int = 1


@dataclass(frozen=True)
class Change:
    """What becomes of one entry: `new`, `changed` or `same`."""

    where: str
    id: str
    title: str
    state: str


@dataclass(frozen=True)
class FileRead:
    """A file, the format that was found in it, and how many entries it has."""

    file: str
    format: str
    entries: int


@dataclass(frozen=True)
class UnknownColumns:
    """A sheet in which no column is known to hold the texts.

    Attributes:
        names: the names in its head.
        samples: the first rows below it.
    """

    file: str
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class UndoneImport:
    """An import that was taken back.

    Attributes:
        action: the journal's action that did it.
        undone: the action of the import.
        kept: (reply, field) of what was changed again since, which stays.
    """

    action: str
    undone: str
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Imported:
    """What an import did, or would do.

    Attributes:
        archived: how many were there and are not in the files, when these replace the library.
        action: the journal's action, to undo it by; empty where nothing was written.
        skipped: the entries that were not taken, each with the reason.
        notes: what of the taken ones was left out or understood in another way.
        changes: what becomes of each entry; of a dry run only.
        files: each file with the format that was found.
    """

    added: int
    updated: int
    unchanged: int
    archived: int = 0
    action: str = ""
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[Noted, ...] = ()
    changes: tuple[Change, ...] = field(default=(), compare=False)
    files: tuple[FileRead, ...] = field(default=(), compare=False)


class Exported(NamedTuple):
    """How many replies were written to a file, and how many pictures beside it."""

    replies: int
    pictures: int


def in_language(texts: Texts, language: str) -> str:
    """The text of a language, else the first there is, else nothing."""
    return texts.get(language) or next(iter(texts.values()), "")


def category_prefixes(category: str) -> list[str]:
    """A category and all that it lies in, outermost first: `a/b` gives `a`, `a/b`."""
    parts = category.split(CATEGORY_SEPARATOR) if category else []
    return [CATEGORY_SEPARATOR.join(parts[: at + 1]) for at in range(len(parts))]
