"""Proving that the store is what was once written: pages, chains of the journal, tables."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from csconsole.errors import DamagedError
from csconsole.language import _
from csconsole.storage import chain, clock
from csconsole.storage.connection import DatabaseError
from csconsole.storage.entities import DELETED, Entity, Value
from csconsole.storage.forgotten import without_values
from csconsole.storage.journal import Entry, fold
from csconsole.storage.store import Store


@dataclass(frozen=True)
class Verified:
    """What was checked and what is wrong; no problems means that all of it holds.

    Attributes:
        heads: the last link of each device's chain, hexadecimal: note one down and no change
            before it can go unseen.
    """

    entries: int
    rows: int
    heads: Mapping[str, str]
    problems: tuple[str, ...]


def verify(store: Store) -> Verified:
    """Check everything; takes about a second per 50 MB."""
    entries = rows = 0
    heads: dict[str, str] = {}
    problems: list[str] = []
    try:
        problems += _page_problems(store)
        with _one_moment(store):
            for device in store.journal.devices():
                count, head, wrong = _check_chain(store, device)
                entries, heads[device] = entries + count, head.hex()
                problems += wrong
            problems += _emptied(store)
            for entity in store.journal.entities:
                count, wrong = _check_table(store, entity)
                rows += count
                problems += wrong
    except DatabaseError as error:
        problems.append(_("the store cannot be read: {why}").format(why=error))
    except DamagedError as error:
        problems.append(error.sentence)
    return Verified(entries, rows, heads, tuple(problems))


@contextmanager
def _one_moment(store: Store) -> Iterator[None]:
    """Read everything as it was at one moment, while others go on writing."""
    store.database.execute("BEGIN")
    try:
        yield
    finally:
        store.database.execute("ROLLBACK")


def _page_problems(store: Store) -> list[str]:
    damaged = [str(row[0]) for row in store.database.execute("PRAGMA cipher_integrity_check")]
    checked = [str(row[0]) for row in store.database.execute("PRAGMA integrity_check")]
    return damaged + [line for line in checked if line != "ok"]


def _check_chain(store: Store, device: str) -> tuple[int, bytes, list[str]]:
    """The number of entries, the last link and what is wrong in one device's chain."""
    count, link = 0, chain.START
    for entry in store.journal.written_by(device):
        count += 1
        link = chain.link(link, entry.told(), entry.digest)
        forged = entry.patch is not None and entry.digest != chain.digest(
            entry.salt or b"", chain.canonical(entry.patch)
        )
        if forged or link != entry.link:
            place = f"{device} {entry.clock}"
            return count, link, [_("the journal was changed at {place}").format(place=place)]
    return count, link, []


def _emptied(store: Store) -> list[str]:
    """The entries without values of things that nobody has forgotten."""
    return [
        _("the journal was changed at {place}").format(
            place=f"{clock.device_of(entry.clock)} {entry.clock}"
        )
        for _thing, entries in groupby(store.journal.with_gaps(), key=_thing_of)
        for entry in _emptied_by_hand(list(entries))
    ]


def _thing_of(entry: Entry) -> tuple[str, str]:
    return entry.entity, entry.entity_id


def _emptied_by_hand(entries: list[Entry]) -> list[Entry]:
    allowed = without_values(entries)
    return [entry for entry in entries if entry.patch is None and entry.clock not in allowed]


def _check_table(store: Store, entity: Entity) -> tuple[int, list[str]]:
    """The number of rows and what differs between a table and the sum of its patches."""
    problems: list[str] = []
    ids: set[str] = set()
    for entity_id, entries in _histories(store, entity):
        ids.add(entity_id)
        row = next(store.database.query(_SELECT.format(table=entity.table), [entity_id]), None)
        if not _agrees(entity, row, entries):
            problems.append(
                _("{entity} {id} is not what the journal says").format(
                    entity=entity.name, id=entity_id
                )
            )
    rows = store.database.execute(f"SELECT id FROM [{entity.table}]")  # noqa: S608
    problems += [
        _("{entity} {id} stands in no journal").format(entity=entity.name, id=row[0])
        for row in rows
        if row[0] not in ids
    ]
    return len(ids), problems


_SELECT = "SELECT * FROM [{table}] WHERE id = ?"


def _histories(store: Store, entity: Entity) -> Iterator[tuple[str, list[Entry]]]:
    for entity_id, entries in groupby(
        store.journal.written_of(entity.name), key=lambda entry: entry.entity_id
    ):
        yield entity_id, list(entries)


def _agrees(entity: Entity, row: Mapping[str, Any] | None, entries: list[Entry]) -> bool:
    if row is None or row["clock"] != entries[-1].clock:
        return False
    state: dict[str, Value] = fold(entries)
    if bool(row[DELETED]) != bool(state.get(DELETED)):
        return False
    stored = {name: entity.stored(name, state.get(name)) for name in entity.fields}
    return all(row[name] == value for name, value in stored.items())
