"""What a new ticket's form is filled with: from the order, its refund case, and what was copied."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csconsole.errors import UserError
from csconsole.orders.couriers.model import Form
from csconsole.orders.couriers.recognising import recognise
from csconsole.orders.model import Order
from csconsole.orders.orders import Orders
from csconsole.orders.products.model import Product
from csconsole.orders.products.products import Products
from csconsole.tickets.model import Kind, Workflow
from csconsole.tickets.quantities import quantities
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork
from csconsole.workspace.platform_tickets import PlatformTickets

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{7,39}")
_LONGEST_COPIED = 200  # characters; what is longer is a text and no number
_CLEAR = {Form.LETTERS, Form.PREFIX}
_FOR_LATER = {"goods", "decision", "decision_reason", "refunded_at", "card"}


@dataclass(frozen=True)
class Begun:
    """A form before anybody has typed into it.

    Attributes:
        order: the ticket's order; None for none.
        values: what is known, by field.
        copied: the fields whose value was copied last.
    """

    workflow: Workflow
    order: Order | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    copied: tuple[str, ...] = ()


class TicketForms:
    """Begins the forms of new tickets; used from the thread that opened the store."""

    def __init__(
        self,
        tickets: Tickets,
        work: TicketWork,
        cases: PlatformTickets,
        orders: Orders,
        products: Products,
    ) -> None:
        self._tickets, self._work, self._cases, self._orders = tickets, work, cases, orders
        self._products = products

    def begin(self, kind: Kind, order_id: str = "", copied: str = "") -> Begun:
        """The form of a kind, about an order or about none; nothing is written.

        `copied`: what was copied last. A number of an order in it names the order, if none is
        given; a number of a parcel is the waybill.
        """
        workflow = self._tickets.workflow(kind)
        numbers = _numbers(copied)
        order = self._orders.by_id(order_id) if order_id else self._named(numbers)
        values: dict[str, Any] = dict(workflow.defaults)
        if order is not None:
            values |= self._of_order(workflow, order)
        number = _parcel(numbers, order)
        name = "waybill" if "waybill" in workflow.fields else "return_waybill"
        if not number or name not in workflow.fields or values.get(name) == number:
            return Begun(workflow, order, values)
        return Begun(workflow, order, {**values, name: number}, (name,))

    def wanted(self, text: str) -> Product | None:
        """The product that is wanted instead, by its SKU as somebody typed it; None for none."""
        try:
            return self._products.get(text)
        except UserError:
            return None

    def _of_order(self, workflow: Workflow, order: Order) -> dict[str, Any]:
        fields = workflow.fields
        told = {
            name: value
            for name, value in self._work.told_by(workflow, order).items()
            if name in fields
        }
        taken = [str(one.fields.get("platform_no", "")) for one in self._tickets.of_order(order.id)]
        case = self._cases.told_of(workflow, order, taken)
        if case:
            wanted = quantities(case.pop("lines", None) or ())
            left = [one for one in told.get("lines", ()) if one["line"] in wanted]
            told |= {name: value for name, value in case.items() if name not in _FOR_LATER}
            told |= {"lines": left} if left else {}
        return told

    def _named(self, numbers: list[str]) -> Order | None:
        for number in numbers:
            try:
                return self._orders.by_number(number)
            except UserError:  # none has it, or several shops do
                continue
        return None


def _numbers(copied: str) -> list[str]:
    if len(copied) > _LONGEST_COPIED:
        return []
    return [one for one in _NUMBER.findall(copied) if any(map(str.isdigit, one))]


def _parcel(numbers: list[str], order: Order | None) -> str:
    """A number that is clearly one of a parcel; another one than the order's own."""
    sent = [one.number for one in order.waybills] if order else []
    for number in numbers:
        if number in sent:
            return number
        if order is not None and number == order.no:
            continue
        try:
            found = recognise(number)
        except UserError:
            continue
        if found and found[0].valid and found[0].rule and found[0].rule.form in _CLEAR:
            return found[0].number
    return ""
