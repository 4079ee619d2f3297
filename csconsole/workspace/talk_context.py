"""What an order and its tickets tell of the talk that is about them."""

from csconsole.orders.model import Order
from csconsole.replies.suggestions.model import TalkContext
from csconsole.tickets.tickets import Tickets


def talk_context(order: Order, tickets: Tickets) -> TalkContext:
    """How far an order has come, and its open ticket; the latest where there are several."""
    still_open = (one for one in tickets.of_order(order.id) if one.closed is None)
    ticket = next(still_open, None)
    stage = order.stage.value if order.stage else ""
    if ticket is None:
        return TalkContext(stage=stage)
    return TalkContext(ticket.kind.value, ticket.state, stage)


def personal_parts(order: Order) -> tuple[str, ...]:
    """The names, numbers and the address by which a message may name an order's buyer."""
    to = order.recipient
    return tuple(part for part in (order.buyer, to.name, to.phone, to.address, order.no) if part)
