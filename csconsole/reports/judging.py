"""Whether a ticket belongs to some days, and what was late of it: rules without input or output.

A ticket belongs to the days on which it was opened or changed, or on which something of it was
due. What was due earlier and is still owed stays in every table until it is done: a table that
left it out would look better the longer a case lies.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from csconsole.reports.model import Around, Issue, Late, Span, Why
from csconsole.tickets.clocks import platform_due, response_due, solution_due
from csconsole.tickets.model import Deed, Kind, NextAction, Ticket
from csconsole.tickets.shop_hours import Deadlines

_PHOTOS_WANTED = "photos-wanted"
_APPOINTMENTS = ("next_contact", "refund_due")
# A due moment, when it was met (None: not), and what it is of.
_Due = tuple[datetime, datetime | None, Late]


def issue_of(
    ticket: Ticket, around: Around, span: Span, day: date, deadlines: Deadlines
) -> Issue | None:
    """A ticket as it stands in the tables of some days; None where it does not belong there."""
    if ticket.opened >= span.end:
        return None
    response = response_due(ticket, deadlines)
    solution = solution_due(ticket, span.at, deadlines)
    dues = list(_dues(ticket, response, solution))
    why = frozenset(_why(ticket, around, span, dues))
    if not why:
        return None
    is_open = _is_before(ticket.closed, span.end) is False
    owed = tuple(one for one in ticket.next if _is_before(one.done, span.end) is False)
    ahead = [due for due, met, _late in dues if met is None or met >= span.end]
    refund = ticket.fields.get("refund_amount")
    return Issue(
        ticket=ticket,
        around=around,
        day=day,
        why=why,
        # What came late after these days was not late on them yet.
        late=frozenset(late for due, met, late in dues if min(met or span.at, span.at) > due),
        owed=owed,
        is_open=is_open,
        is_closed_within=span.has(ticket.closed),
        wants_photos=is_open and _wants_photos(ticket, owed),
        response_due=response,
        solution_due=solution,
        next_due=min(ahead, default=None) if is_open else None,
        answered_in_time=_in_time(response, ticket.responded, ticket.closed, span),
        solved_in_time=_in_time(solution, ticket.closed, None, span),
        refunded=refund if _is_refunded(ticket, span) and isinstance(refund, int) else None,
    )


def _why(ticket: Ticket, around: Around, span: Span, dues: list[_Due]) -> Iterator[Why]:
    if span.has(ticket.opened):
        yield Why.OPENED
    if around.is_changed or span.has(ticket.closed):
        yield Why.CHANGED
    asked = [due for due, met, _late in dues if met is None or met >= span.start]
    if any(span.has(due) for due in asked) or _has_appointment(ticket, span):
        yield Why.DUE
    if any(due < span.start for due in asked):
        yield Why.OVERDUE


def _has_appointment(ticket: Ticket, span: Span) -> bool:
    """Whether a contact or a refund was promised for these days, in a case that is open.

    Nobody empties these fields, so that they tell of their own day alone.
    """
    told = (ticket.fields.get(name) for name in _APPOINTMENTS)
    moments = (datetime.fromtimestamp(one, UTC) for one in told if isinstance(one, int))
    return _is_before(ticket.closed, span.start) is False and any(map(span.has, moments))


def _dues(ticket: Ticket, response: datetime, solution: datetime) -> Iterator[_Due]:
    """Everything that is or was due of a ticket, with the moment at which it was met.

    A closed case owes no answer and no decision of the platform any more.
    """
    yield response, _earlier(ticket.responded, ticket.closed), Late.RESPONSE
    if ticket.paused is None or solution <= ticket.paused:  # a clock that stands runs to no end
        yield solution, ticket.closed, Late.SOLUTION
    platform = platform_due(ticket)
    if platform is not None:
        yield platform, ticket.closed, Late.PLATFORM
    for action in ticket.next:
        if action.due is not None:
            yield action.due, _earlier(action.done, ticket.closed), Late.ACTION


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _is_before(moment: datetime | None, end: datetime) -> bool:
    return moment is not None and moment < end


def _in_time(
    due: datetime, met: datetime | None, closed: datetime | None, span: Span
) -> bool | None:
    """Whether something came in time; None where it may still, or is needed no more."""
    if met is not None and met < span.end:
        return met <= due
    if closed is not None and closed < span.end:
        return None
    return False if span.at > due else None


def _wants_photos(ticket: Ticket, owed: tuple[NextAction, ...]) -> bool:
    if any(one.deed is Deed.PHOTO for one in owed):
        return True
    if ticket.kind is Kind.RECHECK and ticket.state == _PHOTOS_WANTED:
        return True
    wanted, received = (ticket.fields.get(f"photos_{one}") for one in ("wanted", "received"))
    return isinstance(wanted, int) and wanted > (received if isinstance(received, int) else 0)


def _is_refunded(ticket: Ticket, span: Span) -> bool:
    at = ticket.fields.get("refunded_at")
    return isinstance(at, int) and span.has(datetime.fromtimestamp(at, UTC))
