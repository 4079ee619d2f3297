"""The days that are asked for as moments, by the shop's own days."""

from datetime import UTC, datetime, timedelta

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.reports.model import Asked, Span
from csconsole.tickets.business_days import BusinessDays

_MOST_DAYS = 3700  # ten years
_FIRST_YEAR, _LAST_YEAR = 1900, 9000  # what a spreadsheet and every calendar have


def span_of(asked: Asked, days: BusinessDays, now: datetime) -> Span:
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
    if (
        asked.until - asked.begin >= timedelta(days=_MOST_DAYS)
        or asked.until.year > _LAST_YEAR
        or asked.begin.year < _FIRST_YEAR
    ):
        raise BadInputError(_("there are no tables of these days"))
    start = days.span(asked.begin)[0].astimezone(UTC)
    end = days.span(asked.until)[1].astimezone(UTC)
    return Span(start, end, min(end, now.astimezone(UTC)))
