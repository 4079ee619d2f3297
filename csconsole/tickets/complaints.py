"""Complaints beyond a case, raised tiers, and what the supervisor is told of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import N_, _
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.model import Attention, Complaint, Ticket, Tier
from csconsole.tickets.rows import attention_of
from csconsole.tickets.store import ATTENTION
from csconsole.tickets.values import LONGEST_TEXT

LABELS = {
    Complaint.ATTITUDE: N_("attitude of the service"),
    Complaint.BAD_REVIEW: N_("bad review"),
    Complaint.PLATFORM: N_("the platform steps in"),
}
_ORDER = list(Tier)


class Complaints:
    """What a buyer complains of beyond the case; it stands on a ticket of any kind."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk

    def complain(
        self, ticket: str, marks: Iterable[Complaint], words: str, now: datetime
    ) -> Ticket:
        """Mark a ticket with what the buyer complains of; no marks and no words take it off.

        The supervisor is told of every new mark.

        Raises:
            BadInputError: the words are too many, or have signs that cannot be kept.
            NotFoundError: there is no such ticket.
        """
        found = self._desk.shelf.find(ticket)
        bare = words.strip()
        if len(bare) > LONGEST_TEXT or "\0" in bare:
            raise BadInputError(
                _("a text has at most {most} characters").format(most=LONGEST_TEXT),
                place="complaint",
            )
        wanted = set(marks)
        told = [one for one in Complaint if one in wanted]
        new = [one for one in told if one not in found.complaints]
        with self._desk.action("tickets.complaint") as action:
            patch = {"complaint": bare, "complaints": [one.value for one in told]}
            self._desk.write(action, found.id, patch)
            if new:
                text = ", ".join(_(LABELS[one]) for one in new)
                text = f"{text}: {bare}" if bare else text
                self._desk.inform(action, found.id, "complaint", text, now)
        return self._desk.present(found.id)

    def raise_tier(
        self,
        ticket: str,
        tier: Tier,
        now: datetime,
        *,
        since: datetime | None = None,
        owner: str = "",
    ) -> Ticket:
        """Give a ticket another tier; a higher one counts from the complaint (`since`, or now).

        A raised tier has an owner (the one named, the present one, or who raises it), and the
        supervisor is told. A lower one counts from where the ticket's clocks counted before.

        Raises:
            BadInputError: the complaint was before the case or lies in the future, or the ticket
                is closed.
            NotFoundError: there is no such ticket, or no such agent.
        """
        found = self._desk.shelf.find_open(ticket)
        raised = _ORDER.index(tier) > _ORDER.index(found.tier)
        at = since or now
        if not found.opened.timestamp() - 1 <= at.timestamp() <= now.timestamp():
            raise BadInputError(
                _("a complaint is made between the opening of the case and now"), place="since"
            )
        patch: dict[str, Any] = {"tier": tier.value}
        new_owner = self._agent(owner) if owner else found.owner or self._desk.agent
        if new_owner != found.owner:
            patch["owner"] = new_owner
        if raised:
            patch["tier_since"] = int(at.timestamp())
        with self._desk.action("tickets.tier") as action:
            self._desk.write(action, found.id, patch)
            if raised:
                told = _("raised to {tier}; owner: {owner}")
                text = told.format(tier=tier.value, owner=new_owner or _("nobody"))
                self._desk.inform(action, found.id, "tier", text, now)
        return self._desk.present(found.id)

    def give_to(self, ticket: str, owner: str) -> Ticket:
        """Have another agent answer for a ticket.

        Raises:
            NotFoundError: there is no such ticket, or no such agent.
        """
        found = self._desk.shelf.find(ticket)
        with self._desk.action("tickets.owner") as action:
            self._desk.write(action, found.id, {"owner": self._agent(owner)})
        return self._desk.present(found.id)

    def attention(self, *, seen: bool = False) -> list[Attention]:
        """What the supervisor has not seen yet, or all of it, the latest first."""
        where = "deleted = 0" + ("" if seen else " AND seen IS NULL") + " ORDER BY at DESC, id DESC"
        return [attention_of(row) for row in self._desk.store.rows(ATTENTION, where)]

    def see(self, ids: Iterable[str], now: datetime) -> None:
        """The supervisor has seen what was told.

        Raises:
            SupervisorNeededError: nobody has shown to be the supervisor.
            NotFoundError: one of them is not there.
        """
        wanted = list(ids)
        known = {one.id for one in self.attention(seen=True)}
        for one in wanted:
            if one not in known:
                raise NotFoundError(_("there is no such entry"), place=one)
        self._desk.people.require_supervisor()
        with self._desk.action("tickets.seen") as action:
            for one in wanted:
                patch = {"seen": int(now.timestamp()), "seen_by": self._desk.agent}
                action.write(ATTENTION.name, one, patch)

    def _agent(self, name: str) -> str:
        return agent_named(self._desk, name)


def agent_named(desk: TicketDesk, name: str) -> str:
    """The name of an agent as it is kept; any name in a shop that keeps no agents.

    Raises:
        NotFoundError: nobody of this name works here.
    """
    agents = [one.name for one in desk.people.agents()]
    bare = " ".join(name.split())
    same = next((one for one in agents if one.casefold() == bare.casefold()), None)
    if same is None and (agents or not bare):
        raise NotFoundError(_("no agent of this name works here"), place=name[:LONGEST_TEXT])
    return same or bare
