"""Reminders: told before it is late, and never twice for the same thing."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.model import Deed, Kind, NextAction, Ticket, Tier, Visit
from csconsole.tickets.reminders import AHEAD, to_tell
from csconsole.tickets.working import TicketWork

HOUR = timedelta(hours=1)
BEGIN = datetime.fromisoformat("2026-11-20T09:00:00+00:00")
HOURS = st.integers(0, 90)


def opened(hours: list[int]) -> Ticket:
    owed = tuple(
        NextAction(f"a{at}", Deed.REPLY, BEGIN + one * HOUR) for at, one in enumerate(hours)
    )
    return Ticket("1", "R-1", Kind.RETURN, "requested", Tier.ORDINARY, "", BEGIN, BEGIN, next=owed)


@given(owed=st.lists(HOURS, max_size=5), looks=st.lists(HOURS, min_size=1).map(sorted))
def test_everything_is_told_once_and_in_time(owed: list[int], looks: list[int]) -> None:
    told: dict[str, datetime] = {}
    for hours in looks:
        now = BEGIN + hours * HOUR
        for one in to_tell([opened(owed)], [], now, told):
            assert one.key not in told
            told[one.key] = now
            assert one.due - AHEAD[Tier.ORDINARY] <= now
    last = BEGIN + looks[-1] * HOUR
    ends = [BEGIN + hours * HOUR for hours in (*owed, 24, 48)]
    assert len(told) == sum(end - AHEAD[Tier.ORDINARY] <= last for end in ends)


def test_another_deadline_of_the_same_clock_is_told_again(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now)
    take = after_sales.reminders.take
    assert take(now + 21 * HOUR) == []
    assert [one.what for one in take(now + 23 * HOUR)] == ["response"]
    assert take(now + 24 * HOUR) == []
    after_sales.complaints.raise_tier(ticket.id, Tier.MAJOR, now + 24 * HOUR)
    assert [one.what for one in take(now + 25 * HOUR)] == ["response"]


def test_what_has_run_out_while_nobody_was_here_is_told_once(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    work.open(Kind.RETURN, now)
    told = after_sales.reminders.take(now + 60 * HOUR)
    assert [one.what for one in told] == ["response", "solution"]
    assert after_sales.reminders.take(now + 61 * HOUR) == []


def test_a_clock_that_stands_tells_nothing(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now, values={"reason": "size"})
    work.sent(ticket.id, "return-approved", now)
    work.move(ticket.id, "approved", now)
    assert after_sales.reminders.take(now + 90 * HOUR) == []


def test_a_closed_ticket_tells_of_its_visit_alone(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now)
    work.move(ticket.id, "cancelled", now)
    after_sales.closing.plan(ticket.id, now + 24 * HOUR, now)
    told = after_sales.reminders.take(now + 99 * HOUR)
    assert [(one.what, one.ticket) for one in told] == [("follow-up", ticket.id)]


def test_each_agent_is_told_of_the_own_tickets(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now)
    after_sales.complaints.give_to(ticket.id, "客服1")
    assert after_sales.reminders.take(now + 23 * HOUR, "客服2") == []
    assert len(after_sales.reminders.take(now + 23 * HOUR, "客服1")) == 1


def test_a_visit_is_told_when_it_is_due() -> None:
    visit = Visit("v", "1", "", BEGIN)
    assert to_tell([], [visit], BEGIN - HOUR, ()) == []
    assert len(to_tell([], [visit], BEGIN, ())) == 1
