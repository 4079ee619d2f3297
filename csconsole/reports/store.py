"""Reading the tickets of some days out of the store, a few hundred at a time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csconsole.reports.model import Span
from csconsole.storage.entities import Kind, read_json
from csconsole.storage.store import Store
from csconsole.tickets.endings import Endings
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
_NAMES = ("id", *TICKET.fields)
_JSON_AT = [at for at, name in enumerate(_NAMES) if TICKET.fields.get(name) is Kind.JSON]


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


@dataclass(frozen=True)
class Part:
    """Some of the tickets: those opened before a moment, or from it on.

    Attributes:
        parted: the moment, in seconds since 1970.
    """

    parted: int
    is_later: bool


class ReportStore:
    """The tables of the tickets, as the reports read them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._execute = store.database.execute
        self._tickets = TicketStore(store)
        self._where: tuple[str, dict[str, Any]] = ("0", {})
        self._endings = Endings(store)
        self._closed: dict[str, int] = {}
        self._owed_later: set[str] = set()

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

    def has_tickets_of(self, agent: str) -> bool:
        """Whether a ticket is an agent's, who may have left."""
        sql = "SELECT 1 FROM tickets WHERE deleted = 0 AND owner = ? LIMIT 1"
        return self._execute(sql, [agent]).fetchone() is not None

    def reply_uses(self, span: Span, agent: str) -> list[tuple[str, int]]:
        """How often each reply was sent within the days, the most frequent first."""
        rows = self._execute(
            "SELECT reply, count(*) FROM reply_uses JOIN journal "
            "ON journal.clock = reply_uses.clock WHERE NOT deleted AND at >= ? AND at < ? "
            "AND (? = '' OR journal.agent = ?) GROUP BY reply ORDER BY 2 DESC, 1",
            [*(round(1000 * one.timestamp()) for one in (span.start, span.end)), agent, agent],
        )
        return [(row[0], row[1]) for row in rows]

    def prepare(self, span: Span, shops: Sequence[str], agent: str, kind: str) -> None:
        """Find out which tickets may belong to some days, for `read`.

        `shops` are ids; nothing of them means all.
        """
        self._note_changed(span)
        is_over = span.at >= span.end  # else nothing can have come after it
        self._closed = self._endings.then(span.end.timestamp()) if is_over else {}
        self._owed_later = self._asked_later(span) if is_over else set()
        self._where = _condition(span, shops, agent, kind)

    def how_many(self, part: Part | None = None) -> int:
        """How many tickets were prepared."""
        where, values = self._of_part(part)
        sql = f"SELECT count(*) FROM tickets WHERE {where}"  # noqa: S608
        return int(self._execute(sql, values).fetchone()[0])

    def opened_at(self, place: int) -> int | None:
        """When the ticket was opened that has a place among those prepared, in their order."""
        where, values = self._where
        sql = f"SELECT opened FROM tickets WHERE {where} ORDER BY opened LIMIT 1 OFFSET :place"  # noqa: S608
        row = self._execute(sql, {**values, "place": place}).fetchone()
        return int(row[0]) if row else None

    def read(self, *, in_order: bool = True, part: Part | None = None) -> Iterator[Read]:
        """The tickets that were prepared, the first opened first, or as they come."""
        where, values = self._of_part(part)
        changed = {row[0] for row in self._execute("SELECT ticket FROM temp.report_changed")}
        names, columns = _NAMES, ", ".join(f"[{name}]" for name in _NAMES)
        order = "ORDER BY opened, number" if in_order else ""
        found = self._execute(
            f"SELECT {columns} FROM tickets WHERE {where} {order}",  # noqa: S608
            values,
        )
        while some := found.fetchmany(_AT_ONCE):
            rows = [dict(zip(names, _values(row), strict=True)) for row in some]
            yield from self._read(rows, changed)

    def _of_part(self, part: Part | None) -> tuple[str, dict[str, Any]]:
        where, values = self._where
        if part is None:
            return where, values
        sign = ">=" if part.is_later else "<"
        return f"{where} AND opened {sign} :parted", {**values, "parted": part.parted}

    def _read(self, rows: list[dict[str, Any]], changed: set[str]) -> Iterator[Read]:
        actions = self._tickets.parts(ACTION, [row["id"] for row in rows])
        lines = self._lines({row["order_id"] for row in rows if row["order_id"]})
        for row in rows:
            id_ = row["id"]
            row["closed"] = self._closed.get(id_, row["closed"])
            owed = [one for one in actions[id_] if one["id"] not in self._owed_later]
            yield Read(
                ticket_of(row, owed, ()),
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

    def _asked_later(self, span: Span) -> set[str]:
        """The actions that nobody had asked for by the end of the days.

        Of a ticket that was taken in later altogether nobody knows; all of it counts.
        """
        end = _reading(span.end.timestamp())
        rows = self._execute(
            "SELECT entity_id FROM journal WHERE entity = ? AND clock >= ? EXCEPT "
            "SELECT entity_id FROM journal WHERE entity = ? AND clock < ?",
            [ACTION.name, end, ACTION.name, end],
        )
        told = json.dumps([row[0] for row in rows])
        known = self._execute(
            "SELECT id FROM ticket_actions WHERE id IN (SELECT value FROM json_each(?)) "
            "AND ticket IN (SELECT entity_id FROM journal WHERE entity = ? AND clock < ?)",
            [told, TICKET.name, end],
        )
        return {row[0] for row in known}

    def _note_changed(self, span: Span) -> None:
        """Write down in this connection alone which tickets somebody changed within the days."""
        within = [_reading(span.start.timestamp()), _reading(span.end.timestamp())]
        self._execute("CREATE TEMP TABLE IF NOT EXISTS report_changed (ticket TEXT PRIMARY KEY)")
        self._execute("DELETE FROM temp.report_changed")
        # Entity, id and clock stand in one index, so that no entry itself is read.
        insert = "INSERT OR IGNORE INTO temp.report_changed SELECT"
        when = "WHERE entity = ? AND journal.clock >= ? AND journal.clock < ?"
        self._execute(f"{insert} entity_id FROM journal {when}", [TICKET.name, *within])
        for part in PARTS:
            self._execute(
                f"{insert} part.ticket FROM journal JOIN [{part.table}] AS part "
                f"ON part.id = entity_id {when} AND part.ticket IS NOT NULL",
                [part.name, *within],
            )


def _condition(
    span: Span, shops: Sequence[str], agent: str, kind: str
) -> tuple[str, dict[str, Any]]:
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


def _values(row: Sequence[Any]) -> list[Any]:
    """A row of the table as values."""
    values = list(row)
    for at in _JSON_AT:
        values[at] = read_json(values[at])
    return values


def _line(told: Any) -> tuple[str, int | None]:
    if not isinstance(told, Mapping):
        return "", None
    quantity = told.get("quantity")
    return str(told.get("title") or ""), quantity if isinstance(quantity, int) else None
