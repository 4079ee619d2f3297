"""A hybrid logical clock: time order that survives wrong clocks and holds between laptops.

Kulkarni et al., Logical Physical Clocks (2014): the wall clock in milliseconds where it has moved
on, else the last reading seen with a counter. A reading is text of fixed width that sorts in time
order: 12 hexadecimal digits of milliseconds since 1970 (UTC), 4 of the counter, 16 of the device,
so that no two devices ever write the same reading.
"""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime

_TIME_DIGITS = 12
_COUNTER_DIGITS = 4
_COUNTER_ROOF = 16**_COUNTER_DIGITS
_DEVICE_BYTES = 8
_FARTHEST_AHEAD = 86_400_000  # milliseconds: a day
READING_LENGTH = _TIME_DIGITS + _COUNTER_DIGITS + 2 * _DEVICE_BYTES

Milliseconds = Callable[[], int]


def wall_clock() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def new_device() -> str:
    """A random name for a device: 16 hexadecimal digits."""
    return secrets.token_hex(_DEVICE_BYTES)


def tick(last: str | None, device: str, now: int) -> str:
    """The next reading on `device`, later than `last` (the newest seen from any device)."""
    milliseconds, counter = now, 0
    if last is not None and _time(last) >= now:
        milliseconds, counter = _time(last), _counter(last) + 1
        if counter == _COUNTER_ROOF:
            milliseconds, counter = milliseconds + 1, 0
    return f"{milliseconds:0{_TIME_DIGITS}x}{counter:0{_COUNTER_DIGITS}x}{device}"


def moment(reading: str) -> datetime:
    """The wall time of a reading, UTC."""
    return datetime.fromtimestamp(_time(reading) / 1000, tz=UTC)


def from_milliseconds(milliseconds: int) -> datetime:
    """The wall time of milliseconds since 1970, UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)


def device_of(reading: str) -> str:
    """The device that wrote a reading."""
    return reading[_TIME_DIGITS + _COUNTER_DIGITS :]


def is_reading(text: str) -> bool:
    """Whether `text` has the form of a reading."""
    return len(text) == READING_LENGTH and set(text) <= set("0123456789abcdef")


def is_far_ahead(reading: str, now: int) -> bool:
    """Whether a reading is of a moment so far in the future that a clock must be wrong.

    This device would follow it: all that is written afterwards would be dated alike, and a reading
    near the end of what twelve digits hold would leave room for no other.
    """
    return _time(reading) > now + _FARTHEST_AHEAD


def told(reading: str) -> str:
    """The moment of a reading for people; a reading may hold one that no calendar has."""
    try:
        return moment(reading).isoformat(timespec="minutes")
    except (ValueError, OverflowError, OSError):
        return reading


def _time(reading: str) -> int:
    return int(reading[:_TIME_DIGITS], 16)


def _counter(reading: str) -> int:
    return int(reading[_TIME_DIGITS : _TIME_DIGITS + _COUNTER_DIGITS], 16)
