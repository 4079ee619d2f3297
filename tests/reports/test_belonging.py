"""To which days a ticket belongs, at their borders, and what is told to be late."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.reports.days import span_of
from csconsole.reports.judging import issue_of
from csconsole.reports.model import Around, Asked, Late, Span, Why
from csconsole.tickets.business_days import BusinessDays
from csconsole.tickets.clocks import is_late
from csconsole.tickets.model import Deed, Kind, NextAction, Ticket, Tier
from csconsole.tickets.shop_hours import USUAL

DAY = date(2026, 11, 20)
SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 20, tzinfo=SHANGHAI).astimezone(UTC)
END = START + timedelta(days=1)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
SPAN = Span(START, END, END)
LONG_AGO = START - timedelta(days=9)


def case(opened=LONG_AGO, **more):
    """A ticket that owes nothing more, unless told otherwise."""
    told = {"responded": opened, "closed": opened + HOUR} | more
    return Ticket(id="1", number="R-1", kind=Kind.RETURN, state="requested", tier=Tier.ORDINARY,
                  shop="", opened=opened, tier_since=opened, **told)  # fmt: skip


def why(ticket, span=SPAN, *, is_changed=False):
    issue = issue_of(ticket, Around(is_changed=is_changed), span, DAY, USUAL)
    return set() if issue is None else set(issue.why)


@pytest.mark.parametrize(
    ("opened", "belongs"),
    [(START, True), (END - SECOND, True), (START - 2 * HOUR, False), (END, False)],
)
def test_a_ticket_belongs_to_the_day_on_which_it_was_opened(opened, belongs):
    assert (Why.OPENED in why(case(opened))) is belongs


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (START, {Why.DUE}),
        (END - SECOND, {Why.DUE}),
        (START - SECOND, {Why.OVERDUE}),
        (END, set()),
    ],
)
def test_what_is_owed_belongs_to_its_day_and_to_all_later_ones(due, expected):
    opened = due - 3 * HOUR
    owed = NextAction("a", Deed.REFUND, due)
    # Paused at once: its own clock stands, so that nothing but the action is due.
    ticket = case(opened, closed=None, paused=opened, next=(owed,))
    assert why(ticket) - {Why.OPENED} == expected


def test_what_was_done_in_time_is_due_on_its_day_no_more():
    owed = NextAction("a", Deed.REFUND, START + HOUR, done=START - HOUR)
    assert why(case(closed=None, paused=LONG_AGO, next=(owed,))) == set()


def test_a_closed_case_that_nobody_touched_belongs_to_no_later_day():
    assert why(case()) == set()


def test_a_change_or_the_end_of_a_case_belongs_to_its_day():
    assert why(case(), is_changed=True) == {Why.CHANGED}
    assert Why.CHANGED in why(case(closed=START + HOUR))


@pytest.mark.parametrize("field", ["next_contact", "refund_due"])
def test_an_appointment_belongs_to_its_own_day_alone(field):
    ticket = case(closed=None, paused=LONG_AGO)
    today = int((START + HOUR).timestamp())
    assert why(replace(ticket, fields={field: today})) == {Why.DUE}
    assert why(replace(ticket, fields={field: today - 86_400})) == set()


def test_the_platform_s_deadline_is_due_and_late_like_any_other():
    fields = {"platform_due": int((START + HOUR).timestamp())}
    issue = issue_of(case(closed=None, paused=LONG_AGO, fields=fields), Around(), SPAN, DAY, USUAL)
    assert issue.why == {Why.DUE}
    assert issue.late == {Late.PLATFORM}


def test_photos_are_wanted_until_as_many_are_there():
    fields = {"photos_wanted": 3, "photos_received": 2}
    ticket = case(START, closed=None, fields=fields)
    for received, wants in ((2, True), (3, False), (None, True)):
        told = replace(ticket, fields={**fields, "photos_received": received})
        assert issue_of(told, Around(), SPAN, DAY, USUAL).wants_photos is wants


hours = st.integers(-300, 300).map(lambda one: START + one * HOUR)
maybe = st.none() | hours


@given(hours, maybe, maybe, st.lists(st.tuples(hours, maybe), max_size=2), st.integers(1, 30))
def test_what_the_list_calls_late_is_late_in_the_tables(opened, responded, paused, owed, ahead):
    now = max(opened, START) + ahead * HOUR
    actions = tuple(
        NextAction(str(at), Deed.REFUND, due, done)
        for at, (due, done) in enumerate(owed)
        if done is None or done <= now
    )
    answered = responded if responded is None or opened <= responded <= now else None
    stands = paused if paused is None or opened <= paused <= now else None
    ticket = case(opened, closed=None, responded=answered, paused=stands, next=actions)
    issue = issue_of(ticket, Around(is_changed=True), Span(START, now + HOUR, now), DAY, USUAL)
    kept = {"responded": answered}
    open_late = is_late(replace(ticket, **kept), now, USUAL)
    missed = bool(answered and answered > opened + 24 * HOUR)
    done_late = any(one.done and one.due and one.done > one.due for one in actions)
    assert bool(issue.late) is (open_late or missed or done_late)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 12), st.integers(0, 40))
def test_days_follow_each_other_without_a_gap(day, starts, count):
    days = BusinessDays(SHANGHAI, starts)
    now = datetime(2200, 1, 1, tzinfo=UTC)
    whole = span_of(Asked(day, day + timedelta(days=count)), days, now)
    assert whole.start == span_of(Asked(day, day), days, now).start
    last = day + timedelta(days=count)
    assert whole.end == span_of(Asked(last, last), days, now).end
    following = last + timedelta(days=1)
    assert whole.end == span_of(Asked(following, following), days, now).start


def test_lateness_is_told_as_of_now_while_the_day_is_not_over():
    now = START + 2 * HOUR
    assert span_of(Asked(DAY, DAY), BusinessDays(SHANGHAI), now) == Span(START, END, now)
