"""Handing over: what an agent leaves to the next one at the end of a shift."""

from datetime import datetime

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.tickets.complaints import agent_named
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.listing import Filters
from csconsole.tickets.model import Handover
from csconsole.tickets.rows import handover_of
from csconsole.tickets.store import HANDOVER, TICKET
from csconsole.tickets.values import LONGEST_LONG_TEXT


class Handovers:
    """The handovers in an open store."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk

    def give(self, taker: str, note: str, now: datetime) -> Handover:
        """Leave the open tickets of whoever sits here, and a note, to another agent.

        The tickets stay with the giver until the other one accepts them.

        Raises:
            BadInputError: nobody sits here, it would go to the same agent, or the note is too long.
            NotFoundError: the other one is no agent of this shop.
        """
        giver = self._desk.agent
        if not giver:
            raise BadInputError(_("nobody sits at this desk"), hint=_("csconsole agents use NAME"))
        to = agent_named(self._desk, taker)
        if to == giver:
            raise BadInputError(_("a handover goes to somebody else"), place=to)
        bare = note.strip()
        if len(bare) > LONGEST_LONG_TEXT or "\0" in bare:
            raise BadInputError(
                _("a text has at most {most} characters").format(most=LONGEST_LONG_TEXT),
                place="note",
            )
        mine = self._desk.shelf.listed(Filters(owner=giver, open_only=True), now)
        handover = str(uuid7())
        patch = {
            "giver": giver,
            "taker": to,
            "note": bare,
            "tickets": [ticket.id for ticket in mine],
            "at": int(now.timestamp()),
        }
        with self._desk.action("handover.give") as action:
            action.write(HANDOVER.name, handover, patch)
        return self._known(handover)

    def accept(self, now: datetime, handover: str = "") -> list[Handover]:
        """Take what was left for whoever sits here: all of it, or the one of that id.

        The tickets that are still open and still the giver's are the taker's from now on, with
        all that is owed on them. Follow-up visits stay with who promised them.

        Raises:
            NotFoundError: nothing waits for whoever sits here.
        """
        waiting = [
            one for one in self.waiting(self._desk.agent) if not handover or one.id == handover
        ]
        if not waiting:
            raise NotFoundError(
                _("no handover waits for {name}").format(name=self._desk.agent or _("nobody")),
                place=handover[:36],
            )
        with self._desk.action("handover.accept") as action:
            for one in waiting:
                done = {"accepted": int(now.timestamp()), "accepted_by": self._desk.agent}
                action.write(HANDOVER.name, one.id, done)
                for ticket in self._desk.shelf.of_ids(one.tickets):
                    if ticket.closed is None and ticket.owner == one.giver:
                        action.write(TICKET.name, ticket.id, {"owner": self._desk.agent})
        return [self._known(one.id) for one in waiting]

    def waiting(self, taker: str = "") -> list[Handover]:
        """What nobody has accepted yet, for an agent or for anybody, the oldest first."""
        return [one for one in self.all() if not one.accepted and taker in {"", one.taker}]

    def all(self) -> list[Handover]:
        """Every handover, the oldest first."""
        rows = self._desk.store.rows(HANDOVER, "deleted = 0 ORDER BY at, id")
        return [handover_of(row) for row in rows]

    def _known(self, handover: str) -> Handover:
        return next(one for one in self.all() if one.id == handover)
