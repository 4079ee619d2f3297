"""Bringing tables to their newest form, and stores that a newer program wrote."""

import pytest
from sqlite_utils import Migrations

from csconsole.errors import DamagedError
from csconsole.storage.entities import Entity, Kind, Tables, create_table
from csconsole.storage.store import open_store
from csconsole.storage.verifying import verify
from csconsole.workspace.workspace import FEATURES

NOTE = Entity("note", "notes", {"text": Kind.TEXT})
COLOURED_NOTE = Entity("note", "notes", {"text": Kind.TEXT, "colour": Kind.TEXT})
ENTITIES = [entity for group in FEATURES for entity in group.entities]


def make_notes(database):
    create_table(database, "notes", {"text": "TEXT"})


def add_colour(database):
    database.execute("ALTER TABLE notes ADD COLUMN colour TEXT")


def add_colour_and_fail(database):
    add_colour(database)
    database.execute("UPDATE notes SET text = 'spoilt'")
    raise ZeroDivisionError


def diary(entity, *steps, named=None):
    """A feature with these steps; `named`: what the last of them is called."""
    migrations = Migrations("diary")
    for step in steps[:-1]:
        migrations()(step)
    migrations(name=named)(steps[-1])
    return (Tables("diary", migrations, (entity,)),)


def note_texts(store):
    return [row[0] for row in store.database.execute("SELECT text FROM notes")]


def columns_of(store, table):
    rows = store.database.execute(f"PRAGMA table_info([{table}])")
    return {row[1]: row[2] for row in rows}


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_the_fields_of_every_entity_are_the_columns_of_its_table(profile, entity):
    store = open_store(profile, FEATURES)
    fields = {name: kind.column for name, kind in entity.fields.items()}
    kept = {"id": "TEXT", "clock": "TEXT", "deleted": "INTEGER"}
    assert columns_of(store, entity.table) == kept | fields
    store.close()


def test_a_newer_program_adds_a_column_and_keeps_what_was_written(profile):
    old = open_store(profile, diary(NOTE, make_notes))
    old.journal.write("note", "n1", {"text": "kept"}, cause="note.add")
    old.close()
    new = open_store(profile, diary(COLOURED_NOTE, make_notes, add_colour))
    new.journal.write("note", "n1", {"colour": "red"}, cause="note.paint")
    assert note_texts(new) == ["kept"]
    assert verify(new).problems == ()
    new.close()


def test_each_step_is_taken_once(profile):
    tables = diary(COLOURED_NOTE, make_notes, add_colour)
    open_store(profile, tables).close()
    again = open_store(profile, tables)
    assert "colour" in columns_of(again, "notes")
    again.close()


def test_a_step_that_fails_leaves_nothing_behind_and_is_taken_later(profile):
    old = open_store(profile, diary(NOTE, make_notes))
    old.journal.write("note", "n1", {"text": "kept"}, cause="note.add")
    old.close()
    with pytest.raises(ZeroDivisionError):
        open_store(
            profile, diary(COLOURED_NOTE, make_notes, add_colour_and_fail, named="add_colour")
        )
    still_old = open_store(profile, diary(NOTE, make_notes))
    assert note_texts(still_old) == ["kept"]
    assert "colour" not in columns_of(still_old, "notes")
    still_old.close()
    new = open_store(profile, diary(COLOURED_NOTE, make_notes, add_colour))
    assert "colour" in columns_of(new, "notes")
    assert note_texts(new) == ["kept"]
    new.close()


def test_a_first_start_that_fails_is_made_good_by_the_next(profile):
    with pytest.raises(ZeroDivisionError):
        open_store(
            profile, diary(COLOURED_NOTE, make_notes, add_colour_and_fail, named="add_colour")
        )
    store = open_store(profile, diary(COLOURED_NOTE, make_notes, add_colour))
    assert verify(store).problems == ()
    store.close()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(profile):
    open_store(profile, diary(COLOURED_NOTE, make_notes, add_colour)).close()
    before = profile.database.read_bytes()
    with pytest.raises(DamagedError, match="newer version") as refused:
        open_store(profile, diary(NOTE, make_notes))
    assert refused.value.hint
    assert profile.database.read_bytes() == before


def test_a_store_with_an_unknown_step_of_the_storage_is_refused(profile):
    store = open_store(profile, FEATURES)
    store.database["_sqlite_migrations"].insert(
        {"migration_set": "storage", "name": "from_the_future", "applied_at": "2099-01-01"}
    )
    store.close()
    with pytest.raises(DamagedError, match="newer version"):
        open_store(profile, FEATURES)
