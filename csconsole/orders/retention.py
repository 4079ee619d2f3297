"""Which orders are so old that the shop wants to keep them no longer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from csconsole.orders.model import Stage
from csconsole.storage.store import Store

# A paid order that no export has told to be sent is hardly open after so long: nobody has imported
# a newer export of it.
OPEN_LONGER = timedelta(days=90)
_OPEN = (Stage.UNPAID.value, Stage.PAID.value)
_MOMENTS = ("created", "paid_at", "shipped_at", "finished_at")
_LAST = f"max({', '.join(f'coalesce({name}, 0)' for name in _MOMENTS)})"
# An order of which no moment is known counts from when it was written last.
_OLD = (
    f"no IS NOT NULL AND CASE WHEN {_LAST} > 0 THEN {_LAST} < ? ELSE substr(clock, 1, 12) < ? END"
)
_IS_OPEN = "coalesce(stage, '') IN (?, ?)"


@dataclass(frozen=True)
class Limits:
    """From when on orders are too old; open ones are kept longer."""

    closed: datetime
    open: datetime

    @classmethod
    def of(cls, days: int, now: datetime) -> "Limits":
        """The limits where orders are kept for so many days."""
        closed = now - timedelta(days=days)
        return cls(closed, closed - OPEN_LONGER)


class OldOrders:
    """Finds the old orders of an open store, those of an import that was taken back among them."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute

    def some(self, limits: Limits, after: str, most: int) -> list[str]:
        """The ids of some old orders, in the order of ids, behind one of them."""
        where, values = _too_old(limits)
        rows = self._execute(
            f"SELECT id FROM orders WHERE id > ? AND {where} ORDER BY id LIMIT ?",  # noqa: S608
            [after, *values, most],
        )
        return [row[0] for row in rows]

    def count(self, limits: Limits) -> int:
        """How many orders are too old."""
        where, values = _too_old(limits)
        return self._counted(where, values)

    def still_open(self, limits: Limits) -> int:
        """How many orders are kept although they are old, since they seem to be open."""
        where = f"{_OLD} AND {_IS_OPEN}"
        closed, opened = _moment(limits.closed), _moment(limits.open)
        old = self._counted(where, [*closed, *_OPEN])
        return old - self._counted(where, [*opened, *_OPEN])

    def _counted(self, where: str, values: Sequence[Any]) -> int:
        sql = f"SELECT count(*) FROM orders WHERE {where}"  # noqa: S608
        return int(self._execute(sql, list(values)).fetchone()[0])


def _too_old(limits: Limits) -> tuple[str, list[Any]]:
    where = f"({_OLD} AND NOT {_IS_OPEN} OR {_OLD} AND {_IS_OPEN})"
    closed, opened = _moment(limits.closed), _moment(limits.open)
    return where, [*closed, *_OPEN, *opened, *_OPEN]


def _moment(moment: datetime) -> list[Any]:
    """A moment as the tables have it, and as the clock of the journal has it."""
    return [int(moment.timestamp()), f"{int(moment.timestamp() * 1000):012x}"]
