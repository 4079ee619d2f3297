"""Orders, buyers and notes: what they are, without how they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

USUAL_PROMISE = timedelta(hours=48)  # to send, where the export does not say until when
_OURS = UUID("5b9e6a52-3c1f-5f0e-9c55-0f6d1c7a2b11")  # the namespace of all stable ids below


class Stage(StrEnum):
    """How far an order has come, whatever its platform calls that."""

    UNPAID = "unpaid"
    PAID = "paid"
    SHIPPED = "shipped"
    DONE = "done"
    CLOSED = "closed"


class Flag(StrEnum):
    """The colours in which the platforms let a shop mark an order."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"
    ORANGE = "orange"
    GREY = "grey"


@dataclass(frozen=True)
class Money:
    """An amount in the minor unit of its currency (fen, cents), which is an ISO 4217 code."""

    amount: int
    currency: str


@dataclass(frozen=True)
class Shop:
    """A seller's account on a platform."""

    id: str
    platform: str
    name: str


@dataclass(frozen=True)
class Line:
    """One kind of goods in an order.

    Attributes:
        sku: the shop's own code (商家编码).
        variant: colour, size and the like, as the platform writes it.
        quantity: None where the export does not tell it.
        price: of one piece, in the minor unit of the order's currency; None where not told.
        item: the platform's number of this line (子订单编号); "" for none.
        goods: the platform's number of the goods.
    """

    title: str
    sku: str = ""
    variant: str = ""
    quantity: int | None = None
    price: int | None = None
    item: str = ""
    goods: str = ""
    status: str = ""


@dataclass(frozen=True)
class Waybill:
    """A parcel's number, and who carries it as the export or a person says; "" for not told."""

    number: str
    courier: str = ""
    by_hand: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Recipient:
    """To whom the parcel goes; each part as the platform gives it, masked or encrypted ones too."""

    name: str = ""
    phone: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        """Whether anything of it is known."""
        return bool(self.name or self.phone or self.address)


@dataclass(frozen=True)
class Note:
    """A dated remark of an agent on an order.

    Attributes:
        at: when it was written first, UTC.
        edited: how often its text was changed since.
    """

    id: str
    order: str
    at: datetime
    agent: str
    text: str
    pinned: bool = False
    edited: int = 0


@dataclass(frozen=True)
class Refund:
    """A case of refund or return as the platform's own sheet tells it.

    Attributes:
        no: the platform's number of the case.
        told: what the sheet says of it, our field or its own header -> text.
        deadline: when the platform decides by itself; None where not told.
    """

    id: str
    order: str
    no: str
    status: str
    told: Mapping[str, str]
    deadline: datetime | None = None


@dataclass(frozen=True)
class Order:
    """An order as on the platform, with what the shop's agents have added.

    Attributes:
        status: in the platform's own words.
        total, paid: what was to be paid, and what was; None where not told.
        promised: until when it must have been sent, where the export says so.
        flag: the agents' own, else the platform's.
        extra: further columns of the export, header -> value.
    """

    id: str
    shop: Shop
    no: str
    buyer: str = ""
    status: str = ""
    stage: Stage | None = None
    total: Money | None = None
    paid: Money | None = None
    created: datetime | None = None
    paid_at: datetime | None = None
    shipped_at: datetime | None = None
    finished_at: datetime | None = None
    promised: datetime | None = None
    recipient: Recipient = Recipient()
    waybills: tuple[Waybill, ...] = ()
    lines: tuple[Line, ...] = ()
    buyer_note: str = ""
    shop_note: str = ""
    flag: Flag | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def platform(self) -> str:
        """The platform that the order was placed on."""
        return self.shop.platform


@dataclass(frozen=True)
class NoteChange:
    """A text that a note has had, by whom and since when (UTC)."""

    at: datetime
    agent: str
    text: str


