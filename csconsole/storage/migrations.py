"""The storage's own tables, and the one place where all migrations are applied."""

from collections.abc import Iterable

from csconsole.errors import DamagedError
from csconsole.language import _
from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import Tables

STORAGE = Migrations("storage")
REBUILD = "rebuild"


@STORAGE()
def journal_and_facts(database: Database) -> None:
    """The journal, and facts about this file that no other device needs."""
    database.execute(
        """
        CREATE TABLE journal (
            seq INTEGER PRIMARY KEY,      -- the order in which entries arrived here
            clock TEXT NOT NULL UNIQUE,
            agent TEXT NOT NULL,
            action TEXT NOT NULL,
            cause TEXT NOT NULL,
            entity TEXT NOT NULL,
            entity_id TEXT NOT NULL,
            patch TEXT,                   -- JSON; NULL once forgotten
            salt BLOB,
            digest BLOB NOT NULL,
            link BLOB NOT NULL
        )
        """
    )
    database.execute("CREATE INDEX journal_of_entity ON journal (entity, entity_id, clock)")
    database.execute("CREATE INDEX journal_of_action ON journal (action)")
    database.execute("CREATE INDEX journal_of_device ON journal (substr(clock, 17), clock)")
    database.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)")


def migrate(database: Database, tables: Iterable[Tables]) -> None:
    """Bring every table to its newest form; each step is one transaction.

    A file that had a journal already and learns something new is marked by the fact `rebuild`,
    until its tables were made anew: what other, newer devices wrote may then be applied.

    Raises:
        DamagedError: the file was written by a newer program.
    """
    sets = [STORAGE, *(group.migrations for group in tables)]
    known = {(group.name, step.name) for group in sets for step in _steps(group)}
    for done in _applied(database):
        if done not in known:
            raise DamagedError(
                _("this store was written by a newer version of the program"),
                hint=_("install that version, or restore a backup"),
            )
    pending = [group for group in sets if group.pending(database)]
    if pending and database["facts"].exists():
        database.execute("INSERT OR REPLACE INTO facts VALUES (?, 'yes')", [REBUILD])
    for group in pending:
        group.apply(database)


def _steps(group: Migrations) -> list[Migrations._Migration]:
    """Every step of a set; sqlite-utils gives them only for a database that has none applied."""
    return group.pending(Database(memory=True))


def _applied(database: Database) -> list[tuple[str, str]]:
    if not database[Migrations.migrations_table].exists():
        return []
    rows = database.execute(
        f"SELECT migration_set, name FROM {Migrations.migrations_table}"  # noqa: S608
    )
    return [(row[0], row[1]) for row in rows]
