"""Part returns: what is in one ticket is not in another, and what is left can be returned."""

from datetime import datetime

import pytest

from csconsole.errors import BadInputError
from csconsole.orders.model import Order
from csconsole.tickets.model import Kind
from csconsole.tickets.moving import RefusedMoveError
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork


def lines(*counts: int) -> list[dict[str, int]]:
    return [{"line": at, "quantity": count} for at, count in enumerate(counts, 1) if count]


def test_no_more_can_be_returned_than_was_ordered(
    work: TicketWork, order: Order, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="2 were ordered") as refused:
        work.open(Kind.RETURN, now, order, values={"lines": "1:3"})
    assert refused.value.place == "lines"


def test_a_line_that_the_order_does_not_have_is_refused(
    work: TicketWork, order: Order, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="the order has 2 lines"):
        work.open(Kind.RETURN, now, order, values={"lines": "3:1"})


def test_a_second_return_begins_with_what_the_first_one_leaves(
    work: TicketWork, order: Order, now: datetime
) -> None:
    work.open(Kind.RETURN, now, order, values={"lines": "1:1"})
    assert work.open(Kind.EXCHANGE, now, order).fields["lines"] == lines(1, 1)
    assert "lines" not in work.open(Kind.RETURN, now, order).fields


def test_goods_of_another_ticket_cannot_be_taken(
    work: TicketWork, order: Order, now: datetime
) -> None:
    work.open(Kind.RETURN, now, order, values={"lines": "1:1"})
    second = work.open(Kind.RETURN, now, order)
    with pytest.raises(BadInputError, match="of line 1 1 are left"):
        work.change(second.id, {"lines": "1:2"}, now)
    assert work.change(second.id, {"lines": "1:1"}, now).fields["lines"] == lines(1)


@pytest.mark.parametrize("kind", [Kind.RECHECK])
def test_a_recheck_takes_no_goods_away(
    work: TicketWork, order: Order, now: datetime, kind: Kind
) -> None:
    work.open(kind, now, order)
    assert work.open(Kind.RETURN, now, order).fields["lines"] == lines(2, 1)


def test_a_refund_of_freight_takes_no_goods_away(
    work: TicketWork, order: Order, now: datetime
) -> None:
    work.open(Kind.RETURN, now, order, values={"wish": "freight"})
    assert work.open(Kind.RETURN, now, order).fields["lines"] == lines(2, 1)


def test_a_cancelled_return_gives_its_goods_back(
    work: TicketWork, order: Order, now: datetime
) -> None:
    first = work.open(Kind.RETURN, now, order)
    work.move(first.id, "cancelled", now)
    assert work.open(Kind.RETURN, now, order).fields["lines"] == lines(2, 1)


def test_a_cancelled_return_cannot_come_back_for_goods_that_another_one_has(
    work: TicketWork, shelf: Tickets, order: Order, now: datetime
) -> None:
    first = work.open(Kind.RETURN, now, order)
    work.move(first.id, "cancelled", now)
    work.open(Kind.RETURN, now, order)
    with pytest.raises(BadInputError, match="of line 1 0 are left"):
        work.move(first.id, "requested", now)
    assert shelf.find(first.id).state == "cancelled"


def test_a_cancellation_is_not_undone_once_another_ticket_has_the_goods(
    work: TicketWork, shelf: Tickets, order: Order, now: datetime
) -> None:
    first = work.open(Kind.RETURN, now, order)
    work.move(first.id, "cancelled", now)
    work.open(Kind.RETURN, now, order)
    with pytest.raises(BadInputError, match="of line 1 0 are left"):
        work.undo_last(first.id)
    assert shelf.find(first.id).state == "cancelled"


def test_goods_that_were_exchanged_can_be_returned_again(
    work: TicketWork, order: Order, now: datetime
) -> None:
    first = work.open(Kind.EXCHANGE, now, order)
    given = {"reason": "size", "wanted_sku": "L", "replacement_waybill": "SF1"}
    work.move(first.id, "approved", now, given)
    work.move(first.id, "reshipped", now)
    assert "lines" not in work.open(Kind.RETURN, now, order).fields
    work.move(first.id, "closed", now, {"resolution": "换好了"})
    assert work.open(Kind.RETURN, now, order).fields["lines"] == lines(2, 1)


def test_tickets_of_an_order_together_refund_no_more_than_was_paid(
    work: TicketWork, order: Order, now: datetime
) -> None:
    given = {"reason": "quality", "wish": "refund-only", "refund_amount": "100"}
    first = work.open(Kind.RETURN, now, order, values={**given, "lines": "1:1"})
    work.move(first.id, "refunded", now)
    second = work.open(Kind.RETURN, now, order, values={**given, "refund_amount": "78"})
    with pytest.raises(BadInputError, match="other tickets of the order"):
        work.change(second.id, {"refund_amount": "78.01"}, now)
    assert work.move(second.id, "refunded", now).state == "refunded"


def test_a_refund_that_another_ticket_made_meanwhile_is_counted_at_the_move(
    work: TicketWork, order: Order, now: datetime
) -> None:
    given = {"reason": "quality", "wish": "refund-only", "refund_amount": "100", "lines": "1:1"}
    both = [work.open(Kind.RETURN, now, order, values=given) for _count in range(2)]
    work.move(both[0].id, "refunded", now)
    with pytest.raises(RefusedMoveError, match="other tickets of the order"):
        work.move(both[1].id, "refunded", now)
