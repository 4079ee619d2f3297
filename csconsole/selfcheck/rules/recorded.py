"""Recorded? Where a problem of the day seems to stand in no table."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from csconsole.selfcheck.model import Finding, What
from csconsole.selfcheck.rules.scene import Scene, found, one_of
from csconsole.tickets.model import Kind, WaitsFor
from csconsole.tickets.platform_words import platform_words
from csconsole.tickets.workflow_file import workflows

_ENDED = {"withdrawn", "refunded", "exchanged"}  # what ends a case on the platform
_LOOKED_BACK = 60 * 24 * 3600  # seconds; an older order is in no after-sales any more
_EMPTY = "(t.[{name}] IS NULL OR t.[{name}] IN ('', 'null', '\"\"', '[]'))"


def replies_without_ticket(scene: Scene, given: Mapping[str, Any]) -> Finding:
    """Orders to whose buyers a reply of a category was sent on the day, and no ticket stands."""
    categories: Sequence[str] = given["categories"]
    inside = " OR ".join(
        f"r.category = :category{at} OR r.category LIKE :category{at} || '/%'"
        for at in range(len(categories))
    )
    rows = scene.select(
        "SELECT u.order_id, u.reply FROM reply_uses u JOIN replies r ON r.id = u.reply "  # noqa: S608
        "WHERE u.deleted = 0 AND u.at >= :begin * 1000 AND u.at < :end * 1000 "
        f"AND u.order_id != '' AND ({inside}){scene.of_shops_order('u.order_id')} "
        f"AND {scene.without_ticket.format(order='u.order_id')} ORDER BY u.at",
        **one_of("category", categories)[1],
    )
    return found(What.ORDER, [(order, about, None) for order, about in _by_order(rows).items()])


def notes_without_ticket(scene: Scene, given: Mapping[str, Any]) -> Finding:
    """Orders of which a note of the day has one of the words, and no ticket stands."""
    words: Sequence[str] = given["words"]
    rows = scene.select(
        "SELECT n.order_id, n.text FROM order_notes n WHERE n.deleted = 0 "  # noqa: S608
        "AND n.at >= :begin AND n.at < :end AND n.order_id IS NOT NULL"
        f"{scene.of_shops_order('n.order_id')} "
        f"AND {scene.without_ticket.format(order='n.order_id')} ORDER BY n.at"
    )
    told = [
        (order, word) for order, text in rows for word in [_first_word(text or "", words)] if word
    ]
    return found(What.ORDER, [(order, about, None) for order, about in _by_order(told).items()])


def cases_without_ticket(scene: Scene, given: Mapping[str, Any]) -> Finding:
    """Orders with after-sales on the platform, as its exports tell, and no ticket."""
    told: dict[str, tuple[tuple[str, ...], int | None]] = {}
    for order, status, deadline in _platform_cases(scene):
        told.setdefault(order, ((status,) if status else (), deadline))
    for order, status in _orders_in_words(scene, given["words"]):
        told.setdefault(order, ((status,), None))
    return found(What.ORDER, [(order, *about) for order, about in told.items()])


def fields_missing(scene: Scene, given: Mapping[str, Any]) -> Finding:
    """Tickets that are open, or were opened or closed on the day, with empty required fields.

    Required is what the list says, and what every way into their state has asked for.
    """
    wanted: list[tuple[str, tuple[str, ...], int | None]] = []
    for kind in Kind:
        by_state = _required(kind, tuple(given["fields"].get(kind.value, ())))
        names = sorted({name for required in by_state.values() for name in required})
        if not names:
            continue
        empty = [_EMPTY.format(name=name) for name in names]
        rows = scene.select(
            f"SELECT t.id, t.state, {', '.join(empty)} FROM tickets t WHERE t.kind = :kind "  # noqa: S608
            f"AND ({scene.open_tickets} OR t.deleted = 0 AND t.opened >= :begin "
            "AND t.opened < :end OR t.deleted = 0 AND t.closed >= :begin AND t.closed < :end)"
            f"{scene.of_shop('t')} "
            f"AND ({' OR '.join(empty)}) AND coalesce(t.goes_on_in, '') = '' ORDER BY t.opened",
            kind=kind.value,
        )
        for id_, state, *is_empty in rows:
            missing = [name for name, gap in zip(names, is_empty, strict=True) if gap]
            about = tuple(name for name in missing if name in by_state.get(state, ()))
            if about:
                wanted.append((id_, about, None))
    return found(What.TICKET, wanted)


def cases_without_action(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Open tickets that wait for the shop, and nobody owes anything on them.

    A new one needs no action: the clock of its first response runs.
    """
    waiting = [
        f"{kind.value} {state.name}"
        for kind, workflow in workflows().items()
        for state in workflow.states.values()
        if state.waits_for is WaitsFor.SHOP and state.name != workflow.start
    ]
    marks, values = one_of("state", waiting)
    rows = scene.select(
        f"SELECT t.id, t.kind, t.state FROM tickets t WHERE {scene.open_tickets} "  # noqa: S608
        f"AND t.kind || ' ' || t.state IN ({marks}) AND t.next_contact IS NULL AND NOT EXISTS "
        f"(SELECT 1 FROM ticket_actions a WHERE a.ticket = t.id AND {scene.owed_actions}) "
        "ORDER BY t.opened",
        **values,
    )
    return found(What.TICKET, [(id_, (kind, state), None) for id_, kind, state in rows])


