"""Solved? What had to be done on the day and is not."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from csconsole.selfcheck.model import Finding, Row, What
from csconsole.selfcheck.rules.scene import MOST_ROWS, Scene, found, one_of
from csconsole.tickets.model import Deed, Tier
from csconsole.tickets.rows import moment as moment_of
from csconsole.tickets.shop_hours import Deadlines

_OPENED = "coalesce(t.tier_since, t.opened)"
_RESPONSE, _SOLUTION = 0, 1  # where the hours stand in the shop's rules
_A_DAY = 86_400
_FAR = 3660 * _A_DAY  # a shop that was closed for so long has no clocks


def actions_due(scene: Scene, given: Mapping[str, Any]) -> Finding:
    """Actions of some kinds that are owed and were due by the end of the day; visits too."""
    deeds = given["deeds"]
    marks, values = one_of("deed", deeds)
    rows = scene.select(
        "SELECT a.ticket, a.deed, a.due FROM ticket_actions a JOIN tickets t ON t.id = a.ticket "  # noqa: S608
        f"WHERE {scene.owed_actions} AND a.due < :end AND a.deed IN ({marks}) "
        f"AND {scene.open_tickets} ORDER BY a.due, a.id",
        **values,
    )
    if Deed.FOLLOW_UP.value in deeds:
        rows += scene.select(
            "SELECT a.ticket, 'follow-up', a.due FROM ticket_visits a "  # noqa: S608
            f"JOIN tickets t ON t.id = a.ticket WHERE {scene.owed_actions} AND a.due < :end "
            f"AND t.deleted = 0{scene.of_shop('t')} ORDER BY a.due, a.id"
        )
    return found(What.TICKET, [(id_, (deed,), due) for id_, deed, due in rows])


def responses_late(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets whose buyers waited too long for a first reply."""
    hours, values = _hours(scene.deadlines, _RESPONSE)
    rows = scene.select(
        f"SELECT t.id, t.tier, {_OPENED}, NULL, 0 FROM tickets t WHERE {scene.open_tickets} "  # noqa: S608
        "AND (t.responded IS NULL OR t.responded > :moment) "
        f"AND {_OPENED} + 3600 * {hours} < :moment ORDER BY {_OPENED} + 3600 * {hours}, t.id",
        **values,
    )
    return _late(scene, rows, _RESPONSE, "response")


def solutions_late(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets that should have been solved; the time in which the buyer acts is left out.

    A clock that stands is late only if it had run out before it stopped.
    """
    hours, values = _hours(scene.deadlines, _SOLUTION)
    due = f"{_OPENED} + 3600 * {hours} + coalesce(t.paused_for, 0)"
    rows = scene.select(
        f"SELECT t.id, t.tier, {_OPENED}, t.paused, coalesce(t.paused_for, 0) FROM tickets t "  # noqa: S608
        f"WHERE {scene.open_tickets} AND {due} < coalesce(t.paused, :moment) ORDER BY {due}, t.id",
        **values,
    )
    return _late(scene, rows, _SOLUTION, "solution")


def contacts_due(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets whose next contact was due by the end of the day."""
    return _field_due(scene, "next_contact", "contact", scene.end)


def platform_deadlines(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets that the platform decides by itself before the next noon."""
    return _field_due(scene, "platform_due", "platform", scene.noon)


def _field_due(scene: Scene, field: str, about: str, until: int) -> Finding:
    rows = scene.select(
        f"SELECT t.id, CAST(t.{field} AS INTEGER) FROM tickets t WHERE {scene.open_tickets} "  # noqa: S608
        f"AND t.{field} IS NOT NULL AND CAST(t.{field} AS INTEGER) BETWEEN 1 AND :until "
        f"ORDER BY CAST(t.{field} AS INTEGER)",
        until=until - 1,
    )
    return found(What.TICKET, [(id_, (about,), due) for id_, due in rows])


def _hours(deadlines: Deadlines, at: int) -> tuple[str, dict[str, int]]:
    """The hours of a ticket's tier in SQL: the clock runs at least so long, nights left out."""
    return (
        "CASE t.tier WHEN 'urgent' THEN :urgent WHEN 'major' THEN :major ELSE :ordinary END",
        {tier.value: deadlines.hours[tier][at] for tier in Tier},
    )


def _late(scene: Scene, rows: Sequence[Any], at: int, about: str) -> Finding:
    """Those of which the clock has run out in the shop's hours.

    Rows are (id, tier, since, paused since, seconds that it stood), in the order in which the
    clocks would run out day and night.
    """
    deadlines = scene.deadlines
    hours = {tier: 3600 * deadlines.hours[tier][at] for tier in Tier}
    latest = {tier: _latest_start(deadlines, hours[tier], scene.moment) for tier in Tier}

    def is_late(tier: Tier, since: int, paused: int | None, stood: int) -> bool:
        if paused is None and not stood:
            return since <= latest[tier]
        until = scene.moment if paused is None else min(paused, scene.moment)
        return _after(deadlines, since, hours[tier] + stood) < until

    late = [
        (id_, _tier(tier), since, stood)
        for id_, tier, since, paused, stood in rows
        if is_late(_tier(tier), since, paused, stood)
    ]
    shown = [
        Row(What.TICKET, id_, (about,), _after(deadlines, since, hours[tier] + stood))
        for id_, tier, since, stood in late[:MOST_ROWS]
    ]
    return Finding(len(late), tuple(sorted(shown, key=lambda row: row.due or 0)))


def _latest_start(deadlines: Deadlines, allowed: int, moment: int) -> int:
    """The latest second from which a clock has run out before a moment.

    A clock that begins later never runs out earlier, so that a few of them need be looked at, and
    not that of each ticket.
    """
    never, step = moment - allowed, _A_DAY
    while _after(deadlines, never - step, allowed) >= moment and step < _FAR:
        step *= 2
    late = never - step
    while never - late > 1:
        middle = (never + late) // 2
        if _after(deadlines, middle, allowed) < moment:
            late = middle
        else:
            never = middle
    return late


def _after(deadlines: Deadlines, since: int, allowed: int) -> int:
    """When a clock runs out that began at a moment, in the shop's hours."""
    start = None if deadlines.open.never_close else moment_of(since)
    if start is None:
        return since + allowed
    return int(deadlines.open.after(start, timedelta(seconds=allowed)).timestamp())


def _tier(told: str | None) -> Tier:
    return Tier(told) if told in set(Tier) else Tier.ORDINARY
