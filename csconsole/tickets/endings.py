"""When tickets had ended that were reopened since, which the journal alone remembers."""

import json

from csconsole.storage.store import Store
from csconsole.tickets.store import TICKET


class Endings:
    """Asks the journal of an open store; what it has told is kept until somebody writes."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute
        self._since = self._head = ""
        self._reopened: list[tuple[str, str]] = []  # (reading of the clock, id)

    def then(self, moment: float) -> dict[str, int]:
        """The tickets that had ended at a moment and were reopened since, with when they had ended.

        Moments are seconds since 1970, UTC. Whoever asks for many does so for the earliest first.
        """
        reading = f"{max(0, round(moment * 1000)):012x}"  # the least of the journal's clock then
        self._look(reading)
        ids = dict.fromkeys(id_ for clock, id_ in self._reopened if clock >= reading)
        found = {id_: self._closed_before(id_, reading) for id_ in ids}
        return {id_: closed for id_, closed in found.items() if closed is not None}

    def _look(self, reading: str) -> None:
        """Find who was reopened since, unless that is known; it takes reading all entries since."""
        head = str(self._execute("SELECT max(clock) FROM journal").fetchone()[0] or "")
        if head == self._head and self._since <= reading:
            return
        rows = self._execute(
            "SELECT clock, entity_id FROM journal WHERE entity = ? AND clock >= ? "
            "AND patch LIKE '%\"closed\":null%'",
            [TICKET.name, reading],
        )
        self._reopened = list(rows)
        self._head, self._since = head, reading

    def _closed_before(self, ticket: str, reading: str) -> int | None:
        rows = self._execute(
            "SELECT patch FROM journal WHERE entity = ? AND entity_id = ? AND clock < ? "
            "AND patch LIKE '%\"closed\":%' ORDER BY clock DESC",
            [TICKET.name, ticket, reading],
        )
        told = (json.loads(row[0]) for row in rows)
        closed = next((one["closed"] for one in told if "closed" in one), None)
        return closed if isinstance(closed, int) else None
