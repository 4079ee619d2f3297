"""Stored rows as tickets."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from csconsole.tickets.model import (
    Attention,
    Chase,
    Complaint,
    Deed,
    Handover,
    Kind,
    NextAction,
    Ticket,
    Tier,
    Visit,
)
from csconsole.tickets.store import FORM_FIELDS

Row = Mapping[str, Any]
_EPOCH = datetime.fromtimestamp(0, UTC)
# Asking an enumeration takes a microsecond, and tickets are read by the hundred thousand.
_KINDS = {one.value: one for one in Kind}
_TIERS = {one.value: one for one in Tier}
_DEEDS = {one.value: one for one in Deed}
_COMPLAINTS = tuple(Complaint)
_EMPTY = (None, "")


def ticket_of(row: Row, actions: Sequence[Row], chases: Sequence[Row]) -> Ticket:
    """A ticket with what is owed on it."""
    opened = moment(row["opened"]) or _EPOCH
    return Ticket(
        id=row["id"],
        number=row["number"] or "",
        kind=_KINDS.get(row["kind"]) or Kind(row["kind"]),
        state=row["state"] or "",
        tier=_TIERS.get(row["tier"], Tier.ORDINARY),
        shop=row["shop"] or "",
        order=row["order_id"] or "",
        order_no=row["order_no"] or "",
        buyer=row["buyer"] or "",
        owner=row["owner"] or "",
        complaint=row["complaint"] or "",
        fields={name: row[name] for name in FORM_FIELDS if row[name] not in _EMPTY},
        opened=opened,
        tier_since=moment(row["tier_since"]) or opened,
        responded=moment(row["responded"]),
        paused=moment(row["paused"]),
        paused_for=row["paused_for"] or 0,
        closed=moment(row["closed"]),
        links=tuple(row["links"] or ()),
        next=tuple(_action(one) for one in actions if one["deed"] in _DEEDS),
        chases=tuple(_chase(one) for one in chases),
        complaints=_complaints(row["complaints"]),
        goes_on_in=row["goes_on_in"] or "",
        ordered=tuple(row["ordered"] or ()),
        agreed=row["agreed"] or 0,
    )


def _complaints(told: Sequence[str] | None) -> tuple[Complaint, ...]:
    return tuple(one for one in _COMPLAINTS if one.value in told) if told else ()


def moment(seconds: int | None) -> datetime | None:
    """Seconds since 1970 as a moment, UTC; None where no calendar has it."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _action(row: Row) -> NextAction:
    return NextAction(
        row["id"], _DEEDS[row["deed"]], moment(row["due"]), moment(row["done"]), row["agent"] or ""
    )


def _chase(row: Row) -> Chase:
    return Chase(
        id=row["id"],
        at=moment(row["at"]) or _EPOCH,
        agent=row["agent"] or "",
        whom=row["whom"] or "",
        answer=row["answer"] or "",
        next_contact=moment(row["next_contact"]),
    )


def attention_of(row: Row) -> Attention:
    """Something that the supervisor should know."""
    return Attention(
        id=row["id"],
        ticket=row["ticket"] or "",
        at=moment(row["at"]) or _EPOCH,
        agent=row["agent"] or "",
        why=row["why"] or "",
        text=row["text"] or "",
        seen=moment(row["seen"]),
    )


def visit_of(row: Row) -> Visit:
    """A follow-up visit."""
    due = moment(row["due"]) or _EPOCH
    return Visit(row["id"], row["ticket"] or "", row["owner"] or "", due, moment(row["done"]))


def handover_of(row: Row) -> Handover:
    """What one agent left to another."""
    return Handover(
        id=row["id"],
        giver=row["giver"] or "",
        taker=row["taker"] or "",
        note=row["note"] or "",
        tickets=tuple(row["tickets"] or ()),
        at=moment(row["at"]) or _EPOCH,
        accepted=moment(row["accepted"]),
    )
