"""All that guards the buyers' personal data, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from csconsole.orders.exporting import OrderExport
from csconsole.orders.looks import Looks
from csconsole.orders.orders import Orders
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.storage.store import Store
from csconsole.workspace.forgetting import Forgetting, Keeper
from csconsole.workspace.retention import Retention


@dataclass(frozen=True)
class Privacy:
    """The guards of personal data in an open store.

    Attributes:
        forgetting: forgets people on request.
        retention: forgets orders by their age.
        export: writes orders to files, masked unless the supervisor says otherwise.
        looks: who saw personal data.
    """

    forgetting: Forgetting
    retention: Retention
    export: OrderExport
    looks: Looks


def guard_privacy(
    store: Store,
    people: People,
    orders: Orders,
    replies: ReplyLibrary,
    keepers: Sequence[Keeper] = (),
) -> Privacy:
    """The guards; `keepers` are the features that keep something of the orders."""
    forgetting = Forgetting(store, people, orders, replies, keepers)
    retention = Retention(store, people, orders, replies, forgetting)
    return Privacy(forgetting, retention, OrderExport(store, people, orders), Looks(store))
