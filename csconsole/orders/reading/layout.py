"""What a layout is: the columns of one of a platform's exports, as the files of layouts tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from csconsole.language import N_
from csconsole.orders.model import Flag, Stage

OTHER = "other"  # the platform of a sheet whose platform nobody has told
LOCAL = "local"  # the zone of the machine that reads


class RowKind(StrEnum):
    """What each row of a sheet stands for."""

    ORDER = "order"
    ITEM = "item"
    REFUND = "refund"


# What a column can hold, by the field that it goes to. Several columns of an order's number, its
# buyer and so on may be named; the first that says something counts.
ORDER_COLUMNS = (
    "no", "buyer", "status", "closed", "currency", "total", "paid", "freight", "refunded",
    "created", "paid_at", "shipped_at", "finished_at", "promised", "recipient", "phone",
    "address", "waybill", "courier", "buyer_note", "shop_note", "flag", "shop", "titles", "kinds",
    "pieces",
)  # fmt: skip
LINE_COLUMNS = (
    "title", "sku", "variant", "quantity", "price", "amount_of_line", "item", "goods",
    "line_status",
)  # fmt: skip
REFUND_COLUMNS = (
    "refund", "refund_status", "kind", "amount", "reason", "explanation", "applied", "deadline",
    "refund_finished", "return_waybill", "return_courier",
)  # fmt: skip
COLUMNS = ORDER_COLUMNS + LINE_COLUMNS + REFUND_COLUMNS
SUMMED = ("total", "paid", "freight", "refunded")

# What a person can choose a column for, and what it is called in the window.
LABELS: Mapping[str, str] = {
    "no": N_("Order number (needed)"),
    "buyer": N_("Buyer"),
    "status": N_("Status"),
    "total": N_("Amount of the order"),
    "paid": N_("Paid by the buyer"),
    "freight": N_("Postage"),
    "refunded": N_("Refunded"),
    "currency": N_("Currency"),
    "created": N_("Ordered on"),
    "paid_at": N_("Paid on"),
    "shipped_at": N_("Sent on"),
    "promised": N_("To be sent by"),
    "finished_at": N_("Finished on"),
    "recipient": N_("Recipient"),
    "phone": N_("Phone"),
    "address": N_("Address"),
    "waybill": N_("Waybill number"),
    "courier": N_("Courier"),
    "title": N_("Goods"),
    "sku": N_("Shop's code of the goods"),
    "variant": N_("Colour, size"),
    "quantity": N_("Pieces"),
    "price": N_("Price of one piece"),
    "buyer_note": N_("Buyer's note"),
    "shop_note": N_("Shop's note"),
    "flag": N_("Flag"),
    "shop": N_("Shop"),
}


@dataclass(frozen=True)
class Platform:
    """What all exports of a platform have in common.

    Attributes:
        currency: of its amounts, ISO 4217; "" where each file tells it or nobody.
        zone: of its times without an offset: `+08:00`, or `local`.
        neutral: what stands in cells that say nothing.
        stages: a status in comparable form -> how far the order is; one that ends in `*` stands
            for all that begin so.
        flags: a word for a flag in comparable form -> the flag.
    """

    name: str
    currency: str = ""
    zone: str = LOCAL
    neutral: frozenset[str] = frozenset()
    stages: Mapping[str, Stage] = field(default_factory=dict)
    flags: Mapping[str, Flag] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of export.

    All headers are in comparable form. A `*` in a header stands for a number.

    Attributes:
        needs: sets of headers of which each must have one in a sheet of this layout.
        lacks: headers that such a sheet never has.
        columns: field -> its columns; each is a tuple of headers whose cells are joined.
        sums: amounts of the order that are told in parts, one with each row.
        fills_down: whether a row without a number belongs to the order above it.
        dated_number: whether the order's number begins with its date (YYMMDD).
        paid_as_total: whether an order that was paid was paid in full, no column telling it.
        packed: how a cell tells a whole line as `key:value|key:value`: our field -> its key; the
            header stands under `cell`.
        words: field -> what a cell says -> what is meant by it.
        useless: headers of columns that tell nothing.
    """

    name: str
    platform: Platform
    row: RowKind = RowKind.ORDER
    needs: tuple[frozenset[str], ...] = ()
    lacks: frozenset[str] = frozenset()
    columns: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    sums: frozenset[str] = frozenset()
    fills_down: bool = False
    dated_number: bool = False
    paid_as_total: bool = False
    packed: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    useless: frozenset[str] = frozenset()
