"""What every reader of foreign files hands out: entries whose words are ours already."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csconsole.replies.model import Reply
from csconsole.sheets.model import Source

MOST_ENTRIES = 200_000  # of one file; more is no library of replies


@dataclass(frozen=True)
class Reference:
    """Another entry of the same file that stands inside a text.

    Attributes:
        name: what the other program calls it: a keyword, a trigger, an abbreviation.
    """

    name: str


Wording = tuple[str | Reference, ...]


@dataclass(frozen=True)
class Entry:
    """One entry of a foreign file.

    Attributes:
        place: the file with the line or the number of the entry.
        program: the program that it comes from, the beginning of its id.
        key: what names it in its file from one export to the next.
        wording: its text in our grammar.
        original: the text as it stood there, for a title where there is none.
        folders: the names of the groups that it lies in, outermost first.
        shortcuts: what is typed for it; the first that can be one becomes the reply's.
        language: "" where the text itself must tell.
        reply_id: the id that the file gives it, kept where it can be one of ours.
        notes: what of it was left out or understood in another way.
        exact: the whole reply, where the file carries it (our own exports do).
    """

    place: str
    program: str
    key: str
    wording: Wording
    original: str
    title: str = ""
    folders: tuple[str, ...] = ()
    shortcuts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    modified: datetime | None = None
    reply_id: str = ""
    notes: tuple[str, ...] = ()
    exact: Reply | None = None


@dataclass(frozen=True)
class Refused:
    """An entry that cannot be taken, with the reason."""

    where: str
    why: str


@dataclass(frozen=True)
class Remark:
    """Something about the file as a whole that people should know."""

    where: str
    what: str


Item = Entry | Refused | Remark


class RefusalError(Exception):
    """An entry cannot become a reply; the reason is a sentence for people."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Asked:
    """What the person who imports has said about the files.

    Attributes:
        format: the format of all of them; "" where each is to be looked at.
        columns: our field -> the header of a sheet's column.
    """

    format: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


Reader = Callable[[Source, Asked], Iterator[Item]]
