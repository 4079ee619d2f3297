"""The cards of tickets, with what the orders and the platforms' sheets tell of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from csconsole.orders.model import Order
from csconsole.orders.orders import Orders
from csconsole.orders.store import OrderStore
from csconsole.storage.store import Store
from csconsole.tickets.cards import Card, card_of
from csconsole.tickets.tickets import Tickets

# The headers under which the sheets of Tmall and 抖店 tell where goods go back to.
_NAMES = ("卖家真实姓名", "商家退货联系人姓名")
_PHONES = ("卖家手机", "卖家电话", "商家退货联系人电话")
_ADDRESSES = ("卖家退货地址", "商家退货地址")
_POSTCODES = ("卖家邮编",)


@dataclass(frozen=True)
class ReturnPlace:
    """Whom goods go back to, and where; empty where nobody knows."""

    name: str = ""
    phone: str = ""
    address: str = ""


class TicketCards:
    """Makes cards; used from the thread that opened the store."""

    def __init__(self, store: Store, tickets: Tickets, orders: Orders) -> None:
        self._tickets, self._orders, self._rows = tickets, orders, OrderStore(store)

    def card(self, ticket: str, language: str) -> Card:
        """The card of a ticket by its id or number; `language` is `en` or `zh`.

        Raises:
            NotFoundError: there is no such ticket.
            BadInputError: there is no card for such a ticket.
        """
        found = self._tickets.find(ticket)
        order = self._orders.by_id(found.order) if found.order else None
        workflow = self._tickets.workflow(found.kind)
        return card_of(found, workflow, language, order=order, address=self._address(order))

    def return_place(self, order: Order | None) -> ReturnPlace:
        """Where the shop takes goods back: as told for this order, else for its latest case."""
        if order is None:
            return ReturnPlace()
        rows = [*self._rows.refunds_of(order.id), *self._rows.latest_cases(order.shop.id)]
        found = (_place_in(row["told"] or {}) for row in rows)
        return next((place for place in found if place.address), ReturnPlace())

    def _address(self, order: Order | None) -> list[str]:
        place = self.return_place(order)
        who = " ".join(filter(None, (place.name, place.phone)))
        return [line for line in (who, place.address) if line] if place.address else []


def _place_in(told: Mapping[str, Any]) -> ReturnPlace:
    address = _first(told, _ADDRESSES)
    if not address:
        return ReturnPlace()
    where = " ".join(filter(None, (address, _first(told, _POSTCODES))))
    return ReturnPlace(_first(told, _NAMES), _first(told, _PHONES), where)


def _first(told: Mapping[str, Any], headers: tuple[str, ...]) -> str:
    return next((text for header in headers if (text := str(told.get(header, "")).strip())), "")
