"""What is kept of a day that was signed: each item as it stood, its rows by their ids alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from csconsole.selfcheck.model import CheckItem, Finding, Group, ItemKind, Row, State, Tick, What

MOST_ROWS = 200  # that are kept of an item; all are counted


@dataclass(frozen=True)
class Kept:
    """One item as it was signed."""

    item: CheckItem
    state: State
    count: int
    rows: tuple[Row, ...] = ()
    tick: Tick | None = None


def as_kept(item: CheckItem, state: State, finding: Finding, tick: Tick | None) -> dict[str, Any]:
    """An item as the journal takes it."""
    kept: dict[str, Any] = {
        "id": item.id,
        "group": item.group.value,
        "kind": item.kind.value,
        "title": dict(item.title),
        "rule": item.rule,
        "state": state.value,
        "count": finding.count,
        "rows": [
            [row.what.value, row.id, list(row.about), row.due] for row in finding.rows[:MOST_ROWS]
        ],
    }
    if tick is not None:
        at = int(tick.at.timestamp())
        kept["tick"] = {"agent": tick.agent, "at": at, "note": tick.note, "count": tick.count}
    return kept


def kept_items(told: Iterable[Mapping[str, Any]]) -> list[Kept]:
    """The items of a snapshot; what only a newer program knows is left out."""
    return [
        _kept(one) for one in told if one["group"] in set(Group) and one["kind"] in set(ItemKind)
    ]


def _kept(told: Mapping[str, Any]) -> Kept:
    item = CheckItem(
        id=told["id"],
        group=Group(told["group"]),
        title=told["title"],
        kind=ItemKind(told["kind"]),
        rule=told["rule"],
    )
    rows = tuple(
        Row(What(what), id_, tuple(about), due)
        for what, id_, about, due in told["rows"]
        if what in set(What)
    )
    tick = told.get("tick")
    return Kept(
        item,
        State(told["state"]),
        told["count"],
        rows,
        Tick(tick["agent"], datetime.fromtimestamp(tick["at"], UTC), tick["note"], tick["count"])
        if tick
        else None,
    )
