"""The platforms' refund cases, as the orders keep them, handed to the tickets."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from csconsole.orders.model import Order, Shop
from csconsole.orders.rows import order_of
from csconsole.orders.shops import Shops
from csconsole.orders.store import OrderStore
from csconsole.storage.journal import Undone
from csconsole.storage.store import Store
from csconsole.tickets.importing import ImportedTickets, TicketImport
from csconsole.tickets.model import Workflow
from csconsole.tickets.platform_cases import PlatformCase, kind_of, lines_of, told_ticket
from csconsole.tickets.platform_words import platform_words

_AT_ONCE = 500


class PlatformTickets:
    """Tickets out of the platforms' refund sheets; used from the thread that opened the store."""

    def __init__(self, store: Store, intake: TicketImport) -> None:
        self._orders, self._shops, self._intake = OrderStore(store), Shops(store), intake

    def take(
        self, now: datetime, only: Collection[str] | None = None, *, dry_run: bool = False
    ) -> ImportedTickets:
        """Open the tickets of the cases and bring them up to date, or only say what would be done.

        `only`: ids of refund cases; None for all that the store has.
        """
        wanted = self._orders.cases(only)
        orders = self._orders_of({row["order_id"] for row in wanted if row["order_id"]})
        cases = [_case(row, orders.get(row["order_id"] or "")) for row in wanted]
        return self._intake.take(cases, now, dry_run=dry_run)

    def told_of(
        self, workflow: Workflow, order: Order, taken: Collection[str] = ()
    ) -> dict[str, Any]:
        """What the latest refund case of an order tells of a ticket of a kind, by field.

        `taken`: numbers of cases that have their tickets already. Nothing where there is none.
        """
        words = platform_words()
        for row in self._orders.refunds_of(order.id):
            if not row["no"]:
                continue
            case = _case({"clock": "", **row}, order)
            if kind_of(case, words) is workflow.kind and case.no not in taken:
                told = dict(told_ticket(case, workflow, words).fields)
                return {**told, "lines": lines_of(case)} if order.lines else told
        return {}

    def undo(self, action: str = "") -> Undone:
        """Take an import of tickets back, the last one where none is named.

        Raises:
            NotFoundError: there is none.
        """
        return self._intake.undo(action)

    def _orders_of(self, ids: Collection[str]) -> dict[str, Order]:
        every, shops = sorted(ids), self._shops.by_id()
        found: dict[str, Order] = {}
        for at in range(0, len(every), _AT_ONCE):
            rows = self._orders.orders(every[at : at + _AT_ONCE])
            for id_, row in rows.items():
                found[id_] = order_of(row, shops.get(row["shop"]) or Shop("", "", ""))
        return found


def _case(row: Mapping[str, Any], order: Order | None) -> PlatformCase:
    return PlatformCase(
        id=row["id"],
        shop=order.shop.id if order else "",
        changed=row["clock"],
        no=row["no"].strip(),
        type=row["kind"] or "",
        status=row["status"] or "",
        reason=row["reason"] or "",
        explanation=row["explanation"] or "",
        amount=row["amount"],
        currency=row["currency"] or "",
        product=row["product"] or "",
        sku=row["sku"] or "",
        applied=row["applied"],
        deadline=row["deadline"],
        finished=row["finished_at"],
        return_waybill=row["return_waybill"] or "",
        told={name: str(text) for name, text in (row["told"] or {}).items()},
        order=order,
    )
