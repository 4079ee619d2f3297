"""Days as an agent types them: 明天, +3, 12-01, 15号, tomorrow; read for the shop's today.

What names no day of the calendar is left in the agent's own words. So are days of the week: a
buyer reads 下周三 more easily than a date, and not everybody counts its weeks alike.
"""

import re
from datetime import date, timedelta

_NEAR = {
    "今天": 0, "今日": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3, "昨天": -1, "前天": -2,
    "後天": 2, "大後天": 3, "today": 0, "tomorrow": 1, "yesterday": -1,
}  # fmt: skip
_SHIFT = re.compile(r"([+＋-])\s*(\d{1,3})\s*([dw天日周週]?)")
_AFTER = re.compile(r"(\d{1,3})\s*(天|日|周|週)[后後]|in (\d{1,3}) (day|week)s?")
_WHOLE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号號]?")
_DAY = re.compile(r"(\d{1,2})[日号號]")
_WEEK = 7


def read_day(text: str, today: date) -> date | None:
    """The day that a text names; None where it names none, or one that no calendar has."""
    text = text.strip().lower()
    if text in _NEAR:
        return _after(today, _NEAR[text])
    try:
        return _shifted(text, today) or _written(text, today)
    except (ValueError, OverflowError):
        return None


def _shifted(text: str, today: date) -> date | None:
    found = _SHIFT.fullmatch(text)
    if found:
        days = int(found[2]) * (_WEEK if found[3] in tuple("w周週") else 1)
        return _after(today, -days if found[1] == "-" else days)
    found = _AFTER.fullmatch(text)
    if found:
        weeks = found[2] in {"周", "週"} or found[4] == "week"
        return _after(today, int(found[1] or found[3]) * (_WEEK if weeks else 1))
    return None


def _written(text: str, today: date) -> date | None:
    found = _WHOLE.fullmatch(text)
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        return date(year, month, day)
    found = _SHORT.fullmatch(text)
    if found:
        return _nearest(int(found[1]), int(found[2]), today)
    found = _DAY.fullmatch(text)
    if found:
        return _next_such(int(found[1]), today)
    return None


def _nearest(month: int, day: int, today: date) -> date:
    """The nearest such day: in November, 01-05 is the next year's."""
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := _day(year, month, day)) is not None]
    if not days:
        raise ValueError(day)
    return min(days, key=lambda one: abs(one - today))


def _next_such(day: int, today: date) -> date:
    """The next day of that number, today included."""
    for ahead in range(13):
        year, month = divmod(today.year * 12 + today.month - 1 + ahead, 12)
        found = _day(year, month + 1, day)
        if found is not None and found >= today:
            return found
    raise ValueError(day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after(today: date, days: int) -> date:
    return today + timedelta(days=days)
