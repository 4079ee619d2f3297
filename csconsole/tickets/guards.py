"""Conditions of a move: each tells in a sentence why it cannot be made, or "" where it can."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from csconsole.language import _
from csconsole.tickets.labels import deed_name
from csconsole.tickets.model import Ticket

NO_GOODS = ("refund-only", "freight")


@dataclass(frozen=True)
class Case:
    """A ticket with what its order tells.

    Attributes:
        paid: what was paid for the order, in the minor unit; None where nobody knows.
        refunded: what the other tickets of the order have refunded of it.
        limit: the compensation above which a supervisor has to agree; None for any.
    """

    ticket: Ticket
    paid: int | None = None
    refunded: int = 0
    limit: int | None = None


Guard = Callable[[Case], str]


def _goods_come_back(case: Case) -> str:
    if case.ticket.fields.get("wish") in NO_GOODS:
        return _("the buyer wants no return: refund only")
    return ""


def _no_goods_come_back(case: Case) -> str:
    if case.ticket.fields.get("wish") not in NO_GOODS:
        return _("the goods have to come back first, unless only a refund is wanted")
    return ""


def _refund_within_paid(case: Case) -> str:
    return refund_objection(case)


def refund_objection(case: Case) -> str:
    """Why the refund of a ticket cannot be what it is; "" where it can."""
    refund = case.ticket.fields.get("refund_amount")
    if case.paid is None or not isinstance(refund, int) or refund + case.refunded <= case.paid:
        return ""
    if refund > case.paid:
        return _("the refund is more than what was paid")
    return _("with what other tickets of the order refund, it is more than what was paid")


def _compensation_agreed(case: Case) -> str:
    given = case.ticket.fields.get("compensation")
    if case.limit is None or not isinstance(given, int):
        return ""
    if given > max(case.limit, case.ticket.agreed):
        return _("the supervisor has to agree to this compensation")
    return ""


def _decided_for_refund(case: Case) -> str:
    if case.ticket.fields.get("decision") not in {"accepted", "partly"}:
        return _("the decision is not made: accepted or partly accepted")
    return ""


def _nothing_owed(case: Case) -> str:
    if case.ticket.owed:
        deeds = ", ".join(deed_name(action.deed) for action in case.ticket.owed)
        return _("still owed: {deeds}").format(deeds=deeds)
    return ""


def _chase_written(case: Case) -> str:
    if not case.ticket.chases:
        return _("no chase is written down: whom was asked, and what did they answer")
    return ""


def _remedy_amount(case: Case) -> str:
    fields = case.ticket.fields
    has_amount = bool(fields.get("refund_amount") or fields.get("compensation"))
    if fields.get("remedy") in {"refund", "compensation"} and not has_amount:
        return _("the amount is missing")
    return ""


GUARDS: Mapping[str, Guard] = {
    "goods-come-back": _goods_come_back,
    "no-goods-come-back": _no_goods_come_back,
    "refund-within-paid": _refund_within_paid,
    "decided-for-refund": _decided_for_refund,
    "nothing-owed": _nothing_owed,
    "chase-written": _chase_written,
    "remedy-amount": _remedy_amount,
    "compensation-agreed": _compensation_agreed,
}
