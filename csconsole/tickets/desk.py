"""What all work on tickets shares: who does it, a ticket as it is now, what is owed and settled."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from uuid6 import uuid7

from csconsole.people.people import People
from csconsole.storage.journal import Action
from csconsole.storage.store import Store
from csconsole.tickets.guards import Case
from csconsole.tickets.model import Deed, NextAction, Ticket, Workflow
from csconsole.tickets.shop_rules import ShopRules, present_rules
from csconsole.tickets.store import ACTION, ATTENTION, TICKET, TicketStore
from csconsole.tickets.tickets import Tickets


class TicketDesk:
    """The desk at which an agent works on tickets.

    Attributes:
        shelf: the tickets, found and looked at.
        store: their tables.
        people: who sits at the desk.
    """

    def __init__(self, store: Store, shelf: Tickets, people: People) -> None:
        self._store = store
        self.shelf, self.people = shelf, people
        self.store = TicketStore(store)

    @property
    def agent(self) -> str:
        """Who sits at the desk."""
        return self.people.agent

    def rules(self) -> ShopRules:
        """The shop's rules."""
        return present_rules(self.store)

    def action(self, cause: str) -> AbstractContextManager[Action]:
        """Everything written inside is one thing that the agent did."""
        return self._store.journal.action(cause, self.people.agent)

    def row(self, ticket: str) -> Mapping[str, Any]:
        """The stored row of a ticket."""
        row: Mapping[str, Any] = self.store.tickets("id = ?", (ticket,), 1)[0]
        return row

    def present(self, ticket: str) -> Ticket:
        """A ticket as it is now, inside an action, too."""
        return self.shelf.with_parts([self.row(ticket)])[0]

    def case(self, ticket: str) -> Case:
        """A ticket with what its order and the shop's rules tell."""
        return self.shelf.case(ticket)

    def others(self, order: str | None, ticket: str = "") -> list[Ticket]:
        """The tickets of an order without this one."""
        return [one for one in self.shelf.of_order(order) if one.id != ticket] if order else []

    def write(self, action: Action, ticket: str, patch: Mapping[str, Any]) -> None:
        """Change fields of a ticket."""
        if patch:
            action.write(TICKET.name, ticket, patch)

    def owe(self, action: Action, ticket: str, deed: Deed, due: datetime | None) -> None:
        """Something is owed on a ticket from now on."""
        seconds = int(due.timestamp()) if due else None
        patch = {"ticket": ticket, "deed": deed.value, "due": seconds}
        action.write(ACTION.name, str(uuid7()), patch)

    def settle(self, action: Action, done: Sequence[NextAction], now: datetime) -> None:
        """What was owed is done."""
        for one in done:
            patch = {"done": int(now.timestamp()), "agent": self.people.agent}
            action.write(ACTION.name, one.id, patch)

    def inform(self, action: Action, ticket: str, why: str, text: str, now: datetime) -> None:
        """Something that the supervisor should know; see complaints.py."""
        told = {"ticket": ticket, "at": int(now.timestamp()), "agent": self.people.agent}
        action.write(ATTENTION.name, str(uuid7()), {**told, "why": why, "text": text})

    def next_number(self, workflow: Workflow, now: datetime) -> str:
        """A letter, the day and a count: R-1121-03.

        A year later the count goes on behind the numbers of the year before.
        """
        start = f"{workflow.letter}-{now:%m%d}-"
        taken = [number.rsplit("-", 1)[-1] for number in self.store.numbers_like(f"{start}*")]
        count = max((int(end) for end in taken if end.isdigit()), default=0) + 1
        return f"{start}{count:02d}"
