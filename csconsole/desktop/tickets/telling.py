"""How a ticket is told in the window: its clocks, values, tiers, deeds; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from csconsole.desktop.orders.words import left_text, left_tone, moment_text
from csconsole.language import N_, _
from csconsole.orders.amounts import decimal, written
from csconsole.orders.model import Money
from csconsole.tickets.clocks import Clock
from csconsole.tickets.labels import deed_name, tier_name
from csconsole.tickets.model import (
    FieldKind,
    FieldRule,
    NextAction,
    State,
    Ticket,
    Workflow,
)
from csconsole.tickets.moving import in_language
from csconsole.workspace.ticket_replies import Follows

CLOCKS = {
    "response": N_("First reply"),
    "solution": N_("Solution"),
    "platform": N_("Platform"),
}

__all__ = ["deed_name", "tier_name"]


@dataclass(frozen=True)
class Badge:
    """What runs out next, in words and with the name of its colour."""

    text: str
    tone: str


def badge(ticket: Ticket, clocks: Sequence[Clock], now: datetime) -> Badge:
    """What runs out next on a ticket."""
    if ticket.closed is not None:
        return Badge(_("ended {when}").format(when=moment_text(ticket.closed, now)), "done")
    told = [(clock.due, _(CLOCKS[clock.name])) for clock in clocks if not clock.stands]
    told += [(one.due, deed_name(one.deed)) for one in ticket.owed if one.due is not None]
    if not told:
        return Badge(_("waits for the buyer"), "quiet")
    due, what = min(told, key=lambda one: one[0])
    return Badge(f"{what}: {left_text(due, now)}", left_tone(due, now))


def clock_text(clock: Clock, now: datetime) -> str:
    """One clock and when it ends; how much is left of the next one, the badge says."""
    ends = _("stands still") if clock.stands else moment_text(clock.due, now)
    return f"{_(CLOCKS[clock.name])} {ends}"


def clock_tone(clock: Clock, now: datetime) -> str:
    """The colour of that."""
    return "quiet" if clock.stands else left_tone(clock.due, now)


def owed_text(action: NextAction, now: datetime) -> str:
    """What is owed, until when and how long that is."""
    if action.due is None:
        return deed_name(action.deed)
    when = moment_text(action.due, now)
    return f"{deed_name(action.deed)} · {when} · {left_text(action.due, now)}"


def money_text(amount: int, currency: str) -> str:
    """An amount with its sign."""
    return written(Money(amount, currency), "")


def typed(rule: FieldRule, value: Any, currency: str, now: datetime) -> str:
    """A value as somebody would type it into its field; "" for none."""
    if value in (None, "", []):
        return ""
    if rule.kind is FieldKind.MONEY:
        return f"{decimal(Money(value, currency))}"
    if rule.kind is FieldKind.MOMENT:
        return f"{datetime.fromtimestamp(value, UTC).astimezone(now.tzinfo):%Y-%m-%d %H:%M}"
    if rule.kind is FieldKind.LINES:
        return lines_text(value)
    return str(value)


def lines_text(lines: Sequence[Mapping[str, int]]) -> str:
    """Goods as a form takes them: LINE:COUNT."""
    return ", ".join(f"{one['line']}:{one['quantity']}" for one in lines)


def follows_text(follows: Follows | None, workflow: Workflow) -> str:
    """What follows from sending a reply, in words; "" for nothing but the record."""
    if follows is None:
        return ""
    told = []
    if follows.to:
        told.append(state_name(workflow.states[follows.to]))
    if follows.contact is not None:
        told.append(_("next contact in {hours} h").format(hours=follows.contact))
    owed = [
        _("{deed} in {hours} h").format(deed=deed_name(deed), hours=hours)
        for deed, hours in follows.owes.items()
    ]
    return " · ".join([*told, *owed])


def state_name(state: State) -> str:
    """What a state is called."""
    return in_language(state.label)


def left_tone_of(due: datetime | None, now: datetime) -> str:
    """The colour of what is due then, or some day."""
    return "text" if due is None or left_tone(due, now) == "quiet" else left_tone(due, now)
