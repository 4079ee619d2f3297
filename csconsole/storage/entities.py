"""What a feature tells the storage about its tables.

A feature declares entities; each lives in one table whose rows are nothing but the sum of the
journal's patches for them. The storage adds three columns: `id`, `clock` (the newest patch that
was applied) and `deleted`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from csconsole.storage.encrypted_sqlite import Database, Migrations

Value = Any  # None, bool, int, float, str, or lists and string-keyed dicts of these
Patch = Mapping[str, Value]

DELETED = "deleted"
_INTEGER_ROOF = 2**63
_written = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps makes one for every text


class Kind(StrEnum):
    """How a field is kept in its column."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    REAL = "REAL"
    JSON = "JSON"

    @property
    def column(self) -> str:
        """SQLite's type of the column."""
        return "TEXT" if self is Kind.JSON else self.value


@dataclass(frozen=True)
class Entity:
    """One kind of thing that a feature keeps.

    Attributes:
        name: its name in the journal; never changed once released.
        table: the table that holds its present state.
        fields: each field's kind; fields never written are NULL.
    """

    name: str
    table: str
    fields: Mapping[str, Kind]

    def check(self, patch: Patch) -> None:
        """Make sure that a patch fits the fields.

        Raises:
            KeyError: a field is not declared.
            TypeError: a value is not of its field's kind.
        """
        fields = self.fields
        for name, value in patch.items():
            if name == DELETED:
                continue
            if name not in fields:
                raise KeyError(f"{self.name} has no field {name}")
            if not _fits(value, fields[name]):
                raise TypeError(f"{self.name}.{name} cannot be of {type(value).__name__}")

    def takes(self, patch: Patch) -> bool:
        """Whether the fields of a patch that are known here are of their kinds."""
        known = ((name, value) for name, value in patch.items() if name in self.fields)
        return all(_fits(value, self.fields[name]) for name, value in known)

    def stored(self, name: str, value: Value) -> Value:
        """A field's value as its column takes it."""
        if value is not None and self.fields[name] is Kind.JSON:
            return _written(value)
        return value

    def stored_all(self, patch: Patch) -> dict[str, Value]:
        """The fields of a patch that are known here, as their columns take them."""
        fields = self.fields
        stored = {name: value for name, value in patch.items() if name in fields}
        for name, value in stored.items():
            if fields[name] is Kind.JSON:
                stored[name] = self.stored(name, value)
        if DELETED in patch:
            stored[DELETED] = int(bool(patch[DELETED]))
        return stored

    def loaded(self, row: Mapping[str, Any]) -> dict[str, Value]:
        """A table row as values: id and the fields."""
        values: dict[str, Value] = {name: row[name] for name in ("id", *self.fields)}
        for name in self._of_json:
            values[name] = read_json(row[name])
        return values

    @cached_property
    def _of_json(self) -> tuple[str, ...]:
        return tuple(name for name, kind in self.fields.items() if kind is Kind.JSON)


def read_json(raw: str | None) -> Any:
    """A value of a column of JSON; most are empty, or a text without a special sign."""
    if raw is None:
        return None
    return raw[1:-1] if raw[:1] == '"' and "\\" not in raw else json.loads(raw)


def _fits(value: Value, kind: Kind) -> bool:
    if kind is Kind.TEXT:
        return value is None or isinstance(value, str)
    if value is None or kind is Kind.JSON:
        return True
    if kind is Kind.INTEGER:
        return isinstance(value, int) and -_INTEGER_ROOF <= value < _INTEGER_ROOF
    return isinstance(value, int | float)


def create_table(database: Database, table: str, columns: Mapping[str, str]) -> None:
    """Make an entity's table, for a feature's first migration.

    The columns are written out there, not taken from the entity: a released migration never
    changes, while an entity does. `columns` maps each field to SQLite's type.
    """
    fields = "".join(f", [{name}] {kind}" for name, kind in columns.items())
    database.execute(
        f"CREATE TABLE [{table}] "
        f"(id TEXT PRIMARY KEY, clock TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0{fields})"
    )


@dataclass(frozen=True)
class Tables:
    """What one feature registers: its entities and the steps that make and change their tables."""

    feature: str
    migrations: Migrations
    entities: tuple[Entity, ...]


class Entities:
    """All registered entities by name."""

    def __init__(self, tables: Iterable[Tables]) -> None:
        self._by_name: dict[str, Entity] = {}
        for group in tables:
            for entity in group.entities:
                if entity.name in self._by_name:
                    raise ValueError(f"two entities are named {entity.name}")
                self._by_name[entity.name] = entity

    def __getitem__(self, name: str) -> Entity:
        """The entity of that name; KeyError where none is registered."""
        return self._by_name[name]

    def get(self, name: str) -> Entity | None:
        """The entity of that name; None for one that a newer program wrote."""
        return self._by_name.get(name)

    def __iter__(self) -> Iterator[Entity]:
        """Every entity."""
        return iter(self._by_name.values())
