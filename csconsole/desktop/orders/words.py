"""How orders are told in the window: moments, time left, stages, flags; no Qt."""

from datetime import datetime, timedelta

from csconsole.language import N_, _
from csconsole.orders.amounts import written
from csconsole.orders.model import Flag, Money, Order, Stage, due_to_send

SOON = timedelta(hours=12)
_HOUR, _DAY = 60, 24 * 60  # minutes

FLAGS = {
    Flag.RED: N_("Red"),
    Flag.YELLOW: N_("Yellow"),
    Flag.GREEN: N_("Green"),
    Flag.BLUE: N_("Blue"),
    Flag.PURPLE: N_("Purple"),
    Flag.ORANGE: N_("Orange"),
    Flag.GREY: N_("Grey"),
}
_STAGES = {
    Stage.UNPAID: N_("Not paid"),
    Stage.PAID: N_("To be sent"),
    Stage.SHIPPED: N_("Sent"),
    Stage.DONE: N_("Finished"),
    Stage.CLOSED: N_("Closed"),
}
_TONES = {Stage.PAID: "due", Stage.SHIPPED: "accent", Stage.DONE: "done"}


def flag_name(flag: Flag) -> str:
    """What a flag is called."""
    return _(FLAGS[flag])


def status_text(order: Order) -> str:
    """How far an order has come: in the platform's own words, else in ours."""
    if order.status:
        return order.status
    return _(_STAGES[order.stage]) if order.stage else ""


def status_tone(order: Order) -> str:
    """The colour of that."""
    return _TONES.get(order.stage, "quiet") if order.stage else "quiet"


def money_text(money: Money | None) -> str:
    """An amount; "" for none."""
    return written(money, "") if money else ""


def moment_text(at: datetime, now: datetime) -> str:
    """A moment as near as it is: today and yesterday in words, the year only where it differs."""
    local = at.astimezone(now.tzinfo)
    days = (now.date() - local.date()).days
    clock = f"{local:%H:%M}"
    named = {0: _("today {time}"), 1: _("yesterday {time}"), -1: _("tomorrow {time}")}.get(days)
    if named:
        return named.format(time=clock)
    return f"{local:%m-%d} {clock}" if local.year == now.year else f"{local:%Y-%m-%d} {clock}"


def day_text(at: datetime, now: datetime) -> str:
    """The day of a moment, in few signs."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d}" if local.year == now.year else f"{local:%Y-%m-%d}"


def exact_text(at: datetime, now: datetime) -> str:
    """A moment to the second."""
    return f"{at.astimezone(now.tzinfo):%Y-%m-%d %H:%M:%S}"


def left_text(due: datetime, now: datetime) -> str:
    """How much time is left, or how late it is."""
    if due < now:
        return _("{time} late").format(time=_length(now - due))
    return _("{time} left").format(time=_length(due - now))


def left_tone(due: datetime, now: datetime) -> str:
    """The colour of that: what is late and what is near stand out."""
    return "late" if due < now else "due" if due - now <= SOON else "quiet"


def due_of(order: Order) -> datetime | None:
    """Until when an order must be sent, while that is still to be done."""
    return due_to_send(order) if order.stage is Stage.PAID else None


def name_and_tags(name: str, *tags: str) -> str:
    """A buyer with what is said of the buyer."""
    return " · ".join(part for part in (name, *tags) if part)


def _length(time: timedelta) -> str:
    minutes = int(time.total_seconds()) // 60
    if minutes >= _DAY:
        days, rest = divmod(minutes, _DAY)
        return _("{days} d {hours} h").format(days=days, hours=rest // _HOUR)
    if minutes >= _HOUR:
        return _("{hours} h").format(hours=minutes // _HOUR)
    return _("{minutes} min").format(minutes=minutes)
