"""The clocks of a ticket: first response, solution, and the platform's own deadline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csconsole.tickets.model import Ticket, Tier

# Hours until the first response, and until the solution: the design's section 2.
USUAL_HOURS: Mapping[Tier, tuple[int, int]] = {
    Tier.ORDINARY: (24, 48),
    Tier.URGENT: (4, 24),
    Tier.MAJOR: (1, 12),
}


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


def clocks(
    ticket: Ticket, now: datetime, hours: Mapping[Tier, tuple[int, int]] = USUAL_HOURS
) -> list[Clock]:
    """The clocks that still run, the next to run out first."""
    if ticket.closed is not None:
        return []
    running = [
        Clock("solution", solution_due(ticket, now, hours), stands=ticket.paused is not None)
    ]
    if ticket.responded is None:
        running.append(Clock("response", response_due(ticket, hours)))
    platform = platform_due(ticket)
    if platform is not None:
        running.append(Clock("platform", platform))
    return sorted(running, key=lambda clock: clock.due)


def response_due(ticket: Ticket, hours: Mapping[Tier, tuple[int, int]] = USUAL_HOURS) -> datetime:
    """Until when the buyer must have had a first reply."""
    return ticket.tier_since + timedelta(hours=hours[ticket.tier][0])


def solution_due(
    ticket: Ticket, now: datetime, hours: Mapping[Tier, tuple[int, int]] = USUAL_HOURS
) -> datetime:
    """Until when the case must be solved; the time in which the buyer had to act is added."""
    stood = timedelta(seconds=ticket.paused_for)
    if ticket.paused is not None:
        stood += max(timedelta(), now - ticket.paused)
    return ticket.tier_since + timedelta(hours=hours[ticket.tier][1]) + stood


def platform_due(ticket: Ticket) -> datetime | None:
    """When the platform decides by itself; None where nobody knows."""
    told = ticket.fields.get("platform_due")
    return datetime.fromtimestamp(told, UTC) if isinstance(told, int) else None


def is_late(ticket: Ticket, now: datetime) -> bool:
    """Whether a clock or something owed has run out."""
    actions = (action.due for action in ticket.owed if action.due is not None)
    due = [*(clock.due for clock in clocks(ticket, now)), *actions]
    return ticket.closed is None and any(moment < now for moment in due)
