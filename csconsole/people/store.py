"""The tables of agents and of the supervisor's verifier."""

from csconsole.people.model import Agent
from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import DELETED, Entity, Kind, Tables, create_table
from csconsole.storage.store import Store

AGENT = Entity("agent", "agents", {"pin": Kind.TEXT, "left": Kind.INTEGER})
SUPERVISOR = Entity("supervisor", "supervisors", {"verifier": Kind.TEXT})
_PASSPHRASE = "passphrase"  # noqa: S105  (the one row of its table)

_migrations = Migrations("people")
TABLES = Tables("people", _migrations, (AGENT, SUPERVISOR))


@_migrations()
def agents_and_supervisor(database: Database) -> None:
    """Agents by their names, and one row for the supervisor."""
    create_table(database, "agents", {"pin": "TEXT", "left": "INTEGER"})
    create_table(database, "supervisors", {"verifier": "TEXT"})


class PeopleStore:
    """The agents in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def agents(self) -> list[Agent]:
        """Everybody who works or worked here, by name."""
        rows = self._store.database.execute(
            "SELECT id, pin IS NOT NULL AND pin != '', ifnull(left, 0) FROM agents "
            "WHERE NOT deleted ORDER BY id"
        )
        return [Agent(name, bool(pin), bool(left)) for name, pin, left in rows]

    def pin(self, name: str) -> str:
        """The verifier of an agent's PIN; empty where there is none."""
        row = self._store.database.execute(
            "SELECT pin FROM agents WHERE id = ? AND NOT deleted", [name]
        ).fetchone()
        return (row[0] or "") if row else ""

    def take_in(self, name: str, pin: str | None) -> None:
        """Keep an agent who works here, with the verifier of a PIN or None."""
        patch = {"left": 0, "pin": pin, DELETED: False}
        self._store.journal.write(AGENT.name, name, patch, cause="agent.add")

    def let_go(self, name: str) -> None:
        """Keep that an agent works here no more."""
        self._store.journal.write(AGENT.name, name, {"left": 1}, cause="agent.leave")

    def bring_back(self, name: str) -> None:
        """Keep that an agent works here again, under the PIN of before."""
        self._store.journal.write(AGENT.name, name, {"left": 0}, cause="agent.back")

    def set_pin(self, name: str, pin: str | None) -> None:
        """Keep the verifier of a PIN, or that there is none."""
        self._store.journal.write(AGENT.name, name, {"pin": pin}, cause="agent.pin")

    def supervisor(self) -> str:
        """The verifier of the supervisor's passphrase; empty where none is set."""
        row = self._store.database.execute(
            "SELECT verifier FROM supervisors WHERE id = ? AND NOT deleted", [_PASSPHRASE]
        ).fetchone()
        return (row[0] or "") if row else ""

    def set_supervisor(self, verifier: str | None) -> None:
        """Keep the verifier of the supervisor's passphrase, or that there is none."""
        patch = {"verifier": verifier}
        self._store.journal.write(SUPERVISOR.name, _PASSPHRASE, patch, cause="supervisor")
