"""What the page of orders knows: the query, what was found, what is to be sent; no Qt.

A query is asked in the store's worker, one at a time: what is typed meanwhile waits, only the
latest is asked next, and an answer to anything but the latest is dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from csconsole.desktop.orders.cards import OrderCard, order_card
from csconsole.desktop.orders.words import due_of
from csconsole.language import _, ngettext
from csconsole.orders.model import Order
from csconsole.workspace.workspace import Workspace

MOST = 100  # orders that are listed
NEAR = timedelta(hours=12)  # as the command line lists them


@dataclass(frozen=True)
class Query:
    """What is asked for.

    Attributes:
        is_to_send: only what must be sent soon, or should have been.
    """

    text: str = ""
    is_to_send: bool = False


@dataclass(frozen=True)
class Answer:
    """What the store found."""

    query: Query
    orders: tuple[Order, ...]


@dataclass(frozen=True)
class Counts:
    """How many orders there are.

    Attributes:
        due: how many must be sent soon, or should have been.
        late: how many of them should have been.
    """

    all: int
    due: int
    late: int


class OrderFinding:
    """The list of orders."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.query = Query()
        self.orders: Sequence[Order] = ()
        self.counts: Counts | None = None
        self.is_answered = False
        self._asked: Query | None = None  # what the worker is looking for
        self._is_stale = True

    def want(self, query: Query) -> None:
        """Something else is to be found."""
        if query != self.query:
            self.query = query
            self._is_stale = True

    def renew(self) -> None:
        """The same is to be found anew."""
        self._is_stale = True

    def next_question(self) -> Query | None:
        """What is to be asked now; None while the worker is busy or nothing is wanted."""
        if self._asked is not None or not self._is_stale:
            return None
        self._asked, self._is_stale = self.query, False
        return self._asked

    def take(self, answer: Answer) -> bool:
        """The worker has answered; False where something else is wanted meanwhile."""
        self._asked = None
        if answer.query != self.query:
            return False
        self.orders, self.is_answered = answer.orders, True
        return True

    def give_up(self) -> None:
        """The worker could not answer."""
        self._asked = None

    def card(self, row: int) -> OrderCard:
        """What a row shows."""
        return order_card(self.orders[row], self._now(), is_due=self.query.is_to_send)

    def told(self) -> str:
        """How many were found, in words; "" as long as nobody knows."""
        if not self.is_answered:
            return ""
        found = len(self.orders)
        if found >= MOST:
            every = self.counts.all if self.counts else 0
            if self.query == Query():
                return _("the latest {count} of {all} orders").format(count=found, all=every)
            return _("the likeliest {count} orders").format(count=found)
        return ngettext("{count} order", "{count} orders", found).format(count=found)

    def nothing(self) -> str:
        """What is said where nothing was found."""
        if not self.is_answered:
            return ""
        if self.query.is_to_send:
            hours = int(NEAR.total_seconds()) // 3600
            return _("Nothing has to be sent within {hours} hours.").format(hours=hours)
        if self.query.text.strip():
            told = _("No order has “{query}”.\nTry fewer characters.")
            return told.format(query=self.query.text)
        return _("No orders yet.\nImport the file that the platform exports.")


def find_orders(workspace: Workspace, query: Query) -> Answer:
    """Answer a query."""
    if not query.is_to_send:
        return Answer(query, tuple(workspace.orders.find(query.text, MOST)))
    due = workspace.orders.to_send(workspace.now(), NEAR)
    if query.text.strip():
        found = {order.id for order in workspace.orders.find(query.text, MOST)}
        due = [order for order in due if order.id in found]
    return Answer(query, tuple(due[:MOST]))


def count_orders(workspace: Workspace) -> Counts:
    """Count all orders, and those that must be sent."""
    now = workspace.now()
    due = workspace.orders.to_send(now, NEAR)
    late = sum(1 for order in due if (until := due_of(order)) is not None and until < now)
    return Counts(workspace.orders.count(), len(due), late)
