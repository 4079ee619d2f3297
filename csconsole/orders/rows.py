"""Stored rows as orders, notes and refund cases."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from csconsole.orders.model import (
    Buyer,
    Flag,
    Line,
    Money,
    Note,
    Order,
    Recipient,
    Refund,
    Shop,
    Stage,
    Waybill,
)

Row = Mapping[str, Any]


def shop_of(row: Row) -> Shop:
    """A shop."""
    return Shop(row["id"], row["platform"] or "", row["name"] or "")


def order_of(row: Row, shop: Shop) -> Order:
    """An order; what a newer or a foreign program wrote wrongly into it is left out."""
    return Order(
        id=row["id"],
        shop=shop,
        no=row["no"] or "",
        buyer=row["buyer"] or "",
        status=row["status"] or "",
        stage=_one_of(Stage, row["stage"]),
        total=_money(row, "total"),
        paid=_money(row, "paid"),
        created=moment(row["created"]),
        paid_at=moment(row["paid_at"]),
        shipped_at=moment(row["shipped_at"]),
        finished_at=moment(row["finished_at"]),
        promised=moment(row["promised"]),
        recipient=Recipient(row["recipient"] or "", row["phone"] or "", row["address"] or ""),
        waybills=_waybills(row),
        lines=tuple(_line(line) for line in row["lines"] or () if isinstance(line, Mapping)),
        buyer_note=row["buyer_note"] or "",
        shop_note=row["shop_note"] or "",
        flag=_one_of(Flag, row["platform_flag"] if row["flag"] is None else row["flag"]),
        extra=row["extra"] or {},
    )


def note_of(row: Row, edited: int) -> Note:
    """A note that was changed so many times."""
    return Note(
        id=row["id"],
        order=row["order_id"],
        at=moment(row["at"]) or datetime.fromtimestamp(0, UTC),
        agent=row["agent"] or "",
        text=row["text"] or "",
        pinned=bool(row["pinned"]),
        edited=edited,
    )


def refund_of(row: Row) -> Refund:
    """A refund case, with all that its sheet told."""
    skipped = {"id", "order_id", "no", "status", "told", "deadline"}
    told = {name: str(value) for name, value in row.items() if value and name not in skipped}
    return Refund(
        id=row["id"],
        order=row["order_id"] or "",
        no=row["no"] or "",
        status=row["status"] or "",
        told={**told, **(row["told"] or {})},
        deadline=moment(row["deadline"]),
    )


def buyer_of(row: Row) -> Buyer:
    """A buyer as the agents have described them."""
    return Buyer(
        id=row["id"],
        platform=row["platform"] or "",
        name=row["name"] or "",
        tier=row["tier"] or "",
        kind=row["kind"] or "",
        no_promises=row["no_promises"] or "",
        tags=tuple(str(tag) for tag in row["tags"] or ()),
    )


def moment(seconds: int | None) -> datetime | None:
    """Seconds since 1970 as a moment, UTC; None where no calendar has it."""
    if seconds is None:
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _money(row: Row, name: str) -> Money | None:
    amount = row[name]
    return None if amount is None else Money(amount, row["currency"] or "CNY")


def _waybills(row: Row) -> tuple[Waybill, ...]:
    """Those that an agent has entered first: they are newer than the export."""
    by_hand, exported = row["hand_waybills"] or (), row["waybills"] or ()
    told = [*((one, True) for one in by_hand), *((one, False) for one in exported)]
    found: dict[str, Waybill] = {}
    for one, is_by_hand in told:
        number = str(one.get("number", "")) if isinstance(one, Mapping) else ""
        if number and number not in found:
            found[number] = Waybill(number, str(one.get("courier", "")), by_hand=is_by_hand)
    return tuple(found.values())


def _line(line: Mapping[str, Any]) -> Line:
    told: dict[str, Any] = {name: str(line.get(name, "")) for name in _TEXTS}
    for name in ("quantity", "price"):
        number = line.get(name)
        told[name] = number if isinstance(number, int) else None
    return Line(**told)


_TEXTS = ("title", "sku", "variant", "item", "goods", "status")


def _one_of(kind: Any, value: Any) -> Any:
    return kind(value) if value in set(kind) else None
