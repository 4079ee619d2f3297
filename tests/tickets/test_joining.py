"""Tickets that belong together: split, linked, merged, turned into another kind."""

from datetime import datetime, timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Order
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.model import Complaint, Deed, Kind, Ticket, Tier
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork


@pytest.fixture
def received(work: TicketWork, order: Order, now: datetime) -> Ticket:
    """A return of everything that has come back: inspection and refund are owed."""
    ticket = work.open(Kind.RETURN, now, order, values={"reason": "quality"})
    work.move(ticket.id, "approved", now)
    return work.move(ticket.id, "received", now + timedelta(hours=5))


@pytest.fixture
def twins(work: TicketWork, order: Order, now: datetime) -> tuple[Ticket, Ticket]:
    """Two trackings of the same parcel, the second one opened two hours later."""
    later = now + timedelta(hours=2)
    return work.open(Kind.TRACKING, now, order), work.open(Kind.TRACKING, later, order)


def owed(ticket: Ticket) -> set[Deed]:
    return {one.deed for one in ticket.owed}


def test_a_split_ticket_gives_some_goods_to_a_new_one(
    after_sales: AfterSales, shelf: Tickets, received: Ticket, now: datetime
) -> None:
    new = after_sales.joining.split(received.id, "1:1", now)
    assert new.fields["lines"] == [{"line": 1, "quantity": 1}]
    old = shelf.find(received.id)
    assert old.fields["lines"] == [{"line": 1, "quantity": 1}, {"line": 2, "quantity": 1}]
    assert new.number != old.number


def test_both_parts_are_linked_as_far_and_owe_the_same(
    after_sales: AfterSales, shelf: Tickets, received: Ticket, now: datetime
) -> None:
    new = after_sales.joining.split(received.id, "2:1", now)
    old = shelf.find(received.id)
    assert (new.links, old.links) == ((old.id,), (new.id,))
    assert (new.state, new.opened, new.paused_for) == ("received", old.opened, old.paused_for)
    assert owed(new) == owed(old) == {Deed.INSPECT, Deed.REFUND}


def test_each_part_of_a_split_is_paid_for_on_its_own(
    after_sales: AfterSales, work: TicketWork, received: Ticket, now: datetime
) -> None:
    work.change(received.id, {"refund_amount": "100", "reason_note": "开线"}, now)
    new = after_sales.joining.split(received.id, "1:1", now)
    assert "refund_amount" not in new.fields
    assert new.fields["reason_note"] == "开线"


@pytest.mark.parametrize("lines", ["1:2, 2:1", "1:3", "4:1", ""])
def test_some_goods_must_stay_and_some_must_go(
    after_sales: AfterSales, received: Ticket, now: datetime, lines: str
) -> None:
    with pytest.raises(BadInputError, match="some of the goods must stay"):
        after_sales.joining.split(received.id, lines, now)


def test_a_closed_ticket_cannot_be_split(
    after_sales: AfterSales, work: TicketWork, order: Order, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now, order)
    work.move(ticket.id, "cancelled", now)
    with pytest.raises(BadInputError, match="closed"):
        after_sales.joining.split(ticket.id, "1:1", now)


def test_one_undo_takes_a_split_back(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, received: Ticket, now: datetime
) -> None:
    new = after_sales.joining.split(received.id, "1:1", now)
    work.undo_last(received.id)
    assert shelf.find(received.id) == received
    with pytest.raises(NotFoundError):
        shelf.find(new.id)


def test_tickets_are_linked_and_no_more(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, received: Ticket, now: datetime
) -> None:
    recheck = work.open(Kind.RECHECK, now)
    assert after_sales.joining.link(received.number, recheck.number).links == (recheck.id,)
    assert shelf.find(recheck.id).links == (received.id,)
    assert after_sales.joining.unlink(recheck.id, received.id).links == ()
    assert shelf.find(received.id).links == ()


def test_a_ticket_is_not_linked_with_itself_and_only_what_is_linked_is_unlinked(
    after_sales: AfterSales, work: TicketWork, received: Ticket, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="one and the same"):
        after_sales.joining.link(received.id, received.number)
    with pytest.raises(BadInputError, match="not linked"):
        after_sales.joining.unlink(received.id, work.open(Kind.RECHECK, now).id)


def test_a_duplicate_ends_and_names_the_ticket_that_goes_on(
    after_sales: AfterSales, shelf: Tickets, twins: tuple[Ticket, Ticket], now: datetime
) -> None:
    kept, gone = twins
    after_sales.joining.merge(kept.id, gone.id, now)
    ended = shelf.find(gone.id)
    assert (ended.state, ended.goes_on_in, ended.owed) == ("cancelled", kept.id, ())
    assert ended.closed is not None


