"""The tickets in an open store: found and looked at."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.storage.store import Store
from csconsole.tickets.cards import read_code
from csconsole.tickets.clocks import is_late
from csconsole.tickets.guards import Case
from csconsole.tickets.listing import LATEST, Filters, TicketList
from csconsole.tickets.model import Deed, Event, Kind, Owed, Ticket, Visit, Workflow
from csconsole.tickets.moving import what_is_missing
from csconsole.tickets.owing import OwedCount, Owing
from csconsole.tickets.rows import ticket_of, visit_of
from csconsole.tickets.shop_hours import Deadlines
from csconsole.tickets.shop_rules import present_rules
from csconsole.tickets.store import ACTION, CHASE, HANDOVER, PARTS, VISIT, TicketStore
from csconsole.tickets.timeline import last_action, timeline
from csconsole.tickets.workflow_file import workflows

__all__ = ["Filters", "Tickets"]
_LONGEST_ID = 36


class Tickets:
    """The tickets; used from the thread that opened the store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tickets = TicketStore(store)
        self._list = TicketList(store)
        self._owing = Owing(store)

    def workflow(self, kind: Kind) -> Workflow:
        """What a kind of ticket is."""
        return workflows()[kind]

    def deadlines(self) -> Deadlines:
        """How long the shop takes for a case, as its clocks count."""
        return present_rules(self._tickets).deadlines

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

    def find_open(self, ticket: str) -> Ticket:
        """The ticket of an id or a number, which must not be closed.

        Raises:
            NotFoundError: there is none.
            BadInputError: it is closed.
        """
        found = self.find(ticket)
        if found.closed is not None:
            raise BadInputError(_("this ticket is closed"), place=found.number)
        return found

    def listed(
        self,
        filters: Filters,
        now: datetime,
        most: int = -1,
        *,
        sort: str = LATEST,
        begin: int = 0,
    ) -> list[Ticket]:
        """The tickets that fit, in the order of listing.SORTS; a page of them for `most`."""
        return self.of_ids(self._list.page(filters, now, sort, most, begin).ids)

    def page(
        self, filters: Filters, now: datetime, most: int, *, sort: str = LATEST, begin: int = 0
    ) -> tuple[list[Ticket], int]:
        """A page of the tickets that fit, and how many fit in all."""
        page = self._list.page(filters, now, sort, most, begin)
        return self.of_ids(page.ids), page.count

    def ids(self, filters: Filters, now: datetime, sort: str = LATEST) -> tuple[str, ...]:
        """The ids of all tickets that fit, in the order of listing.SORTS."""
        return self._list.page(filters, now, sort).ids

    def of_ids(self, ids: Sequence[str]) -> list[Ticket]:
        """The tickets of ids, in their order."""
        found: dict[str, Ticket] = {}
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ", ".join("?" for _id in some)
            rows = self._tickets.tickets(f"id IN ({marks})", some)
            found |= {ticket.id: ticket for ticket in self.with_parts(rows)}
        return [found[one] for one in ids if one in found]

    def of_order(self, order: str) -> list[Ticket]:
        """The tickets of an order, the latest first."""
        return self.with_parts(self._tickets.tickets("order_id = ?", (order,)))

    def owed(self, until: datetime, owner: str = "", most: int = -1) -> list[Owed]:
        """What is owed until then on all tickets, and to buyers, the most urgent first.

        What is owed for no time comes last. `owner`: only what this agent answers for; `most`: so
        many lines, -1 for all.
        """
        rows = list(self._owing.listed(until, owner, most))
        wanted = list(dict.fromkeys(ticket for _id, ticket, _deed, _due in rows))
        tickets = {one.id: one for one in self.of_ids(wanted)}
        return [
            Owed(id_, tickets[ticket], Deed(deed), _moment(due))
            for id_, ticket, deed, due in rows
            if ticket in tickets
        ]

    def how_much_is_owed(self, until: datetime, now: datetime, owner: str = "") -> OwedCount:
        """How many lines `owed` has, and how many of them are late."""
        return self._owing.count(until, now, owner)

    def owing(self, action: str) -> str | None:
        """The id of the ticket on which the action of an id is owed; None where it is not."""
        where = "id = ? AND deleted = 0 AND done IS NULL"
        return next((row["ticket"] for row in self._tickets.rows(ACTION, where, (action,))), None)

    def visits(self, until: datetime) -> list[Visit]:
        """The follow-up visits that are to be made until then, the most urgent first."""
        where = "deleted = 0 AND done IS NULL AND due <= ? ORDER BY due, id"
        rows = self._tickets.rows(VISIT, where, (int(until.timestamp()),))
        return [visit_of(row) for row in rows]

    def missing(self, ticket: Ticket) -> dict[str, list[str]]:
        """For each state that a ticket can go to, what still speaks against it."""
        return what_is_missing(self.workflow(ticket.kind), self.case(ticket.id))

    def case(self, ticket: str) -> Case:
        """The ticket of an id with what its order and the shop's rules tell."""
        row = self._tickets.tickets("id = ?", (ticket,), 1)[0]
        others = self.of_order(row["order_id"]) if row["order_id"] else ()
        amounts = (
            one.fields.get("refund_amount")
            for one in others
            if one.id != ticket and one.fields.get("refunded_at") and not one.goes_on_in
        )
        return Case(
            ticket=self.with_parts([row])[0],
            paid=row["paid"],
            refunded=sum(amount for amount in amounts if isinstance(amount, int)),
            limit=present_rules(self._tickets).compensation_limit,
        )

    def is_late(self, ticket: Ticket, now: datetime) -> bool:
        """Whether a clock or something owed has run out."""
        return is_late(ticket, now, self.deadlines())

    def timeline(self, ticket: str) -> list[Event]:
        """Everything that was done to a ticket, the oldest first."""
        found = self.find(ticket)
        handovers = self._tickets.rows(HANDOVER, "instr(tickets, ?)", (found.id,))
        parts = [*self._parts(found.id), *((HANDOVER.name, row["id"]) for row in handovers)]
        workflow = self.workflow(found.kind)
        return timeline(self._store.journal, workflow, found.id, parts, self._tickets.number_of)

    def last_action(self, ticket: str) -> str:
        """What was done to the ticket of an id last, as undo takes it; "" for its opening."""
        return last_action(self._store.journal, ticket, self._parts(ticket))

    def _parts(self, ticket: str) -> list[tuple[str, str]]:
        return [
            (entity.name, id_) for entity in PARTS for id_ in self._tickets.part_ids(entity, ticket)
        ]

    def with_parts(self, rows: Sequence[Any]) -> list[Ticket]:
        """Rows of tickets with what belongs to each."""
        ids = [row["id"] for row in rows]
        actions = self._tickets.parts(ACTION, ids)
        chases = self._tickets.parts(CHASE, ids)
        return [ticket_of(row, actions[row["id"]], chases[row["id"]]) for row in rows]


def _moment(seconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
