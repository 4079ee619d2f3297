"""Orders as a file for other programs: CSV or a workbook, phone and address masked.

Only the supervisor may have them whole, and for each order it is written down who took it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError
from csconsole.files import PRIVATE_FILE, write_atomically
from csconsole.language import N_, _
from csconsole.orders.amounts import decimal
from csconsole.orders.model import Chosen, Money, Order, Shop
from csconsole.orders.orders import Orders
from csconsole.orders.rows import order_of
from csconsole.orders.sheet_file import written_csv, written_workbook
from csconsole.orders.store import DISCLOSURE, OrderStore
from csconsole.orders.words import asked_words, order_words
from csconsole.people.masking import masked_address, masked_phone, masked_text
from csconsole.people.people import People
from csconsole.storage.store import Store

REVEALED = "export"  # what a look at an order's personal data was, in the record of looks
_AT_ONCE = 500
_WRITERS = {".csv": written_csv, ".xlsx": written_workbook}
Progress = Callable[[int], None]
_HEADS = (
    N_("Shop"), N_("Platform"), N_("Order number"), N_("Buyer"), N_("Status"),
    N_("Paid by the buyer"), N_("Currency"), N_("Ordered on"), N_("Paid on"), N_("Sent on"),
    N_("Recipient"), N_("Phone"), N_("Address"), N_("Waybills"), N_("Goods"), N_("Quantity"),
    N_("Buyer's note"), N_("Shop's note"), N_("Flag"), N_("Notes"),
)  # fmt: skip


class OrderExport:
    """Writes the orders of an open store to files."""

    def __init__(self, store: Store, people: People, orders: Orders) -> None:
        self._store, self._people, self._orders = store, people, orders
        self._rows = OrderStore(store)

    def write(self, path: Path, chosen: Chosen, progress: Progress = lambda _orders: None) -> int:
        """Write orders to a CSV file or a workbook, as its ending says; how many there were.

        Raises:
            BadInputError: the ending is another, or the file cannot be written.
            NotFoundError: there is no shop of that name.
            SupervisorNeededError: only the supervisor may have personal data whole.
        """
        writer = _WRITERS.get(path.suffix.lower())
        if writer is None:
            raise BadInputError(
                _("orders are written to files that end in {endings}").format(
                    endings=", ".join(_WRITERS)
                ),
                place=path.name,
            )
        if chosen.is_revealed:
            self._people.require_supervisor()
        ids = self._chosen(chosen)
        if chosen.is_revealed:
            self._record(ids)
        cells = self._cells(ids, chosen, progress)
        try:
            write_atomically(path, writer([_(head) for head in _HEADS], cells), PRIVATE_FILE)
        except OSError as error:
            raise BadInputError(
                _("the file cannot be written: {why}").format(why=error.strerror or error),
                place=str(path),
            ) from error
        return len(ids)

    def _chosen(self, chosen: Chosen) -> list[str]:
        where, values = "1", list[Any]()
        if chosen.shop:
            values = [shop.id for shop in self._orders.shops.named(chosen.shop)]
            where = f"shop IN ({', '.join('?' for _shop in values)})"
        ids = self._rows.order_ids(where, values)
        words = asked_words(chosen.text)
        return list(self._having(ids, words)) if words else ids

    def _having(self, ids: list[str], words: Collection[str]) -> Iterator[str]:
        """The orders that have all words; every order is looked at, as none may be missing."""
        for some in _lots(ids):
            rows = self._rows.searched(some)
            for id_ in some:
                had = order_words(rows[id_])
                if all(any(word in one for one in had) for word in words):
                    yield id_

    def _record(self, ids: list[str]) -> None:
        """Write down for each order that its personal data was taken, and by whom."""
        patch = {
            "at": self._store.journal.now() // 1000,
            "agent": self._people.agent,
            "what": REVEALED,
        }
        with self._store.journal.action("orders.export", self._people.agent) as action:
            looks = ((str(uuid7()), {**patch, "order_id": id_}) for id_ in ids)
            action.write_many(DISCLOSURE.name, looks)

    def _cells(self, ids: list[str], chosen: Chosen, progress: Progress) -> Iterator[list[Any]]:
        shops = self._orders.shops.by_id()
        done = 0
        for some in _lots(ids):
            rows, notes = self._rows.orders(some), self._rows.note_texts(some)
            for row in (rows[id_] for id_ in some):
                order = order_of(row, shops.get(row["shop"]) or Shop("", "", ""))
                yield _row(order, notes.get(order.id, []), is_revealed=chosen.is_revealed)
            done += len(some)
            progress(done)


def _row(order: Order, notes: list[str], *, is_revealed: bool) -> list[Any]:
    recipient = order.recipient

    def told(text: str) -> str:
        return text if is_revealed else masked_text(text, recipient.phone, recipient.address)

    counts = [line.quantity for line in order.lines if line.quantity is not None]
    return [
        order.shop.name,
        order.platform,
        order.no,
        told(order.buyer),
        order.status,
        _amount(order.paid),
        order.paid.currency if order.paid else "",
        _moment(order.created),
        _moment(order.paid_at),
        _moment(order.shipped_at),
        told(recipient.name),
        recipient.phone if is_revealed else masked_phone(recipient.phone),
        recipient.address if is_revealed else masked_address(recipient.address),
        " ".join(one.number for one in order.waybills),
        "; ".join(" ".join(filter(None, (one.title, one.variant))) for one in order.lines),
        sum(counts) if counts else "",
        told(order.buyer_note),
        told(order.shop_note),
        order.flag.value if order.flag else "",
        "\n".join(map(told, notes)),
    ]


def _amount(money: Money | None) -> Any:
    return decimal(money) if money else ""


def _moment(moment: datetime | None) -> str:
    """A moment in this machine's zone, as spreadsheets read it."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}" if moment else ""


def _lots(ids: list[str]) -> Iterable[list[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
