"""What a platform's case changes in the ticket that it belongs to; nothing is written here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from csconsole.language import _
from csconsole.tickets.model import Complaint, Deed, Ticket, Tier, WaitsFor, Workflow
from csconsole.tickets.moving import clock_patch, in_language
from csconsole.tickets.own_hand import OwnHand
from csconsole.tickets.platform_cases import PlatformCase, ToldTicket, lines_of
from csconsole.tickets.shop_hours import ShopHours

_CLOSED_STATE = {"refunded": "closed", "exchanged": "closed", "withdrawn": "cancelled"}


@dataclass
class CaseOutcome:
    """What a case comes to.

    Attributes:
        patch: fields of the ticket that change.
        settles: what is owed no more.
        owes: what is owed from now on, with its due time.
        notes: what is told on the ticket, since it was not written into its fields.
        informs: the supervisor is told that the platform has stepped in.
    """

    patch: dict[str, Any] = field(default_factory=dict)
    settles: set[Deed] = field(default_factory=set)
    owes: dict[Deed, datetime] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    informs: bool = False


@dataclass(frozen=True)
class Standing:
    """What is known where a case meets its ticket.

    Attributes:
        hand: what agents have written on the ticket.
        hours: when the shop's clocks run.
    """

    workflow: Workflow
    hand: OwnHand
    now: datetime
    hours: ShopHours


def begun(case: PlatformCase, told: ToldTicket, workflow: Workflow, now: datetime) -> CaseOutcome:
    """A new ticket of a case; one that the platform has closed is closed from its beginning."""
    opened = case.applied or int(now.timestamp())
    state = told.state if told.state in workflow.states else workflow.start
    patch: dict[str, Any] = {
        "kind": workflow.kind.value,
        "tier": Tier.ORDINARY.value,
        "opened": opened,
        "tier_since": opened,
        "currency": case.currency or "CNY",
        "shop": case.shop,
        **workflow.defaults,
        **_of_order(case),
        **told.fields,
        **({"complaints": [Complaint.PLATFORM.value]} if told.stepped_in else {}),
    }
    if told.ends:
        state = _CLOSED_STATE[told.ends]
        patch |= {"closed": max(opened, case.finished or opened), "resolution": _closed(case)}
    elif state != workflow.start:
        # The shop has answered on the platform, at the latest by now.
        patch["responded"] = max(opened, int(now.timestamp()))
        if workflow.states[state].waits_for is WaitsFor.BUYER:
            patch["paused"] = int(now.timestamp())
    outcome = CaseOutcome({**patch, "state": state})
    if not told.ends:
        outcome.informs = told.stepped_in
        _follow(outcome, workflow, workflow.start, state, now)
    return outcome


def continued(
    case: PlatformCase,
    told: ToldTicket,
    row: Mapping[str, Any],
    ticket: Ticket,
    by: Standing,
) -> CaseOutcome:
    """What a case changes in a ticket that is there already."""
    workflow, hand = by.workflow, by.hand
    outcome = CaseOutcome()
    for name, value in told.fields.items():
        if row[name] == value:
            continue
        if not hand.wrote(name):
            outcome.patch[name] = value
        elif case.changed > hand.since(name):
            outcome.notes.append(_kept(workflow, name))
    if is_new_complaint(told, ticket) and not hand.wrote("complaints"):
        marks = [one.value for one in (*ticket.complaints, Complaint.PLATFORM)]
        outcome.patch["complaints"] = marks
        outcome.informs = not told.ends
    if told.ends:
        _end(case, told, ticket, by, outcome)
    elif told.state and told.state != ticket.state and told.state in workflow.states:
        if not hand.wrote("state"):
            _move(outcome, by, ticket, told.state)
        elif case.changed > hand.since("state"):
            outcome.notes.append(_stays(case, workflow, ticket))
    return outcome


def is_new_complaint(told: ToldTicket, ticket: Ticket) -> bool:
    """Whether the platform has stepped in, and the ticket does not say so yet."""
    return told.stepped_in and Complaint.PLATFORM not in ticket.complaints


def _end(
    case: PlatformCase,
    told: ToldTicket,
    ticket: Ticket,
    by: Standing,
    outcome: CaseOutcome,
) -> None:
    """Close a ticket whose case the platform has closed, unless something is still owed on it."""
    workflow, hand, now, hours = by.workflow, by.hand, by.now, by.hours
    if ticket.closed is not None or hand.was_closed_by_import():
        return
    is_own = hand.wrote("state")
    if not is_own and told.state and told.state != ticket.state:
        _move(outcome, by, ticket, told.state)
    owed = [one.deed for one in ticket.owed if one.deed not in outcome.settles]
    if owed or outcome.owes:
        deeds = ", ".join(deed.value for deed in [*owed, *outcome.owes])
        outcome.notes.append(
            _("closed on the platform ({status}); still owed here: {deeds}").format(
                status=case.status, deeds=deeds
            )
        )
    elif is_own and ticket.state == "refused" and told.ends != "withdrawn":
        outcome.notes.append(_stays(case, workflow, ticket))
    else:
        finished = datetime.fromtimestamp(case.finished, UTC) if case.finished else now
        state = _CLOSED_STATE[told.ends]
        if workflow.move(ticket.state, state) is None:  # such as withdrawn while goods travel
            state = "closed"
        clock = clock_patch(workflow.states[state], ticket, max(finished, ticket.opened), hours)
        outcome.patch |= {"state": state, **clock}
        if not ticket.fields.get("resolution"):
            outcome.patch["resolution"] = _closed(case)


def _move(outcome: CaseOutcome, by: Standing, ticket: Ticket, to: str) -> None:
    workflow, now, hours = by.workflow, by.now, by.hours
    outcome.patch |= {"state": to, **clock_patch(workflow.states[to], ticket, now, hours)}
    if ticket.responded is None and to != workflow.start:
        outcome.patch["responded"] = int(now.timestamp())
    _follow(outcome, workflow, ticket.state, to, now)
    present = {one.deed for one in ticket.owed} - outcome.settles
    outcome.owes = {deed: due for deed, due in outcome.owes.items() if deed not in present}


def _follow(outcome: CaseOutcome, workflow: Workflow, state: str, to: str, now: datetime) -> None:
    """What follows from being in a state, as the move to it tells; the platform may skip steps."""
    ways = [workflow.move(state, to), *(move for move in workflow.moves if move.to == to)]
    move = next((move for move in ways if move is not None), None)
    if state == to or move is None:
        return
    outcome.settles |= set(move.settles)
    outcome.owes |= {deed: now + timedelta(hours=hours) for deed, hours in move.owes.items()}


def _of_order(case: PlatformCase) -> dict[str, Any]:
    order = case.order
    if order is None:
        return {}
    told: dict[str, Any] = {
        "shop": order.shop.id,
        "order_id": order.id,
        "order_no": order.no,
        "buyer": order.buyer,
        "lines": lines_of(case) or None,
        "ordered": [line.quantity or 1 for line in order.lines],
    }
    if order.paid is not None:
        told |= {"paid": order.paid.amount, "currency": order.paid.currency}
    return {name: value for name, value in told.items() if value}


def _closed(case: PlatformCase) -> str:
    return _("closed on the platform: {status}").format(status=case.status)


def _kept(workflow: Workflow, name: str) -> str:
    label = in_language(workflow.fields[name].label)
    return _("the platform tells another value of {field}; what was written here stays").format(
        field=label
    )


def _stays(case: PlatformCase, workflow: Workflow, ticket: Ticket) -> str:
    state = in_language(workflow.states[ticket.state].label)
    return _("on the platform: {status}; the ticket stays at {state}, as was decided here").format(
        status=case.status, state=state
    )
