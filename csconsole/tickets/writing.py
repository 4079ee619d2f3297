"""Writing tickets inside an action: forms filled in, moves made; the checks stand here once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.storage.journal import Action
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.model import Deed, Ticket, Workflow
from csconsole.tickets.moving import check_fields, moved
from csconsole.tickets.quantities import check_lines
from csconsole.tickets.store import CHASE, NOTE, SENT, TICKET
from csconsole.tickets.values import LONGEST_LONG_TEXT, read_value


class TicketWriter:
    """Writes what an agent does on tickets; every method is a part of an action."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk

    def begin(self, action: Action, patch: Mapping[str, Any]) -> str:
        """Write a new ticket; returns its id.

        Raises:
            BadInputError: fields do not agree with the order.
            SupervisorNeededError: its compensation is above the limit.
        """
        ticket = str(uuid7())
        action.write(TICKET.name, ticket, patch)
        self._agree(action, ticket, patch)
        self.check(ticket)
        return ticket

    def change(
        self, action: Action, ticket: Ticket, values: Mapping[str, str], now: datetime
    ) -> None:
        """Fill fields in; an empty text empties a field.

        Raises:
            BadInputError: a value cannot stand in its field.
            SupervisorNeededError: the compensation is above the limit.
        """
        if not values:
            return
        row = self._desk.row(ticket.id)
        workflow = self._desk.shelf.workflow(ticket.kind)
        told = read_values(workflow, values, row["currency"] or "CNY", now)
        patch = {name: value for name, value in told.items() if row[name] != value}
        self._desk.write(action, ticket.id, patch)
        self._agree(action, ticket.id, told)
        if patch:
            self.check(ticket.id)

    def move(self, action: Action, ticket: Ticket, to: str, now: datetime) -> None:
        """Move a ticket to another state, with all that follows.

        Raises:
            RefusedMoveError: the move cannot be made; the sentence says why.
            BadInputError: it comes back for goods that another ticket has taken meanwhile.
        """
        case = self._desk.case(ticket.id)
        workflow = self._desk.shelf.workflow(ticket.kind)
        done = moved(workflow, case, to, now, self._desk.rules().open)
        self._desk.write(action, ticket.id, done.patch)
        settled = [one for one in case.ticket.owed if one.deed in done.settles]
        self._desk.settle(action, settled, now)
        for deed, due in done.owes.items():
            self._desk.owe(action, ticket.id, deed, due)
        if case.ticket.closed is not None:
            self.check(ticket.id)

    def chase(self, action: Action, ticket: Ticket, told: Mapping[str, Any], now: datetime) -> None:
        """Write down that a courier was asked: `whom`, `answer`, `next_contact`."""
        self._part(action, CHASE.name, ticket.id, told, now)
        chases = [one for one in ticket.owed if one.deed is Deed.CHASE]
        self._desk.settle(action, chases, now)

    def note(self, action: Action, ticket: str, text: str, now: datetime) -> None:
        """Write a note."""
        self._part(action, NOTE.name, ticket, {"text": text}, now)

    def sent(self, action: Action, ticket: Ticket, reply: str, now: datetime) -> None:
        """A reply was sent; the first one stops the clock, and any one settles an owed reply."""
        self._part(action, SENT.name, ticket.id, {"reply": reply}, now)
        if ticket.responded is None:
            self._desk.write(action, ticket.id, {"responded": int(now.timestamp())})
        replies = [one for one in ticket.owed if one.deed is Deed.REPLY]
        self._desk.settle(action, replies[:1], now)

    def check(self, ticket: str) -> None:
        """Make sure that a ticket, as it is now, agrees with its order and the other tickets.

        Raises:
            BadInputError: at the field that does not.
        """
        case = self._desk.case(ticket)
        check_fields(case)
        order = case.ticket.order
        check_lines(case.ticket, self._desk.others(order, ticket) if order else ())

    def _part(
        self, action: Action, entity: str, ticket: str, told: Mapping[str, Any], now: datetime
    ) -> None:
        said = {"ticket": ticket, "at": int(now.timestamp()), "agent": self._desk.agent}
        action.write(entity, str(uuid7()), {**said, **told})

    def _agree(self, action: Action, ticket: str, told: Mapping[str, Any]) -> None:
        """A compensation above the limit is the supervisor's, who agrees by writing it."""
        given, limit = told.get("compensation"), self._desk.rules().compensation_limit
        if limit is None or not isinstance(given, int) or given <= limit:
            return
        if (self._desk.row(ticket)["agreed"] or 0) < given:
            self._desk.people.require_supervisor()
            self._desk.write(action, ticket, {"agreed": given})


def read_values(
    workflow: Workflow, values: Mapping[str, str], currency: str, now: datetime
) -> dict[str, Any]:
    """What people wrote into fields of a form, as values.

    Raises:
        BadInputError: there is no such field, or a value cannot stand in it.
    """
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


def said(text: str, place: str) -> str:
    """A text that says something, without blanks around it.

    Raises:
        BadInputError: it is empty, too long, or has signs that cannot be kept.
    """
    bare = text.strip()
    if not bare or len(bare) > LONGEST_LONG_TEXT or "\0" in bare:
        raise BadInputError(
            _("a text of 1 to {most} characters must stand here").format(most=LONGEST_LONG_TEXT),
            place=place,
        )
    return bare
