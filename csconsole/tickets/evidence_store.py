"""The table of the evidence on tickets."""

from collections.abc import Sequence
from typing import Any

from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import DELETED, Entity, Kind, Tables, create_table
from csconsole.storage.store import Store

EVIDENCE = Entity(
    "ticket_evidence",
    "ticket_evidence",
    {
        "ticket": Kind.TEXT,
        "attachment": Kind.TEXT,
        "name": Kind.TEXT,
        "type": Kind.TEXT,
        "size": Kind.INTEGER,
        "broken": Kind.INTEGER,
        "at": Kind.INTEGER,
        "agent": Kind.TEXT,
        "position": Kind.INTEGER,
        "removed": Kind.INTEGER,
    },
)

_migrations = Migrations("ticket-evidence")
TABLES = Tables("ticket-evidence", _migrations, (EVIDENCE,))


@_migrations()
def evidence_on_tickets(database: Database) -> None:
    """Photos and files that belong to tickets; their contents are attachments of the store."""
    text, number = "TEXT", "INTEGER"
    columns = {
        "ticket": text, "attachment": text, "name": text, "type": text, "size": number,
        "broken": number, "at": number, "agent": text, "position": number, "removed": number,
    }  # fmt: skip
    create_table(database, "ticket_evidence", columns)
    database.execute("CREATE INDEX ticket_evidence_of ON ticket_evidence (ticket, position)")


class EvidenceStore:
    """Reading the table of the evidence; a row is a dict of its fields with id and `deleted`."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute

    def of_ticket(self, ticket: str) -> list[dict[str, Any]]:
        """Everything that ever was evidence on a ticket, in its order."""
        return self._rows("ticket = ? ORDER BY position, at, id", (ticket,))

    def of_tickets(self, tickets: Sequence[str]) -> list[dict[str, Any]]:
        """The same of several tickets."""
        found = []
        for at in range(0, len(tickets), 500):
            some = tickets[at : at + 500]
            marks = ", ".join("?" for _id in some)
            found += self._rows(f"ticket IN ({marks}) ORDER BY ticket, position, id", some)
        return found

    def one(self, id_: str) -> dict[str, Any] | None:
        """A piece of evidence by its id, a removed one, too."""
        return next(iter(self._rows("id = ?", (id_,))), None)

    def _rows(self, where: str, values: Sequence[Any]) -> list[dict[str, Any]]:
        names = ("id", DELETED, *EVIDENCE.fields)
        columns = ", ".join(f"[{name}]" for name in names)
        sql = f"SELECT {columns} FROM ticket_evidence WHERE {where}"  # noqa: S608
        return [dict(zip(names, row, strict=True)) for row in self._execute(sql, list(values))]
