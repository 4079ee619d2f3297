"""The clocks of a ticket: first response, solution, and the platform's own deadline."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csconsole.tickets.model import Ticket
from csconsole.tickets.shop_hours import USUAL, Deadlines


@dataclass(frozen=True)
class Clock:
    """One clock of a ticket.

    Attributes:
        name: `response`, `solution` or `platform`.
        due: when it runs out.
        stands: whether it stands still, because the buyer has to act.
    """

    name: str
    due: datetime
    stands: bool = False


def clocks(ticket: Ticket, now: datetime, deadlines: Deadlines = USUAL) -> list[Clock]:
    """The clocks that still run, the next to run out first."""
    if ticket.closed is not None:
        return []
    running = [
        Clock("solution", solution_due(ticket, now, deadlines), stands=ticket.paused is not None)
    ]
    if ticket.responded is None:
        running.append(Clock("response", response_due(ticket, deadlines)))
    platform = platform_due(ticket)
    if platform is not None:
        running.append(Clock("platform", platform))
    return sorted(running, key=lambda clock: clock.due)


def response_due(ticket: Ticket, deadlines: Deadlines = USUAL) -> datetime:
    """Until when the buyer must have had a first reply."""
    hours = timedelta(hours=deadlines.hours[ticket.tier][0])
    return deadlines.open.after(ticket.tier_since, hours)


def solution_due(ticket: Ticket, now: datetime, deadlines: Deadlines = USUAL) -> datetime:
    """Until when the case must be solved; the time in which the buyer had to act is added.

    That time, like the solution's own, counts in the shop's hours: nights are not added twice.
    """
    stood = timedelta(seconds=ticket.paused_for)
    if ticket.paused is not None:
        stood += deadlines.open.between(ticket.paused, now)
    hours = timedelta(hours=deadlines.hours[ticket.tier][1])
    return deadlines.open.after(ticket.tier_since, hours + stood)


def platform_due(ticket: Ticket) -> datetime | None:
    """When the platform decides by itself, which does so at any hour; None where nobody knows."""
    told = ticket.fields.get("platform_due")
    return datetime.fromtimestamp(told, UTC) if isinstance(told, int) else None


def next_due(ticket: Ticket, deadlines: Deadlines = USUAL) -> datetime | None:
    """When the next of its clocks and actions runs out as things stand; None for never.

    A clock that stands counts only if it had run out before: it is late then, whatever the time.
    """
    if ticket.closed is not None:
        return None
    running = clocks(ticket, ticket.paused or ticket.tier_since, deadlines)
    due = [action.due for action in ticket.owed if action.due is not None]
    due += [
        clock.due
        for clock in running
        if not clock.stands or (ticket.paused is not None and clock.due < ticket.paused)
    ]
    return min(due, default=None)


def is_late(ticket: Ticket, now: datetime, deadlines: Deadlines = USUAL) -> bool:
    """Whether a clock or something owed has run out."""
    due = next_due(ticket, deadlines)
    return due is not None and due < now
