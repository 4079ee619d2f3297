"""Business days: a shop's day may begin at another hour than midnight, in the shop's own zone."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.reports.model import Asked, Span

_MOST_DAYS = 3700  # ten years
_LAST_YEAR = 9000  # far from where the calendar ends


def day_of(moment: datetime, begins: int, zone: tzinfo | None) -> date:
    """The business day of a moment; `begins`: the hour at which a day begins."""
    local = moment.astimezone(zone)
    return local.date() if local.hour >= begins else local.date() - timedelta(days=1)


def start_of(day: date, begins: int, zone: tzinfo | None) -> datetime:
    """The first moment of a business day, UTC."""
    local = datetime.combine(day, time(begins))
    if zone is None:
        return local.astimezone().astimezone(UTC)
    return local.replace(tzinfo=zone).astimezone(UTC)


def span_of(asked: Asked, begins: int, zone: tzinfo | None, now: datetime) -> Span:
    """The days that are asked for, as moments.

    Raises:
        BadInputError: the last day lies before the first, or they are too many.
    """
    if asked.until < asked.begin:
        raise BadInputError(
            _("the last day {until} lies before the first {begin}").format(
                until=asked.until, begin=asked.begin
            )
        )
    if asked.until - asked.begin >= timedelta(days=_MOST_DAYS) or asked.until.year > _LAST_YEAR:
        raise BadInputError(_("these are too many days for a table"))
    start = start_of(asked.begin, begins, zone)
    end = start_of(asked.until + timedelta(days=1), begins, zone)
    return Span(start, end, min(end, now.astimezone(UTC)))
