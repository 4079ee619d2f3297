"""The journal: every write goes through it, and every table is the sum of it.

An entry is a patch of one entity by one agent at one reading of the clock. A field's value is
the one of the newest patch that sets it, so the order and the repetition in which patches arrive
make no difference. History, undo and, later, exchange between laptops are readings of this table.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.storage import chain, clock
from csconsole.storage.bulk import COLUMNS, INSERT, Author, Pen, upsert, write_many
from csconsole.storage.connection import speaking_to_users
from csconsole.storage.encrypted_sqlite import Database
from csconsole.storage.entities import DELETED, Entities, Entity, Patch, Value
from csconsole.storage.forgotten import is_forgetting, without_values
from csconsole.storage.receiving import check_received


@dataclass(frozen=True)
class Entry:
    """One row of the journal.

    Attributes:
        clock: the reading at which it was written; names the entry and its device.
        agent: who did it; empty for the program itself.
        action: groups the entries of one thing that the agent did (UUIDv7).
        cause: what that was, a stable word such as `replies.import`.
        patch: the fields and their new values; None once it was forgotten.
    """

    clock: str
    agent: str
    action: str
    cause: str
    entity: str
    entity_id: str
    patch: Patch | None
    salt: bytes | None
    digest: bytes
    link: bytes

    def told(self) -> tuple[str, ...]:
        """What the chain's link covers beside the digest."""
        return (self.clock, self.agent, self.action, self.cause, self.entity, self.entity_id)


@dataclass(frozen=True)
class Undone:
    """What an undo did: its own action, and the fields that somebody had changed since."""

    action: str
    kept: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Head:
    """Where a journal stands: the newest reading of any device, the last link of this one."""

    newest: str | None
    link: bytes


class Action:
    """One thing that an agent does: all its entries are written, or none."""

    def __init__(self, journal: "Journal", agent: str, cause: str) -> None:
        self.id, self.agent = str(uuid7()), agent
        self._journal = journal
        self._author = Author(agent, self.id, cause, journal.device)

    def write(self, entity: str, entity_id: str, patch: Patch) -> str:
        """Add one entry and apply it to the entity's table; returns its clock reading.

        Raises:
            KeyError: the entity or a field of the patch is not registered.
            TypeError, ValueError: a value is none that its field or JSON can carry.
        """
        target = self._journal.entities[entity]
        target.check(patch)
        text = chain.canonical(patch)
        row = self._pen().entry(entity, entity_id, text)
        self._journal.execute(INSERT, row)
        reading = str(row[0])
        self._journal.apply(target, entity_id, json.loads(text), reading)
        return reading

    def write_many(self, entity: str, patches: Iterable[tuple[str, Patch]]) -> int:
        """Add an entry for each (id, patch), as `write` does for one; returns how many.

        Raises:
            KeyError, TypeError, ValueError: as for `write`; the whole action fails then.
        """
        target = self._journal.entities[entity]
        return write_many(self._journal.connection, target, patches, self._pen())

    def forget(self, entity: str, entity_id: str) -> int:
        """Take a thing away with every value it ever had; the digests of its entries stay.

        Returns how many entries lost their values.

        Raises:
            KeyError: the entity is not registered.
            ValueError: the cause of the action is none that forgets (`storage/forgotten.py`).
        """
        if not is_forgetting(self._author.cause):
            raise ValueError(f"{self._author.cause} is not to forget anything")
        target = self._journal.entities[entity]
        emptied = self._journal.execute(
            "UPDATE journal SET patch = NULL, salt = NULL "
            "WHERE entity = ? AND entity_id = ? AND patch IS NOT NULL",
            (entity, entity_id),
        ).rowcount
        self._journal.remove_row(target, entity_id)
        self.write(entity, entity_id, {DELETED: True})
        return int(emptied)

    def _pen(self) -> Pen:
        head = self._journal.read_head()
        return Pen(self._author, head.newest, head.link, self._journal.now)


