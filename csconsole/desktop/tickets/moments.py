"""Moments as people type them: in 2 days, tomorrow 18:00, 明天, +3h, 11-30 17:00; no Qt."""

import re
from datetime import datetime, timedelta

_NEAR = {
    "today": 0, "tomorrow": 1, "yesterday": -1, "今天": 0, "今日": 0, "明天": 1, "明日": 1,
    "后天": 2, "後天": 2, "大后天": 3, "大後天": 3, "昨天": -1,
}  # fmt: skip
_UNITS = {
    "minutes": ("m", "min", "mins", "minute", "minutes", "分", "分钟", "分鐘"),
    "hours": ("h", "hour", "hours", "小时", "小時", "时", "時"),
    "days": ("", "d", "day", "days", "天", "日"),
    "weeks": ("w", "week", "weeks", "周", "週", "星期"),
}
_AHEAD = re.compile(r"(?:in\s+|\+\s*|＋\s*)(\d{1,4})\s*([a-z]*|[\u4e00-\u9fff]*)")
_AFTER = re.compile(r"(\d{1,4})\s*(分钟|分鐘|分|小时|小時|天|日|周|週|星期)[后後内內]?")
_CLOCK = re.compile(r"(.*?)[\st]*(\d{1,2})[:：](\d{2})(?::\d{2})?")
_WHOLE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号號]?")
_USUAL_HOUR = 18  # by the end of the day, where only a day is told
_LONG_AGO = 180  # days


def read_moment(text: str, now: datetime) -> datetime | None:
    """The moment that a text names, in the zone of `now`; None where it names none.

    A day alone is meant until its evening; a clock alone is the next time that it shows so.
    """
    bare = " ".join(text.split()).lower()
    try:
        return _ahead(bare, now) or _on_a_day(bare, now)
    except (ValueError, OverflowError):
        return None


def written(at: datetime) -> str:
    """A moment as a form keeps it, to the minute."""
    return f"{at:%Y-%m-%d %H:%M}"


def _ahead(text: str, now: datetime) -> datetime | None:
    found = _AHEAD.fullmatch(text) or _AFTER.fullmatch(text)
    if found is None:
        return None
    unit = next((unit for unit, words in _UNITS.items() if found[2] in words), None)
    if unit is None:
        return None
    at = now + timedelta(**{unit: int(found[1])})
    return at.replace(second=0, microsecond=0)


def _on_a_day(text: str, now: datetime) -> datetime | None:
    clock = _CLOCK.fullmatch(text)
    day_text = clock[1].strip() if clock else text
    hour, minute = (int(clock[2]), int(clock[3])) if clock else (_USUAL_HOUR, 0)
    if clock and not day_text:
        at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return at if at > now else at + timedelta(days=1)
    day = _day(day_text, now)
    if day is None:
        return None
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def _day(text: str, now: datetime) -> datetime | None:
    if text in _NEAR:
        return now + timedelta(days=_NEAR[text])
    ahead = _ahead(text, now)
    if ahead is not None:
        return ahead
    if found := _WHOLE.fullmatch(text):
        year, month, day = map(int, found.groups())
        return now.replace(year=year, month=month, day=day)
    if found := _SHORT.fullmatch(text):
        at = now.replace(month=int(found[1]), day=int(found[2]))
        return at if (now - at).days < _LONG_AGO else at.replace(year=now.year + 1)
    return None