def _required(kind: Kind, always: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The fields that a ticket of a kind must have, by its state."""
    workflow = workflows()[kind]
    required = {}
    for state in workflow.states:
        ways = [frozenset(move.needs) for move in workflow.moves if move.to == state]
        asked = frozenset.intersection(*ways) if ways and state != workflow.start else frozenset()
        # A case that was called off needs not be filled in to its end.
        called_off = workflow.states[state].ends and not asked
        required[state] = asked if called_off else asked | set(always)
    return required


def _platform_cases(scene: Scene) -> list[Any]:
    """The platform's cases that go on, or began on the day, and have no ticket."""
    rows = scene.select(
        "SELECT r.order_id, r.status, r.deadline, r.applied, r.kind FROM refunds r "  # noqa: S608
        "WHERE r.deleted = 0 AND r.order_id IS NOT NULL AND coalesce(r.applied, 0) < :end"
        f"{scene.of_shops_order('r.order_id')} "
        f"AND {scene.without_ticket.format(order='r.order_id')} ORDER BY r.deadline, r.applied"
    )
    words = platform_words()
    ended: dict[str, bool] = {}
    kept = []
    for order, status, deadline, applied, kind in rows:
        text = status or ""
        if text not in ended:
            ended[text] = words.statuses.meaning(text) in _ENDED
        if ended[text] and not scene.begin <= (applied or 0) < scene.end:
            continue
        if words.types.meaning(kind or "") != "none":
            kept.append((order, text, deadline))
    return kept


def _orders_in_words(scene: Scene, words: Sequence[str]) -> list[tuple[str, str]]:
    """The late orders whose own status, or that of a line, says that they are in after-sales."""
    inside = " OR ".join(
        f"instr(o.status, :word{at}) OR instr(o.lines, :word{at})" for at in range(len(words))
    )
    rows = scene.select(
        "SELECT o.id, o.status, o.lines FROM orders o WHERE o.deleted = 0 "  # noqa: S608
        f"AND o.created >= :since AND o.created < :end AND ({inside}){scene.of_shop('o')} "
        f"AND {scene.without_ticket.format(order='o.id')} ORDER BY o.created",
        since=scene.begin - _LOOKED_BACK,
        **one_of("word", words)[1],
    )
    return [
        (order, next(word for word in words if word in (status or "") or word in (lines or "")))
        for order, status, lines in rows
    ]


def _first_word(text: str, words: Sequence[str]) -> str:
    folded = text.casefold()
    return next((word for word in words if word.casefold() in folded), "")


def _by_order(rows: Sequence[Any]) -> dict[str, tuple[str, ...]]:
    told: dict[str, dict[str, None]] = defaultdict(dict)
    for order, about in rows:
        told[order][about] = None
    return {order: tuple(about) for order, about in told.items()}
