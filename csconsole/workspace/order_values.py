"""What an order fills into a reply: the names that stand between braces, with its values."""

from csconsole.orders.amounts import written
from csconsole.orders.couriers.recognising import courier_named, recognise
from csconsole.orders.model import Line, Order, Waybill
from csconsole.people.masking import is_encrypted


def order_values(order: Order, language: str) -> dict[str, str]:
    """The named values of an order in the language of a reply; what is not known is left out."""
    waybill = order.waybills[0] if order.waybills else None
    values = {
        "order": order.no,
        "buyer": order.buyer,
        "shop": order.shop.name if order.shop.name != order.platform else "",
        "recipient": order.recipient.name,
        "address": order.recipient.address,
        "paid": written(order.paid, language) if order.paid else "",
        "waybill": waybill.number if waybill else "",
        "courier": courier_name(waybill, language) if waybill else "",
        **_goods(order.lines, language),
    }
    return {name: value for name, value in values.items() if value and not is_encrypted(value)}


def courier_name(waybill: Waybill, language: str) -> str:
    """Who carries a parcel: as the export says, else as the number looks; "" where nobody knows."""
    named = courier_named(waybill.courier) if waybill.courier else None
    if named is None and not waybill.courier:
        found = recognise(waybill.number)
        named = found[0].courier if found else None
    return named.names[language] if named else waybill.courier


def _goods(lines: tuple[Line, ...], language: str) -> dict[str, str]:
    if not lines:
        return {}
    between = "、" if language == "zh" else ", "
    counts = [line.quantity for line in lines]
    known = [count for count in counts if count is not None]
    return {
        "product": between.join(dict.fromkeys(line.title for line in lines if line.title)),
        "sku": between.join(dict.fromkeys(line.variant for line in lines if line.variant)),
        "quantity": str(sum(known)) if len(known) == len(counts) else "",
    }
