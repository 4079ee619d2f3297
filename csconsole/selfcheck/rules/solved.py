"""Solved? What had to be done on the day and is not."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from csconsole.selfcheck.model import Finding, What
from csconsole.selfcheck.rules.scene import Scene, found, one_of
from csconsole.tickets.model import Deed, Tier
from csconsole.tickets.rows import moment
from csconsole.tickets.shop_hours import Deadlines

_OPENED = "coalesce(t.tier_since, t.opened)"


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
            "AND t.deleted = 0 ORDER BY a.due, a.id"
        )
    return found(What.TICKET, [(id_, (deed,), due) for id_, deed, due in rows])


def responses_late(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets whose buyers waited too long for a first reply."""
    answered = "(t.responded IS NULL OR t.responded > :moment)"
    hours, values = _hours(scene.deadlines, 0)
    rows = scene.select(
        f"SELECT t.id, t.tier, {_OPENED} FROM tickets t WHERE {scene.open_tickets} "  # noqa: S608
        f"AND {answered} AND {_OPENED} + 3600 * {hours} < :moment ORDER BY t.opened",
        **values,
    )
    late: list[tuple[str, tuple[str, ...], int | None]] = []
    for id_, tier, since in rows:
        due = _after(scene.deadlines, since, scene.deadlines.hours[_tier(tier)][0] * 3600)
        if due < scene.moment:
            late.append((id_, ("response",), due))
    return found(What.TICKET, sorted(late, key=_due))


def solutions_late(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets that should have been solved; the time in which the buyer acts is left out.

    A clock that stands is late only if it had run out before it stopped.
    """
    hours, values = _hours(scene.deadlines, 1)
    rows = scene.select(
        f"SELECT t.id, t.tier, {_OPENED}, t.paused, coalesce(t.paused_for, 0) FROM tickets t "  # noqa: S608
        f"WHERE {scene.open_tickets} AND {_OPENED} + 3600 * {hours} + coalesce(t.paused_for, 0) "
        "< coalesce(t.paused, :moment) ORDER BY t.opened",
        **values,
    )
    late: list[tuple[str, tuple[str, ...], int | None]] = []
    for id_, tier, since, paused, stood in rows:
        allowed = scene.deadlines.hours[_tier(tier)][1] * 3600 + stood
        due = _after(scene.deadlines, since, allowed)
        until = scene.moment if paused is None else min(paused, scene.moment)
        if due < until:
            late.append((id_, ("solution",), due))
    return found(What.TICKET, sorted(late, key=_due))


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
    usual = deadlines.hours[Tier.ORDINARY][at]
    return (
        "CASE t.tier WHEN 'urgent' THEN :urgent WHEN 'major' THEN :major ELSE :ordinary END",
        {
            "urgent": deadlines.hours[Tier.URGENT][at],
            "major": deadlines.hours[Tier.MAJOR][at],
            "ordinary": usual,
        },
    )


def _after(deadlines: Deadlines, since: int, allowed: int) -> int:
    """When a clock runs out that began at a moment, in the shop's hours."""
    if deadlines.open.never_close:
        return since + allowed
    start = moment(since)
    if start is None:
        return since + allowed
    return int(deadlines.open.after(start, timedelta(seconds=allowed)).timestamp())


def _tier(told: str | None) -> Tier:
    return Tier(told) if told in set(Tier) else Tier.ORDINARY


def _due(row: tuple[str, tuple[str, ...], int | None]) -> int:
    return row[2] or 0
