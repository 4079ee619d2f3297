"""What an issue table is made of: the days that are asked for, the tickets of them, the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from csconsole.tickets.model import Kind, NextAction, Texts, Ticket


class Sheet(StrEnum):
    """The sheets, in their order."""

    SUMMARY = "summary"
    RETURN = "return"
    EXCHANGE = "exchange"
    TRACKING = "tracking"
    RECHECK = "recheck"
    PHOTOS = "photos"
    OPEN_CASES = "open-cases"
    UNSOLVED = "unsolved"
    SELF_CHECK = "self-check"


KIND_SHEETS: Mapping[Kind, Sheet] = {kind: Sheet(kind.value) for kind in Kind}


class Why(StrEnum):
    """Why a ticket stands in the tables of some days."""

    OPENED = "opened"
    CHANGED = "changed"
    DUE = "due"
    OVERDUE = "overdue"


class Late(StrEnum):
    """What has come too late, or has not come although it should have."""

    RESPONSE = "response"
    SOLUTION = "solution"
    PLATFORM = "platform"
    ACTION = "action"


class Group(StrEnum):
    """What is counted in the summary, in its order."""

    ALL = "all"
    KIND = "kind"
    STATE = "state"
    TIER = "tier"
    REASON = "reason"
    PRODUCT = "product"
    AGENT = "agent"
    SHOP = "shop"
    IN_TIME = "in-time"
    REFUND = "refund"
    DAY = "day"


class Total(StrEnum):
    """The items of the group of all; `CARRIED_OVER` were opened before the first day."""

    ALL = "all"
    OPENED = "opened"
    CHANGED = "changed"
    DUE = "due"
    OVERDUE = "overdue"
    CARRIED_OVER = "carried-over"
    CLOSED = "closed"
    PHOTOS = "photos"
    OPEN_CASES = "open-cases"
    UNSOLVED = "unsolved"
    LATE = "late"


class InTime(StrEnum):
    """The items of the group of what came in time; what is not due yet counts as neither."""

    ANSWERED = "answered"
    ANSWERED_LATE = "answered-late"
    SOLVED = "solved"
    SOLVED_LATE = "solved-late"


@dataclass(frozen=True)
class Asked:
    """Which tickets are asked for; empty means any.

    Attributes:
        begin, until: the first and the last business day.
        shop: the name of a shop.
    """

    begin: date
    until: date
    agent: str = ""
    kind: str = ""
    shop: str = ""

    @property
    def days(self) -> Iterator[date]:
        """Every day of them."""
        return (
            self.begin + timedelta(days=one) for one in range((self.until - self.begin).days + 1)
        )


@dataclass(frozen=True)
class Span:
    """Some business days as moments, UTC.

    Attributes:
        end: the first moment that is not within.
        at: the moment as of which lateness is told: the end, or now where that is earlier.
    """

    start: datetime
    end: datetime
    at: datetime

    def has(self, moment: datetime | None) -> bool:
        """Whether a moment lies within."""
        return moment is not None and self.start <= moment < self.end


@dataclass(frozen=True)
class Around:
    """What a ticket's tables need beyond itself.

    Attributes:
        shop: the name of its shop.
        goods: what it is about, with quantities, for people.
        products: the same as names to count by, each once.
        is_changed: whether somebody changed it within the days.
    """

    shop: str = ""
    currency: str = "CNY"
    goods: str = ""
    products: tuple[str, ...] = ()
    is_changed: bool = False


@dataclass(frozen=True)
class Issue:
    """A ticket in the tables of some days.

    Attributes:
        day: the business day on which it was opened.
        owed: what was not done by the end of the days.
        next_due: when the next of its clocks and actions runs out; None for never.
        answered_in_time, solved_in_time: None where it is not due yet.
        refunded: what was refunded within the days, in the minor unit; None for nothing.
    """

    ticket: Ticket
    around: Around
    day: date
    why: frozenset[Why]
    late: frozenset[Late]
    owed: tuple[NextAction, ...]
    is_open: bool
    is_closed_within: bool
    wants_photos: bool
    response_due: datetime
    solution_due: datetime
    next_due: datetime | None
    answered_in_time: bool | None
    solved_in_time: bool | None
    refunded: int | None

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets that it stands on: its kind's, and what it has to do with."""
        cross = (
            (Sheet.PHOTOS, self.wants_photos),
            (Sheet.OPEN_CASES, bool(self.owed)),
            (Sheet.UNSOLVED, self.is_open),
        )
        return (KIND_SHEETS[self.ticket.kind], *(sheet for sheet, stands in cross if stands))


