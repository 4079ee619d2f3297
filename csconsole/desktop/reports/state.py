"""What the tables' page knows, without Qt: the days that are chosen, and what is drawn of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csconsole.language import N_, _
from csconsole.reports.model import Dashboard, Group, InTime, Named, Total
from csconsole.tickets.model import Kind

MOST_BARS = 10
KIND_NAMES = {
    Kind.RETURN: N_("Returns"),
    Kind.EXCHANGE: N_("Exchanges"),
    Kind.TRACKING: N_("Tracking"),
    Kind.RECHECK: N_("Rechecks"),
}


class Range(StrEnum):
    """The days that can be chosen in one go."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    DAYS = "days"


RANGE_NAMES = {
    Range.TODAY: N_("Today"),
    Range.YESTERDAY: N_("Yesterday"),
    Range.WEEK: N_("This week"),
    Range.MONTH: N_("This month"),
    Range.DAYS: N_("From … to"),
}


def days_of(chosen: Range, today: date) -> tuple[date, date]:
    """The first and the last day of a range; a week begins on Monday."""
    if chosen is Range.YESTERDAY:
        return today - timedelta(days=1), today - timedelta(days=1)
    if chosen is Range.WEEK:
        return today - timedelta(days=today.weekday()), today
    if chosen is Range.MONTH:
        return today.replace(day=1), today
    return today, today


@dataclass(frozen=True)
class Part:
    """A part of a bar, of one kind of tickets; `kind` is None for all of them."""

    kind: Kind | None
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Bar:
    """A bar, and the tickets behind it.

    Attributes:
        name: what it counts, in full.
        mark: the same in short, for the axis.
        running: the share of this one and all before it; None where that says nothing.
    """

    name: str
    mark: str
    parts: tuple[Part, ...]
    running: float | None = None

    @property
    def count(self) -> int:
        """How many tickets."""
        return sum(len(part.ids) for part in self.parts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all its tickets."""
        return tuple(id_ for part in self.parts for id_ in part.ids)


@dataclass(frozen=True)
class Chart:
    """Some bars that belong together.

    Attributes:
        lies: whether the bars lie, one below the other, since their names are long.
    """

    title: str
    bars: tuple[Bar, ...]
    lies: bool = False


@dataclass(frozen=True)
class Tile:
    """One number above the charts.

    Attributes:
        tone: the name of a colour; "" for the usual one.
        told: what pressing it shows, where that is something else.
    """

    name: str
    text: str
    ids: tuple[str, ...]
    tone: str = ""
    told: str = ""


def charts_of(board: Dashboard) -> list[Chart]:
    """What is drawn of the figures; a chart without a bar is left out by whoever draws."""
    products = [one for one in board.of(Group.PRODUCT) if one.figure.item]
    rechecks = sorted(products, key=lambda one: -one.figure.count_of(Kind.RECHECK))
    return [
        Chart(_("Opened per day"), tuple(_day_bars(board.of(Group.DAY)))),
        Chart(_("Reasons"), tuple(_bars(board.of(Group.REASON))), lies=True),
        Chart(_("Products"), tuple(_bars(products)), lies=True),
        Chart(
            _("Products with the most rechecks"),
            tuple(_bars(rechecks, (Kind.RECHECK,))),
            lies=True,
        ),
        Chart(_("Agents"), tuple(_bars(board.of(Group.AGENT))), lies=True),
    ]


def tiles_of(board: Dashboard, money: str) -> list[Tile]:
    """The numbers above the charts; `money` is what was refunded, as it is written."""
    totals = {one.figure.item: one.figure for one in board.of(Group.ALL)}
    clocks = {one.figure.item: one.figure for one in board.of(Group.IN_TIME)}
    tiles = [
        Tile(_(name), str(totals[total].count), totals[total].tickets, tone)
        for total, name, tone in _TOTALS
    ]
    for kept, late, name in (
        (InTime.ANSWERED, InTime.ANSWERED_LATE, _("answered in time")),
        (InTime.SOLVED, InTime.SOLVED_LATE, _("solved in time")),
    ):
        share = clocks[kept].share
        text = f"{share:.0%}" if share is not None else "–"
        told = _("Shows those that came late or not at all")
        tiles.append(Tile(name, text, clocks[late].tickets, told=told))
    refunds = tuple(id_ for one in board.of(Group.REFUND) for id_ in one.figure.tickets)
    return [*tiles, Tile(_("refunded"), money or "–", refunds)]


_TOTALS = (
    (Total.ALL, N_("tickets"), ""),
    (Total.OPENED, N_("newly opened"), ""),
    (Total.CARRIED_OVER, N_("carried over"), ""),
    (Total.CLOSED, N_("closed"), "done"),
    (Total.OPEN_CASES, N_("something owed"), "due"),
    (Total.UNSOLVED, N_("unsolved"), ""),
    (Total.LATE, N_("late"), "late"),
)


def _day_bars(days: Sequence[Named]) -> Iterator[Bar]:
    for one in days:
        day = date.fromisoformat(one.figure.item)
        yield Bar(one.name, f"{day.month}-{day.day}", _parts(one, tuple(Kind)))


def _bars(some: Sequence[Named], kinds: tuple[Kind, ...] = tuple(Kind)) -> Iterator[Bar]:
    for one in some[:MOST_BARS]:
        parts = _parts(one, kinds)
        if parts:
            yield Bar(one.name, one.name, parts, one.figure.running)


def _parts(one: Named, kinds: tuple[Kind, ...]) -> tuple[Part, ...]:
    ids = one.figure.ids
    return tuple(Part(kind, ids[kind]) for kind in kinds if ids.get(kind))
