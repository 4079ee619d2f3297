"""Closing a case, and the follow-up visit some days later.

A closed case owes nothing. The visit is owed to the buyer by an agent: it keeps no case from
closing, stays when the case is opened again, and stands in the list of what is owed.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.storage.entities import DELETED
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.model import Ticket, Visit
from csconsole.tickets.rows import visit_of
from csconsole.tickets.shop_rules import ShopRules
from csconsole.tickets.store import VISIT
from csconsole.tickets.writing import TicketWriter, read_values

CLOSED = "closed"


def proposed_visit(rules: ShopRules, now: datetime, buyer_tier: str = "") -> datetime | None:
    """When a buyer would be visited after a case that ends now; None for not at all.

    `buyer_tier`: as the shop names its tiers; whoever has one is visited sooner.
    """
    days = rules.visit_days_vip if buyer_tier.strip() else rules.visit_days
    return now + timedelta(days=days) if days else None


class Closing:
    """Closes cases and keeps the follow-up visits."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk
        self._write = TicketWriter(desk)

    def close(
        self,
        ticket: str,
        now: datetime,
        values: Mapping[str, str] | None = None,
        visit: datetime | None = None,
    ) -> Ticket:
        """Close a case, filling fields in beforehand, and plan a visit; all of it or nothing.

        Raises:
            RefusedMoveError: it cannot be closed yet; the sentence says why.
            BadInputError: a value cannot stand in its field, or the visit lies in the past.
            SupervisorNeededError: the compensation is above the shop's limit.
            NotFoundError: there is no such ticket.
        """
        found = self._desk.shelf.find(ticket)
        with self._desk.action("tickets.close") as action:
            self._write.change(action, found, values or {}, now)
            self._write.move(action, found, CLOSED, now)
            if visit is not None:
                action.write(VISIT.name, str(uuid7()), self._visit(found, visit, now))
        return self._desk.present(found.id)

    def plan(self, ticket: str, due: datetime, now: datetime) -> Visit:
        """Plan a visit to the buyer of a ticket.

        Raises:
            BadInputError: it lies in the past.
            NotFoundError: there is no such ticket.
        """
        found = self._desk.shelf.find(ticket)
        visit = str(uuid7())
        with self._desk.action("tickets.visit") as action:
            action.write(VISIT.name, visit, self._visit(found, due, now))
        return self._known(visit)

    def visited(self, visit: str, now: datetime, satisfaction: str = "") -> Visit:
        """A visit was made; how satisfied the buyer was (1 to 5) goes to the ticket.

        Raises:
            BadInputError: the satisfaction is no number from 1 to 5.
            NotFoundError: there is no such visit.
        """
        known = self._known(visit)
        found = self._desk.shelf.find(known.ticket)
        workflow = self._desk.shelf.workflow(found.kind)
        values = {"satisfaction": satisfaction} if satisfaction else {}
        told = read_values(workflow, values, "CNY", now)
        with self._desk.action("tickets.visited") as action:
            done = {"done": int(now.timestamp()), "agent": self._desk.agent}
            action.write(VISIT.name, known.id, done)
            self._desk.write(action, found.id, told)
        return self._known(visit)

    def drop(self, visit: str) -> None:
        """A visit is not to be made.

        Raises:
            NotFoundError: there is no such visit.
        """
        known = self._known(visit)
        with self._desk.action("tickets.visit.drop") as action:
            action.write(VISIT.name, known.id, {DELETED: True})

    def of_ticket(self, ticket: str) -> list[Visit]:
        """The visits after a case, the oldest first."""
        return [visit_of(row) for row in self._desk.store.parts(VISIT, [ticket])[ticket]]

    def _visit(self, ticket: Ticket, due: datetime, now: datetime) -> dict[str, Any]:
        if due < now:
            raise BadInputError(_("a visit lies in the future"), place="visit")
        owner = ticket.owner or self._desk.agent
        return {"ticket": ticket.id, "owner": owner, "due": int(due.timestamp())}

    def _known(self, visit: str) -> Visit:
        rows = list(self._desk.store.rows(VISIT, "id = ? AND deleted = 0", (visit,)))
        if not rows:
            raise NotFoundError(_("there is no such visit"), place=visit[:36])
        return visit_of(rows[0])