class Journal:
    """The journal of one open store; used from the thread that opened it.

    Attributes:
        agent: who is at the desk, whose every change is unless it says otherwise.
    """

    def __init__(
        self,
        database: Database,
        entities: Entities,
        device: str,
        place: Path,
        now: clock.Milliseconds = clock.wall_clock,
    ) -> None:
        self.entities, self.device, self.now = entities, device, now
        self.agent = ""
        self._database = database
        self._place = place
        self.connection = database.conn
        self.execute = database.conn.execute

    @contextmanager
    def action(self, cause: str, agent: str = "") -> Iterator[Action]:
        """Everything written inside is one action in one transaction; an error undoes it all."""
        with self.transaction():
            yield Action(self, agent or self.agent, cause)

    def write(
        self, entity: str, entity_id: str, patch: Patch, *, cause: str, agent: str = ""
    ) -> str:
        """One entry as an action of its own; returns the action's id."""
        with self.action(cause, agent) as action:
            action.write(entity, entity_id, patch)
        return action.id

    def receive(self, entries: Iterable[Entry]) -> int:
        """Take entries that another device wrote; known ones change nothing. Returns the new ones.

        Raises:
            BadInputError: an entry was written more than a day from now; nothing is taken.
            DamagedError: an entry is not what its digest says; nothing is taken.
        """
        taken = 0
        with self.transaction():
            for entry in entries:
                taken += self._receive(entry)
        return taken

    def history(self, entity: str, entity_id: str) -> list[Entry]:
        """Every change of one thing, oldest first."""
        return self._entries("entity = ? AND entity_id = ?", (entity, entity_id))

    def entries_of(self, action: str) -> list[Entry]:
        """The entries of one action, oldest first."""
        return self._entries("action = ?", (action,))

    def written_by(self, device: str) -> Iterator[Entry]:
        """Every entry of one device, oldest first; read in a stream."""
        yield from self._stream("substr(clock, 17) = ?", (device,))

    def written_of(self, entity: str) -> Iterator[Entry]:
        """Every entry of one kind of thing, thing by thing, oldest first; read in a stream."""
        yield from self._stream("entity = ?", (entity,), "entity_id, clock")

    def with_gaps(self) -> Iterator[Entry]:
        """Every entry of the things of which one has lost its values, thing by thing; a stream."""
        with_a_gap = "SELECT entity, entity_id FROM journal WHERE patch IS NULL"
        where = f"(entity, entity_id) IN ({with_a_gap})"
        yield from self._stream(where, (), "entity, entity_id, clock")

    def devices(self) -> list[str]:
        """The devices that wrote into this journal."""
        rows = self.execute("SELECT DISTINCT substr(clock, 17) FROM journal ORDER BY 1")
        return [row[0] for row in rows]

    def undo(self, action: str, *, agent: str = "") -> Undone:
        """Put back what an action changed, as a new action.

        A field that was changed again since keeps its newer value and is named in the result.

        Raises:
            NotFoundError: there is no such action, it forgot something for good, or only a newer
                program knows what it did.
        """
        touched: dict[tuple[str, str], set[str]] = {}
        entries = self.entries_of(action)
        if any(is_forgetting(entry.cause) for entry in entries):
            raise _nothing_to_undo(action)
        for entry in entries:
            fields = touched.setdefault((entry.entity, entry.entity_id), set())
            fields.update(entry.patch or ())
        unknown = [entity for entity, _id in touched if self.entities.get(entity) is None]
        if not touched or unknown:
            raise _nothing_to_undo(action)
        kept: list[tuple[str, str, str]] = []
        with self.action("undo", agent) as undoing:
            for (entity, entity_id), fields in touched.items():
                patch, newer = _reversal(self.history(entity, entity_id), action, fields)
                kept.extend((entity, entity_id, name) for name in newer)
                if not patch.keys() <= {DELETED, *self.entities[entity].fields}:
                    raise _nothing_to_undo(action)
                if patch:
                    undoing.write(entity, entity_id, patch)
        return Undone(undoing.id, tuple(kept))

    def apply(self, entity: Entity, entity_id: str, patch: Patch, reading: str) -> None:
        """Put a patch into the entity's table; it must be newer than all others of that row."""
        values = entity.stored_all(patch)
        statement = upsert(entity.table, tuple(values))
        self.execute(statement, (entity_id, reading, *values.values()))

    def rebuild(self, done: Callable[[], None]) -> None:
        """Make every table anew from the journal, after a newer program has learnt new fields.

        `done` is called in the same transaction.
        """
        with self.transaction():
            for entity in self.entities:
                histories = groupby(self.written_of(entity.name), key=lambda one: one.entity_id)
                for entity_id, entries in [(id_, list(group)) for id_, group in histories]:
                    self.apply(entity, entity_id, fold(entries), entries[-1].clock)
            done()

    def read_head(self) -> Head:
        """Where the journal stands now."""
        newest = self.execute("SELECT max(clock) FROM journal").fetchone()[0]
        row = self.execute(
            "SELECT link FROM journal WHERE substr(clock, 17) = ? ORDER BY clock DESC LIMIT 1",
            (self.device,),
        ).fetchone()
        return Head(newest, bytes(row[0]) if row else chain.START)

    def _receive(self, entry: Entry) -> int:
        target = self.entities.get(entry.entity)
        text = check_received(entry, target, self.now())
        if self.execute("SELECT 1 FROM journal WHERE clock = ?", (entry.clock,)).fetchone():
            return 0
        self.execute(INSERT, (*entry.told(), text, entry.salt, entry.digest, entry.link))
        is_emptied = self._empty_forgotten(entry.entity, entry.entity_id)
        if target is not None:  # else a newer program wrote it: kept, applied once we know it
            if is_emptied:
                self.remove_row(target, entry.entity_id)
            self._apply_in_order(target, entry, alone=not is_emptied)
        return 1

    def remove_row(self, target: Entity, entity_id: str) -> None:
        """Take the row of a thing out of its table; the journal is not asked."""
        self.execute(f"DELETE FROM [{target.table}] WHERE id = ?", (entity_id,))  # noqa: S608

    def _empty_forgotten(self, entity: str, entity_id: str) -> bool:
        """Have what was forgotten here or elsewhere keep no values, whatever came first."""
        if not self.execute(
            "SELECT 1 FROM journal WHERE entity = ? AND entity_id = ? AND patch = ?",
            (entity, entity_id, chain.canonical({DELETED: True})),
        ).fetchone():  # most things: nothing was ever taken away
            return False
        gone = without_values(self.history(entity, entity_id))
        self.connection.executemany(
            "UPDATE journal SET patch = NULL, salt = NULL WHERE clock = ?",
            [(reading,) for reading in gone],
        )
        return bool(gone)

    def _apply_in_order(self, target: Entity, entry: Entry, *, alone: bool) -> None:
        """Bring a row up to an entry; by it `alone` where that is the newest one."""
        row = self.execute(
            f"SELECT clock FROM [{target.table}] WHERE id = ?",  # noqa: S608
            (entry.entity_id,),
        ).fetchone()
        if alone and (row is None or row[0] < entry.clock):
            self.apply(target, entry.entity_id, entry.patch or {}, entry.clock)
            return
        history = self.history(target.name, entry.entity_id)
        self.apply(target, entry.entity_id, fold(history), history[-1].clock)

    def _entries(self, where: str, values: Sequence[str]) -> list[Entry]:
        return list(self._stream(where, values))

    def _stream(self, where: str, values: Sequence[str], order: str = "clock") -> Iterator[Entry]:
        sql = f"SELECT {COLUMNS} FROM journal WHERE {where} ORDER BY {order}"  # noqa: S608
        for row in self.execute(sql, tuple(values)):
            yield _entry(row)

    def _is_writing(self) -> bool:
        return bool(self._database.conn.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction that holds the write lock from its start, nested ones as savepoints.

        A deferred one that reads first and writes later would fail as soon as another process
        had written in between, instead of waiting for it.
        """
        with speaking_to_users(self._place):
            if self._is_writing():
                with self._database.atomic():
                    yield
                return
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                if self._is_writing():
                    self.execute("ROLLBACK")
                raise


def _nothing_to_undo(action: str) -> NotFoundError:
    return NotFoundError(_("there is nothing to undo under {id}").format(id=action))


def fold(entries: Iterable[Entry]) -> dict[str, Value]:
    """The state that patches in clock order add up to."""
    state: dict[str, Value] = {}
    for entry in entries:
        state.update(entry.patch or {})
    return state


def _reversal(
    history: Sequence[Entry], action: str, fields: Iterable[str]
) -> tuple[dict[str, Value], list[str]]:
    """The patch that takes an action's fields back, and the fields that have changed since."""
    first = next(at for at, entry in enumerate(history) if entry.action == action)
    last = max(at for at, entry in enumerate(history) if entry.action == action)
    before, after, now = fold(history[:first]), fold(history[: last + 1]), fold(history)
    newer = sorted(name for name in now if now[name] != after.get(name))
    if first == 0:  # the action made the thing: undone by taking it away, unless it lives on
        return ({}, newer) if newer else ({DELETED: True}, [])
    back = {name: before.get(name) for name in fields if name not in newer}
    return back, [name for name in newer if name in set(fields)]


def _entry(row: Sequence[Any]) -> Entry:
    reading, agent, action, cause, entity, entity_id, patch, salt, digest, link = row
    return Entry(
        clock=reading,
        agent=agent,
        action=action,
        cause=cause,
        entity=entity,
        entity_id=entity_id,
        patch=None if patch is None else chain.read_patch(reading, patch),
        salt=None if salt is None else bytes(salt),
        digest=bytes(digest),
        link=bytes(link),
    )
