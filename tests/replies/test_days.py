"""Days as an agent types them, read on a Sunday in November."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies.days import read_day

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "month", "day"),
    [
        ("今天", 11, 22), ("明天", 11, 23), ("后天", 11, 24), ("後天", 11, 24), ("大后天", 11, 25),
        ("昨天", 11, 21), ("Tomorrow", 11, 23), (" today ", 11, 22),
        ("+3", 11, 25), ("＋3", 11, 25), ("-1", 11, 21), ("+1w", 11, 29), ("+2周", 12, 6),
        ("3天后", 11, 25), ("1周后", 11, 29), ("in 3 days", 11, 25), ("in 1 week", 11, 29),
        ("12-01", 12, 1), ("12/1", 12, 1), ("12.1", 12, 1), ("12月1日", 12, 1), ("12月1号", 12, 1),
        ("2026-12-01", 12, 1), ("2026/12/1", 12, 1), ("2026年12月1日", 12, 1), ("20261201", 12, 1),
        ("22号", 11, 22), ("30号", 11, 30), ("15日", 12, 15), ("11-20", 11, 20),
    ],
)  # fmt: skip
def test_a_day_is_understood(typed: str, month: int, day: int) -> None:
    assert read_day(typed, TODAY) == date(2026, month, day)


def test_a_month_and_a_day_mean_the_nearest_such_day() -> None:
    assert read_day("01-05", TODAY) == date(2027, 1, 5)
    assert read_day("12-30", date(2027, 1, 3)) == date(2026, 12, 30)
    assert read_day("02-29", date(2027, 12, 1)) == date(2028, 2, 29)


def test_a_number_of_a_day_skips_months_that_have_none() -> None:
    assert read_day("31号", date(2027, 2, 1)) == date(2027, 3, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "下周三", "soon", "13-01", "02-30", "2026-02-30", "32号", "48", "+", "+9999"],
)
def test_what_names_no_day_stays_in_the_agents_words(typed: str) -> None:
    assert read_day(typed, TODAY) is None


@given(st.text(alphabet="0123456789-/.+年月日号天后周明今 indaysw", max_size=12), st.dates())
def test_whatever_is_typed_is_a_day_or_none(typed: str, today: date) -> None:
    found = read_day(typed, today)
    assert found is None or isinstance(found, date)
