"""Dates and times as platforms write them, as seconds since 1970.

The standard library's parser knows one form and python-dateutil guesses at every text (it takes
`12` for a day of this month, at 60 µs a cell), so the few forms that exports have are told here.
Days are cached, because thousands of orders share one.
"""

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache

from csconsole.orders.reading.layout import LOCAL

_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_TIME = r"(\d{1,2})[:：时](\d{1,2})(?:[:：分](\d{1,2})(?:[.,]\d{1,9})?)?[秒分]?"
_ZONE = r"(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)"
_MOMENT = re.compile(rf"{_DATE}(?:[T\s]*{_TIME}\s*(?:{_ZONE})?)?", re.IGNORECASE | re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}):?(\d{2}):?(\d{2}))?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(
    r"(?:([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})|(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?),?\s+(\d{4})"
    rf"(?:,?\s+(?:at\s+)?{_TIME}\s*([ap]\.?m\.?)?\s*{_ZONE}?)?",
    re.IGNORECASE | re.ASCII,
)
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,12})?", re.ASCII)
_SERIAL_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  (a sheet's days have no zone)
_SERIALS = (36_526, 73_050)  # 2000 to 2099
_PLAIN_LENGTH = 19  # yyyy-MM-dd HH:mm:ss
_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_NOON = 12
_YEARS = (1990, 2100)

Clock = Callable[[str], int | None]


def zone_offset(zone: str) -> int | None:
    """The seconds that `+08:00`, `-0500`, `+08`, `Z`, `UTC` or `GMT` is ahead; None for none."""
    if zone.upper() in {"Z", "UTC", "GMT"}:
        return 0
    found = re.fullmatch(r"([+-])(\d{2})(?::?(\d{2}))?", zone, re.ASCII)
    if not found:
        return None
    seconds = int(found[2]) * _HOUR + int(found[3] or 0) * _MINUTE
    return seconds if found[1] == "+" else -seconds


def clock(zone: str) -> Clock:
    """What reads a moment in this zone (`local` is the machine's); it gives None for no moment."""
    offset = None if zone == LOCAL else zone_offset(zone)

    def read(text: str) -> int | None:
        if len(text) == _PLAIN_LENGTH and text[10] == " " and offset is not None:
            try:
                seconds = _seconds(text[11:])
                return _day(text[:10]) - offset + seconds
            except (ValueError, KeyError):
                return _read(text, offset)  # long as the usual form, and yet another one
        return _read(text, offset)

    return read


def earliest_in(text: str, read: Clock) -> int | None:
    """The earliest moment that is told within a text, such as a promise for each parcel."""
    found = [read(match[0]) for match in _MOMENT.finditer(text)]
    return min((moment for moment in found if moment is not None), default=None)


def day_of_number(number: str, read: Clock) -> int | None:
    """The day with which an order's number begins, as in `260115-…`."""
    if number[:6].isascii() and number[:6].isdigit() and number[6:7] == "-":
        return read(f"20{number[:2]}-{number[2:4]}-{number[4:6]}")
    return None


@lru_cache(maxsize=4096)
def _day(text: str) -> int:
    if text[4] not in "-/" or text[7] != text[4] or not (text.isascii() and text[:4].isdigit()):
        raise ValueError(text)
    return _midnight(int(text[:4]), int(text[5:7]), int(text[8:]))


@lru_cache(maxsize=131_072)
def _seconds(text: str) -> int:
    if text[2] != ":" or text[5] != ":":
        raise ValueError(text)
    return _time_of_day(int(text[:2]), int(text[3:5]), int(text[6:]))


def _midnight(year: int, month: int, day: int) -> int:
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise ValueError(year)
    return (dt.date(year, month, day).toordinal() - _EPOCH) * _DAY


def _time_of_day(hour: int, minute: int, second: int) -> int:
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second <= 60):
        raise ValueError(hour, minute, second)
    return hour * _HOUR + minute * _MINUTE + second


def _read(text: str, offset: int | None) -> int | None:
    text = text.strip()
    try:
        if found := _MOMENT.fullmatch(text) or _COMPACT.fullmatch(text):
            year, month, day, hour, minute, second, *zone = found.groups()
            return _placed(
                _midnight(int(year), int(month), int(day)),
                _time_of_day(int(hour or 0), int(minute or 0), int(second or 0)),
                zone[0] if zone else None,
                offset,
            )
        if _SERIAL.fullmatch(text) and _SERIALS[0] <= float(text) <= _SERIALS[1]:
            moment = _SERIAL_EPOCH + dt.timedelta(days=float(text))
            day_start = (moment.toordinal() - _EPOCH) * _DAY
            return _placed(day_start, round(float(text) % 1 * _DAY), None, offset)
        return _named(text, offset)
    except (ValueError, OverflowError, OSError):
        return None


def _named(text: str, offset: int | None) -> int | None:
    found = _NAMED.fullmatch(text)
    if not found:
        return None
    month = (found[1] or found[4]).lower()
    if month not in _MONTHS:
        return None
    hour = int(found[6] or 0)
    half = (found[9] or "").lower()[:1]
    if half and not 1 <= hour <= _NOON:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    day = _midnight(int(found[5]), _MONTHS.index(month) + 1, int(found[2] or found[3]))
    seconds = _time_of_day(hour, int(found[7] or 0), int(found[8] or 0))
    return _placed(day, seconds, found[10], offset)


def _placed(day: int, seconds: int, zone: str | None, offset: int | None) -> int:
    """The moment in the zone that the text names, else in the platform's."""
    ahead = zone_offset(zone) if zone else offset
    if ahead is not None:
        return day + seconds - ahead
    wall = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=day + seconds)  # noqa: DTZ001
    return int(wall.timestamp())
