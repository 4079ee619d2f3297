"""The rules of a move: whether it can be made, and what follows from it; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from csconsole.errors import BadInputError, UserError
from csconsole.language import _, chosen
from csconsole.tickets.guards import GUARDS, Case, refund_objection
from csconsole.tickets.model import Deed, Move, State, Texts, Ticket, WaitsFor, Workflow
from csconsole.tickets.shop_hours import ALWAYS_OPEN, ShopHours


class RefusedMoveError(UserError):
    """A move that cannot be made now; the sentence says why."""


@dataclass(frozen=True)
class Moved:
    """What a move comes to.

    Attributes:
        patch: the fields of the ticket that change.
        settles: what is owed that is done by it.
        owes: what is owed from now on, with its due time.
    """

    patch: Mapping[str, Any]
    settles: tuple[Deed, ...] = ()
    owes: Mapping[Deed, datetime] = field(default_factory=dict)


def moved(
    workflow: Workflow, case: Case, to: str, now: datetime, hours: ShopHours = ALWAYS_OPEN
) -> Moved:
    """What moving a ticket to a state comes to; `hours` are those in which its clocks run.

    Raises:
        RefusedMoveError: there is no such move, a field is missing, or a guard speaks against it.
    """
    ticket = case.ticket
    move = workflow.move(ticket.state, to)
    if move is None:
        ways = ", ".join(move.to for move in workflow.moves_from(ticket.state))
        raise RefusedMoveError(
            _("from {state} the ways are: {ways}").format(state=ticket.state, ways=ways),
            place=ticket.number,
        )
    against = objections(workflow, move, case)
    if against:
        raise RefusedMoveError("; ".join(against), place=ticket.number)
    patch: dict[str, Any] = {
        "state": to,
        **move.sets,
        **clock_patch(workflow.states[to], ticket, now, hours),
    }
    if to == "refunded" and not ticket.fields.get("refunded_at"):
        patch["refunded_at"] = int(now.timestamp())
    owes = {deed: now + timedelta(hours=hours) for deed, hours in move.owes.items()}
    present = {action.deed for action in ticket.owed} - set(move.settles)
    return Moved(
        patch=patch,
        settles=tuple(deed for deed in move.settles),
        owes={deed: due for deed, due in owes.items() if deed not in present},
    )


def what_is_missing(workflow: Workflow, case: Case) -> dict[str, list[str]]:
    """For each state that a ticket can go to, everything that still speaks against it."""
    moves = workflow.moves_from(case.ticket.state)
    return {move.to: objections(workflow, move, case) for move in moves}


def objections(workflow: Workflow, move: Move, case: Case) -> list[str]:
    """Everything that speaks against a move, in sentences; empty where it can be made."""
    missing = [name for name in move.needs if case.ticket.fields.get(name) in (None, "", [])]
    told = [
        _("{field} is missing").format(field=in_language(workflow.fields[name].label))
        for name in missing
    ]
    # What the move settles is not owed any more once it is made.
    left = tuple(action for action in case.ticket.next if action.deed not in move.settles)
    settled = replace(case, ticket=replace(case.ticket, next=left))
    told += [said for name in move.guards if (said := GUARDS[name](settled))]
    return told


def in_language(texts: Texts) -> str:
    """A text of the data in the language of the program."""
    return texts[chosen().split("_", maxsplit=1)[0]]


def check_fields(case: Case) -> None:
    """Make sure that the fields agree with the order and with each other.

    Raises:
        BadInputError: at the field that does not.
    """
    too_much = refund_objection(case)
    if too_much:
        raise BadInputError(too_much, place="refund_amount")
    refunded = case.ticket.fields.get("refunded_at")
    if isinstance(refunded, int) and refunded < case.ticket.opened.timestamp() - _A_YEAR:
        raise BadInputError(_("this lies long before the case"), place="refunded_at")


_A_YEAR = 366 * 86_400  # seconds


def clock_patch(after: State, ticket: Ticket, now: datetime, hours: ShopHours) -> dict[str, Any]:
    """The solution clock stands while the buyer has to act, and ends with the case."""
    patch: dict[str, Any] = {}
    waits = after.waits_for is WaitsFor.BUYER
    if ticket.paused is not None and not waits:
        stood = int(hours.between(ticket.paused, now).total_seconds())
        patch |= {"paused": None, "paused_for": ticket.paused_for + stood}
    if waits and ticket.paused is None:
        patch["paused"] = int(now.timestamp())
    if after.ends:
        patch["closed"] = int(now.timestamp())
    elif ticket.closed is not None:
        patch |= {"closed": None, "goes_on_in": None}
    return patch
