"""China's public holidays, with the weekend days that are worked instead of them."""

from datetime import date
from functools import cache


class PublicDays:
    """No public holidays at all."""

    def __bool__(self) -> bool:
        """Whether there are any."""
        return False

    def is_off(self, _day: date) -> bool:
        """Whether nobody has to work on a day because it is a holiday."""
        return False

    def is_worked(self, _day: date) -> bool:
        """Whether a day of the weekend is worked in exchange for a holiday."""
        return False

    def known_until(self) -> int | None:
        """The last year whose holidays are known; None where that means nothing."""
        return None


class ChineseDays(PublicDays):
    """The days of the State Council's yearly notice, out of the library `chinesecalendar`.

    The notice for a year comes in the November before it, and a release of the library soon
    after. In a year that is not known no day is a holiday: the shop's own days stand in.
    """

    def __bool__(self) -> bool:
        """There are some."""
        return True

    def is_off(self, day: date) -> bool:
        """Whether it is a holiday, or a day that is free in exchange."""
        return day in _days()[0]

    def is_worked(self, day: date) -> bool:
        """Whether it is a day of the weekend that is worked."""
        return day in _days()[1]

    def known_until(self) -> int | None:
        """The last year of which the library has the notice."""
        return max(day.year for day in _days()[0])


NO_HOLIDAYS = PublicDays()
COUNTRIES = {"": NO_HOLIDAYS, "CN": ChineseDays()}


@cache
def _days() -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and weekend days that are worked."""
    from chinese_calendar import holidays, in_lieu_days, workdays  # noqa: PLC0415  (0.1 s to load)

    return frozenset({*holidays, *in_lieu_days}), frozenset(workdays)
