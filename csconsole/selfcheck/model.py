"""The self-check of a day: what is asked, what was found, what was signed; nothing is kept here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

Texts = Mapping[str, str]  # a text by language


class Group(StrEnum):
    """The three questions at the end of a day."""

    RECORDED = "recorded"
    SOLVED = "solved"
    READY = "ready"


class ItemKind(StrEnum):
    """Who answers an item: the program from its data, or a person."""

    COMPUTED = "computed"
    MANUAL = "manual"


class State(StrEnum):
    """How an item stands; an explained one was open when the day was signed."""

    OPEN = "open"
    DONE = "done"
    EXPLAINED = "explained"


class What(StrEnum):
    """What a row of evidence is, and so where it leads to."""

    TICKET = "ticket"
    ORDER = "order"
    REPLY = "reply"
    PRODUCT = "product"
    PLAN = "plan"
    NOTICE = "notice"


@dataclass(frozen=True)
class CheckItem:
    """One item of the list.

    Attributes:
        rule: the name of the rule that answers it; "" where a person does.
        parameters: what the rule looks for, by name.
        looked: whether a person may answer for what the rule finds, having looked at it.
    """

    id: str
    group: Group
    title: Texts
    kind: ItemKind
    rule: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    looked: bool = False

    @property
    def can_be_ticked(self) -> bool:
        """Whether a person can answer it."""
        return self.kind is ItemKind.MANUAL or self.looked


@dataclass(frozen=True)
class Row:
    """One row of evidence.

    It names things by their ids alone, so that a signed day keeps nothing of a person.

    Attributes:
        about: what of it is missing or due, in words of the rule (`refund`, `reason`, 退货).
        due: until when, in seconds since 1970, UTC; None for no time.
    """

    what: What
    id: str
    about: tuple[str, ...] = ()
    due: int | None = None


@dataclass(frozen=True)
class Finding:
    """What a rule found: how many in all, and the first rows of them."""

    count: int = 0
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """A row as people read it.

    Attributes:
        name: what people call it: a number, a title.
        why: what of it is missing or due.
        is_late: whether its time is over.
    """

    row: Row
    name: str
    why: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Tick:
    """That a person answered an item.

    Attributes:
        count: how much there was to look at then; more than that is open again.
        seen: the ids of that; anything else is open again, too. Nothing where that is not known.
    """

    agent: str
    at: datetime
    note: str = ""
    count: int = 0
    seen: frozenset[str] = frozenset()

    def covers(self, finding: Finding) -> bool:
        """Whether whoever answered has looked at all of this."""
        is_known = not self.seen or self.seen.issuperset(row.id for row in finding.rows)
        return finding.count <= self.count and is_known


@dataclass(frozen=True)
class Carried:
    """The reason that was given for an item when an earlier day was signed."""

    day: date
    reason: str
    agent: str


@dataclass(frozen=True)
class Checked:
    """One item as it stands.

    Attributes:
        reason: why it was open when the day was signed.
        carried: what was said when the day before was signed.
        later: how many there are now of what was signed; None where that is no other number.
    """

    item: CheckItem
    state: State
    count: int
    evidence: tuple[Evidence, ...] = ()
    tick: Tick | None = None
    reason: str = ""
    carried: Carried | None = None
    later: int | None = None


@dataclass(frozen=True)
class Signature:
    """That a day was checked.

    Attributes:
        reasons: why an item was left open, by its id.
        heads: where the journal of each device stood: its last reading and link.
    """

    id: str
    day: date
    agent: str
    at: datetime
    reasons: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckedDay:
    """The self-check of a day; of a signed one, what was known at signing."""

    day: date
    items: tuple[Checked, ...]
    signed: Signature | None = None

    @property
    def open_items(self) -> tuple[Checked, ...]:
        """The items that are open."""
        return tuple(one for one in self.items if one.state is State.OPEN)

    def of(self, item: str) -> Checked | None:
        """The item of an id; None where the list has none."""
        return next((one for one in self.items if one.item.id == item), None)


@dataclass(frozen=True)
class Plan:
    """Something that is to be done on a day; it is carried over until it is done."""

    id: str
    day: date
    text: str
    agent: str
    done: datetime | None = None
    done_by: str = ""


@dataclass(frozen=True)
class Notice:
    """A promotion or a rule of the shop that every agent is to know.

    Attributes:
        first, last: the days on which it holds, both among them.
        replies: the ids of the replies that belong to it.
        acknowledged: when each agent read it.
    """

    id: str
    text: str
    first: date
    last: date
    replies: tuple[str, ...] = ()
    agent: str = ""
    acknowledged: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class DayMark:
    """A day of the calendar.

    Attributes:
        signed: who signed it; None where nobody did.
        explained: how many items were left open with a reason.
    """

    day: date
    signed: Signature | None = None
    explained: int = 0


@dataclass(frozen=True)
class History:
    """The days of a while, the earliest first.

    Attributes:
        streak: how many days before today, and today, were signed one after another.
        longest: the longest such streak.
    """

    days: tuple[DayMark, ...]
    streak: int = 0
    longest: int = 0


@dataclass(frozen=True)
class ItemRecord:
    """One item of one day, for a sheet.

    Attributes:
        note: the note of whoever ticked it, or the reason why it was left open.
        who, at: who ticked it or signed the day, and when; None where nobody did.
    """

    day: date
    item: CheckItem
    state: State
    count: int
    note: str = ""
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class DayRecord:
    """One day, for a sheet.

    Attributes:
        items: each of its items; nothing where it was not computed.
    """

    day: date
    signed: Signature | None = None
    items: tuple[ItemRecord, ...] = ()

    @property
    def left(self) -> int:
        """How many items were left open, or are."""
        return sum(one.state is not State.DONE for one in self.items)


def in_language(texts: Texts, language: str) -> str:
    """A text of the list in a language of the program."""
    return texts["zh" if language.startswith("zh") else "en"]
