"""Days as people type them; no Qt."""

import re
from datetime import date, timedelta

from csconsole.errors import BadInputError
from csconsole.language import _

_WRITTEN = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_FROM_TODAY = re.compile(r"\+(\d{1,4})")


def day_from(text: str, today: date) -> date | None:
    """The day that somebody typed: `2026-11-30`, `11-30` of this year, `+7`; None for nothing.

    Raises:
        BadInputError: it is no day.
    """
    typed = "".join(text.split())
    if not typed:
        return None
    try:
        if far := _FROM_TODAY.fullmatch(typed):
            return today + timedelta(days=int(far[1]))
        if told := _WRITTEN.fullmatch(typed):
            return date(int(told[1] or today.year), int(told[2]), int(told[3]))
    except (ValueError, OverflowError) as error:
        raise _no_day(text) from error
    raise _no_day(text)


def check_order(first: date | None, last: date | None) -> None:
    """Make sure that one day does not lie behind the other.

    Raises:
        BadInputError: the last day is before the first.
    """
    if first and last and last < first:
        raise BadInputError(_("the last day is before the first"))


def _no_day(text: str) -> BadInputError:
    return BadInputError(
        _("{text} is no day").format(text=text.strip()),
        hint=_("write it as 2026-11-30, or +7 for a week from today"),
    )
