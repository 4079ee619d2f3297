"""All that is shown of an order, read at once in the store's worker; no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csconsole.desktop.talks.order_values import KnownOrder
from csconsole.desktop.tickets.telling import badge
from csconsole.errors import UserError
from csconsole.orders.couriers.model import Candidate
from csconsole.orders.couriers.recognising import recognise
from csconsole.orders.couriers.telling import courier_name, why
from csconsole.orders.model import Note, Order, OrderPage, Waybill
from csconsole.orders.products.model import Suggestion
from csconsole.replies.model import LANGUAGES
from csconsole.replies.suggestions.model import NOTHING_IN_VIEW, TalkContext
from csconsole.tickets.clocks import clocks
from csconsole.tickets.moving import in_language
from csconsole.workspace.talk_context import talk_context
from csconsole.workspace.workspace import Workspace

_MOST_COURIERS = 3


@dataclass(frozen=True)
class Parcel:
    """A waybill with what is known of who carries it.

    Attributes:
        courier: its name; "" where nobody knows.
        link: the courier's page; "" where nobody knows.
        doubt: what speaks against the number, or who else may carry it; "" for nothing.
        is_wrong: whether the check digit is wrong.
    """

    waybill: Waybill
    courier: str = ""
    link: str = ""
    doubt: str = ""
    is_wrong: bool = False


@dataclass(frozen=True)
class ShownTicket:
    """An after-sales case: what it is called, of which kind, and how far it has come.

    Attributes:
        next: what runs out next, in words; "" where nothing does.
        tone: the colour of that.
    """

    number: str
    kind: str
    state: str
    order: str
    ends: bool
    next: str = ""
    tone: str = "quiet"


@dataclass(frozen=True)
class OrderView:
    """An order with all that belongs to it, as the window shows it.

    Attributes:
        values: what it fills into replies, by language.
        pairings: products to offer beside its goods, the best first.
        tickets: the after-sales cases of it and of the buyer's other orders, its own first.
        context: what it tells of the talk that is about it.
    """

    page: OrderPage
    notes: tuple[Note, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pairings: tuple[Suggestion, ...] = ()
    tickets: tuple[ShownTicket, ...] = ()
    context: TalkContext = NOTHING_IN_VIEW

    @property
    def order(self) -> Order:
        """The order itself."""
        return self.page.order

    @property
    def known(self) -> KnownOrder:
        """What a talk about this order needs to know."""
        return KnownOrder(self.order.id, self.order.no, self.order.buyer, self.values, self.context)


def read_view(workspace: Workspace, order_id: str) -> OrderView | None:
    """What is shown of an order; None where it is there no more."""
    order = workspace.orders.by_id(order_id)
    if order is None:
        return None
    page = workspace.orders.page(order)
    return OrderView(
        page=page,
        notes=tuple(workspace.notes.of(order_id)),
        parcels=tuple(parcel(one, workspace.courier_name(one)) for one in order.waybills),
        values={language: workspace.values(order, language) for language in LANGUAGES},
        pairings=tuple(workspace.products.pairings_for(order.lines)),
        tickets=_tickets(workspace, page),
        context=talk_context(order, workspace.tickets),
    )


def _tickets(workspace: Workspace, page: OrderPage) -> tuple[ShownTicket, ...]:
    shown = []
    now, deadlines = workspace.now(), workspace.tickets.deadlines()
    for order in (page.order, *page.others):
        for ticket in workspace.tickets.of_order(order.id):
            workflow = workspace.tickets.workflow(ticket.kind)
            state = workflow.states.get(ticket.state)
            told = in_language(state.label) if state else ticket.state
            kind = in_language(workflow.label)
            ends = state is not None and state.ends
            next_ = badge(ticket, clocks(ticket, now, deadlines), now)
            shown.append(
                ShownTicket(ticket.number, kind, told, order.no, ends, next_.text, next_.tone)
            )
    return tuple(shown)


def parcel(waybill: Waybill, courier: str) -> Parcel:
    """What a waybill's number tells, beside the courier that the order names."""
    try:
        found = recognise(waybill.number, waybill.courier)
    except UserError:
        found = ()  # no number of a parcel, whatever stands there
    if not found:
        return Parcel(waybill, courier)
    first = found[0]
    if not first.valid:
        return Parcel(waybill, courier, first.link, why(first), is_wrong=True)
    return Parcel(waybill, courier or courier_name(first.courier), first.link, _doubt(found))


def _doubt(found: tuple[Candidate, ...]) -> str:
    """Who else may carry it, where the order does not say and the number fits several."""
    if found[0].named:
        return ""
    others = [courier_name(one.courier) for one in found[1:] if one.valid]
    return " / ".join(others[: _MOST_COURIERS - 1])
