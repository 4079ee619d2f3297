"""Ready? What tomorrow needs."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from csconsole.orders.model import USUAL_PROMISE, Stage
from csconsole.orders.products.model import Standing, code_of
from csconsole.selfcheck.model import Finding, Notice, What
from csconsole.selfcheck.rules.scene import Scene, found

_A_DAY = timedelta(days=1)
_LOOKED_BACK = 60 * 24 * 3600  # seconds
NOBODY = ""  # who reads a notice in a shop that keeps no agents


def plans(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Plans of the day, and of days before it, that are not done."""
    where = "day <= ? AND (done IS NULL OR done > ?)"
    kept = scene.kept.plans(where, [scene.day.isoformat(), scene.moment])
    rows = [(one.id, () if one.day == scene.day else (one.day.isoformat(),), None) for one in kept]
    return found(What.PLAN, rows)


def stock(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Products of which there are fewer pieces than there should be."""
    low = scene.products.low_stock()
    rows = [(one.sku, (str(one.stock), str(one.safety_stock)), None) for one in low]
    return found(What.PRODUCT, rows)


def pairings(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Products that are offered with another one that is sold out, or that nobody knows."""
    known = {}
    products = scene.products.all()
    for product in products:
        for code in (product.sku, *product.aliases):
            known[code_of(code)] = product
    rows = []
    for product in products:
        others = [(code, known.get(code_of(code))) for code in product.pairings]
        gone = tuple(
            code for code, other in others if other is None or other.standing is Standing.SOLD_OUT
        )
        if gone:
            rows.append((product.sku, gone, None))
    return found(What.PRODUCT, rows)


def notices(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Notices of the day and the next one that some agent has not read."""
    tomorrow = scene.day + _A_DAY
    kept = scene.kept.notices(
        "[first] <= ? AND last >= ?", [tomorrow.isoformat(), scene.day.isoformat()]
    )
    rows = [(one.id, unread, None) for one in kept if (unread := _unread(scene, one))]
    return found(What.NOTICE, rows)


def replies_ending(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Approved replies whose last day it is."""
    ending = [one for one in scene.replies() if one.valid_until == scene.day]
    return found(What.REPLY, [(one.id, ("ends",), None) for one in ending])


def replies_starting(scene: Scene, _given: Mapping[str, Any]) -> Finding:
    """Approved replies that hold from the next day on."""
    starting = [one for one in scene.replies() if one.valid_from == scene.day + _A_DAY]
    return found(What.REPLY, [(one.id, ("starts",), None) for one in starting])


def orders_to_send(scene: Scene, given: Mapping[str, Any]) -> Finding:
    """Paid orders that were not sent and must be within some hours, the most urgent first."""
    # An order that was sent after the day had not been sent on it.
    waits, values = "o.stage = :paid", {"paid": Stage.PAID.value}
    if scene.is_over:
        waits = (
            f"(o.stage = :paid OR o.shipped_at > :moment) AND o.created <= :moment "
            f"AND o.created >= :begin - {_LOOKED_BACK}"
        )
    due = "coalesce(o.promised, coalesce(o.paid_at, o.created) + :usual)"
    rows = scene.select(
        f"SELECT o.id, {due} FROM orders o WHERE {waits} AND o.deleted = 0{scene.of_shop('o')} "  # noqa: S608
        f"AND {due} <= :until ORDER BY {due}, o.no",
        until=scene.moment + given["hours"] * 3600,
        usual=int(USUAL_PROMISE.total_seconds()),
        **values,
    )
    return found(What.ORDER, [(id_, ("send",), due) for id_, due in rows])


def _unread(scene: Scene, notice: Notice) -> tuple[str, ...]:
    """Who has not read a notice; in a shop without agents anybody may have."""
    read = {agent for agent, at in notice.acknowledged.items() if at.timestamp() <= scene.moment}
    if scene.agents:
        return tuple(agent for agent in scene.agents if agent not in read)
    return () if read else (NOBODY,)
