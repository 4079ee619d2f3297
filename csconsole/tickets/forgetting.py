"""What the tickets keep of orders and their buyers, for those who forget them."""

from collections.abc import Iterator, Sequence

from csconsole.storage.forgotten import Kept, Thing
from csconsole.storage.store import Store
from csconsole.tickets.evidence import attachments_of
from csconsole.tickets.store import PARTS, TICKET

_AT_ONCE = 400


class TicketsOfOrders:
    """The tickets' part of forgetting, in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._execute = store.database.execute

    def kept_of(self, orders: Sequence[str], names: Sequence[str]) -> Kept:
        """The tickets of some orders, and those of a buyer's name where no order is known."""
        tickets = list(self._ids("SELECT id FROM tickets WHERE order_id IN", orders))
        no_order = "SELECT id FROM tickets WHERE coalesce(order_id, '') = '' AND buyer IN"
        tickets += self._ids(no_order, [name for name in names if name])
        things: list[Thing] = [(TICKET.name, id_) for id_ in tickets]
        for part in PARTS:
            of_tickets = f"SELECT id FROM [{part.table}] WHERE ticket IN"  # noqa: S608
            things += [(part.name, id_) for id_ in self._ids(of_tickets, tickets)]
        return Kept(things, list(attachments_of(self._store, tickets).values()))

    def still_needing(self, orders: Sequence[str]) -> set[str]:
        """Those of some orders that have an open ticket."""
        is_open = "SELECT order_id FROM tickets WHERE deleted = 0 AND closed IS NULL"
        return set(self._ids(f"{is_open} AND order_id IN", orders))

    def _ids(self, select: str, values: Sequence[str]) -> Iterator[str]:
        for at in range(0, len(values), _AT_ONCE):
            some = values[at : at + _AT_ONCE]
            marks = ", ".join("?" for _value in some)
            yield from (row[0] for row in self._execute(f"{select} ({marks})", list(some)))
