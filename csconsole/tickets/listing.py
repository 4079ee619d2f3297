"""The list of tickets: filtered, sorted and counted in SQL, however many there are.

What a list filters and sorts by stands in a narrow table of its own, whose rows lie in the order of
time, with the moment at which the next clock or action runs out; what is searched for stands in
another one. Triggers tell them of every changed ticket, whoever changed it; whoever lists brings
them up to date first.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csconsole.storage.store import Store
from csconsole.tickets.clocks import next_due
from csconsole.tickets.model import Ticket
from csconsole.tickets.rows import ticket_of
from csconsole.tickets.shop_hours import Deadlines
from csconsole.tickets.shop_rules import present_rules
from csconsole.tickets.store import ACTION, TicketStore

LATEST, OLDEST, URGENT = "latest", "oldest", "urgent"
SORTS: Mapping[str, str] = {
    LATEST: "{first}.place DESC",
    OLDEST: "{first}.place",
    URGENT: "due, {first}.place",
}
_NEVER = 2**62
_IN_A_SECOND = 2**20  # places
_AT_ONCE = 2000
_COUNTED = 1000  # places that are read at once, so that few need no counting
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


@dataclass(frozen=True)
class Page:
    """A part of a list.

    Attributes:
        ids: of the tickets on it, in their order.
        count: how many there are in the whole list.
    """

    ids: tuple[str, ...]
    count: int


class TicketList:
    """The list in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tickets = TicketStore(store)
        self._execute = store.database.execute
        self._many = store.database.conn.executemany

    def page(
        self, filters: Filters, now: datetime, sort: str = LATEST, most: int = -1, begin: int = 0
    ) -> Page:
        """The tickets that fit; `most` of them behind the first `begin`, -1 for all."""
        self.bring_up_to_date()
        source, values = _source(filters, now)
        # SQLite sees an order only in the table that it reads first.
        order = SORTS[sort].format(first=source.split()[1])
        looked = most if begin or most < 0 else max(most, _COUNTED)
        rows = self._execute(
            f"SELECT ticket_list.place {source} ORDER BY {order} LIMIT ? OFFSET ?",
            [*values, looked, begin],
        )
        places = [row[0] for row in rows]
        if not begin and (looked < 0 or len(places) < looked):
            count = len(places)
        else:
            count = self._count(filters, source, values)
        return Page(self._tickets_at(places if most < 0 else places[:most]), count)

    def running_out(self, until: datetime, most: int) -> list[str]:
        """The ids of the open tickets of which something runs out until then, the latest first."""
        self.bring_up_to_date()
        rows = self._execute(
            "SELECT ticket FROM ticket_list WHERE due <= ? ORDER BY due DESC LIMIT ?",
            [int(until.timestamp()), most],
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

    def _count(self, filters: Filters, source: str, values: Sequence[Any]) -> int:
        if filters == Filters(text=filters.text) and filters.text.strip():
            # Each text is one ticket's, so that nobody has to look at the tickets.
            having = " AND ".join(["instr(text, ?)"] * len(values))
            source = f"FROM ticket_texts WHERE {having}"
        return int(self._execute(f"SELECT count(*) {source}", values).fetchone()[0])

    def _tickets_at(self, places: Sequence[int]) -> tuple[str, ...]:
        found: dict[int, str] = {}
        for at in range(0, len(places), 500):
            some = places[at : at + 500]
            marks = ", ".join("?" for _place in some)
            sql = f"SELECT place, ticket FROM ticket_list WHERE place IN ({marks})"  # noqa: S608
            found.update(self._execute(sql, some).fetchall())
        return tuple(found[place] for place in places if place in found)

    def _take(self, ids: list[str], deadlines: Deadlines) -> None:
        marks = ", ".join("?" for _id in ids)
        rows = self._tickets.tickets(f"id IN ({marks})", ids)
        actions = self._tickets.parts(ACTION, ids)
        for table in ("ticket_texts", "ticket_list"):
            known = f"SELECT place FROM ticket_list WHERE ticket IN ({marks})"  # noqa: S608
            self._execute(f"DELETE FROM {table} WHERE place IN ({known})", ids)  # noqa: S608
        listed, texts = [], []
        latest: dict[int, int] = {}
        for row in sorted(rows, key=lambda row: (row["opened"] or 0, row["number"] or "")):
            ticket = ticket_of(row, actions[row["id"]], ())
            place = self._free_place(int(ticket.opened.timestamp()), latest)
            listed.append((place, *_listed(ticket, deadlines)))
            texts.append((place, _found_by(row)))
        marks_of_row = ", ".join("?" * 11)
        self._many(f"INSERT INTO ticket_list VALUES ({marks_of_row})", listed)  # noqa: S608
        self._many("INSERT INTO ticket_texts VALUES (?, ?)", texts)
        marks = ", ".join("?" for _id in ids)
        self._execute(f"DELETE FROM tickets_to_list WHERE ticket IN ({marks})", ids)  # noqa: S608

    def _free_place(self, opened: int, latest: dict[int, int]) -> int:
        """The next free place of a second; `latest` are those that were given a moment ago."""
        if opened not in latest:
            first = opened * _IN_A_SECOND
            taken = self._execute(
                "SELECT max(place) FROM ticket_list WHERE place >= ? AND place < ?",
                [first, first + _IN_A_SECOND],
            ).fetchone()[0]
            latest[opened] = first - 1 if taken is None else int(taken)
        latest[opened] += 1
        return latest[opened]


def _listed(ticket: Ticket, deadlines: Deadlines) -> tuple[Any, ...]:
    """What the list filters and sorts a ticket by, behind its place."""
    due = next_due(ticket, deadlines)
    return (
        ticket.id,
        ticket.kind.value,
        ticket.state,
        ticket.tier.value,
        ticket.owner,
        ticket.shop,
        ticket.order,
        int(ticket.closed.timestamp()) if ticket.closed else None,
        int(bool(ticket.complaint or ticket.complaints)),
        int(due.timestamp()) if due else _NEVER,
    )


def _source(filters: Filters, now: datetime) -> tuple[str, list[Any]]:
    """The tables and the condition of what fits, with its values.

    Words are looked for in the few tickets that the columns leave; where these leave all, every
    text is read, and only for those that have the words the ticket.
    """
    where, values = _columns(filters, now)
    # Few tickets are open: the index that holds nothing else answers all about them by itself.
    is_open = filters.open_only and not filters.order and filters.on is None
    listed = f"ticket_list{' INDEXED BY ticket_list_urgent' if is_open else ''}"
    words = _folded(filters.text).split()[:_MOST_WORDS]
    if not words:
        return f"FROM {listed} WHERE {' AND '.join(where) or '1'}", values
    tables = (listed, "ticket_texts") if where else ("ticket_texts", listed)
    joined = " CROSS JOIN ".join(tables)  # SQLite's word for: in this order
    where += ["ticket_list.place = ticket_texts.place", *["instr(text, ?)"] * len(words)]
    return f"FROM {joined} WHERE {' AND '.join(where)}", [*values, *words]


def _columns(filters: Filters, now: datetime) -> tuple[list[str], list[Any]]:
    equal = {
        "state": filters.state,
        "owner": filters.owner,
        "order_id": filters.order,
        "tier": filters.tier,
        "kind": filters.kind,
        "shop": filters.shop,
    }
    where = [f"{column} = ?" for column, value in equal.items() if value]
    values: list[Any] = [value for value in equal.values() if value]
    if filters.on is not None:
        where.append("ticket_list.place >= ? AND ticket_list.place < ?")
        values += [int(moment.timestamp()) * _IN_A_SECOND for moment in filters.on]
    if filters.open_only:
        where.append("closed IS NULL")
    if filters.complaint:
        where.append("complained")
    if filters.late:
        where.append("due < ?")
        values.append(now.timestamp())
    return where, values


def _found_by(row: Mapping[str, Any]) -> str:
    told: Sequence[str] = [str(row[name]) for name in _FOUND_BY if row[name]]
    return _folded("\n".join(told))


def _folded(text: str) -> str:
    """A text as it is compared: capitals and full-width signs make no difference."""
    return unicodedata.normalize("NFKC", text).casefold()
