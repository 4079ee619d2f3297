"""What a row of the list of orders shows; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from csconsole.desktop.orders import words
from csconsole.language import _
from csconsole.orders.model import Flag, Order
from csconsole.people.masking import is_encrypted


@dataclass(frozen=True)
class OrderCard:
    """One order in a list.

    Attributes:
        tone, day_tone: the names of the colours of the status and of what stands at the right.
        day: when it was paid, or how long until it must be sent.
        goods: what was bought, in one line.
    """

    no: str
    buyer: str
    status: str
    tone: str
    paid: str
    day: str
    day_tone: str
    goods: str
    flag: Flag | None

    @property
    def spoken(self) -> str:
        """The whole of it for a screen reader."""
        flag = words.flag_name(self.flag) if self.flag else ""
        parts = (self.no, self.buyer, self.status, flag, self.paid, self.day, self.goods)
        return ", ".join(part for part in parts if part)


def order_card(order: Order, now: datetime, *, is_due: bool) -> OrderCard:
    """An order as a list shows it; `is_due`: with the time left to send it."""
    at = order.paid_at or order.created
    day, tone = (words.day_text(at, now) if at else ""), "quiet"
    due = words.due_of(order)
    if due is not None and (is_due or words.left_tone(due, now) == "late"):
        day, tone = words.left_text(due, now), words.left_tone(due, now)
    return OrderCard(
        no=order.no,
        buyer=_buyer(order) or _("buyer not told"),
        status=words.status_text(order),
        tone=words.status_tone(order),
        paid=words.money_text(order.paid or order.total),
        day=day,
        day_tone=tone,
        goods=_goods(order),
        flag=order.flag,
    )


def _buyer(order: Order) -> str:
    """The buyer, or who gets the parcel, as far as the platform lets one read it."""
    names = (order.buyer, order.recipient.name)
    return next((name for name in names if name and not is_encrypted(name)), "")


def _goods(order: Order) -> str:
    told = []
    for line in order.lines:
        count = f" ×{line.quantity}" if line.quantity not in {None, 1} else ""
        told.append(f"{line.title or line.sku}{count}")
    return "; ".join(told)
