"""Sending a reply from a ticket, with what follows from it: one action, taken back by one undo."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from csconsole.storage.journal import Action
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.macros import Macro, fitting_macro
from csconsole.tickets.model import Ticket
from csconsole.tickets.moving import RefusedMoveError, moved
from csconsole.tickets.writing import TicketWriter, said


@dataclass(frozen=True)
class SentReply:
    """What sending a reply came to.

    Attributes:
        ticket: as it is afterwards.
        action: what takes all of it back.
        refused: why the ticket could not move as the macro wanted; "" where it could.
    """

    ticket: Ticket
    action: str
    refused: str = ""


class Sending:
    """Sends replies from tickets."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk
        self._write = TicketWriter(desk)

    def send(
        self,
        ticket: str,
        reply: str,
        now: datetime,
        *,
        tags: Iterable[str] = (),
        with_macro: bool = True,
    ) -> SentReply:
        """Record a reply as sent; its macro moves the ticket and writes down what is owed.

        The reply was sent, so it is recorded even where the move is refused: the result says why.

        Raises:
            BadInputError: no reply is named.
            NotFoundError: there is no such ticket.
        """
        found = self._desk.shelf.find(ticket)
        reply = said(reply, "reply")
        macro = fitting_macro(found, reply, tags) if with_macro else None
        refused = self._refusal(found, macro, now) if macro else ""
        with self._desk.action("tickets.send") as action:
            self._write.sent(action, found, reply, now)
            if macro is not None:
                self._follow(action, found.id, macro, now, moving=not refused)
        return SentReply(self._desk.present(found.id), action.id, refused)

    def _refusal(self, ticket: Ticket, macro: Macro, now: datetime) -> str:
        """Why a ticket cannot go where a macro wants it to."""
        if not macro.to:
            return ""
        workflow = self._desk.shelf.workflow(ticket.kind)
        try:
            moved(workflow, self._desk.case(ticket.id), macro.to, now)
        except RefusedMoveError as error:
            return error.sentence
        return ""

    def _follow(
        self, action: Action, ticket: str, macro: Macro, now: datetime, *, moving: bool
    ) -> None:
        present = self._desk.present(ticket)
        if macro.to and moving:
            self._write.move(action, present, macro.to, now)
            present = self._desk.present(ticket)
        if macro.contact is not None and present.closed is None:
            fields = self._desk.shelf.workflow(present.kind).fields
            if "next_contact" in fields:
                due = int((now + timedelta(hours=macro.contact)).timestamp())
                self._desk.write(action, ticket, {"next_contact": due})
        owed = {one.deed for one in present.owed}
        for deed, hours in macro.owes.items() if present.closed is None else ():
            if deed not in owed:
                self._desk.owe(action, ticket, deed, now + timedelta(hours=hours))
