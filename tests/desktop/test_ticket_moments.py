"""Moments as people type them into a ticket."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from csconsole.desktop.tickets.moments import read_moment, written

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("in 2 days", "2026-11-24 09:30"),
        ("In 3 hours", "2026-11-22 12:30"),
        ("+2d", "2026-11-24 09:30"),
        ("+45min", "2026-11-22 10:15"),
        ("＋3", "2026-11-25 09:30"),
        ("in 2 days 18:00", "2026-11-24 18:00"),
        ("2天后", "2026-11-24 09:30"),
        ("3小时后", "2026-11-22 12:30"),
        ("一周后", ""),
        ("1周后", "2026-11-29 09:30"),
        ("tomorrow", "2026-11-23 18:00"),
        ("tomorrow 8:05", "2026-11-23 08:05"),
        ("明天 18：30", "2026-11-23 18:30"),
        ("后天", "2026-11-24 18:00"),
        ("今天 17:00", "2026-11-22 17:00"),
        ("17:00", "2026-11-22 17:00"),
        ("08:00", "2026-11-23 08:00"),
        ("11-30", "2026-11-30 18:00"),
        ("11月30日 10:00", "2026-11-30 10:00"),
        ("01-05 09:00", "2027-01-05 09:00"),
        ("2026-12-01", "2026-12-01 18:00"),
        ("2026-12-01T07:15", "2026-12-01 07:15"),
        ("2026/12/1 7:15:30", "2026-12-01 07:15"),
        ("", ""),
        ("soon", ""),
        ("02-30", ""),
        ("in 9999 weeks", "2218-07-12 09:30"),
        ("25:00", ""),
    ],
)
def test_a_moment_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    read = read_moment(typed, NOW)
    assert (written(read) if read else "") == meant


@given(some.integers(-10_000_000, 30_000_000))
def test_what_is_written_is_read_back(minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    assert read_moment(written(at), NOW) == at


@given(some.text(max_size=40))
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    read = read_moment(text, NOW)
    assert read is None or read.tzinfo is CHINA
