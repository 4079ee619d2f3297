"""Many entries of one action at once, as an import writes them.

Each entry is the same as if it had been written alone; the head of the chain is read once, and
SQLite gets the rows by the thousand. An import of 100,000 orders takes a third of the time so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from csconsole.storage import chain, clock
from csconsole.storage.entities import Entity, Patch

_ROWS = 1000  # of one call of SQLite

COLUMNS = "clock, agent, action, cause, entity, entity_id, patch, salt, digest, link"
INSERT = f"INSERT INTO journal ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)"  # noqa: S608


class Execute(Protocol):
    """The two ways in which SQLite takes a statement."""

    def execute(self, sql: str, values: Sequence[Any] = ...) -> Any:
        """One statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Any:
        """One statement for many rows."""


@dataclass(frozen=True)
class Author:
    """Who writes: what every entry of an action has in common."""

    agent: str
    action: str
    cause: str
    device: str


@dataclass
class Pen:
    """Where the journal of a device stands while many entries are written.

    Attributes:
        newest: the newest reading of any device.
        link: the last link of this one.
        now: the wall clock.
    """

    author: Author
    newest: str | None
    link: bytes
    now: clock.Milliseconds

    def entry(self, entity: str, entity_id: str, text: str) -> tuple[Any, ...]:
        """The next row of the journal: the canonical text of a patch of one thing."""
        author = self.author
        self.newest = clock.tick(self.newest, author.device, self.now())
        told = (self.newest, author.agent, author.action, author.cause, entity, entity_id)
        salt = chain.new_salt()
        digest = chain.digest(salt, text)
        self.link = chain.link(self.link, told, digest)
        return (*told, text, salt, digest, self.link)


def write_many(
    connection: Execute, entity: Entity, patches: Iterable[tuple[str, Patch]], pen: Pen
) -> int:
    """Write an entry for each (id, patch) and apply it; returns how many there were.

    Raises:
        KeyError: a field of a patch is not registered.
        TypeError, ValueError: a value is none that its field or JSON can carry.
    """
    left = iter(patches)
    written = 0
    while some := list(islice(left, _ROWS)):
        rows = []
        tables: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for entity_id, patch in some:
            entity.check(patch)
            row = pen.entry(entity.name, entity_id, chain.canonical(patch))
            rows.append(row)
            values = entity.stored_all(patch)
            tables.setdefault(tuple(values), []).append((entity_id, row[0], *values.values()))
        connection.executemany(INSERT, rows)
        for names, told in tables.items():
            connection.executemany(upsert(entity.table, names), told)
        written += len(some)
    return written


def upsert(table: str, names: Sequence[str]) -> str:
    """The statement that puts fields into an entity's row, made where there is none."""
    every = ("id", "clock", *names)
    columns = ", ".join(f"[{name}]" for name in every)
    marks = ", ".join("?" for _name in every)
    updates = ", ".join(f"[{name}] = excluded.[{name}]" for name in every[1:])
    return (
        f"INSERT INTO [{table}] ({columns}) VALUES ({marks}) "  # noqa: S608
        f"ON CONFLICT(id) DO UPDATE SET {updates}"
    )
