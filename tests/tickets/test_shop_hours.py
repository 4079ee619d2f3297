"""The hours in which the clocks run: nights, weekends, China's public holidays, the shop's own."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.tickets.public_holidays import COUNTRIES, NO_HOLIDAYS
from csconsole.tickets.shop_hours import ALWAYS_OPEN, EVERY_DAY, ShopHours

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = ShopHours(time(9), time(18), frozenset(range(5)), zone=SHANGHAI)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 2 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
SPANS = st.timedeltas(timedelta(), timedelta(days=20))
SHOPS = st.builds(
    ShopHours,
    opens=st.times(),
    closes=st.times(),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    closed_days=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=9),
    public=st.sampled_from(list(COUNTRIES.values())),
    zone=st.sampled_from([SHANGHAI, ZoneInfo("UTC"), ZoneInfo("America/New_York")]),
)


def at(*told: int) -> datetime:
    return datetime(*told, tzinfo=SHANGHAI)  # type: ignore[arg-type]


def test_a_shop_without_hours_works_day_and_night() -> None:
    start = at(2026, 11, 21, 3)
    assert ALWAYS_OPEN.after(start, timedelta(hours=48)) == start + timedelta(hours=48)
    assert ALWAYS_OPEN.between(start, start + timedelta(hours=5)) == timedelta(hours=5)


def test_nights_and_weekends_do_not_count() -> None:
    friday = at(2026, 11, 20, 17)
    assert OFFICE.after(friday, timedelta(hours=1)) == at(2026, 11, 20, 18)
    assert OFFICE.after(friday, timedelta(hours=2)) == at(2026, 11, 23, 10)
    assert OFFICE.between(friday, at(2026, 11, 23, 10)) == timedelta(hours=2)


def test_what_comes_in_at_night_counts_from_the_morning() -> None:
    assert OFFICE.after(at(2026, 11, 21, 2), timedelta(hours=1)) == at(2026, 11, 23, 10)


def test_a_shop_may_work_past_midnight() -> None:
    late = ShopHours(time(16), time(2), zone=SHANGHAI)
    assert late.after(at(2026, 11, 21, 23), timedelta(hours=4)) == at(2026, 11, 22, 17)
    assert late.between(at(2026, 11, 22, 1), at(2026, 11, 22, 16)) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # the national day
        (date(2026, 10, 10), True),  # a Saturday that is worked for it
        (date(2026, 10, 17), False),  # any Saturday
        (date(2026, 2, 17), False),  # the Spring Festival
        (date(2026, 11, 20), True),
    ],
)
def test_chinas_holidays_are_free_and_the_weekends_for_them_are_worked(
    day: date, works: bool
) -> None:
    shop = ShopHours(time(9), time(18), frozenset(range(5)), public=COUNTRIES["CN"], zone=SHANGHAI)
    assert shop.works_on(day) is works


def test_the_shops_own_days_go_before_all_others() -> None:
    own = ShopHours(
        days=frozenset(range(5)),
        closed_days=frozenset({date(2026, 11, 20)}),
        worked_days=frozenset({date(2026, 10, 1), date(2026, 11, 21)}),
        public=COUNTRIES["CN"],
    )
    days = (date(2026, 11, 20), date(2026, 11, 21), date(2026, 10, 1))
    assert [own.works_on(day) for day in days] == [False, True, True]


def test_a_year_whose_holidays_nobody_knows_yet_has_none() -> None:
    shop = ShopHours(public=COUNTRIES["CN"])
    assert shop.works_on(date(2100, 10, 1))
    assert (COUNTRIES["CN"].known_until() or 0) >= 2026
    assert NO_HOLIDAYS.known_until() is None


def test_a_shop_that_is_closed_for_good_still_has_an_end() -> None:
    closed = ShopHours(days=frozenset(), zone=SHANGHAI)
    assert closed.after(at(2026, 11, 21, 3), timedelta(hours=4)) == at(2026, 11, 21, 7)


@given(shop=SHOPS, start=MOMENTS, first=SPANS, more=SPANS)
def test_more_work_is_never_done_earlier(
    shop: ShopHours, start: datetime, first: timedelta, more: timedelta
) -> None:
    assert start <= shop.after(start, first) <= shop.after(start, first + more)


@given(shop=SHOPS, start=MOMENTS, later=SPANS, work=SPANS)
def test_who_begins_later_is_never_done_earlier(
    shop: ShopHours, start: datetime, later: timedelta, work: timedelta
) -> None:
    assert shop.after(start, work) <= shop.after(start + later, work)


@given(shop=SHOPS, start=MOMENTS, work=SPANS)
def test_the_time_until_the_end_is_the_work(
    shop: ShopHours, start: datetime, work: timedelta
) -> None:
    assert shop.between(start, shop.after(start, work)) == work


@given(shop=SHOPS, start=MOMENTS, first=SPANS, second=SPANS)
def test_two_spans_are_worth_what_they_are_together(
    shop: ShopHours, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second
    assert shop.between(start, middle) + shop.between(middle, end) == shop.between(start, end)
    assert timedelta() <= shop.between(start, end) <= end - start


def test_every_weekday_is_one() -> None:
    assert frozenset(day.weekday() for day in map(date.fromordinal, range(1, 8))) == EVERY_DAY
