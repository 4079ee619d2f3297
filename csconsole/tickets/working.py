"""Working on tickets: they are opened, filled in, moved; each call is one action of the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.orders.model import Order
from csconsole.people.people import People
from csconsole.storage.journal import Undone
from csconsole.storage.store import Store
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.model import Deed, Kind, Ticket, Tier, WaitsFor, Workflow
from csconsole.tickets.quantities import left
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.writing import TicketWriter, read_values, said


class TicketWork:
    """What an agent does on tickets; used from the thread that opened the store.

    Attributes:
        desk: where the agent works; what further work stands on.
    """

    def __init__(self, store: Store, tickets: Tickets, people: People) -> None:
        self._store, self._people, self._shelf = store, people, tickets
        self.desk = TicketDesk(store, tickets, people)
        self._write = TicketWriter(self.desk)

    def open(
        self,
        kind: Kind,
        now: datetime,
        order: Order | None = None,
        *,
        values: Mapping[str, str] | None = None,
        tier: Tier = Tier.ORDINARY,
    ) -> Ticket:
        """Open a ticket; what the order tells is filled in.

        Raises:
            BadInputError: a value cannot stand in its field; nothing is written.
        """
        workflow = self._shelf.workflow(kind)
        seconds = int(now.timestamp())
        patch: dict[str, Any] = {
            "kind": kind.value,
            "state": workflow.start,
            "tier": tier.value,
            "opened": seconds,
            "tier_since": seconds,
            "owner": self._people.agent,
            "currency": "CNY",
            **workflow.defaults,
            **(self.told_by(workflow, order) if order else {}),
        }
        patch |= read_values(workflow, values or {}, patch["currency"], now)
        if workflow.states[workflow.start].waits_for is WaitsFor.BUYER:
            patch["paused"] = seconds
        with self.desk.action("tickets.open") as action:
            patch["number"] = self.desk.next_number(workflow, now)
            ticket = self._write.begin(action, patch)
        return self.desk.present(ticket)

    def change(self, ticket: str, values: Mapping[str, str], now: datetime) -> Ticket:
        """Fill fields in; an empty text empties a field.

        Raises:
            BadInputError: a value cannot stand in its field; nothing is written.
            NotFoundError: there is no such ticket.
            SupervisorNeededError: the compensation is above the shop's limit.
        """
        before = self._shelf.find(ticket)
        with self.desk.action("tickets.change") as action:
            self._write.change(action, before, values, now)
        return self.desk.present(before.id)

    def move(
        self, ticket: str, to: str, now: datetime, values: Mapping[str, str] | None = None
    ) -> Ticket:
        """Move a ticket to another state, filling fields in beforehand; all of it or nothing.

        Raises:
            RefusedMoveError: the move cannot be made; the sentence says why.
            BadInputError: a value cannot stand in its field.
            NotFoundError: there is no such ticket.
        """
        before = self._shelf.find(ticket)
        with self.desk.action("tickets.move") as action:
            self._write.change(action, before, values or {}, now)
            self._write.move(action, before, to, now)
        return self.desk.present(before.id)

    def owe(self, ticket: str, deed: Deed, due: datetime | None) -> Ticket:
        """Write down that something is owed on a ticket.

        Raises:
            BadInputError: the ticket is closed.
        """
        found = self._shelf.find_open(ticket)
        with self.desk.action("tickets.owe") as action:
            self.desk.owe(action, found.id, deed, due)
        return self.desk.present(found.id)

    def do(self, ticket: str, deed: str, now: datetime) -> Ticket:
        """What was owed is done: the oldest of that kind, or the one of that id.

        Raises:
            NotFoundError: nothing of the kind is owed.
        """
        found = self._shelf.find(ticket)
        one = next((one for one in found.owed if deed in {one.id, one.deed.value}), None)
        if one is None:
            owed = ", ".join(action.deed.value for action in found.owed) or _("nothing")
            raise NotFoundError(
                _("{deed} is not owed; owed are: {owed}").format(deed=deed, owed=owed),
                place=found.number,
            )
        with self.desk.action("tickets.do") as action:
            self.desk.settle(action, [one], now)
        return self.desk.present(found.id)

    def chase(
        self, ticket: str, whom: str, answer: str, now: datetime, next_contact: datetime | None
    ) -> Ticket:
        """Write down that a courier was asked, and what they answered."""
        found = self._shelf.find(ticket) if next_contact is None else self._shelf.find_open(ticket)
        told = {
            "whom": said(whom, "whom"),
            "answer": answer.strip(),
            "next_contact": int(next_contact.timestamp()) if next_contact else None,
        }
        with self.desk.action("tickets.chase") as action:
            self._write.chase(action, found, told, now)
            if next_contact is not None:
                self.desk.owe(action, found.id, Deed.CHASE, next_contact)
        return self.desk.present(found.id)

    def note(self, ticket: str, text: str, now: datetime) -> Ticket:
        """Write a note on a ticket."""
        found = self._shelf.find(ticket)
        text = said(text, "text")
        with self.desk.action("tickets.ticket_note") as action:
            self._write.note(action, found.id, text, now)
        return self.desk.present(found.id)

    def sent(self, ticket: str, reply: str, now: datetime) -> Ticket:
        """A reply was sent from the ticket; the first one stops the clock of the response."""
        found = self._shelf.find(ticket)
        with self.desk.action("tickets.ticket_reply") as action:
            self._write.sent(action, found, reply, now)
        return self.desk.present(found.id)

    def undo(self, action: str) -> Undone:
        """Take back what was done with an action."""
        return self._store.journal.undo(action, agent=self._people.agent)

    def undo_last(self, ticket: str) -> Ticket:
        """Take back what was done to a ticket last, with all that was done in the same step.

        Done twice, it takes that back.

        Raises:
            NotFoundError: nothing was done but opening it.
            BadInputError: what it would come back for is in another ticket now.
        """
        found = self._shelf.find(ticket)
        last = self._shelf.last_action(found.id)
        if not last:
            raise NotFoundError(_("there is nothing to take back"), place=found.number)
        with self._store.journal.transaction():
            self.undo(last)
            self._write.check(found.id)
        return self.desk.present(found.id)

    def told_by(self, workflow: Workflow, order: Order) -> dict[str, Any]:
        """What an order tells of a new ticket; goods that another ticket has are left out."""
        ordered = [line.quantity or 1 for line in order.lines]
        told: dict[str, Any] = {
            "shop": order.shop.id,
            "order_id": order.id,
            "order_no": order.no,
            "buyer": order.buyer,
            "ordered": ordered or None,
        }
        if order.paid is not None:
            told |= {"paid": order.paid.amount, "currency": order.paid.currency}
        if "waybill" in workflow.fields and order.waybills:
            told |= {"waybill": order.waybills[0].number, "courier": order.waybills[0].courier}
        if "lines" in workflow.fields:
            takes = workflow.kind in {Kind.RETURN, Kind.EXCHANGE}
            told["lines"] = left(ordered, self.desk.others(order.id) if takes else ())
        if "product" in workflow.fields and order.lines:
            told["product"] = order.lines[0].title
        return {name: value for name, value in told.items() if value not in (None, "", [])}
