"""Tickets that belong together: split, linked, joined into one, turned into another kind."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Action
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.model import FieldKind, FieldRule, Kind, NextAction, Ticket, Tier
from csconsole.tickets.quantities import as_lines, quantities
from csconsole.tickets.store import ACTION, FORM_FIELDS, PARTS
from csconsole.tickets.values import read_value
from csconsole.tickets.writing import TicketWriter

# What a part of a case has to find out anew: it is another parcel, decided and paid on its own.
_OWN = {
    "return_waybill", "replacement_waybill", "refund_amount", "refund_due", "refunded_at",
    "freight", "price_difference", "compensation", "coupon", "satisfaction", "resolution",
    "platform_no",
}  # fmt: skip
_KEPT = (
    "tier", "shop", "order_id", "order_no", "buyer", "owner", "complaint", "complaints", "currency",
    "paid", "ordered", "opened", "tier_since", "responded", "paused", "paused_for",
)  # fmt: skip
_LINES = FieldRule("lines", FieldKind.LINES, {})


class Joining:
    """What an agent does with tickets that belong together; each call is one action."""

    def __init__(self, desk: TicketDesk) -> None:
        self._desk = desk
        self._write = TicketWriter(desk)

    def split(self, ticket: str, lines: str, now: datetime) -> Ticket:
        """Give some of the goods to a ticket of their own, which is as far and owes the same.

        `lines`: as in the form, such as `1:1`. Returns the new ticket, linked with the old one.

        Raises:
            BadInputError: the ticket is closed, or does not have these goods and some more.
            NotFoundError: there is no such ticket.
        """
        found = self._desk.shelf.find_open(ticket)
        going = quantities(read_value(_LINES, lines, "", now) or ())
        staying = self._staying(found, going)
        patch = self._like(found, [name for name in FORM_FIELDS if name not in _OWN])
        patch |= {"kind": found.kind.value, "lines": as_lines(going)}
        with self._desk.action("tickets.split") as action:
            self._desk.write(action, found.id, {"lines": as_lines(staying)})
            patch["number"] = self._desk.next_number(self._desk.shelf.workflow(found.kind), now)
            new = self._write.begin(action, patch)
            for one in found.owed:
                self._desk.owe(action, new, one.deed, one.due)
            for linked in (found.id, *found.links):
                self._link(action, linked, new)
        return self._desk.present(new)

    def link(self, ticket: str, other: str) -> Ticket:
        """Say that two tickets belong together, such as a recheck and its return.

        Raises:
            BadInputError: they are one and the same.
            NotFoundError: there is no such ticket.
        """
        one, two = self._pair(ticket, other)
        with self._desk.action("tickets.link") as action:
            self._link(action, one.id, two.id)
            self._link(action, two.id, one.id)
        return self._desk.present(one.id)

    def unlink(self, ticket: str, other: str) -> Ticket:
        """Take back that two tickets belong together.

        Raises:
            BadInputError: they are not linked.
            NotFoundError: there is no such ticket.
        """
        one, two = self._pair(ticket, other)
        if two.id not in one.links and one.id not in two.links:
            raise BadInputError(_("these tickets are not linked"), place=two.number)
        with self._desk.action("tickets.unlink") as action:
            for ticket_, gone in ((one, two), (two, one)):
                links = [id_ for id_ in ticket_.links if id_ != gone.id]
                self._desk.write(action, ticket_.id, {"links": links})
        return self._desk.present(one.id)

    def merge(self, ticket: str, duplicate: str, now: datetime) -> Ticket:
        """Close a duplicate; its notes, chases and owed actions go on in the other ticket.

        What the form of the one that goes on lacks is taken from the duplicate, as are the more
        urgent tier, the earlier clocks and the complaints. Returns the one that goes on.

        Raises:
            BadInputError: one is closed, or they are of different kinds or orders.
            NotFoundError: there is no such ticket.
        """
        kept, gone = self._pair(ticket, duplicate)
        for one in (kept, gone):
            if one.closed is not None:
                raise BadInputError(_("this ticket is closed"), place=one.number)
        if kept.kind is not gone.kind:
            raise BadInputError(
                _("duplicates are of one kind"), place=gone.number, hint=_("link them instead")
            )
        if kept.order and gone.order and kept.order != gone.order:
            raise BadInputError(_("duplicates are of one order"), place=gone.number)
        with self._desk.action("tickets.merge") as action:
            self._end(action, gone, kept.id, now)
            self._desk.write(action, kept.id, self._gained(kept, gone))
            self._link(action, kept.id, gone.id)
            self._move_parts(action, gone, kept)
        return self._desk.present(kept.id)

    def turn_into(self, ticket: str, kind: Kind, now: datetime) -> Ticket:
        """Have a case go on as one of another kind, such as a return that becomes an exchange.

        What both forms have is kept, and so are clocks, notes and what is owed. The old ticket
        ends and names the new one, which is returned.

        Raises:
            BadInputError: the ticket is closed, is of this kind already, or is in a state that
                the other kind does not have.
            NotFoundError: there is no such ticket.
        """
        found = self._desk.shelf.find_open(ticket)
        workflow = self._desk.shelf.workflow(kind)
        if found.kind is kind:
            raise BadInputError(_("it is of this kind already"), place=found.number)
        if found.state not in workflow.states:
            raise BadInputError(
                _("a ticket of the other kind cannot be in the state {state}").format(
                    state=found.state
                ),
                place=found.number,
                hint=_("open a new ticket and link it"),
            )
        patch = {**workflow.defaults, **self._like(found, workflow.fields), "kind": kind.value}
        with self._desk.action("tickets.kind") as action:
            patch["number"] = self._desk.next_number(workflow, now)
            # First the old one ends, as its goods are free for the new one only then.
            self._end(action, found, "", now)
            new = self._write.begin(action, patch)
            self._desk.write(action, found.id, {"goes_on_in": new})
            for linked in (found.id, *found.links):
                self._link(action, linked, new)
            self._move_parts(action, found, self._desk.present(new))
        return self._desk.present(new)

    def _like(self, ticket: Ticket, fields: Iterable[str]) -> dict[str, Any]:
        """What a ticket that comes out of another one has at first, linked with it."""
        row = self._desk.row(ticket.id)
        kept = {name: row[name] for name in (*_KEPT, *fields) if row[name] not in (None, "", [])}
        return {**kept, "state": ticket.state, "links": sorted({*ticket.links, ticket.id})}

    def _staying(self, ticket: Ticket, going: Counter[int]) -> Counter[int]:
        had = quantities(ticket.fields.get("lines") or ())
        too_many = any(count > had[line] for line, count in going.items())
        if not going or too_many or going == had:
            raise BadInputError(
                _("some of the goods must stay and some go; the ticket has {lines}").format(
                    lines=", ".join(f"{line}:{count}" for line, count in had.items()) or "0"
                ),
                place="lines",
            )
        return had - going

    def _pair(self, ticket: str, other: str) -> tuple[Ticket, Ticket]:
        one, two = self._desk.shelf.find(ticket), self._desk.shelf.find(other)
        if one.id == two.id:
            raise BadInputError(_("these are one and the same ticket"), place=one.number)
        return one, two

    def _link(self, action: Action, ticket: str, other: str) -> None:
        links = self._desk.present(ticket).links
        if other not in links:
            self._desk.write(action, ticket, {"links": [*links, other]})

    def _end(self, action: Action, ticket: Ticket, goes_on_in: str, now: datetime) -> None:
        """End a ticket that goes on in another one; it counts as cancelled."""
        seconds = int(now.timestamp())
        patch = {"state": "cancelled", "closed": seconds, "goes_on_in": goes_on_in or None}
        self._desk.write(action, ticket.id, {**patch, "paused": None})

    def _gained(self, kept: Ticket, gone: Ticket) -> dict[str, Any]:
        """What the ticket that goes on gains from a duplicate."""
        mine, theirs = self._desk.row(kept.id), self._desk.row(gone.id)
        names = (*FORM_FIELDS, "order_id", "order_no", "buyer", "shop", "paid", "ordered", "owner")
        patch = {
            name: theirs[name]
            for name in names
            if mine[name] in (None, "", []) and theirs[name] not in (None, "", [])
        }
        patch |= _earlier_clocks(kept, gone, mine, theirs)
        complaints = sorted({*kept.complaints, *gone.complaints})
        if complaints != sorted(kept.complaints):
            patch["complaints"] = [one.value for one in complaints]
        if gone.complaint and gone.complaint not in kept.complaint:
            patch["complaint"] = "; ".join(filter(None, [kept.complaint, gone.complaint]))
        return patch

    def _move_parts(self, action: Action, gone: Ticket, kept: Ticket) -> None:
        """Notes, chases, replies, owed actions and the like go along with the case."""
        for one in gone.owed:
            same = next((mine for mine in kept.owed if mine.deed is one.deed), None)
            if same is not None:  # owed once, by the earlier of the two times
                self._owe_once(action, same, one)
        for entity in PARTS:
            for row in self._desk.store.parts(entity, [gone.id])[gone.id]:
                action.write(entity.name, row["id"], {"ticket": kept.id})

    def _owe_once(self, action: Action, kept: NextAction, gone: NextAction) -> None:
        if gone.due is not None and (kept.due is None or gone.due < kept.due):
            action.write(ACTION.name, kept.id, {"due": int(gone.due.timestamp())})
        action.write(ACTION.name, gone.id, {DELETED: True})


def _earlier_clocks(
    kept: Ticket, gone: Ticket, mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """The more urgent tier of two tickets, and the earlier of what their clocks count from."""
    order: Sequence[Tier] = list(Tier)
    patch: dict[str, Any] = {}
    if order.index(gone.tier) > order.index(kept.tier):
        patch |= {"tier": gone.tier.value, "tier_since": theirs["tier_since"]}
    elif gone.tier is kept.tier and gone.tier_since < kept.tier_since:
        patch["tier_since"] = theirs["tier_since"]
    replied = [row["responded"] for row in (mine, theirs) if row["responded"] is not None]
    if replied and min(replied) != mine["responded"]:
        patch["responded"] = min(replied)
    return patch
