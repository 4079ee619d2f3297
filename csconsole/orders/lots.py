"""An export's records by the lot, each order with the pieces that the index of words takes.

A lot can be packed: a file is read in one process while another writes what was read before.
"""

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from csconsole.orders.model import NotTaken
from csconsole.orders.reading.model import Export, FileOrder, FileRefund, Record, Refused, Remark
from csconsole.orders.words import order_words, pieces

AT_ONCE = 250  # records of a lot
_WORDLESS: dict[str, None] = dict.fromkeys(
    ("no", "buyer", "recipient", "phone", "waybills", "hand_waybills", "lines")
)


@dataclass(frozen=True)
class Heading:
    """What is known of an export before its first record; see `Export`."""

    platform: str
    layout: str
    encoding: str
    shop: str
    expected: int


@dataclass
class Lot:
    """Some records, in the order in which they were read.

    Attributes:
        words: what the index takes of each of the orders, if it is new.
    """

    orders: list[FileOrder] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cases: list[FileRefund] = field(default_factory=list)
    skipped: list[NotTaken] = field(default_factory=list)
    remarks: list[NotTaken] = field(default_factory=list)


def heading_of(export: Export) -> Heading:
    """What is known of an export before its first record."""
    return Heading(export.platform, export.layout, export.encoding, export.shop, export.expected)


def lots_of(records: Iterable[Record]) -> Iterator[Lot]:
    """The records by the lot; none is empty."""
    left = iter(records)
    while some := list(islice(left, AT_ONCE)):
        lot = Lot()
        for record in some:
            _put(lot, record)
        yield lot


def packed(lot: Lot) -> bytes:
    """A lot as bytes that never leave this machine's memory."""
    orders = [(one.place, one.no, dict(one.fields), one.whole_lines) for one in lot.orders]
    cases = [(one.place, one.no, one.order, dict(one.fields)) for one in lot.cases]
    told = [[(one.where, one.why) for one in some] for some in (lot.skipped, lot.remarks)]
    return marshal.dumps((orders, lot.words, cases, *told))


def unpacked(told: bytes) -> Lot:
    """The lot that `packed` has packed."""
    orders, words, cases, skipped, remarks = marshal.loads(told)  # noqa: S302  (packed's own)
    return Lot(
        [FileOrder(*one) for one in orders],
        words,
        [FileRefund(*one) for one in cases],
        [NotTaken(*one) for one in skipped],
        [NotTaken(*one) for one in remarks],
    )


def _put(lot: Lot, record: Record) -> None:
    if isinstance(record, Refused):
        lot.skipped.append(NotTaken(record.where, record.why))
    elif isinstance(record, Remark):
        lot.remarks.append(NotTaken(record.where, record.what))
    elif isinstance(record, FileRefund):
        lot.cases.append(record)
    else:
        lot.orders.append(record)
        lot.words.append(pieces(order_words({**_WORDLESS, **record.fields, "no": record.no})))
