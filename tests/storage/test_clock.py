"""The clock of the journal: it never goes back, and its text sorts in time order."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from csconsole.storage.clock import READING_LENGTH, device_of, moment, new_device, tick

MORNING = 1_780_000_000_000
COUNTER_ROOF = 65_536

milliseconds = st.integers(min_value=0, max_value=2**47)
devices = st.text("0123456789abcdef", min_size=16, max_size=16)


@given(walls=st.lists(milliseconds, min_size=2, max_size=30), device=devices)
def test_readings_grow_whatever_the_wall_clock_does(walls, device):
    readings = [tick(None, device, walls[0])]
    for wall in walls[1:]:
        readings.append(tick(readings[-1], device, wall))
    assert all(before < after for before, after in pairwise(readings))


@given(wall=milliseconds, seen=milliseconds, device=devices, other=devices)
def test_a_reading_is_later_than_everything_seen_from_other_laptops(wall, seen, device, other):
    received = tick(None, other, seen)
    assert tick(received, device, wall) > received


@given(early=milliseconds, late=milliseconds, device=devices, other=devices)
def test_text_order_is_time_order_across_laptops(early, late, device, other):
    before, after = tick(None, device, early), tick(None, other, late)
    if early != late:
        assert (before < after) == (early < late)
    assert len(before) == len(after) == READING_LENGTH


def test_a_clock_that_stands_still_counts_up():
    first = tick(None, "d" * 16, MORNING)
    second = tick(first, "d" * 16, MORNING)
    assert moment(second) == moment(first)
    assert second > first


def test_a_clock_that_was_set_back_stays_at_the_latest_moment_seen():
    evening = tick(None, "d" * 16, MORNING + 1000)
    set_back = tick(evening, "d" * 16, MORNING)
    assert moment(set_back) == moment(evening)


def test_a_clock_that_moves_on_is_believed_again():
    first = tick(None, "d" * 16, MORNING)
    counted = tick(first, "d" * 16, MORNING)
    assert tick(counted, "d" * 16, MORNING + 1) == tick(None, "d" * 16, MORNING + 1)


def test_more_writes_than_the_counter_holds_go_into_the_next_millisecond():
    reading = tick(None, "d" * 16, MORNING)
    for _count in range(COUNTER_ROOF - 1):
        reading = tick(reading, "d" * 16, MORNING)
    overflowed = tick(reading, "d" * 16, MORNING)
    assert overflowed > reading
    assert overflowed == tick(None, "d" * 16, MORNING + 1)


@given(wall=milliseconds.filter(lambda wall: wall < 2**46), device=devices)
def test_a_reading_tells_its_moment_and_its_device(wall, device):
    reading = tick(None, device, wall)
    assert moment(reading) == datetime.fromtimestamp(wall / 1000, tz=UTC)
    assert device_of(reading) == device


def test_two_devices_never_write_the_same_reading():
    one, other = new_device(), new_device()
    assert tick(None, one, MORNING) != tick(None, other, MORNING)