@dataclass(frozen=True)
class Figure:
    """One number, and the tickets behind it.

    Attributes:
        item: what was counted; what it stands for depends on the group.
        ids: of the tickets, by kind.
        amount: the sum of money where it is one, in the minor unit.
        share: of its group, or of what came in time and late; None where it is of nothing.
        running: the shares up to this one together, where they are ordered by count.
    """

    group: Group
    item: str
    ids: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    amount: int | None = None
    share: float | None = None
    running: float | None = None

    @property
    def count(self) -> int:
        """How many tickets."""
        return sum(len(some) for some in self.ids.values())

    def count_of(self, kind: Kind) -> int:
        """How many tickets of a kind."""
        return len(self.ids.get(kind, ()))

    @property
    def tickets(self) -> tuple[str, ...]:
        """The ids of all of them."""
        return tuple(id_ for some in self.ids.values() for id_ in some)


@dataclass(frozen=True)
class Named:
    """A figure with what it counts, for people."""

    figure: Figure
    name: str


@dataclass(frozen=True)
class ReplyCount:
    """A reply, and how often it was sent on some days."""

    id: str
    title: str
    count: int = 0


@dataclass(frozen=True)
class ReplyFigures:
    """How the replies of the library are used.

    Attributes:
        most: those that were sent most within the days, the most frequent first.
        never: those that nobody ever sent.
        ended: those whose last day is over, the latest first.
    """

    most: tuple[ReplyCount, ...]
    never: tuple[ReplyCount, ...]
    ended: tuple[ReplyCount, ...]


@dataclass(frozen=True)
class Dashboard:
    """The figures of some days, named in one language."""

    asked: Asked
    figures: tuple[Named, ...]
    replies: ReplyFigures

    def of(self, group: Group) -> list[Named]:
        """The figures of a group, in their order."""
        return [one for one in self.figures if one.figure.group is group]


class SelfChecked(Protocol):
    """One item of a day's self-check, as whoever keeps them tells it."""

    @property
    def date(self) -> date:
        """The business day."""

    @property
    def shop(self) -> str:
        """The name of the shop whose self-check it is; "" for all of them together."""

    @property
    def group(self) -> str:
        """What it belongs to, for people."""

    @property
    def item(self) -> str:
        """What is asked, for people."""

    @property
    def state(self) -> str:
        """What the answer is, for people."""

    @property
    def count(self) -> int:
        """How much was found."""

    @property
    def note(self) -> str:
        """What somebody wrote down about it."""

    @property
    def who(self) -> str:
        """Who answered it."""

    @property
    def when(self) -> datetime | None:
        """When that was; None for not."""


@dataclass(frozen=True)
class Told:
    """What stands above the summary.

    Attributes:
        shop: the shop's name, or several; "" for not told.
        heads: the last link of each device's chain (`verify` prints the same).
    """

    asked: Asked
    written: datetime
    shop: str
    is_masked: bool
    heads: Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        files: their paths as text.
        rows: how many rows each sheet has, by its name.
    """

    files: tuple[str, ...]
    rows: Mapping[str, int]


def in_language(texts: Texts, language: str) -> str:
    """A text in a language, or in the other one where it has none."""
    return texts.get(language) or next(iter(texts.values()), "")
