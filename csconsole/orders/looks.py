"""Who saw the personal data of which order, and when."""

from datetime import UTC, datetime

from csconsole.language import N_
from csconsole.orders.model import Look
from csconsole.orders.rows import moment
from csconsole.storage.store import Store

WHAT = (N_("phone"), N_("address"), N_("all"), N_("export"))  # so that the catalogues have them


class Looks:
    """The record of looks in an open store; the journal has it, so nobody can take one out."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute

    def of(self, order: str = "", most: int = 100) -> list[Look]:
        """The looks at an order, by its id, or at any; the newest first."""
        rows = self._execute(
            "SELECT looks.at, looks.agent, orders.no, looks.what FROM disclosures AS looks "
            "LEFT JOIN orders ON orders.id = looks.order_id "
            "WHERE looks.deleted = 0 AND (? = '' OR looks.order_id = ?) "
            "ORDER BY looks.at DESC, looks.id DESC LIMIT ?",
            [order, order, most],
        )
        return [
            Look(moment(at) or datetime.fromtimestamp(0, UTC), agent or "", no or "", what or "")
            for at, agent, no, what in rows
        ]
