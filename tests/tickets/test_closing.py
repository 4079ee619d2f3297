"""Closing: what has to be there, compensation within its limit, and the visit some days later."""

from datetime import datetime, timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Order
from csconsole.people.model import SupervisorNeededError
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.closing import proposed_visit
from csconsole.tickets.model import Deed, Kind, Ticket
from csconsole.tickets.moving import RefusedMoveError
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork
from csconsole.workspace.workspace import Workspace

SOON = timedelta(days=3)


@pytest.fixture
def refunded(work: TicketWork, order: Order, now: datetime) -> Ticket:
    """A return that only has to be closed."""
    values = {"reason": "quality", "wish": "refund-only", "refund_amount": "20"}
    ticket = work.open(Kind.RETURN, now, order, values=values)
    return work.move(ticket.id, "refunded", now)


@pytest.fixture
def limited(workspace: Workspace) -> Workspace:
    """A shop whose agents give 20.00 at most, at a desk without its supervisor."""
    workspace.people.set_passphrase("oberlehrer")
    workspace.after_sales.rules.change({"compensation_limit": "20"})
    workspace.people.lock()
    return workspace


def test_a_visit_is_proposed_some_days_later_and_sooner_to_a_vip(
    after_sales: AfterSales, now: datetime
) -> None:
    rules = after_sales.rules.present()
    assert proposed_visit(rules, now) == now + timedelta(days=3)
    assert proposed_visit(rules, now, "VIP2") == now + timedelta(days=1)
    assert proposed_visit(after_sales.rules.change({"visit_days": "0"}), now) is None


def test_a_closed_case_owes_nothing_and_its_visit_is_still_to_be_made(
    after_sales: AfterSales, shelf: Tickets, refunded: Ticket, now: datetime
) -> None:
    closed = after_sales.closing.close(refunded.id, now, {"resolution": "已退款"}, now + SOON)
    assert (closed.state, closed.owed) == ("closed", ())
    assert shelf.owed(now + timedelta(days=2)) == []
    (owed,) = shelf.owed(now + timedelta(days=4))
    assert (owed.deed, owed.ticket.id, owed.due) == (Deed.FOLLOW_UP, refunded.id, now + SOON)


def test_a_case_that_cannot_be_closed_has_no_visit_either(
    after_sales: AfterSales, refunded: Ticket, now: datetime
) -> None:
    with pytest.raises(RefusedMoveError, match="Resolution is missing"):
        after_sales.closing.close(refunded.id, now, {}, now + SOON)
    assert after_sales.closing.of_ticket(refunded.id) == []


def test_one_undo_takes_closing_and_visit_back(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, refunded: Ticket, now: datetime
) -> None:
    after_sales.closing.close(refunded.id, now, {"resolution": "已退款"}, now + SOON)
    work.undo_last(refunded.id)
    assert shelf.find(refunded.id) == refunded
    assert after_sales.closing.of_ticket(refunded.id) == []


def test_a_visit_that_was_made_tells_how_satisfied_the_buyer_is(
    after_sales: AfterSales, shelf: Tickets, refunded: Ticket, now: datetime
) -> None:
    visit = after_sales.closing.plan(refunded.id, now + SOON, now)
    assert after_sales.closing.visited(visit.id, now + SOON, "5").done == now + SOON
    assert shelf.find(refunded.id).fields["satisfaction"] == 5
    assert shelf.visits(now + timedelta(days=9)) == []


def test_a_visit_is_made_in_the_future_and_its_satisfaction_is_1_to_5(
    after_sales: AfterSales, refunded: Ticket, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="in the future"):
        after_sales.closing.plan(refunded.id, now - SOON, now)
    visit = after_sales.closing.plan(refunded.id, now, now)
    with pytest.raises(BadInputError, match="from 1 to 5"):
        after_sales.closing.visited(visit.id, now, "6")
    after_sales.closing.drop(visit.id)
    with pytest.raises(NotFoundError, match="no such visit"):
        after_sales.closing.visited(visit.id, now)


def test_a_compensation_within_the_limit_needs_nobody_else(
    limited: Workspace, refunded: Ticket, now: datetime
) -> None:
    given = {"resolution": "补偿", "compensation": "20"}
    closed = limited.after_sales.closing.close(refunded.id, now, given)
    assert closed.fields["compensation"] == 2000


def test_a_compensation_above_the_limit_is_the_supervisors(
    limited: Workspace, refunded: Ticket, now: datetime
) -> None:
    given = {"resolution": "补偿", "compensation": "20.01"}
    with pytest.raises(SupervisorNeededError):
        limited.after_sales.closing.close(refunded.id, now, given)
    assert limited.tickets.find(refunded.id) == refunded
    limited.people.unlock("oberlehrer")
    closed = limited.after_sales.closing.close(refunded.id, now, given)
    assert (closed.state, closed.agreed) == ("closed", 2001)


def test_an_agent_closes_what_the_supervisor_has_agreed_to(
    limited: Workspace, refunded: Ticket, now: datetime
) -> None:
    limited.people.unlock("oberlehrer")
    limited.ticket_work.change(refunded.id, {"compensation": "50"}, now)
    limited.people.lock()
    assert limited.ticket_work.change(refunded.id, {"compensation": "40"}, now).agreed == 5000
    closed = limited.after_sales.closing.close(refunded.id, now, {"resolution": "补偿"})
    assert closed.state == "closed"


def test_a_limit_that_was_lowered_meanwhile_keeps_a_case_from_closing(
    workspace: Workspace, refunded: Ticket, now: datetime
) -> None:
    workspace.ticket_work.change(refunded.id, {"compensation": "50"}, now)
    workspace.after_sales.rules.change({"compensation_limit": "10"})
    with pytest.raises(RefusedMoveError, match="supervisor has to agree"):
        workspace.after_sales.closing.close(refunded.id, now, {"resolution": "补偿"})


def test_nothing_more_can_be_owed_on_a_closed_ticket(
    after_sales: AfterSales, work: TicketWork, refunded: Ticket, now: datetime
) -> None:
    after_sales.closing.close(refunded.id, now, {"resolution": "已退款"})
    with pytest.raises(BadInputError, match="closed"):
        work.owe(refunded.id, Deed.REPLY, now)
    with pytest.raises(BadInputError, match="closed"):
        work.chase(refunded.id, "顺丰", "", now, now + SOON)


def test_what_speaks_against_each_move_is_told_in_advance(
    shelf: Tickets, refunded: Ticket, work: TicketWork, now: datetime
) -> None:
    work.owe(refunded.id, Deed.REPLY, now)
    told = shelf.missing(shelf.find(refunded.id))
    assert told == {"closed": ["Resolution is missing", "still owed: reply"]}
