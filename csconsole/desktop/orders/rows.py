"""The rows of the order panel: every value that is shown of an order, in its order; no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from csconsole.desktop.orders import words
from csconsole.desktop.orders.view import OrderView, Parcel, ShownTicket
from csconsole.language import _, ngettext
from csconsole.orders.model import Buyer, Flag, Line, Money, Note, Order, Refund
from csconsole.people.masking import masked_address, masked_phone, masked_text

_MOST_OTHERS = 8
_MOST_NOTES = 12
_ADDRESSES = ("地址", "address")  # in the header of a column


class Kind(StrEnum):
    """How a row looks, and what can be done with it."""

    HEAD = "head"
    WARNING = "warning"
    HEADING = "heading"
    FACT = "fact"
    BUYER = "buyer"
    PERSONAL = "personal"
    PARCEL = "parcel"
    GOODS = "goods"
    NOTE = "note"
    ORDER = "order"
    TICKET = "ticket"
    MORE = "more"


@dataclass(frozen=True)
class Row:
    """One row of the panel.

    Attributes:
        key: tells it from the other rows, also after they were made anew.
        label: what the value is called.
        detail: a second line, quieter.
        tone: the name of the value's colour.
        copied: what is copied; "" for nothing.
        tip: more of it, such as an exact moment.
        target: what it leads to: the id of an order or a note, the page of a courier.
        flag: shown in its colour behind the value.
        is_hidden: whether the value is masked, and can be asked for.
    """

    kind: Kind
    key: str
    text: str
    label: str = ""
    detail: str = ""
    tone: str = "text"
    copied: str = ""
    tip: str = ""
    target: str = ""
    flag: Flag | None = None
    is_hidden: bool = False

    @property
    def name(self) -> str:
        """What the value is called when it is spoken of."""
        return self.label or self.text

    @property
    def is_value(self) -> bool:
        """Whether one can stop at it."""
        return self.kind is not Kind.HEADING


def rows(
    view: OrderView,
    now: datetime,
    *,
    revealed: bool,
    every_note: bool = False,
    extra: bool = False,
) -> list[Row]:
    """Everything that is shown of an order, the most urgent first."""
    order = view.order
    return [
        *_head(view, now),
        *_facts(order, now),
        *(_ticket(one, order.no) for one in view.tickets),
        *(_refund(one, now) for one in view.page.refunds),
        *_said(order),
        *(_parcel(one) for one in view.parcels),
        *_notes(view.notes, now, len(view.notes) if every_note else _MOST_NOTES),
        *_goods(view),
        *_recipient(order, revealed=revealed),
        *_others(view.page.others, now),
        *_extra(order, shown=extra, revealed=revealed),
    ]


def _head(view: OrderView, now: datetime) -> Iterator[Row]:
    order, buyer = view.order, view.page.buyer
    tip = words.exact_text(order.created, now) if order.created else ""
    yield Row(
        Kind.HEAD,
        "no",
        order.no,
        label=_("Order number"),
        detail=" · ".join(part for part in (order.shop.name, words.status_text(order)) if part),
        tone=words.status_tone(order),
        copied=order.no,
        tip=tip,
        flag=order.flag,
    )
    if buyer.no_promises:
        told = _("Do not promise: {what}").format(what=buyer.no_promises)
        yield Row(Kind.WARNING, "no_promises", told, tone="forbidden", copied=buyer.no_promises)
    if buyer.name:
        yield Row(
            Kind.BUYER,
            "buyer",
            buyer.name,
            label=_("Buyer"),
            detail=_tags(buyer),
            copied=buyer.name,
        )


def _tags(buyer: Buyer) -> str:
    return words.name_and_tags(buyer.tier, buyer.kind, *buyer.tags)


def _facts(order: Order, now: datetime) -> Iterator[Row]:
    amount = order.paid or order.total
    if amount:
        told = words.money_text(amount)
        differs = order.paid and order.total and order.total != order.paid
        rest = _("of {total}").format(total=words.money_text(order.total)) if differs else ""
        label = _("Paid") if order.paid else _("Total")
        yield _fact("paid", label, f"{told} {rest}".strip(), copied=told)
    due = words.due_of(order)
    if due is not None:
        told = f"{words.moment_text(due, now)} · {words.left_text(due, now)}"
        tip = words.exact_text(due, now)
        yield _fact("send_by", _("Send by"), told, words.left_tone(due, now), tip=tip)
    for key, label, at in (
        ("created", _("Ordered"), order.created),
        ("paid_at", _("Paid at"), order.paid_at),
        ("shipped_at", _("Sent"), order.shipped_at),
        ("finished_at", _("Finished"), order.finished_at),
    ):
        if at is not None:
            yield _fact(key, label, words.moment_text(at, now), tip=words.exact_text(at, now))


def _fact(  # noqa: PLR0913  (what a row of a value is made of)
    key: str, label: str, text: str, tone: str = "text", *, copied: str = "", tip: str = ""
) -> Row:
    return Row(Kind.FACT, key, text, label=label, tone=tone, copied=copied or tip or text, tip=tip)


def _said(order: Order) -> Iterator[Row]:
    if order.buyer_note:
        yield _fact("buyer_note", _("Buyer says"), order.buyer_note, "due")
    if order.shop_note:
        yield _fact("shop_note", _("Remark"), order.shop_note)


def _ticket(ticket: ShownTicket, no: str) -> Row:
    of_other = "" if ticket.order == no else f" · …{ticket.order[-4:]}"
    return Row(
        Kind.TICKET,
        f"ticket {ticket.number}",
        f"{ticket.number} · {ticket.state}{of_other}",
        label=ticket.kind,
        detail=ticket.next,
        tone="done" if ticket.ends else ticket.tone if ticket.tone == "late" else "due",
        copied=ticket.number,
        target=ticket.number,
    )


def _refund(case: Refund, now: datetime) -> Row:
    parts = [case.status]
    tone, tip = "text", ""
    if case.deadline is not None:
        parts.append(words.left_text(case.deadline, now))
        tone, tip = words.left_tone(case.deadline, now), words.exact_text(case.deadline, now)
    reason = next((case.told[name] for name in ("reason", "kind") if name in case.told), "")
    return Row(
        Kind.FACT,
        f"refund {case.id}",
        words.name_and_tags(*parts) or case.no,
        label=_("Refund case"),
        detail=words.name_and_tags(reason, case.no),
        tone="text" if tone == "quiet" else tone,
        copied=case.no,
        tip=tip,
    )


def _parcel(parcel: Parcel) -> Row:
    doubt = parcel.doubt
    if doubt and not parcel.is_wrong:
        doubt = _("or {couriers}").format(couriers=doubt)
    return Row(
        Kind.PARCEL,
        f"parcel {parcel.waybill.number}",
        parcel.waybill.number,
        label=_("Waybill"),
        detail=words.name_and_tags(parcel.courier or _("courier not known"), doubt),
        tone="late" if parcel.is_wrong else "text",
        copied=parcel.waybill.number,
        tip=parcel.link,
        target=parcel.link,
    )


def _notes(notes: tuple[Note, ...], now: datetime, most: int) -> Iterator[Row]:
    if notes:
        yield _heading("notes", _("Notes"), len(notes))
    for note in notes[:most]:
        changed = ngettext("changed {count} time", "changed {count} times", note.edited)
        yield Row(
            Kind.NOTE,
            f"note {note.id}",
            note.text,
            label=_("Note"),
            detail=words.name_and_tags(
                _("pinned") if note.pinned else "",
                words.moment_text(note.at, now),
                note.agent,
                changed.format(count=note.edited) if note.edited else "",
            ),
            copied=note.text,
            tip=words.exact_text(note.at, now),
            target=note.id,
        )
    left = len(notes) - most
    if left > 0:
        told = ngettext("{count} more note", "{count} more notes", left).format(count=left)
        yield Row(Kind.MORE, "more notes", told, tone="accent")


def _goods(view: OrderView) -> Iterator[Row]:
    order = view.order
    if order.lines:
        counts = [line.quantity for line in order.lines]
        pieces = sum(count for count in counts if count is not None)
        yield _heading("goods", _("Goods"), pieces if None not in counts else len(counts))
    for at, line in enumerate(order.lines):
        yield _line(at, line, order)
    if view.pairings:
        yield _heading("pairings", _("Goes with it"), 0)
    for one in view.pairings:
        product = one.product
        name = product.name or product.sku
        stock = "" if product.stock is None else _("{count} in stock").format(count=product.stock)
        bought = _("bought together {count} times").format(count=one.count) if one.count else ""
        yield Row(
            Kind.GOODS,
            f"pairing {product.id}",
            name,
            label=_("Goes with it"),
            detail=words.name_and_tags(product.sku, stock, bought),
            copied=name,
        )


def _line(at: int, line: Line, order: Order) -> Row:
    currency = (order.paid or order.total or Money(0, "CNY")).currency
    price = words.money_text(None if line.price is None else Money(line.price, currency))
    count = "" if line.quantity is None else f"×{line.quantity}"
    return Row(
        Kind.GOODS,
        f"line {at}",
        line.title or line.sku or line.item,
        label=_("Goods"),
        detail=words.name_and_tags(line.variant, line.sku, count, price, line.status),
        copied=line.title or line.sku or line.item,
        tip=line.sku,
    )


def _recipient(order: Order, *, revealed: bool) -> Iterator[Row]:
    recipient = order.recipient
    if not recipient:
        return
    yield _heading("recipient", _("Recipient"), 0)
    if recipient.name:
        yield _fact("recipient_name", _("Name"), recipient.name)
    for key, label, text, masked in (
        ("phone", _("Phone"), recipient.phone, masked_phone(recipient.phone)),
        ("address", _("Address"), recipient.address, masked_address(recipient.address)),
    ):
        if text:
            hidden = not revealed and masked != text
            shown = masked if hidden else text
            yield Row(Kind.PERSONAL, key, shown, label=label, copied=text, is_hidden=hidden)


def _others(others: tuple[Order, ...], now: datetime) -> Iterator[Row]:
    if others:
        yield _heading("others", _("Other orders of this buyer"), len(others))
    for order in others[:_MOST_OTHERS]:
        at = order.paid_at or order.created
        yield Row(
            Kind.ORDER,
            f"order {order.id}",
            order.no,
            label=_("Another order"),
            detail=words.name_and_tags(
                words.status_text(order),
                words.money_text(order.paid or order.total),
                words.day_text(at, now) if at else "",
            ),
            tone="accent",
            copied=order.no,
            target=order.id,
            flag=order.flag,
        )
    left = len(others) - _MOST_OTHERS
    if left > 0:
        told = ngettext("{count} more order", "{count} more orders", left).format(count=left)
        yield Row(Kind.MORE, "more orders", told, tone="accent", target=others[0].buyer)


def _extra(order: Order, *, shown: bool, revealed: bool) -> Iterator[Row]:
    """What else the export told, under its own headers; few need it, so it is asked for."""
    if not order.extra:
        return
    count = len(order.extra)
    if not shown:
        told = ngettext("{count} more value", "{count} more values", count)
        yield Row(Kind.MORE, "extra", told.format(count=count), tone="accent")
        return
    yield _heading("extra", _("More of the export"), 0)
    for header, text in order.extra.items():
        masked = masked_text(text, order.recipient.phone, order.recipient.address)
        if any(word in header.casefold() for word in _ADDRESSES):
            masked = masked_address(text)
        if masked == text:
            yield _fact(f"extra {header}", header, text)
            continue
        shown_text = text if revealed else masked
        yield Row(
            Kind.PERSONAL,
            f"extra {header}",
            shown_text,
            label=header,
            copied=text,
            is_hidden=not revealed,
        )


def _heading(key: str, text: str, count: int) -> Row:
    return Row(Kind.HEADING, f"heading {key}", text, detail=str(count) if count else "")
