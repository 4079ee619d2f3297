"""What a row of the list of tickets shows; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from csconsole.desktop.tickets.listing.words import (
    Badge,
    badge_of,
    due_badge,
    tier_tone,
)
from csconsole.language import _
from csconsole.people.masking import is_encrypted
from csconsole.tickets.complaints import LABELS
from csconsole.tickets.labels import deed_name, tier_name
from csconsole.tickets.model import FieldKind, Owed, Ticket, WaitsFor, Workflow
from csconsole.tickets.moving import in_language
from csconsole.tickets.shop_hours import Deadlines

_LONGEST = 200  # characters of a text that a row has room for at most
_ABOUT = ("reason", "problem", "defect")  # what a case is about, by the kind of ticket
_STATE_TONES = {
    WaitsFor.SHOP: "accent",
    WaitsFor.BUYER: "quiet",
    WaitsFor.COURIER: "quiet",
    WaitsFor.NOBODY: "quiet",
}


@dataclass(frozen=True)
class TicketCard:
    """One ticket in a list.

    Attributes:
        id: of the ticket; `key`: of the row, where one ticket may have several.
        title: what stands first in a row: the ticket's number, or what is owed.
        state_tone, tier_tone: the names of their colours.
        about: reason or problem, and the product.
        owed: what is still owed, in words.
        complaint: what the buyer complains of beyond the case; "" for nothing.
    """

    id: str
    key: str
    title: str
    kind: str
    state: str
    state_tone: str
    who: str
    order: str
    about: str
    tier: str
    tier_tone: str
    owner: str
    owed: str
    complaint: str
    badge: Badge

    @property
    def parts(self) -> tuple[str, ...]:
        """All that is told, part by part."""
        parts = (
            self.title, self.kind, self.state, self.badge.text, self.complaint, self.who,
            self.order, self.about, self.tier, self.owner, self.owed,
        )  # fmt: skip
        return tuple(part for part in parts if part)


def ticket_card(
    ticket: Ticket, workflow: Workflow, now: datetime, deadlines: Deadlines
) -> TicketCard:
    """A ticket as a list shows it at a moment."""
    state = workflow.states.get(ticket.state)
    deeds = ", ".join(dict.fromkeys(deed_name(one.deed) for one in ticket.owed))
    return TicketCard(
        id=ticket.id,
        key=ticket.id,
        title=ticket.number,
        kind=in_language(workflow.label),
        state=in_language(state.label) if state else ticket.state,
        state_tone=_STATE_TONES[state.waits_for] if state else "quiet",
        who=ticket.buyer if not is_encrypted(ticket.buyer) else "",
        order=f"…{ticket.order_no[-6:]}" if len(ticket.order_no) > 6 else ticket.order_no,
        about=_about(ticket, workflow),
        tier=tier_name(ticket.tier),
        tier_tone=tier_tone(ticket.tier),
        owner=ticket.owner,
        owed=_("owed: {deeds}").format(deeds=deeds) if deeds else "",
        complaint=_complaint(ticket),
        badge=badge_of(ticket, workflow, now, deadlines),
    )


def owed_card(owed: Owed, workflow: Workflow, now: datetime, deadlines: Deadlines) -> TicketCard:
    """One thing that is owed, as the list of today shows it."""
    card = ticket_card(owed.ticket, workflow, now, deadlines)
    deed = deed_name(owed.deed)
    told = f"{card.title} · {card.kind}"
    fields = vars(card) | {
        "key": owed.id,
        "title": deed[:1].upper() + deed[1:],
        "kind": told,
        "owed": "",
        "badge": due_badge("", owed.due, now),
    }
    return TicketCard(**fields)


def _about(ticket: Ticket, workflow: Workflow) -> str:
    told = [_label(ticket, workflow, name) for name in _ABOUT]
    note, product = (_label(ticket, workflow, name) for name in ("reason_note", "product"))
    parts = [part for part in (*told, note, product) if part]
    return " · ".join(" ".join(part.split()) for part in parts)[:_LONGEST]


def _label(ticket: Ticket, workflow: Workflow, name: str) -> str:
    """A field in words; "" where it is empty or the form has none."""
    value, rule = ticket.fields.get(name), workflow.fields.get(name)
    if rule is None or not isinstance(value, str):
        return ""
    if rule.kind is FieldKind.CHOICE:
        return in_language(rule.choices[value]) if value in rule.choices else value
    return value


def _complaint(ticket: Ticket) -> str:
    marks = ", ".join(_(LABELS[one]) for one in ticket.complaints)
    words = " ".join(ticket.complaint.split())[:_LONGEST]
    told = ": ".join(part for part in (marks, words) if part)
    return _("complaint: {told}").format(told=told) if told else ""
