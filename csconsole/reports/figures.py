"""Counting the tickets of some days: what the summary tells and the dashboard draws.

Each ticket counts once, on however many sheets it stands; it may be of several products.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from csconsole.reports.model import Asked, Figure, Group, InTime, Issue, Total, Why
from csconsole.tickets.model import Kind, Tier, Workflow

MOST_PRODUCTS = 15
_REASONS = ("reason", "problem")  # the fields that say why, in the forms that have one
_Ids = dict[Kind, list[str]]


class Count:
    """Takes issues in, one after the other, and gives the figures at the end."""

    def __init__(self, asked: Asked, workflows: Mapping[Kind, Workflow]) -> None:
        self._asked, self._workflows = asked, workflows
        self._counted: dict[Group, dict[str, _Ids]] = {group: {} for group in Group}
        self._refunded: dict[str, int] = defaultdict(int)
        for total in Total:
            self._counted[Group.ALL][total.value] = {}
        for in_time in InTime:
            self._counted[Group.IN_TIME][in_time.value] = {}
        for kind in Kind:
            self._counted[Group.KIND][kind.value] = {}
        for tier in Tier:
            self._counted[Group.TIER][tier.value] = {}
        for day in asked.days:
            self._counted[Group.DAY][day.isoformat()] = {}

    def take(self, issue: Issue) -> None:
        """Count one more."""
        kind, id_ = issue.ticket.kind, issue.ticket.id
        for group, item in _items(issue, self._workflows):
            self._counted[group].setdefault(item, {}).setdefault(kind, []).append(id_)
        if issue.refunded is not None:
            self._refunded[issue.around.currency] += issue.refunded

    def figures(self) -> list[Figure]:
        """Everything that was counted, in the order of the summary."""
        return [figure for group in Group for figure in self._of_group(group)]

    def _of_group(self, group: Group) -> Iterator[Figure]:
        items = [
            (item, {kind: tuple(ids[kind]) for kind in Kind if kind in ids})
            for item, ids in self._counted[group].items()
        ]
        if group in _ORDERS:
            items.sort(key=lambda one: _ORDERS[group](one[0], _count(one[1])))
        if group is Group.PRODUCT:
            items = items[:MOST_PRODUCTS]
        whole = self._whole(group, sum(_count(ids) for _item, ids in items))
        running = 0
        for item, ids in items:
            of = whole(item)
            running += _count(ids)
            yield Figure(
                group,
                item,
                ids,
                amount=self._refunded[item] if group is Group.REFUND else None,
                share=_count(ids) / of if of else None,
                running=running / of if of and group is Group.REASON else None,
            )

    def _whole(self, group: Group, total: int) -> Callable[[str], int]:
        """Of how many tickets an item of a group is a share; 0 for of nothing."""
        if group in {Group.REFUND, Group.DAY}:
            return lambda _item: 0
        if group in {Group.REASON, Group.TIER, Group.KIND, Group.STATE, Group.AGENT, Group.SHOP}:
            return lambda _item: total
        if group is Group.IN_TIME:
            clocks = self._counted[Group.IN_TIME]
            pairs = ((InTime.ANSWERED, InTime.ANSWERED_LATE), (InTime.SOLVED, InTime.SOLVED_LATE))
            sums = {
                one.value: sum(_length(clocks[other.value]) for other in pair)
                for pair in pairs
                for one in pair
            }
            return sums.__getitem__
        whole = _length(self._counted[Group.ALL][Total.ALL.value])
        return lambda _item: whole


def _items(issue: Issue, workflows: Mapping[Kind, Workflow]) -> Iterator[tuple[Group, str]]:
    ticket = issue.ticket
    for total in _totals(issue):
        yield Group.ALL, total.value
    yield Group.KIND, ticket.kind.value
    yield Group.STATE, f"{ticket.kind.value}.{ticket.state}"
    yield Group.TIER, ticket.tier.value
    field = next((one for one in _REASONS if one in workflows[ticket.kind].fields), None)
    if field is not None:
        yield Group.REASON, f"{field}.{told}" if (told := ticket.fields.get(field)) else ""
    for product in issue.around.products or ("",):
        yield Group.PRODUCT, product
    yield Group.AGENT, ticket.owner
    yield Group.SHOP, issue.around.shop
    if issue.answered_in_time is not None:
        in_time = InTime.ANSWERED if issue.answered_in_time else InTime.ANSWERED_LATE
        yield Group.IN_TIME, in_time.value
    if issue.solved_in_time is not None:
        in_time = InTime.SOLVED if issue.solved_in_time else InTime.SOLVED_LATE
        yield Group.IN_TIME, in_time.value
    if issue.refunded is not None:
        yield Group.REFUND, issue.around.currency
    if Why.OPENED in issue.why:
        yield Group.DAY, issue.day.isoformat()


def _totals(issue: Issue) -> Iterator[Total]:
    yield Total.ALL
    for why in issue.why:
        yield Total(why.value)
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


def _count(ids: Mapping[Kind, tuple[str, ...]]) -> int:
    return sum(len(some) for some in ids.values())


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


def of_group(figures: list[Figure], group: Group) -> list[Figure]:
    """The figures of a group, in their order."""
    return [figure for figure in figures if figure.group is group]


def day_of_figure(figure: Figure) -> date:
    """The day of a figure of the group of days."""
    return date.fromisoformat(figure.item)
