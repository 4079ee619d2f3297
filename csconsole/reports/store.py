"""Reading the tickets of some days out of the store, a few hundred at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from csconsole.reports.model import Span
from csconsole.storage.store import Store
from csconsole.tickets.model import Ticket
from csconsole.tickets.rows import ticket_of
from csconsole.tickets.store import ACTION, PARTS, TICKET, TicketStore

_AT_ONCE = 500
_LATEST = 253_402_300_799_999  # milliseconds: the end of the year 9999
# A ticket can belong to some days only if it was open on one of them, or was changed then.
_WITHIN = (
    "deleted = 0 AND opened < :end AND (closed IS NULL OR closed >= :start "
    "OR id IN (SELECT ticket FROM temp.report_changed))"
)


@dataclass(frozen=True)
class Read:
    """A ticket as it was read.

    Attributes:
        lines: title and quantity of the lines of its order, in their order.
    """

    ticket: Ticket
    currency: str
    lines: Sequence[tuple[str, int | None]]
    is_changed: bool


class ReportStore:
    """The tables of the tickets, as the reports read them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._execute = store.database.execute
        self._tickets = TicketStore(store)

    def heads(self) -> dict[str, str]:
        """The last link of each device's chain, hexadecimal, as `verify` prints it."""
        found = {}
        for device in self._store.journal.devices():
            row = self._execute(
                "SELECT link FROM journal WHERE substr(clock, 17) = ? ORDER BY clock DESC LIMIT 1",
                [device],
            ).fetchone()
            found[device] = bytes(row[0]).hex()
        return found

    def count(self, span: Span, shops: Sequence[str], agent: str, kind: str) -> int:
        """How many tickets `read` gives at most."""
        self._note_changed(span)
        where, values = _condition(span, shops, agent, kind)
        sql = f"SELECT count(*) FROM tickets WHERE {where}"  # noqa: S608
        return int(self._execute(sql, values).fetchone()[0])

    def read(self, span: Span, shops: Sequence[str], agent: str, kind: str) -> Iterator[Read]:
        """The tickets that may belong to some days, the first opened first.

        `shops` are ids; nothing of them means all. All of them are read at one moment.
        """
        self._note_changed(span)
        where, values = _condition(span, shops, agent, kind)
        ids = [
            row[0]
            for row in self._execute(
                f"SELECT id FROM tickets WHERE {where} ORDER BY opened, number, id",  # noqa: S608
                values,
            )
        ]
        changed = {row[0] for row in self._execute("SELECT ticket FROM temp.report_changed")}
        remaining = iter(ids)
        while some := list(islice(remaining, _AT_ONCE)):
            yield from self._read(some, changed)

    def _read(self, ids: list[str], changed: set[str]) -> Iterator[Read]:
        marks = ", ".join("?" for _id in ids)
        rows = {
            row["id"]: row
            for row in self._tickets.rows(TICKET, f"id IN ({marks}) AND deleted = 0", ids)
        }
        actions = self._tickets.parts(ACTION, ids)
        lines = self._lines({row["order_id"] for row in rows.values() if row["order_id"]})
        for id_ in ids:
            row = rows.get(id_)
            if row is not None:
                yield Read(
                    ticket_of(row, actions[id_], ()),
                    row["currency"] or "CNY",
                    lines.get(row["order_id"], ()),
                    id_ in changed,
                )

    def _lines(self, orders: Iterable[str]) -> dict[str, list[tuple[str, int | None]]]:
        ids = list(orders)
        marks = ", ".join("?" for _id in ids)
        sql = f"SELECT id, lines FROM orders WHERE deleted = 0 AND id IN ({marks})"  # noqa: S608
        rows = self._execute(sql, ids)
        return {id_: [_line(one) for one in json.loads(told or "[]")] for id_, told in rows}

    def _note_changed(self, span: Span) -> None:
        """Write down in this connection alone which tickets somebody changed within the days."""
        begin, end = _reading(span.start.timestamp()), _reading(span.end.timestamp())
        self._execute("CREATE TEMP TABLE IF NOT EXISTS report_changed (ticket TEXT PRIMARY KEY)")
        self._execute("DELETE FROM temp.report_changed")
        insert = "INSERT OR IGNORE INTO temp.report_changed"
        within = "clock >= ? AND clock < ?"
        self._execute(
            f"{insert} SELECT entity_id FROM journal WHERE {within} AND +entity = ?",  # noqa: S608
            [begin, end, TICKET.name],
        )
        for part in PARTS:
            self._execute(
                f"{insert} SELECT ticket FROM journal JOIN [{part.table}] AS part "  # noqa: S608
                "ON part.id = entity_id WHERE journal.clock >= ? AND journal.clock < ? "
                "AND +entity = ? AND ticket IS NOT NULL",
                [begin, end, part.name],
            )


def _condition(
    span: Span, shops: Sequence[str], agent: str, kind: str
) -> tuple[str, Mapping[str, Any]]:
    where = [_WITHIN]
    values: dict[str, Any] = {
        "start": int(span.start.timestamp()),
        "end": int(span.end.timestamp()),
    }
    if agent:
        where.append("owner = :agent")
        values["agent"] = agent
    if kind:
        where.append("kind = :kind")
        values["kind"] = kind
    if shops:
        marks = ", ".join(f":shop{at}" for at in range(len(shops)))
        where.append(f"shop IN ({marks})")
        values |= {f"shop{at}": shop for at, shop in enumerate(shops)}
    return " AND ".join(where), values


def _reading(seconds: float) -> str:
    """The least reading of the journal's clock at a moment."""
    return f"{min(_LATEST, max(0, round(seconds * 1000))):012x}"


def _line(told: Any) -> tuple[str, int | None]:
    if not isinstance(told, Mapping):
        return "", None
    quantity = told.get("quantity")
    return str(told.get("title") or ""), quantity if isinstance(quantity, int) else None
