"""When tickets had ended that were reopened since, which the journal alone remembers."""

import json

from csconsole.storage.store import Store
from csconsole.tickets.store import TICKET


def ended_then(store: Store, moment: float) -> dict[str, int]:
    """The tickets that had ended at a moment and were reopened since, with when they had ended.

    Moments are seconds since 1970, UTC.
    """
    reading = f"{max(0, round(moment * 1000)):012x}"  # the least of the journal's clock then
    reopened = store.database.execute(
        "SELECT DISTINCT entity_id FROM journal WHERE entity = ? AND clock >= ? "
        "AND patch LIKE '%\"closed\":null%'",
        [TICKET.name, reading],
    )
    found = {id_: _closed_before(store, id_, reading) for (id_,) in list(reopened)}
    return {id_: closed for id_, closed in found.items() if closed is not None}


def _closed_before(store: Store, ticket: str, reading: str) -> int | None:
    rows = store.database.execute(
        "SELECT patch FROM journal WHERE entity = ? AND entity_id = ? AND clock < ? "
        "AND patch LIKE '%\"closed\":%' ORDER BY clock DESC",
        [TICKET.name, ticket, reading],
    )
    told = (json.loads(row[0]) for row in rows)
    closed = next((one["closed"] for one in told if "closed" in one), None)
    return closed if isinstance(closed, int) else None