def test_notes_chases_and_owed_actions_go_on_in_the_other_ticket(
    after_sales: AfterSales,
    work: TicketWork,
    shelf: Tickets,
    twins: tuple[Ticket, Ticket],
    now: datetime,
) -> None:
    kept, gone = twins
    work.note(gone.id, "买家着急", now)
    work.chase(gone.id, "顺丰", "明天派送", now, now + timedelta(hours=20))
    merged = after_sales.joining.merge(kept.id, gone.id, now)
    assert owed(merged) == {Deed.CHASE}
    assert [chase.answer for chase in merged.chases] == ["明天派送"]
    assert any("买家着急" in event.what for event in shelf.timeline(kept.id))


def test_what_both_owe_is_owed_once_by_the_earlier_time(
    after_sales: AfterSales, work: TicketWork, twins: tuple[Ticket, Ticket], now: datetime
) -> None:
    kept, gone = twins
    work.owe(kept.id, Deed.REPLY, now + timedelta(hours=9))
    work.owe(gone.id, Deed.REPLY, now + timedelta(hours=3))
    merged = after_sales.joining.merge(kept.id, gone.id, now)
    assert [one.due for one in merged.owed] == [now + timedelta(hours=3)]


def test_a_merged_ticket_has_the_more_urgent_tier_and_the_earlier_clocks(
    after_sales: AfterSales, work: TicketWork, twins: tuple[Ticket, Ticket], now: datetime
) -> None:
    first, second = twins
    later = now + timedelta(hours=3)
    work.sent(first.id, "tracking-not-moving", later)
    after_sales.complaints.raise_tier(first.id, Tier.MAJOR, later)
    after_sales.complaints.complain(first.id, [Complaint.PLATFORM], "平台介入", later)
    work.change(first.id, {"problem": "stuck"}, later)
    merged = after_sales.joining.merge(second.id, first.id, later)
    assert (merged.tier, merged.tier_since, merged.responded) == (Tier.MAJOR, later, later)
    assert (merged.complaints, merged.complaint) == ((Complaint.PLATFORM,), "平台介入")
    assert merged.fields["problem"] == "stuck"


def test_only_open_tickets_of_one_kind_and_order_are_merged(
    after_sales: AfterSales, work: TicketWork, order: Order, received: Ticket, now: datetime
) -> None:
    merge = after_sales.joining.merge
    with pytest.raises(BadInputError, match="of one kind"):
        merge(received.id, work.open(Kind.TRACKING, now, order).id, now)
    other = Order(id="other", shop=order.shop, no="2")
    with pytest.raises(BadInputError, match="of one order"):
        merge(received.id, work.open(Kind.RETURN, now, other).id, now)
    cancelled = work.open(Kind.RETURN, now, order)
    work.move(cancelled.id, "cancelled", now)
    with pytest.raises(BadInputError, match="closed"):
        merge(received.id, cancelled.id, now)


def test_one_undo_takes_a_merge_back(
    after_sales: AfterSales,
    work: TicketWork,
    shelf: Tickets,
    twins: tuple[Ticket, Ticket],
    now: datetime,
) -> None:
    kept, gone = twins
    work.owe(gone.id, Deed.REPLY, now + timedelta(hours=3))
    before = [shelf.find(one.id) for one in twins]
    after_sales.joining.merge(kept.id, gone.id, now)
    work.undo_last(kept.id)
    assert [shelf.find(one.id) for one in twins] == before


def test_a_merged_ticket_can_be_opened_again(
    after_sales: AfterSales, work: TicketWork, twins: tuple[Ticket, Ticket], now: datetime
) -> None:
    kept, gone = twins
    after_sales.joining.merge(kept.id, gone.id, now)
    again = work.move(gone.id, "open", now)
    assert (again.closed, again.goes_on_in) == (None, "")


def test_a_return_becomes_an_exchange_with_all_that_both_forms_have(
    after_sales: AfterSales, shelf: Tickets, received: Ticket, now: datetime
) -> None:
    new = after_sales.joining.turn_into(received.id, Kind.EXCHANGE, now)
    assert (new.kind, new.state, new.number[0]) == (Kind.EXCHANGE, "received", "E")
    assert (new.fields["lines"], new.fields["reason"]) == (received.fields["lines"], "quality")
    assert (new.opened, owed(new)) == (received.opened, owed(received))
    old = shelf.find(received.id)
    assert (old.state, old.goes_on_in, old.owed) == ("cancelled", new.id, ())


def test_a_kind_without_that_state_cannot_take_a_ticket_over(
    after_sales: AfterSales, received: Ticket, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="cannot be in the state received"):
        after_sales.joining.turn_into(received.id, Kind.TRACKING, now)
    with pytest.raises(BadInputError, match="this kind already"):
        after_sales.joining.turn_into(received.id, Kind.RETURN, now)
