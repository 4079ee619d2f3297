"""The list of tickets: filtered, sorted and counted in SQL, however many there are.

What a list shows and filters by stands in a narrow table of its own, in the order of time, with
the moment at which the next clock or action runs out. Triggers tell it of every changed ticket,
whoever changed it; whoever lists brings it up to date first.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csconsole.storage.store import Store
from csconsole.tickets.clocks import next_due
from csconsole.tickets.rows import ticket_of
from csconsole.tickets.shop_hours import Deadlines
from csconsole.tickets.shop_rules import present_rules
from csconsole.tickets.store import ACTION, TicketStore

LATEST, OLDEST, URGENT = "latest", "oldest", "urgent"
SORTS: Mapping[str, str] = {
    LATEST: "opened DESC, ticket DESC",
    OLDEST: "opened, ticket",
    URGENT: "due IS NULL, due, opened, ticket",
}
_AT_ONCE = 2000
_MOST_WORDS = 10
_FOUND_BY = (
    "number", "order_no", "buyer", "waybill", "return_waybill", "replacement_waybill",
    "platform_no",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """Which tickets are listed; empty means any.

    Attributes:
        on: the day on which they were opened, from its start to its end.
        late: only those of which a clock or something owed has run out.
        open_only: only those that are not closed.
        text: words that stand in number, order number, buyer, waybills or the platform's number.
        complaint: only those with a complaint beyond the case.
    """

    kind: str = ""
    state: str = ""
    tier: str = ""
    owner: str = ""
    order: str = ""
    on: tuple[datetime, datetime] | None = None
    late: bool = False
    open_only: bool = False
    text: str = ""
    complaint: bool = False
    shop: str = ""


class TicketList:
    """The list in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tickets = TicketStore(store)
        self._execute = store.database.execute
        self._many = store.database.conn.executemany

    def ids(
        self, filters: Filters, now: datetime, sort: str = LATEST, most: int = -1, begin: int = 0
    ) -> list[str]:
        """The ids of the tickets that fit; `most` of them behind the first `begin`."""
        self.bring_up_to_date()
        where, values = _condition(filters, now)
        rows = self._execute(
            f"SELECT ticket FROM ticket_list WHERE {where} ORDER BY {SORTS[sort]} "  # noqa: S608
            "LIMIT ? OFFSET ?",
            [*values, most, begin],
        )
        return [row[0] for row in rows]

    def count(self, filters: Filters, now: datetime) -> int:
        """How many tickets fit."""
        self.bring_up_to_date()
        where, values = _condition(filters, now)
        sql = f"SELECT count(*) FROM ticket_list WHERE {where}"  # noqa: S608
        return int(self._execute(sql, values).fetchone()[0])

    def running_out(self, until: datetime) -> list[str]:
        """The ids of the open tickets of which something runs out until then, the next first."""
        self.bring_up_to_date()
        rows = self._execute(
            "SELECT ticket FROM ticket_list WHERE due <= ? ORDER BY due", [int(until.timestamp())]
        )
        return [row[0] for row in rows]

    def bring_up_to_date(self) -> None:
        """Take every changed ticket into the list, a few at a time so that others can write."""
        while self._execute("SELECT 1 FROM tickets_to_list LIMIT 1").fetchone():
            deadlines = present_rules(self._tickets).deadlines
            with self._store.journal.transaction():
                rows = self._execute("SELECT ticket FROM tickets_to_list LIMIT ?", [_AT_ONCE])
                ids = [row[0] for row in rows]
                for at in range(0, len(ids), 500):
                    self._take(ids[at : at + 500], deadlines)

    def _take(self, ids: list[str], deadlines: Deadlines) -> None:
        marks = ", ".join("?" for _id in ids)
        listed = []
        rows = self._tickets.tickets(f"id IN ({marks})", ids)
        actions = self._tickets.parts(ACTION, ids)
        for row in rows:
            ticket = ticket_of(row, actions[row["id"]], ())
            due = next_due(ticket, deadlines)
            listed.append(
                (
                    int(ticket.opened.timestamp()),
                    ticket.id,
                    ticket.kind.value,
                    ticket.state,
                    ticket.tier.value,
                    ticket.owner,
                    ticket.shop,
                    ticket.order,
                    row["closed"],
                    int(bool(ticket.complaint or ticket.complaints)),
                    int(due.timestamp()) if due else None,
                    _found_by(row),
                )
            )
        self._execute(f"DELETE FROM ticket_list WHERE ticket IN ({marks})", ids)  # noqa: S608
        self._many(
            "INSERT INTO ticket_list (opened, ticket, kind, state, tier, owner, shop, order_id, "
            "closed, complained, due, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            sorted(listed),
        )
        self._execute(f"DELETE FROM tickets_to_list WHERE ticket IN ({marks})", ids)  # noqa: S608


def _condition(filters: Filters, now: datetime) -> tuple[str, list[Any]]:
    equal = {
        "kind": filters.kind,
        "state": filters.state,
        "tier": filters.tier,
        "owner": filters.owner,
        "order_id": filters.order,
        "shop": filters.shop,
    }
    where = [f"{column} = ?" for column, value in equal.items() if value]
    values: list[Any] = [value for value in equal.values() if value]
    if filters.on is not None:
        where.append("opened >= ? AND opened < ?")
        values += [int(moment.timestamp()) for moment in filters.on]
    if filters.open_only:
        where.append("closed IS NULL")
    if filters.complaint:
        where.append("complained")
    if filters.late:
        where.append("due < ?")
        values.append(now.timestamp())
    words = _folded(filters.text).split()[:_MOST_WORDS]
    where += ["instr(text, ?)"] * len(words)
    return " AND ".join(where) or "1", [*values, *words]


def _found_by(row: Mapping[str, Any]) -> str:
    told: Sequence[str] = [str(row[name]) for name in _FOUND_BY if row[name]]
    return _folded("\n".join(told))


def _folded(text: str) -> str:
    """A text as it is compared: capitals and full-width signs make no difference."""
    return unicodedata.normalize("NFKC", text).casefold()
