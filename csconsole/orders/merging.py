"""What a file changes in an order that is known already.

A cell that is blank in the file says nothing. What a newer export hides (a masked phone) does not
replace what an older one told. An export that finds the order less far than it is known to be is
older, and fills in only what is missing.
"""

from collections.abc import Mapping
from typing import Any

from csconsole.orders.model import Stage
from csconsole.orders.reading.model import FileOrder, FileRefund
from csconsole.people.masking import is_hidden

Row = Mapping[str, Any]
_FAR = {Stage.UNPAID: 0, Stage.PAID: 1, Stage.SHIPPED: 2, Stage.DONE: 3, Stage.CLOSED: 3}
_PERSONAL = ("recipient", "phone", "address", "buyer")


def order_patch(before: Row | None, told: FileOrder, shop: str) -> dict[str, Any]:
    """The fields of an order that a file changes; all that it tells for a new one."""
    new = {**told.fields, "shop": shop, "no": told.no}
    if "lines" in new:
        new["whole_lines"] = int(told.whole_lines)
    if before is None:
        return new
    if _is_older(before, new):
        new = {name: value for name, value in new.items() if before.get(name) in (None, "")}
    if before.get("whole_lines") and not told.whole_lines:
        new.pop("lines", None)
        new.pop("whole_lines", None)
    if "lines" in new and told.whole_lines and before.get("whole_lines"):
        new["lines"] = _merged_lines(before.get("lines") or [], new["lines"])
    if "extra" in new:
        new["extra"] = {**(before.get("extra") or {}), **new["extra"]}
    for name in _PERSONAL:
        if is_hidden(new.get(name, "")) and before.get(name) and not is_hidden(before[name]):
            del new[name]
    return {name: value for name, value in new.items() if before.get(name) != value}


def refund_patch(before: Row | None, told: FileRefund, order: str) -> dict[str, Any]:
    """The fields of a platform's refund case that a file changes."""
    new: dict[str, Any] = {**told.fields, "no": told.no, "order_id": order}
    if before is None:
        return new
    if "told" in new:
        new["told"] = {**(before.get("told") or {}), **new["told"]}
    return {name: value for name, value in new.items() if before.get(name) != value}


def _is_older(before: Row, new: Row) -> bool:
    known, told = before.get("stage"), new.get("stage")
    if known not in _FAR or told not in _FAR:
        return False
    return _FAR[Stage(told)] < _FAR[Stage(known)]


def _merged_lines(before: list[Any], told: list[Any]) -> list[Any]:
    """Lines with a number of their own replace those of that number; others replace all."""
    numbers = {line.get("item") for line in told}
    if None in numbers or any(not line.get("item") for line in before):
        return told
    new = {line["item"]: line for line in told}
    kept = [new.pop(line["item"], line) for line in before]
    return [*kept, *new.values()]
