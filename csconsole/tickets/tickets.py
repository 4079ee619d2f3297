"""The tickets in an open store: found and looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.storage.store import Store
from csconsole.tickets.cards import read_code
from csconsole.tickets.clocks import is_late
from csconsole.tickets.model import Event, Kind, Ticket, Workflow
from csconsole.tickets.rows import ticket_of
from csconsole.tickets.store import ACTION, CHASE, PARTS, TicketStore
from csconsole.tickets.timeline import timeline
from csconsole.tickets.workflow_file import workflows

_LONGEST_ID = 36


@dataclass(frozen=True)
class Filters:
    """Which tickets are listed; empty means any.

    Attributes:
        on: the day on which they were opened, from its start to its end.
        late: only those of which a clock or something owed has run out.
        open_only: only those that are not closed.
    """

    kind: str = ""
    state: str = ""
    tier: str = ""
    owner: str = ""
    order: str = ""
    on: tuple[datetime, datetime] | None = None
    late: bool = False
    open_only: bool = False


class Tickets:
    """The tickets; used from the thread that opened the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tickets = TicketStore(store)

    def workflow(self, kind: Kind) -> Workflow:
        """What a kind of ticket is."""
        return workflows()[kind]

    def find(self, ticket: str) -> Ticket:
        """The ticket of an id, a number, or a code that was read from a card.

        Raises:
            NotFoundError: there is none.
        """
        number = read_code(ticket) or ticket.strip().upper()
        rows = self._tickets.tickets("id = ? OR number = ?", (ticket, number), 1)
        if not rows or len(ticket) > _LONGEST_ID:
            raise NotFoundError(_("there is no such ticket"), place=ticket[:_LONGEST_ID])
        return self.with_parts(rows)[0]

    def listed(self, filters: Filters, now: datetime, most: int = -1) -> list[Ticket]:
        """The tickets that fit, the latest first."""
        told = {
            "kind = ?": filters.kind,
            "state = ?": filters.state,
            "tier = ?": filters.tier,
            "owner = ?": filters.owner,
            "order_id = ?": filters.order,
        }
        where = [condition for condition, value in told.items() if value]
        values: list[Any] = [value for value in told.values() if value]
        if filters.on is not None:
            where.append("opened >= ? AND opened < ?")
            values += [int(moment.timestamp()) for moment in filters.on]
        if filters.open_only or filters.late:
            where.append("closed IS NULL")
        found = self.with_parts(
            self._tickets.tickets(" AND ".join(where) or "1", values, -1 if filters.late else most)
        )
        if filters.late:
            found = [ticket for ticket in found if is_late(ticket, now)]
        return found[:most] if most >= 0 else found

    def of_order(self, order: str) -> list[Ticket]:
        """The tickets of an order, the latest first."""
        return self.with_parts(self._tickets.tickets("order_id = ?", (order,)))

    def owed(self, until: datetime) -> list[Ticket]:
        """The tickets on which something is owed until then, the most urgent first."""
        ids = self._tickets.owing(int(until.timestamp()))
        found: list[Ticket] = []
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ", ".join("?" for _id in some)
            found += self.with_parts(self._tickets.tickets(f"id IN ({marks})", some))
        far = until + timedelta(days=1)
        return sorted(found, key=lambda one: min(action.due or far for action in one.owed))

    def timeline(self, ticket: str) -> list[Event]:
        """Everything that was done to a ticket, the oldest first."""
        found = self.find(ticket)
        parts = [
            (entity.name, row["id"])
            for entity in PARTS
            for row in self._tickets.parts(entity, [found.id])[found.id]
        ]
        return timeline(self._store.journal, self.workflow(found.kind), found.id, parts)

    def with_parts(self, rows: Sequence[Any]) -> list[Ticket]:
        """Rows of tickets with what belongs to each."""
        ids = [row["id"] for row in rows]
        actions = self._tickets.parts(ACTION, ids)
        chases = self._tickets.parts(CHASE, ids)
        return [ticket_of(row, actions[row["id"]], chases[row["id"]]) for row in rows]
