"""The shop's business days: a day may begin some hours after midnight, in the shop's own zone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class BusinessDays:
    """When a day of the shop begins.

    Attributes:
        zone: the shop's time zone; None for this machine's.
        starts: the hour at which a day begins: what happens before it belongs to the day before.
    """

    zone: tzinfo | None = None
    starts: int = 0

    def day_of(self, moment: datetime) -> date:
        """The business day that a moment belongs to."""
        return (moment.astimezone(self.zone) - timedelta(hours=self.starts)).date()

    def span(self, day: date) -> tuple[datetime, datetime]:
        """The first moment of a day, and the first one of the next."""
        return self.at(day, time(self.starts)), self.at(day + _A_DAY, time(self.starts))

    def at(self, day: date, clock: time) -> datetime:
        """A time by the shop's clocks."""
        local = datetime.combine(day, clock)
        return local.astimezone() if self.zone is None else local.replace(tzinfo=self.zone)

    def noon_after(self, day: date) -> datetime:
        """The noon of the next day: until then whoever begins in the morning can still act."""
        return self.at(day + _A_DAY, time(12))
