"""Working on tickets: they are opened, filled in, moved; each call is one action of the journal."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.model import Order
from csconsole.people.people import People
from csconsole.storage.journal import Action, Undone
from csconsole.storage.store import Store
from csconsole.tickets.guards import Case
from csconsole.tickets.model import Deed, Kind, Ticket, Tier, WaitsFor, Workflow
from csconsole.tickets.moving import check_fields, moved
from csconsole.tickets.store import ACTION, CHASE, NOTE, SENT, TICKET, TicketStore
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.values import LONGEST_LONG_TEXT, read_value


class TicketWork:
    """What an agent does on tickets; used from the thread that opened the store."""

    def __init__(self, store: Store, tickets: Tickets, people: People) -> None:
        self._store, self._people, self._shelf = store, people, tickets
        self._tickets = TicketStore(store)

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
            **(_of_order(workflow, order) if order else {}),
        }
        patch |= self._read(workflow, values or {}, patch["currency"], now)
        if workflow.states[workflow.start].waits_for is WaitsFor.BUYER:
            patch["paused"] = seconds
        ticket_id = str(uuid7())
        with self._store.journal.action("tickets.open", self._people.agent) as action:
            patch["number"] = self._next_number(workflow, now)
            action.write(TICKET.name, ticket_id, patch)
            check_fields(self._present(ticket_id), patch.get("paid"))
        return self._present(ticket_id)

    def change(self, ticket: str, values: Mapping[str, str], now: datetime) -> Ticket:
        """Fill fields in; an empty text empties a field.

        Raises:
            BadInputError: a value cannot stand in its field; nothing is written.
            NotFoundError: there is no such ticket.
        """
        before = self._shelf.find(ticket)
        with self._store.journal.action("tickets.change", self._people.agent) as action:
            self._change(action, before, values, now)
        return self._present(before.id)

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
        with self._store.journal.action("tickets.move", self._people.agent) as action:
            self._change(action, before, values or {}, now)
            case = self._case(before.id)
            done = moved(self._shelf.workflow(before.kind), case, to, now)
            action.write(TICKET.name, before.id, done.patch)
            for one in case.ticket.owed:
                if one.deed in done.settles:
                    action.write(ACTION.name, one.id, self._done(now))
            for deed, due in done.owes.items():
                self._owe(action, before.id, deed, due)
        return self._present(before.id)

    def owe(self, ticket: str, deed: Deed, due: datetime | None) -> Ticket:
        """Write down that something is owed on a ticket."""
        found = self._shelf.find(ticket)
        with self._store.journal.action("tickets.owe", self._people.agent) as action:
            self._owe(action, found.id, deed, due)
        return self._present(found.id)

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
        self._store.journal.write(
            ACTION.name, one.id, self._done(now), cause="tickets.do", agent=self._people.agent
        )
        return self._present(found.id)

    def chase(
        self, ticket: str, whom: str, answer: str, now: datetime, next_contact: datetime | None
    ) -> Ticket:
        """Write down that a courier was asked, and what they answered."""
        found = self._shelf.find(ticket)
        patch = {
            "ticket": found.id,
            "at": int(now.timestamp()),
            "agent": self._people.agent,
            "whom": _said(whom, "whom"),
            "answer": answer.strip(),
            "next_contact": int(next_contact.timestamp()) if next_contact else None,
        }
        with self._store.journal.action("tickets.chase", self._people.agent) as action:
            action.write(CHASE.name, str(uuid7()), patch)
            for one in found.owed:
                if one.deed is Deed.CHASE:
                    action.write(ACTION.name, one.id, self._done(now))
            if next_contact is not None:
                self._owe(action, found.id, Deed.CHASE, next_contact)
        return self._present(found.id)

    def note(self, ticket: str, text: str, now: datetime) -> Ticket:
        """Write a note on a ticket."""
        return self._say(ticket, NOTE.name, {"text": _said(text, "text")}, now)

    def sent(self, ticket: str, reply: str, now: datetime) -> Ticket:
        """A reply was sent from the ticket; the first one stops the clock of the response."""
        return self._say(ticket, SENT.name, {"reply": reply}, now)

    def raise_tier(self, ticket: str, tier: Tier, complaint: str, now: datetime) -> Ticket:
        """Give a ticket another tier; its clocks count from the complaint, which is now."""
        found = self._shelf.find(ticket)
        patch: dict[str, Any] = {"tier": tier.value, "tier_since": int(now.timestamp())}
        if complaint.strip():
            patch["complaint"] = complaint.strip()
        if not found.owner:
            patch["owner"] = self._people.agent
        self._store.journal.write(
            TICKET.name, found.id, patch, cause="tickets.tier", agent=self._people.agent
        )
        return self._present(found.id)

    def undo(self, action: str) -> Undone:
        """Take back what was done with an action."""
        return self._store.journal.undo(action, agent=self._people.agent)

    def _change(
        self, action: Action, before: Ticket, values: Mapping[str, str], now: datetime
    ) -> None:
        row = self._tickets.tickets("id = ?", (before.id,), 1)[0]
        told = self._read(self._shelf.workflow(before.kind), values, row["currency"] or "CNY", now)
        patch = {name: value for name, value in told.items() if row[name] != value}
        if patch:
            action.write(TICKET.name, before.id, patch)
            check_fields(self._present(before.id), row["paid"])

    def _say(self, ticket: str, entity: str, told: Mapping[str, Any], now: datetime) -> Ticket:
        found = self._shelf.find(ticket)
        seconds = int(now.timestamp())
        said = {"ticket": found.id, "at": seconds, "agent": self._people.agent, **told}
        with self._store.journal.action(f"tickets.{entity}", self._people.agent) as action:
            action.write(entity, str(uuid7()), said)
            if entity == SENT.name and found.responded is None:
                action.write(TICKET.name, found.id, {"responded": seconds})
        return self._present(found.id)

    def _read(
        self, workflow: Workflow, values: Mapping[str, str], currency: str, now: datetime
    ) -> dict[str, Any]:
        read = {}
        for name, text in values.items():
            rule = workflow.fields.get(name)
            if rule is None:
                raise BadInputError(
                    _("{told} is not known; known are {known}").format(
                        told=name, known=", ".join(workflow.fields)
                    ),
                    place=name,
                )
            read[name] = read_value(rule, text, currency, now)
        return read

    def _owe(self, action: Action, ticket: str, deed: Deed, due: datetime | None) -> None:
        seconds = int(due.timestamp()) if due else None
        patch = {"ticket": ticket, "deed": deed.value, "due": seconds}
        action.write(ACTION.name, str(uuid7()), patch)

    def _done(self, now: datetime) -> dict[str, Any]:
        return {"done": int(now.timestamp()), "agent": self._people.agent}

    def _present(self, ticket: str) -> Ticket:
        return self._shelf.with_parts(self._tickets.tickets("id = ?", (ticket,), 1))[0]

    def _case(self, ticket: str) -> Case:
        row = self._tickets.tickets("id = ?", (ticket,), 1)[0]
        return Case(self._shelf.with_parts([row])[0], row["paid"])

    def _next_number(self, workflow: Workflow, now: datetime) -> str:
        """A letter, the day and a count: R-1121-03; the year is added where it would repeat."""
        start = f"{workflow.letter}-{now:%m%d}-"
        taken = [number.rsplit("-", 1)[-1] for number in self._tickets.numbers_like(f"{start}*")]
        count = max((int(end) for end in taken if end.isdigit()), default=0) + 1
        return f"{start}{count:02d}"


def _of_order(workflow: Workflow, order: Order) -> dict[str, Any]:
    """What an order tells of a new ticket."""
    told: dict[str, Any] = {
        "shop": order.shop.id,
        "order_id": order.id,
        "order_no": order.no,
        "buyer": order.buyer,
    }
    if order.paid is not None:
        told |= {"paid": order.paid.amount, "currency": order.paid.currency}
    if "waybill" in workflow.fields and order.waybills:
        told |= {"waybill": order.waybills[0].number, "courier": order.waybills[0].courier}
    if "lines" in workflow.fields and order.lines:
        told["lines"] = [
            {"line": at, "quantity": line.quantity or 1} for at, line in enumerate(order.lines, 1)
        ]
    if "product" in workflow.fields and order.lines:
        told["product"] = order.lines[0].title
    return {name: value for name, value in told.items() if value not in (None, "")}


def _said(text: str, place: str) -> str:
    bare = text.strip()
    if not bare or len(bare) > LONGEST_LONG_TEXT or "\0" in bare:
        raise BadInputError(
            _("a text of 1 to {most} characters must stand here").format(most=LONGEST_LONG_TEXT),
            place=place,
        )
    return bare
