"""Orders as JSON, and as people read them."""

from datetime import datetime
from typing import Any

import click

from csconsole.cli.printing import say
from csconsole.language import _
from csconsole.orders.amounts import written
from csconsole.orders.model import Line, Money, Note, Order, OrderPage
from csconsole.people.masking import masked_address, masked_phone
from csconsole.tickets.model import Ticket
from csconsole.workspace.workspace import Workspace


def order_as_json(
    workspace: Workspace, order: Order, notes: list[Note], *, revealed: bool
) -> dict[str, Any]:
    """What the JSON of every order has; phone and address are masked unless revealed."""
    recipient = order.recipient
    return {
        "no": order.no,
        "shop": order.shop.name,
        "platform": order.platform,
        "buyer": order.buyer,
        "status": order.status,
        "stage": order.stage.value if order.stage else None,
        "paid": _money(order.paid),
        "total": _money(order.total),
        "created": _moment(order.created),
        "paid_at": _moment(order.paid_at),
        "shipped_at": _moment(order.shipped_at),
        "finished_at": _moment(order.finished_at),
        "promised": _moment(order.promised),
        "recipient": {
            "name": recipient.name,
            "phone": recipient.phone if revealed else masked_phone(recipient.phone),
            "address": recipient.address if revealed else masked_address(recipient.address),
        },
        "waybills": [
            {
                "number": one.number,
                "courier": workspace.courier_name(one),
            }
            for one in order.waybills
        ],
        "lines": [_line(line, order) for line in order.lines],
        "buyer_note": order.buyer_note,
        "shop_note": order.shop_note,
        "flag": order.flag.value if order.flag else None,
        "notes": [note_as_json(note) for note in notes],
        "tickets": [_ticket(ticket) for ticket in workspace.tickets.of_order(order.id)],
    }


def page_as_json(page: OrderPage) -> dict[str, Any]:
    """What stands beside the order: its buyer, the buyer's other orders, the refund cases."""
    return {
        "buyer_tags": {
            "tier": page.buyer.tier,
            "kind": page.buyer.kind,
            "no_promises": page.buyer.no_promises,
            "tags": list(page.buyer.tags),
        },
        "other_orders": [order.no for order in page.others],
        "refunds": [
            {
                "no": one.no,
                "status": one.status,
                "deadline": _moment(one.deadline),
                "told": dict(one.told),
            }
            for one in page.refunds
        ],
        "extra": dict(page.order.extra),
    }


def note_as_json(note: Note) -> dict[str, Any]:
    """A note; `edited` is how often it was changed."""
    return {
        "id": note.id,
        "at": _moment(note.at),
        "agent": note.agent,
        "text": note.text,
        "pinned": note.pinned,
        "edited": note.edited,
    }


def show_order(workspace: Workspace, order: Order, *, revealed: bool = False) -> None:
    """An order for people, in a few lines."""
    paid = written(order.paid, "") if order.paid else ""
    parts = (order.no, order.shop.name, order.buyer, order.status, paid)
    flag = order.flag.value if order.flag else ""
    say(click.style(" · ".join(filter(None, (*parts, flag))), bold=True))
    recipient = order.recipient
    phone = recipient.phone if revealed else masked_phone(recipient.phone)
    address = recipient.address if revealed else masked_address(recipient.address)
    if recipient:
        say("  " + " ".join(filter(None, (recipient.name, phone, address))))
    for one in order.waybills:
        say(f"  {one.number} {workspace.courier_name(one)}")
    for line in order.lines:
        count = f" ×{line.quantity}" if line.quantity is not None else ""
        say("  " + " ".join(filter(None, (line.title, line.variant, line.sku))) + count)


def show_notes(notes: list[Note]) -> None:
    """The notes of an order for people."""
    for note in notes:
        pin = _("pinned") + " " if note.pinned else ""
        at = note.at.astimezone().strftime("%Y-%m-%d %H:%M")
        say(f"  {pin}{at} {note.agent}: {note.text}")


def _ticket(ticket: Ticket) -> dict[str, Any]:
    return {
        "id": ticket.id,
        "number": ticket.number,
        "kind": ticket.kind.value,
        "state": ticket.state,
    }


def _line(line: Line, order: Order) -> dict[str, Any]:
    currency = (order.paid or order.total or Money(0, "CNY")).currency
    price = None if line.price is None else Money(line.price, currency)
    return {
        "title": line.title,
        "sku": line.sku,
        "variant": line.variant,
        "quantity": line.quantity,
        "price": _money(price),
        "item": line.item,
        "status": line.status,
    }


def _money(money: Money | None) -> dict[str, Any] | None:
    return {"amount": money.amount, "currency": money.currency} if money else None


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone().isoformat(timespec="seconds") if moment else None
