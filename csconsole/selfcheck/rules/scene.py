"""What every rule sees: the day, the moment it is looked at, and the store.

A day that is over is looked at as it was at its end, as far as the data tell: what was opened,
sent, done and closed has its time; fields that were changed later are read as they are now.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from csconsole.orders.products.products import Products
from csconsole.replies.model import Reply
from csconsole.selfcheck.model import Finding, Row, What
from csconsole.selfcheck.store import CheckStore
from csconsole.storage.store import Store
from csconsole.tickets.endings import Endings
from csconsole.tickets.shop_hours import Deadlines

MOST_ROWS = 500  # that are shown of what a rule found; all are counted


@dataclass(frozen=True)
class Scene:
    """A day as the rules look at it; moments are seconds since 1970, UTC.

    Attributes:
        endings: when tickets had ended that were reopened since.
        begin, end: the first moment of the day, and the first one after it.
        moment: until when things are known: now, or the end of a day that is over.
        noon: the noon after the day.
        agents: everybody who works here.
        replies: the approved replies.
        shop: the id of the shop whose tickets and orders are looked at; "" for all shops.
    """

    store: Store
    endings: Endings
    day: date
    begin: int
    end: int
    moment: int
    noon: int
    deadlines: Deadlines
    agents: Sequence[str]
    products: Products
    replies: Callable[[], Sequence[Reply]]
    shop: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the day has ended."""
        return self.moment >= self.end

    @property
    def kept(self) -> CheckStore:
        """The plans and notices."""
        return CheckStore(self.store)

    @property
    def open_tickets(self) -> str:
        """The condition under which a ticket `t` was open at the moment.

        The plus keeps SQLite from walking through all tickets by the day of their opening.
        """
        if self.is_over:
            return "t.id IN (SELECT value FROM json_each(:were_open))"
        return "t.deleted = 0 AND +t.opened <= :moment AND t.closed IS NULL" + self.of_shop("t")

    def of_shop(self, table: str) -> str:
        """The rest of a condition: that a ticket or an order is of the shop that is looked at."""
        return f" AND {table}.shop = :shop" if self.shop else ""

    def of_shops_order(self, order: str) -> str:
        """The same of what names an order."""
        if not self.shop:
            return ""
        return f" AND {order} IN (SELECT id FROM orders WHERE shop = :shop)"  # noqa: S608

    @cached_property
    def _were_open(self) -> str:
        """The ids of the tickets that were open at the end of a day that is over, as JSON.

        They are looked for once; some were closed since.
        """
        if not self.is_over:
            return "[]"
        of_shop = self.of_shop("tickets")
        known = (
            f"SELECT id FROM tickets WHERE deleted = 0 AND opened <= :moment{of_shop} AND closed "  # noqa: S608
        )
        sql = f"{known} IS NULL UNION ALL {known} > :moment"
        rows = self.store.database.execute(sql, {"moment": self.moment, "shop": self.shop})
        ended = self.endings.then(self.moment)
        return json.dumps([row[0] for row in rows if row[0] not in ended])

    @property
    def owed_actions(self) -> str:
        """The condition under which an action `a` was still owed at the moment."""
        return "a.deleted = 0 AND " + (
            "(a.done IS NULL OR a.done > :moment)" if self.is_over else "a.done IS NULL"
        )

    @property
    def without_ticket(self) -> str:
        """The condition under which no ticket stood on the order `:of` at the moment."""
        return (
            "NOT EXISTS (SELECT 1 FROM tickets t WHERE t.order_id = {order} AND t.deleted = 0 "
            "AND +t.opened <= :moment)"
        )

    def select(self, sql: str, **values: Any) -> list[Any]:
        """The rows of a query, which may name the moments of the day."""
        told: dict[str, Any] = {
            "begin": self.begin,
            "end": self.end,
            "moment": self.moment,
            "noon": self.noon,
            "were_open": self._were_open,
            "shop": self.shop,
            **values,
        }
        return list(self.store.database.execute(sql, told))


def found(what: What, rows: Sequence[tuple[str, tuple[str, ...], int | None]]) -> Finding:
    """What was found: (id, about, due) of each."""
    shown = tuple(Row(what, id_, about, due) for id_, about, due in rows[:MOST_ROWS])
    return Finding(len(rows), shown)


def one_of(name: str, words: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The placeholders of some words in a query, with their values."""
    values = {f"{name}{at}": word for at, word in enumerate(words)}
    return ", ".join(f":{key}" for key in values), values
