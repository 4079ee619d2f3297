"""What every reader of a platform's export hands out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# The fields of an order that a file can tell, and the kind of value that each has. `lines` is a
# list of {title, sku, variant, quantity, price, item, goods, status}, `waybills` of {number,
# courier}, `extra` maps headers to texts; in all of them what is not told is left out.
ORDER_FIELDS: Mapping[str, type] = {
    "buyer": str,
    "status": str,
    "stage": str,  # a value of Stage
    "currency": str,  # ISO 4217
    "total": int,  # money: the currency's minor unit
    "paid": int,
    "freight": int,
    "refunded": int,
    "created": int,  # moments: seconds since 1970, UTC
    "paid_at": int,
    "shipped_at": int,
    "finished_at": int,
    "promised": int,
    "recipient": str,
    "phone": str,
    "address": str,
    "waybills": list,
    "lines": list,
    "buyer_note": str,
    "shop_note": str,
    "platform_flag": str,  # a value of Flag
    "extra": dict,
}
# The same of a platform's own case of refund or return; `told` maps what else the sheet says,
# under its own headers, to texts.
REFUND_FIELDS: Mapping[str, type] = {
    "status": str,
    "kind": str,
    "amount": int,
    "currency": str,
    "reason": str,
    "explanation": str,
    "product": str,
    "sku": str,
    "applied": int,
    "deadline": int,
    "finished_at": int,
    "return_waybill": str,
    "return_courier": str,
    "told": dict,
}


@dataclass(frozen=True)
class FileOrder:
    """One order of a file, all of its rows folded together.

    Attributes:
        place: the file and the line of its first row.
        no: the platform's number of the order, as text.
        fields: what the file tells of it: names and kinds of `ORDER_FIELDS`; a field whose cell
            is blank is not there.
        whole_lines: whether `lines` holds every kind of goods with its own row; else it was made
            of a list of titles, and gives way to what another file tells.
    """

    place: str
    no: str
    fields: Mapping[str, Any]
    whole_lines: bool = False


@dataclass(frozen=True)
class FileRefund:
    """One case of refund or return of a file; names and kinds of `REFUND_FIELDS`."""

    place: str
    no: str
    order: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Refused:
    """A row that cannot be taken, with the reason."""

    where: str
    why: str


@dataclass(frozen=True)
class Remark:
    """Something about the file as a whole that people should know."""

    where: str
    what: str


Record = FileOrder | FileRefund | Refused | Remark


@dataclass(frozen=True)
class Asked:
    """What the person who imports has said.

    Attributes:
        platform: the platform of the files; "" where each is to be looked at.
        columns: our field -> the header of a column, for a layout that is not known.
    """

    platform: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Export:
    """An export file whose layout is known.

    Attributes:
        platform: `taobao`, `1688`, `pinduoduo`, `douyin`, `jd`, `shopify`, `woocommerce`,
            `amazon`, or the name in a layout of the shop's own.
        layout: the name of the layout, such as `taobao-orders`.
        encoding: how its text was encoded (`gb18030`, `utf-8-sig`); `xlsx` or `xls` of a workbook.
        shop: the name of the shop that the file tells; "" for none.
        expected: how many orders or cases it has, about; 0 where nobody counted.
        records: its orders and cases in the order of their first rows, as they are read.
    """

    platform: str
    layout: str
    encoding: str
    shop: str
    expected: int
    records: Iterator[Record]


@dataclass(frozen=True)
class UnknownExport:
    """A sheet whose layout is not known.

    Attributes:
        names: the names in its head.
        samples: the first rows below it.
        fields: our field -> what it is called, to be translated; `no` is needed.
    """

    file: str
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    fields: Mapping[str, str]
