"""A ticket: one after-sales case, with its state, its clocks and what is owed on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

Texts = Mapping[str, str]  # a text by language


class Kind(StrEnum):
    """The four kinds of tickets."""

    RETURN = "return"
    EXCHANGE = "exchange"
    TRACKING = "tracking"
    RECHECK = "recheck"


class Tier(StrEnum):
    """How urgent a ticket is."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    MAJOR = "major"


class Deed(StrEnum):
    """What somebody can owe on a ticket."""

    REFUND = "refund"
    CHASE = "chase"
    PHOTO = "photo"
    REPLY = "reply"
    RESEND = "resend"
    INSPECT = "inspect"
    FOLLOW_UP = "follow-up"


class Complaint(StrEnum):
    """What a buyer complains of beyond the case; stands on a ticket of any kind."""

    ATTITUDE = "attitude"
    BAD_REVIEW = "bad-review"
    PLATFORM = "platform"


class FieldKind(StrEnum):
    """What a field holds; money is in the minor unit, a moment in seconds since 1970, UTC."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    MONEY = "money"
    COUNT = "count"
    MOMENT = "moment"
    WAYBILL = "waybill"
    LINES = "lines"
    RATING = "rating"


class WaitsFor(StrEnum):
    """Who has to act next."""

    SHOP = "shop"
    BUYER = "buyer"
    COURIER = "courier"
    NOBODY = "nobody"


@dataclass(frozen=True)
class FieldRule:
    """A field of the forms."""

    name: str
    kind: FieldKind
    label: Texts
    choices: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True)
class State:
    """A state of a kind of ticket; where `ends`, nobody owes anything any more."""

    name: str
    label: Texts
    waits_for: WaitsFor = WaitsFor.NOBODY
    ends: bool = False


@dataclass(frozen=True)
class Move:
    """A way from some states to another.

    Attributes:
        needs: fields that must be filled in.
        guards: names of conditions, see guards.py.
        sets: fields that follow from the move.
        settles: what is owed no more afterwards.
        owes: what is owed from then on, with the hours until it is due.
    """

    origins: tuple[str, ...]
    to: str
    label: Texts
    needs: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    settles: tuple[Deed, ...] = ()
    owes: Mapping[Deed, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Workflow:
    """What one kind of ticket is: its form, its states and the moves between them."""

    kind: Kind
    letter: str
    label: Texts
    fields: Mapping[str, FieldRule]
    states: Mapping[str, State]
    moves: tuple[Move, ...]
    start: str
    defaults: Mapping[str, str] = field(default_factory=dict)

    def moves_from(self, state: str) -> list[Move]:
        """The moves that leave a state."""
        return [move for move in self.moves if state in move.origins]

    def move(self, state: str, to: str) -> Move | None:
        """The move from one state to another; None where there is none."""
        return next((move for move in self.moves_from(state) if move.to == to), None)


@dataclass(frozen=True)
class NextAction:
    """What is owed on a ticket.

    Attributes:
        due: until when; None for no time.
        done: when it was done; None while it is owed.
    """

    id: str
    deed: Deed
    due: datetime | None
    done: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Chase:
    """One contact with a courier about a parcel."""

    id: str
    at: datetime
    agent: str
    whom: str
    answer: str
    next_contact: datetime | None = None


@dataclass(frozen=True)
class Ticket:
    """One after-sales case.

    Attributes:
        number: what people call it, such as R-1121-03.
        order: the id of its order; "" for none.
        owner: the agent who answers for it.
        complaint: what the buyer complains of beyond the case, in words; "" for nothing.
        complaints: the same as marks.
        fields: the form, by field name.
        opened: when the case began.
        tier_since: from when the tier counts: the opening, or the complaint that raised it.
        responded: when the buyer got the first reply from it.
        paused: since when the solution clock stands; None while it runs.
        paused_for: how many seconds it has stood before that.
        links: ids of tickets that belong to it.
        goes_on_in: the id of the ticket that took this one over (a duplicate, or a case that
            became one of another kind); "" for none.
        ordered: how many of each line of its order were bought; empty where nobody knows.
        agreed: the compensation that a supervisor agreed to, in the minor unit.
    """

    id: str
    number: str
    kind: Kind
    state: str
    tier: Tier
    shop: str
    opened: datetime
    tier_since: datetime
    order: str = ""
    order_no: str = ""
    buyer: str = ""
    owner: str = ""
    complaint: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    responded: datetime | None = None
    paused: datetime | None = None
    paused_for: int = 0
    closed: datetime | None = None
    links: tuple[str, ...] = ()
    next: tuple[NextAction, ...] = ()
    chases: tuple[Chase, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    goes_on_in: str = ""
    ordered: tuple[int, ...] = ()
    agreed: int = 0

    @property
    def owed(self) -> tuple[NextAction, ...]:
        """What is still owed."""
        return tuple(action for action in self.next if action.done is None)


@dataclass(frozen=True)
class Event:
    """One thing that happened to a ticket, for its timeline."""

    at: datetime
    agent: str
    what: str
    action: str


@dataclass(frozen=True)
class Attention:
    """Something that the supervisor should know of a ticket.

    Attributes:
        why: `tier`, `complaint` or `compensation`.
        seen: when the supervisor has seen it; None before that.
    """

    id: str
    ticket: str
    at: datetime
    agent: str
    why: str
    text: str
    seen: datetime | None = None


@dataclass(frozen=True)
class Visit:
    """A follow-up visit: asking a buyer some days after the end whether all is well.

    It is owed to the buyer by its owner, not by the case, which is closed.
    """

    id: str
    ticket: str
    owner: str
    due: datetime
    done: datetime | None = None


@dataclass(frozen=True)
class Owed:
    """One line of what is owed: an action on a ticket, or a visit.

    Attributes:
        id: of the action or the visit.
        due: until when; None for no time.
    """

    id: str
    ticket: Ticket
    deed: Deed
    due: datetime | None


@dataclass(frozen=True)
class Handover:
    """What an agent leaves to the next one at the end of a shift.

    Attributes:
        accepted: when the next one took it; None before that.
    """

    id: str
    giver: str
    taker: str
    note: str
    tickets: tuple[str, ...]
    at: datetime
    accepted: datetime | None = None


@dataclass(frozen=True)
class Refusal:
    """A ticket to which it could not be done, by its number, and why."""

    number: str
    why: str


@dataclass(frozen=True)
class Outcome:
    """What came of doing something to several tickets.

    Attributes:
        done: the ids of the tickets to which it was done.
        actions: what takes all of it back, the last first.
    """

    done: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    actions: tuple[str, ...] = ()
