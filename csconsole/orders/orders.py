"""The orders in an open store: imported, found and looked at."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.finding import OrderIndex
from csconsole.orders.importing import CAUSE, Progress, Wanted, take
from csconsole.orders.model import (
    USUAL_PROMISE,
    Buyer,
    ImportedOrders,
    Order,
    OrderPage,
    Shop,
    Stage,
    buyer_id,
    due_to_send,
)
from csconsole.orders.reading.exports import unknown_columns
from csconsole.orders.reading.model import Asked, UnknownExport
from csconsole.orders.rows import buyer_of, order_of, refund_of
from csconsole.orders.shops import Shops
from csconsole.orders.store import OrderStore
from csconsole.people.people import People
from csconsole.storage.journal import Undone
from csconsole.storage.store import Store

_MOST_OTHERS = 50


class Orders:
    """The orders; used from the thread that opened the store."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people
        self._orders = OrderStore(store)
        self.index = OrderIndex(store)
        self.shops = Shops(store)

    @property
    def layouts(self) -> Path:
        """The folder in which the shop's own layouts of exports lie."""
        return self._store.places.config / "layouts"

    def import_files(
        self,
        paths: Sequence[Path],
        asked: Asked,
        *,
        shop: str = "",
        dry_run: bool = False,
        progress: Progress = lambda _share: None,
    ) -> ImportedOrders:
        """Take exports of platforms in, as one action.

        Raises:
            BadInputError: a file cannot be read; nothing of any file is taken then.
        """
        done = take(
            self._store,
            paths,
            Wanted(asked, shop, self.layouts, self._people.agent, dry_run),
            lambda share: progress(0.95 * share),
        )
        if not dry_run:
            self.index.bring_up_to_date(lambda share: progress(0.95 + 0.05 * share))
        progress(1)
        return done

    def unknown_columns(self, paths: Sequence[Path], asked: Asked) -> UnknownExport | None:
        """The first file of which a person must say which column holds what; None for none.

        Raises:
            BadInputError: a file cannot be read.
        """
        told = (unknown_columns(path, asked, self.layouts) for path in paths)
        return next((one for one in told if one is not None), None)

    def last_import(self) -> str:
        """The action of the last import; "" where there was none."""
        row = self._store.journal.execute(
            "SELECT action FROM journal WHERE cause = ? ORDER BY clock DESC LIMIT 1", (CAUSE,)
        ).fetchone()
        return str(row[0]) if row else ""

    def undo_import(self, action: str = "") -> Undone:
        """Take an import back, the last one where none is named; what agents wrote stays.

        Raises:
            NotFoundError: there is none.
        """
        undone = self._store.journal.undo(action or self.last_import(), agent=self._people.agent)
        self.index.bring_up_to_date()
        return undone

    def find(self, text: str, most: int = 50, shop: str = "") -> list[Order]:
        """The orders that fit what was typed, the likeliest first; nothing typed: the latest.

        Raises:
            NotFoundError: there is no shop of that name.
        """
        only = {one.id for one in self.shops.named(shop)} if shop else None
        rows = self.index.find(text, most, only)
        return self._as_orders(rows)

    def by_number(self, no: str, shop: str = "") -> Order:
        """The order of a number.

        Raises:
            NotFoundError: there is none.
            BadInputError: several shops have it; the message lists them.
        """
        number = no.strip()
        found = self._as_orders(self._rows("no IN (?, ?)", (number, f"#{number.lstrip('#')}")))
        if shop:
            only = {one.id for one in self.shops.named(shop)}
            found = [order for order in found if order.shop.id in only]
        found = [order for order in found if order.no == number] or found
        if not found:
            raise NotFoundError(
                _("there is no order of this number"),
                place=no,
                hint=_("look for a part of it: csconsole orders find TEXT"),
            )
        if len(found) > 1:
            shops = ", ".join(order.shop.name for order in found)
            raise BadInputError(
                _("several shops have this order number: {shops}").format(shops=shops),
                place=no,
                hint=_("say which: --shop NAME"),
            )
        return found[0]

    def by_id(self, order_id: str) -> Order | None:
        """The order of an id."""
        return next(iter(self._as_orders(self._orders.orders([order_id]).values())), None)

    def page(self, order: Order) -> OrderPage:
        """All that belongs to an order: its buyer, the buyer's other orders, refund cases."""
        others = [one for one in self.of_buyer(order) if one.id != order.id]
        cases = tuple(refund_of(row) for row in self._orders.refunds_of(order.id))
        return OrderPage(order, self.buyer(order), tuple(others), cases)

    def buyer(self, order: Order) -> Buyer:
        """The buyer of an order, with what agents have said of them."""
        id_ = buyer_id(order.platform, order.buyer)
        row = self._orders.buyer(id_) if order.buyer else None
        return buyer_of(row) if row else Buyer(id_, order.platform, order.buyer)

    def of_buyer(self, order: Order) -> list[Order]:
        """The orders of the buyer of an order on its platform, the latest first."""
        if not order.buyer:
            return []
        shops = [shop.id for shop in self.shops.all() if shop.platform == order.platform]
        marks = ", ".join("?" for _shop in shops)
        where = f"buyer = ? AND shop IN ({marks})"
        return self._as_orders(self._rows(where, (order.buyer, *shops), _MOST_OTHERS))

    def of_buyer_named(self, name: str, most: int = 5) -> list[Order]:
        """The orders of exactly this buyer, waybill or recipient's name, the latest first."""
        return self._as_orders(self._rows("buyer = ? OR recipient = ?", (name, name), most))

    def to_send(self, now: datetime, within: timedelta) -> list[Order]:
        """Paid orders that must be sent soon or should have been, the most urgent first."""
        latest = int((now + within).timestamp())
        usual = latest - int(USUAL_PROMISE.total_seconds())
        where = (
            "stage = ? AND (promised <= ? OR promised IS NULL AND coalesce(paid_at, created) <= ?)"
        )
        orders = self._as_orders(self._rows(where, (Stage.PAID.value, latest, usual)))
        return sorted(orders, key=lambda order: (due_to_send(order) or now, order.no))

    def count(self) -> int:
        """How many orders there are."""
        return self._orders.count()

    def _rows(self, where: str, values: Sequence[Any], most: int = -1) -> list[dict[str, Any]]:
        ids = self._orders.order_ids(where, values, most)
        rows: dict[str, Any] = {}
        for at in range(0, len(ids), 500):
            rows |= self._orders.orders(ids[at : at + 500])
        return [rows[id_] for id_ in ids]

    def _as_orders(self, rows: Iterable[Any]) -> list[Order]:
        shops = self.shops.by_id()
        return [order_of(row, shops.get(row["shop"]) or Shop("", "", "")) for row in rows]
