"""The hours of a shop: when its clocks run, and what that makes of a span of time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from csconsole.tickets.model import Tier
from csconsole.tickets.public_holidays import NO_HOLIDAYS, PublicDays

EVERY_DAY = frozenset(range(7))
_A_DAY = timedelta(days=1)
_FAR = 3660  # days that are looked at before a shop is taken to be closed for good


@dataclass(frozen=True)
class ShopHours:
    """When a shop works; its clocks stand at all other times.

    Attributes:
        opens, closes: the hours of a working day in the shop's time zone; the same twice for the
            whole day. A shop that closes before it opens works past midnight.
        days: weekdays on which it works, Monday is 0.
        closed_days, worked_days: the shop's own exceptions, which go before all others.
        public: public holidays, and the weekend days that are worked instead of them.
        zone: the shop's time zone; None for this machine's.
    """

    opens: time = time()
    closes: time = time()
    days: frozenset[int] = EVERY_DAY
    closed_days: frozenset[date] = frozenset()
    worked_days: frozenset[date] = frozenset()
    public: PublicDays = field(default=NO_HOLIDAYS)
    zone: tzinfo | None = None

    @property
    def never_close(self) -> bool:
        """Whether the clocks run day and night."""
        whole = self.opens == self.closes
        return whole and self.days == EVERY_DAY and not self.closed_days and not self.public

    def works_on(self, day: date) -> bool:
        """Whether the shop works on a day."""
        if day in self.closed_days or day in self.worked_days:
            return day in self.worked_days
        if self.public.is_off(day):
            return False
        return day.weekday() in self.days or self.public.is_worked(day)

    def after(self, start: datetime, work: timedelta) -> datetime:
        """The moment by which the shop has worked so long since `start`."""
        if self.never_close:
            return start + work
        start, left = start.astimezone(UTC), max(timedelta(), work)
        for opens, closes in self._spans(start):
            begin = max(opens, start)
            if closes - begin >= left:
                return begin + left
            left -= closes - begin
        return start + work  # closed for years: better too early than never

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How long the shop works from one moment to another; nothing where the end is earlier."""
        if self.never_close:
            return max(timedelta(), end - start)
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        worked = timedelta()
        for opens, closes in self._spans(start):
            if opens >= end:
                break
            worked += max(timedelta(), min(closes, end) - max(opens, start))
        return worked

    def _spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The times of work that end after `start`, in UTC, the next one first."""
        day = start.astimezone(self.zone).date() - _A_DAY
        for _count in range(_FAR):
            if self.works_on(day):
                last = day if self.opens < self.closes else day + _A_DAY
                opens, closes = self._moment(day, self.opens), self._moment(last, self.closes)
                if closes > start:
                    yield opens, closes
            day += _A_DAY

    def _moment(self, day: date, at: time) -> datetime:
        local = datetime.combine(day, at)
        if self.zone is None:
            return local.astimezone().astimezone(UTC)
        return local.replace(tzinfo=self.zone).astimezone(UTC)


ALWAYS_OPEN = ShopHours()


@dataclass(frozen=True)
class Deadlines:
    """How long a shop takes for a case.

    Attributes:
        hours: until the first response and until the solution, by tier.
        open: when these hours count.
    """

    hours: Mapping[Tier, tuple[int, int]]
    open: ShopHours = ALWAYS_OPEN


# The design's section 2.
USUAL_HOURS: Mapping[Tier, tuple[int, int]] = {
    Tier.ORDINARY: (24, 48),
    Tier.URGENT: (4, 24),
    Tier.MAJOR: (1, 12),
}
USUAL = Deadlines(USUAL_HOURS)
