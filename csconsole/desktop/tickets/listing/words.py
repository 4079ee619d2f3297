"""How tickets are told in lists: kinds, tiers, what is owed, what runs out next; no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from csconsole.language import N_, _, ngettext
from csconsole.tickets.clocks import clocks
from csconsole.tickets.labels import deed_name
from csconsole.tickets.model import Deed, Ticket, Tier, WaitsFor, Workflow
from csconsole.tickets.shop_hours import Deadlines

SOON = timedelta(hours=12)
_HOUR, _DAY = 60, 24 * 60  # minutes

CLOCKS: Mapping[str, str] = {
    "response": N_("first reply"),
    "solution": N_("solution"),
    "platform": N_("platform's deadline"),
}
_TIER_TONES = {Tier.ORDINARY: "quiet", Tier.URGENT: "due", Tier.MAJOR: "late"}
_WAITING = {
    WaitsFor.SHOP: N_("waits for us"),
    WaitsFor.BUYER: N_("waits for the buyer"),
    WaitsFor.COURIER: N_("waits for the courier"),
    WaitsFor.NOBODY: "",
}


@dataclass(frozen=True)
class Badge:
    """A few words with the name of their colour."""

    text: str = ""
    tone: str = "quiet"


def tier_tone(tier: Tier) -> str:
    """The colour of a tier."""
    return _TIER_TONES[tier]


def what_text(what: str) -> str:
    """What runs out: a clock, or an action by its name."""
    return _(CLOCKS[what]) if what in CLOCKS else deed_name(Deed(what))


def badge_of(ticket: Ticket, workflow: Workflow, now: datetime, deadlines: Deadlines) -> Badge:
    """What runs out next on a ticket, or whom it waits for."""
    if ticket.closed is not None:
        return Badge(_("closed {day}").format(day=day_text(ticket.closed, now)))
    state = workflow.states.get(ticket.state)
    waits = state.waits_for if state is not None else WaitsFor.NOBODY
    coming = [
        (clock.due, clock.name)
        for clock in clocks(ticket, now, deadlines)
        if not clock.stands or (ticket.paused is not None and clock.due < ticket.paused)
    ]
    coming += [(one.due, one.deed.value) for one in ticket.owed if one.due is not None]
    if coming:
        due, what = min(coming)
        if due - now <= SOON or waits in {WaitsFor.SHOP, WaitsFor.NOBODY}:
            return due_badge(what_text(what), due, now)
    return Badge(_(_WAITING[waits]) if _WAITING[waits] else "")


def due_badge(what: str, due: datetime | None, now: datetime) -> Badge:
    """Until when something is due; "" for `what` where it is told beside."""
    if due is None:
        return Badge(what)
    if due < now:
        told = late_text(now - due)
        return Badge(f"{what} {told}".strip(), "late")
    told = _("due {time}").format(time=moment_text(due, now))
    return Badge(f"{what} {told}".strip(), "due" if due - now <= SOON else "quiet")


def late_text(late: timedelta) -> str:
    """How late something is, in the largest unit that says it."""
    minutes = max(1, int(late.total_seconds()) // 60)
    if minutes >= 2 * _DAY:
        return _("late {days} d").format(days=minutes // _DAY)
    if minutes >= _HOUR:
        return _("late {hours} h").format(hours=minutes // _HOUR)
    return _("late {minutes} min").format(minutes=minutes)


def moment_text(at: datetime, now: datetime) -> str:
    """A moment as near as it is: today only the hour, tomorrow in words, else the day."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    if (local.date() - now.date()).days == 1:
        return _("tomorrow {time}").format(time=f"{local:%H:%M}")
    return f"{day_text(at, now)} {local:%H:%M}"


def day_text(at: datetime, now: datetime) -> str:
    """The day of a moment, in few signs."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return _("today")
    return f"{local:%m-%d}" if local.year == now.year else f"{local:%Y-%m-%d}"


def end_of_day(now: datetime) -> datetime:
    """The moment at which the day of another one ends."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def count_text(count: int) -> str:
    """So many tickets, in words."""
    return ngettext("{count} ticket", "{count} tickets", count).format(count=count)