@dataclass(frozen=True)
class Buyer:
    """Who buys, known by a name on a platform, with what the agents say of them.

    Attributes:
        tier: as the shop names its tiers, such as VIP2; "" for none.
        kind: the type of customer, such as 老客 or 代理.
        no_promises: what must not be promised to this buyer (any more), and why.
    """

    id: str
    platform: str
    name: str
    tier: str = ""
    kind: str = ""
    no_promises: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class OrderPage:
    """An order with all that belongs to it.

    Attributes:
        others: the buyer's other orders, the latest first.
        refunds: the platform's refund cases of it, the newest first.
    """

    order: Order
    buyer: Buyer
    others: tuple[Order, ...]
    refunds: tuple[Refund, ...]


@dataclass(frozen=True)
class NotTaken:
    """A row of a file that was not taken, with the reason."""

    where: str
    why: str


@dataclass(frozen=True)
class ImportedFile:
    """What one file was found to be.

    Attributes:
        orders: how many different orders it has.
        lines: how many kinds of goods in all of them.
        refunds: how many of the platform's refund cases.
        shop_known: whether nobody needs to be asked for the shop: such files had one before, or
            the file tells it.
    """

    file: str
    platform: str
    layout: str
    encoding: str
    shop: str
    orders: int
    lines: int
    refunds: int
    shop_known: bool = False


@dataclass(frozen=True)
class ImportedOrders:
    """What an import of orders has done, or would do.

    Attributes:
        added, updated, unchanged: orders; one whose refund case has changed counts as updated.
        skipped: the rows that were not taken.
        notes: what people should know of the files.
        action: the change in the journal; "" where nothing was written.
        cases: the ids of the platform's refund cases in the files.
    """

    files: tuple[ImportedFile, ...]
    added: int
    updated: int
    unchanged: int
    skipped: tuple[NotTaken, ...]
    notes: tuple[NotTaken, ...]
    action: str = ""
    cases: tuple[str, ...] = ()


def due_to_send(order: Order) -> datetime | None:
    """Until when an order must be sent: as the export says, else two days after its payment."""
    if order.promised is not None:
        return order.promised
    paid = order.paid_at or order.created
    return paid + USUAL_PROMISE if paid else None


@dataclass(frozen=True)
class Whom:
    """Whom somebody asks to forget: a buyer by name, or the buyer of an order.

    Attributes:
        buyer: the name on the platform or the e-mail address; with `phone` a recipient's, too.
        order: an order number instead.
        platform, shop: only there; "" for everywhere.
    """

    buyer: str = ""
    order: str = ""
    phone: str = ""
    platform: str = ""
    shop: str = ""


@dataclass(frozen=True)
class Chosen:
    """Which orders are written, and how.

    Attributes:
        shop: the name of the shop; "" for all.
        text: only those that have all these words; "" for all.
        is_revealed: whether phone and address stand in it whole.
    """

    shop: str = ""
    text: str = ""
    is_revealed: bool = False


@dataclass(frozen=True)
class Look:
    """That somebody saw the personal data of an order.

    Attributes:
        order: the number of the order; "" where it was forgotten since.
        what: `phone`, `address`, `all`, or `export` for a file.
    """

    at: datetime
    agent: str
    order: str
    what: str


def shop_id(platform: str, name: str = "") -> str:
    """The id of a shop: the same on every computer that imports its files."""
    return str(uuid5(_OURS, f"shop\n{platform}\n{name}"))


def order_id(shop: str, no: str) -> str:
    """The id of an order: stable, and telling nobody its number once it is forgotten."""
    return str(uuid5(_OURS, f"order\n{shop}\n{no}"))


def buyer_id(platform: str, name: str) -> str:
    """The id of a buyer, known by a name on a platform; the name cannot be read in it."""
    return str(uuid5(_OURS, f"buyer\n{platform}\n{name}"))


def refund_id(shop: str, no: str) -> str:
    """The id of a platform's own refund case."""
    return str(uuid5(_OURS, f"refund\n{shop}\n{no}"))
