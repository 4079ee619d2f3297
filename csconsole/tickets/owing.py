"""What is owed on all tickets and to buyers: counted and listed in SQL, however much it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from csconsole.storage.store import Store

# Both tables under the same names; a ticket whose opening was taken back owes nothing.
_OWED = """
    FROM (
        SELECT part.id AS id, part.ticket AS ticket, part.deed AS deed, part.due AS due,
            ticket.owner AS owner
        FROM ticket_actions AS part JOIN tickets AS ticket ON ticket.id = part.ticket
        WHERE part.deleted = 0 AND part.done IS NULL AND ticket.deleted = 0
            AND (part.due <= :until OR part.due IS NULL)
        UNION ALL
        SELECT part.id, part.ticket, 'follow-up', part.due, part.owner
        FROM ticket_visits AS part JOIN tickets AS ticket ON ticket.id = part.ticket
        WHERE part.deleted = 0 AND part.done IS NULL AND ticket.deleted = 0
            AND part.due <= :until
    )
    WHERE :owner IN ('', owner)
"""


@dataclass(frozen=True)
class OwedCount:
    """How much is owed.

    Attributes:
        owed: actions and visits.
        late: how many of them are late.
    """

    owed: int = 0
    late: int = 0


class Owing:
    """What is owed in an open store."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute

    def count(self, until: datetime, now: datetime, owner: str = "") -> OwedCount:
        """How much is owed until then, or for no time; `owner`: only what this agent owes."""
        told = {
            "until": int(until.timestamp()),
            "now": int(now.timestamp()),
            "owner": owner,
        }
        sql = f"SELECT count(*), coalesce(sum(due < :now), 0) {_OWED}"
        owed, late = self._execute(sql, told).fetchone()
        return OwedCount(int(owed), int(late))

    def listed(
        self, until: datetime, owner: str = "", most: int = -1
    ) -> Iterator[tuple[str, str, str, int | None]]:
        """What is owed until then: (id, ticket, deed, due in seconds), the most urgent first.

        What is owed for no time comes last; `most`: so many of them, -1 for all.
        """
        told = {"until": int(until.timestamp()), "owner": owner, "most": most}
        order = "ORDER BY due IS NULL, due, id LIMIT :most"
        rows = self._execute(f"SELECT id, ticket, deed, due {_OWED} {order}", told)
        yield from rows.fetchall()
