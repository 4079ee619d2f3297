"""The clocks: what they count, and that a pause never makes a case due earlier."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from csconsole.tickets.clocks import clocks, is_late, next_due, response_due, solution_due
from csconsole.tickets.model import Deed, Kind, NextAction, Ticket, Tier
from csconsole.tickets.shop_hours import USUAL, USUAL_HOURS, Deadlines, ShopHours

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
OFFICE = Deadlines(
    USUAL_HOURS,
    ShopHours(time(9), time(18), frozenset(range(5)), zone=ZoneInfo("Asia/Shanghai")),
)
DEADLINES = st.sampled_from([USUAL, OFFICE])
SPANS = st.timedeltas(timedelta(), timedelta(days=9)).map(
    lambda span: timedelta(seconds=int(span.total_seconds()))
)


def opened(**told: object) -> Ticket:
    ticket = Ticket("1", "R-1", Kind.RETURN, "requested", Tier.ORDINARY, "", NOW, NOW)
    return replace(ticket, **told)


def test_only_the_solution_stands_while_the_buyer_has_to_act() -> None:
    told = {"platform_due": int((NOW + timedelta(hours=30)).timestamp())}
    waiting = opened(paused=NOW, fields=told)
    later = NOW + timedelta(hours=20)
    running = {clock.name: (clock.due - NOW, clock.stands) for clock in clocks(waiting, later)}
    assert running == {
        "response": (timedelta(hours=24), False),
        "platform": (timedelta(hours=30), False),
        "solution": (timedelta(hours=68), True),
    }


def test_a_night_in_which_the_buyer_had_to_act_is_not_added_twice() -> None:
    friday = datetime(2026, 11, 20, 16, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    ticket = opened(tier=Tier.MAJOR, opened=friday, tier_since=friday)
    plain = solution_due(ticket, friday, OFFICE)
    paused = replace(ticket, paused=friday + timedelta(hours=1))
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert plain == datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert solution_due(paused, monday, OFFICE) == plain + timedelta(hours=2)


@given(deadlines=DEADLINES, first=SPANS, more=SPANS)
def test_more_pause_never_makes_it_due_earlier(
    deadlines: Deadlines, first: timedelta, more: timedelta
) -> None:
    less = opened(paused_for=int(first.total_seconds()))
    longer = opened(paused_for=int((first + more).total_seconds()))
    assert solution_due(less, NOW, deadlines) <= solution_due(longer, NOW, deadlines)


@given(deadlines=DEADLINES, begun=SPANS, wait=SPANS, further=SPANS)
def test_a_pause_that_goes_on_only_moves_the_end_away(
    deadlines: Deadlines, begun: timedelta, wait: timedelta, further: timedelta
) -> None:
    paused = opened(paused=NOW + begun)
    first, then = NOW + begun + wait, NOW + begun + wait + further
    assert solution_due(paused, first, deadlines) <= solution_due(paused, then, deadlines)
    assert solution_due(opened(), then, deadlines) <= solution_due(paused, then, deadlines)


@given(deadlines=DEADLINES, begun=SPANS, wait=SPANS)
def test_the_end_stays_where_it_is_when_the_clock_goes_on(
    deadlines: Deadlines, begun: timedelta, wait: timedelta
) -> None:
    at = NOW + begun + wait
    stood = int(deadlines.open.between(NOW + begun, at).total_seconds())
    paused, going_on = opened(paused=NOW + begun), opened(paused_for=stood)
    assert solution_due(paused, at, deadlines) == solution_due(going_on, at, deadlines)


@given(deadlines=DEADLINES)
def test_a_more_urgent_tier_is_due_earlier(deadlines: Deadlines) -> None:
    tiers = [opened(tier=tier) for tier in Tier]
    response = [response_due(one, deadlines) for one in tiers]
    assert response == sorted(response, reverse=True)
    solution = [solution_due(one, NOW, deadlines) for one in tiers]
    assert solution == sorted(solution, reverse=True)


@given(deadlines=DEADLINES, begun=SPANS, wait=SPANS)
def test_who_waits_for_the_buyer_gets_late_by_no_solution(
    deadlines: Deadlines, begun: timedelta, wait: timedelta
) -> None:
    paused = opened(paused=NOW + begun, responded=NOW)
    late = is_late(paused, NOW + begun + wait, deadlines)
    assert late == (solution_due(opened(), NOW, deadlines) < NOW + begun)


def test_what_is_owed_runs_out_too_and_a_closed_ticket_never_does() -> None:
    owed = (NextAction("1", Deed.REPLY, NOW + timedelta(hours=1)),)
    assert next_due(opened(next=owed)) == NOW + timedelta(hours=1)
    assert next_due(opened(next=owed, closed=NOW)) is None
    assert not is_late(opened(next=owed), NOW)
    assert is_late(opened(next=owed), NOW + timedelta(hours=2))
