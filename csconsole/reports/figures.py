"""Counting the tickets of some days: what the summary tells and the dashboard draws.

Each ticket counts once, on however many sheets it stands; it may be of several products.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from csconsole.reports.model import Asked, Figure, Group, InTime, Issue, Total, Why
from csconsole.tickets.model import Kind, Tier, Workflow

MOST_PRODUCTS = 15
_REASONS = ("reason", "problem")  # the fields that say why, in the forms that have one
_Ids = Mapping[Kind, tuple[str, ...]]
# What is told even of nothing, in this order.
_ALWAYS: Mapping[Group, type[Total | InTime | Kind | Tier]] = {
    Group.ALL: Total, Group.KIND: Kind, Group.TIER: Tier, Group.IN_TIME: InTime,
}  # fmt: skip


class Count:
    """Takes issues in, one after the other, and gives the figures at the end."""

    def __init__(self, asked: Asked, workflows: Mapping[Kind, Workflow]) -> None:
        self._asked, self._workflows = asked, workflows
        self._ids: dict[tuple[Group, str, Kind], list[str]] = defaultdict(list)
        self._refunded: dict[str, int] = defaultdict(int)

    def take(self, issue: Issue) -> None:
        """Count one more."""
        kind, id_, ids = issue.ticket.kind, issue.ticket.id, self._ids
        for group, item in _items(issue, self._workflows):
            ids[group, item, kind].append(id_)
        if issue.refunded is not None:
            self._refunded[issue.around.currency] += issue.refunded

    def take_over(self, other: "Count") -> None:
        """Count what another has counted, of tickets that were opened later."""
        for item, ids in other._ids.items():  # noqa: SLF001  (of its own class)
            self._ids[item] += ids
        for currency, amount in other._refunded.items():  # noqa: SLF001
            self._refunded[currency] += amount

    def figures(self) -> list[Figure]:
        """Everything that was counted, in the order of the summary."""
        counted: dict[Group, dict[str, dict[Kind, tuple[str, ...]]]] = {
            group: {item: {} for item in self._always(group)} for group in Group
        }
        for (group, item, kind), ids in self._ids.items():
            counted[group].setdefault(item, {})[kind] = tuple(ids)
        found: list[Figure] = []
        for group in Group:
            items: list[tuple[str, _Ids]] = list(counted[group].items())
            if group in _ORDERS:
                items.sort(key=lambda one: _ORDERS[group](one[0], _length(one[1])))
            found += _shared(self._figures(group, items), counted[Group.ALL][Total.ALL])
        return found

    def _always(self, group: Group) -> Iterable[str]:
        if group is Group.DAY:
            return [day.isoformat() for day in self._asked.days]
        return [str(one) for one in _ALWAYS.get(group, ())]

    def _figures(self, group: Group, items: list[tuple[str, _Ids]]) -> list[Figure]:
        if group is Group.PRODUCT:
            items = items[:MOST_PRODUCTS]
        return [
            Figure(group, item, ids, self._refunded[item] if group is Group.REFUND else None)
            for item, ids in items
        ]


def _shared(figures: list[Figure], everything: _Ids) -> list[Figure]:
    """Figures of one group with their shares of what they are a part of."""
    running, shared = 0, []
    for figure in figures:
        running += figure.count
        whole = _whole(figure, figures, _length(everything))
        if whole:
            together = running / whole if figure.group is Group.REASON else None
            figure = replace(figure, share=figure.count / whole, running=together)  # noqa: PLW2901
        shared.append(figure)
    return shared


def _whole(figure: Figure, figures: list[Figure], everything: int) -> int:
    """How many tickets a figure is a share of; 0 for of nothing."""
    if figure.group in {Group.REFUND, Group.DAY}:
        return 0
    if figure.group in {Group.ALL, Group.PRODUCT}:
        return everything
    if figure.group is Group.IN_TIME:
        pair = _PAIRS[InTime(figure.item)]
        return sum(one.count for one in figures if one.item in pair)
    return sum(one.count for one in figures)


_PAIRS = {
    one: pair
    for pair in (
        (InTime.ANSWERED, InTime.ANSWERED_LATE),
        (InTime.SOLVED, InTime.SOLVED_LATE),
    )
    for one in pair
}


def _items(issue: Issue, workflows: Mapping[Kind, Workflow]) -> Iterator[tuple[Group, str]]:
    ticket = issue.ticket
    for total in _totals(issue):
        yield Group.ALL, total
    yield Group.KIND, ticket.kind
    yield Group.STATE, f"{ticket.kind}.{ticket.state}"
    yield Group.TIER, ticket.tier
    field = next((one for one in _REASONS if one in workflows[ticket.kind].fields), None)
    if field is not None:
        yield Group.REASON, f"{field}.{told}" if (told := ticket.fields.get(field)) else ""
    for product in issue.around.products or ("",):
        yield Group.PRODUCT, product
    yield Group.AGENT, ticket.owner
    yield Group.SHOP, issue.around.shop
    if issue.answered_in_time is not None:
        in_time = InTime.ANSWERED if issue.answered_in_time else InTime.ANSWERED_LATE
        yield Group.IN_TIME, in_time
    if issue.solved_in_time is not None:
        in_time = InTime.SOLVED if issue.solved_in_time else InTime.SOLVED_LATE
        yield Group.IN_TIME, in_time
    if issue.refunded is not None:
        yield Group.REFUND, issue.around.currency
    if Why.OPENED in issue.why:
        yield Group.DAY, issue.day.isoformat()


def _totals(issue: Issue) -> Iterator[Total]:
    yield Total.ALL
    for why in issue.why:
        yield Total(why)
    for total, counts in (
        (Total.CARRIED_OVER, Why.OPENED not in issue.why),
        (Total.CLOSED, issue.is_closed_within),
        (Total.PHOTOS, issue.wants_photos),
        (Total.OPEN_CASES, bool(issue.owed)),
        (Total.UNSOLVED, issue.is_open),
        (Total.LATE, bool(issue.late)),
    ):
        if counts:
            yield total


def _length(ids: _Ids) -> int:
    return sum(len(some) for some in ids.values())


def _by_count(item: str, count: int) -> tuple[int, str]:
    return -count, item


def _by_name(item: str, _count: int) -> tuple[str, int]:
    return item, 0


_ORDERS: Mapping[Group, Callable[[str, int], tuple[object, ...]]] = {
    Group.STATE: _by_count,
    Group.REASON: _by_count,
    Group.PRODUCT: _by_count,
    Group.AGENT: _by_count,
    Group.SHOP: _by_count,
    Group.REFUND: _by_name,
    Group.DAY: _by_name,
}
