"""The list of tickets: filters, text, sort and pages, kept up to date whoever changes a ticket."""

from datetime import datetime, timedelta

import pytest

from csconsole.orders.model import Order
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.listing import LATEST, OLDEST, URGENT, Filters
from csconsole.tickets.model import Deed, Kind, Tier
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork

HOUR = timedelta(hours=1)


@pytest.fixture
def three(work: TicketWork, order: Order, now: datetime) -> list[str]:
    """A tracking, a major return and a recheck, opened an hour apart."""
    return [
        work.open(Kind.TRACKING, now, order).id,
        work.open(Kind.RETURN, now + HOUR, order, tier=Tier.MAJOR).id,
        work.open(Kind.RECHECK, now + 2 * HOUR, values={"product": "衬衫"}).id,
    ]


def found(shelf: Tickets, now: datetime, **told: object) -> list[str]:
    return [one.id for one in shelf.listed(Filters(**told), now)]  # type: ignore[arg-type]


def test_what_comes_first_is_chosen(shelf: Tickets, three: list[str], now: datetime) -> None:
    def listed(sort: str) -> list[int]:
        return [three.index(one.id) for one in shelf.listed(Filters(), now, sort=sort)]

    assert listed(LATEST) == [2, 1, 0]
    assert listed(OLDEST) == [0, 1, 2]
    assert listed(URGENT) == [1, 0, 2]


def test_a_list_is_shown_in_pages(shelf: Tickets, three: list[str], now: datetime) -> None:
    pages = [shelf.page(Filters(), now, 2, begin=begin) for begin in (0, 2)]
    shown = [[one.id for one in tickets] for tickets, _count in pages]
    assert shown == [[three[2], three[1]], [three[0]]]
    assert [count for _tickets, count in pages] == [3, 3]


@pytest.mark.parametrize(
    "text", ["T-1120", "0000017", "测试", "sf138562", "ｓｆ１３８５６２", "1385 t-1120", "甲 17 T-"]
)
def test_a_ticket_is_found_by_parts_of_what_is_known_of_it(
    shelf: Tickets, three: list[str], now: datetime, text: str
) -> None:
    assert found(shelf, now, text=text, kind="tracking") == [three[0]]


@pytest.mark.parametrize("text", ["SF999", "甲 乙", "%", "_"])
def test_what_nobody_wrote_is_not_found(
    shelf: Tickets, three: list[str], now: datetime, text: str
) -> None:
    assert found(shelf, now, text=text, kind="recheck") == []


def test_a_waybill_that_is_filled_in_is_found_and_an_emptied_one_is_not(
    shelf: Tickets, work: TicketWork, three: list[str], now: datetime
) -> None:
    assert found(shelf, now, text="YT123") == []
    work.change(three[1], {"return_waybill": "YT1234567890123"}, now)
    assert found(shelf, now, text="yt123") == [three[1]]
    work.undo_last(three[1])
    assert found(shelf, now, text="YT123") == []


def test_late_is_what_has_run_out(
    shelf: Tickets, work: TicketWork, three: list[str], now: datetime
) -> None:
    assert found(shelf, now + HOUR, late=True) == []
    assert found(shelf, now + 3 * HOUR, late=True) == [three[1]]
    work.owe(three[2], Deed.INSPECT, now + 3 * HOUR)
    assert found(shelf, now + 4 * HOUR, late=True) == [three[2], three[1]]
    work.do(three[2], "inspect", now)
    assert found(shelf, now + 4 * HOUR, late=True) == [three[1]]


def test_late_in_the_list_is_late_on_the_ticket(
    shelf: Tickets, work: TicketWork, after_sales: AfterSales, three: list[str], now: datetime
) -> None:
    after_sales.rules.change({"opens": "09:00", "closes": "18:00", "zone": "Asia/Shanghai"})
    work.move(three[1], "approved", now + 2 * HOUR, {"reason": "size"})
    for hours in range(0, 200, 5):
        at = now + hours * HOUR
        late = [id_ for id_ in three if shelf.is_late(shelf.find(id_), at)]
        assert sorted(found(shelf, at, late=True)) == sorted(late)


def test_a_ticket_that_ends_is_late_no_more(
    shelf: Tickets, work: TicketWork, three: list[str], now: datetime
) -> None:
    work.move(three[1], "cancelled", now + HOUR)
    assert found(shelf, now + 3 * HOUR, late=True) == []
    assert found(shelf, now, open_only=True) == [three[2], three[0]]


def test_what_moves_to_another_ticket_is_late_there(
    shelf: Tickets, work: TicketWork, after_sales: AfterSales, order: Order, now: datetime
) -> None:
    kept, gone = (work.open(Kind.TRACKING, now, order).id for _count in range(2))
    work.owe(gone, Deed.REPLY, now + HOUR)
    assert found(shelf, now + 2 * HOUR, late=True) == [gone]
    after_sales.joining.merge(kept, gone, now)
    assert found(shelf, now + 2 * HOUR, late=True) == [kept]


def test_what_is_owed_today_stands_in_one_list_the_most_urgent_first(
    shelf: Tickets, work: TicketWork, three: list[str], now: datetime
) -> None:
    work.owe(three[0], Deed.CHASE, now + 5 * HOUR)
    work.owe(three[1], Deed.REFUND, now + 3 * HOUR)
    work.owe(three[2], Deed.REPLY, None)
    work.owe(three[2], Deed.INSPECT, now + 50 * HOUR)
    owed = shelf.owed(now + 24 * HOUR)
    assert [one.deed for one in owed] == [Deed.REFUND, Deed.CHASE, Deed.REPLY]
    assert shelf.owed(now + 24 * HOUR, owner="客服1") == []
