"""The journal of one laptop: actions, refusals, history and undo."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Migrations

from csconsole.errors import BusyError, NotFoundError, UserError
from csconsole.storage import clock
from csconsole.storage.connection import OperationalError, connect
from csconsole.storage.entities import DELETED, Entities, Entity, Kind, Tables, create_table
from csconsole.storage.places import Places
from csconsole.storage.store import Store, open_store
from csconsole.storage.verifying import verify

NOTE = Entity("note", "notes", {"text": Kind.TEXT, "count": Kind.INTEGER, "tags": Kind.JSON})
_migrations = Migrations("diary")
DIARY = Tables("diary", _migrations, (NOTE,))


@_migrations()
def notes(database):
    create_table(database, "notes", {"text": "TEXT", "count": "INTEGER", "tags": "TEXT"})


@pytest.fixture
def store(profile: Places) -> Iterator[Store]:
    opened = open_store(profile, (DIARY,))
    yield opened
    opened.close()


@pytest.fixture
def journal(store):
    return store.journal


def note(store, entity_id):
    row = next(store.database.query("SELECT * FROM notes WHERE id = ?", [entity_id]), None)
    return None if row is None else NOTE.loaded(row)


def ids(store):
    rows = store.database.execute("SELECT id FROM notes WHERE NOT deleted ORDER BY id")
    return [row[0] for row in rows]


def entry_count(store):
    return store.database.execute("SELECT count(*) FROM journal").fetchone()[0]


# Writing


def test_a_write_is_seen_in_the_table(store, journal):
    journal.write("note", "n1", {"text": "退货", "count": 2, "tags": ["急"]}, cause="note.add")
    assert note(store, "n1") == {"id": "n1", "text": "退货", "count": 2, "tags": ["急"]}


@pytest.mark.parametrize("number", [2**63 - 1, -(2**63), 0, True])
def test_every_whole_number_that_fits_is_kept(store, journal, number):
    journal.write("note", "n1", {"count": number}, cause="note.add")
    assert note(store, "n1")["count"] == number
    assert verify(store).problems == ()


def test_a_patch_leaves_the_other_fields_as_they_are(store, journal):
    journal.write("note", "n1", {"text": "first", "count": 1}, cause="note.add")
    journal.write("note", "n1", {"count": 5}, cause="note.count")
    assert note(store, "n1") == {"id": "n1", "text": "first", "count": 5, "tags": None}


def test_a_deleted_thing_is_marked_and_comes_back_when_written_so(store, journal):
    journal.write("note", "n1", {"text": "here"}, cause="note.add")
    journal.write("note", "n1", {DELETED: True}, cause="note.delete")
    assert ids(store) == []
    journal.write("note", "n1", {DELETED: False}, cause="note.bring_back")
    assert ids(store) == ["n1"]


def test_several_writes_of_one_action_stand_together(journal):
    with journal.action("note.move", "客服1") as action:
        action.write("note", "n1", {"text": "one"})
        action.write("note", "n2", {"text": "two"})
    assert [entry.entity_id for entry in journal.entries_of(action.id)] == ["n1", "n2"]


def test_writes_survive_a_reopening(store, journal, profile):
    journal.write("note", "n1", {"text": "kept"}, cause="note.add")
    store.close()
    again = open_store(profile, (DIARY,))
    assert note(again, "n1")["text"] == "kept"
    again.close()


# All of an action, or nothing


class GaveUpError(Exception):
    """What an agent's work stops with in these tests."""


def write_and_give_up(journal, entity_id):
    with journal.action("note.move") as action:
        action.write("note", entity_id, {"text": "half"})
        raise GaveUpError


def wrap_and_give_up(journal, entity_id):
    with journal.action("outer"):
        journal.write("note", entity_id, {"text": "inside"}, cause="inner")
        raise GaveUpError


def note_a_fact_and_give_up(store):
    with store.journal.action("note.move"):
        store.set_fact("seeded", "yes")
        raise GaveUpError


def test_an_action_that_fails_leaves_nothing_of_it(store, journal):
    with pytest.raises(GaveUpError):
        write_and_give_up(journal, "n1")
    assert ids(store) == []
    assert entry_count(store) == 0


def test_the_store_goes_on_after_an_action_that_failed(store, journal):
    with pytest.raises(GaveUpError):
        write_and_give_up(journal, "n1")
    journal.write("note", "n2", {"text": "whole"}, cause="note.add")
    assert ids(store) == ["n2"]
    assert verify(store).problems == ()


def test_facts_written_inside_an_action_share_its_fate(store):
    with pytest.raises(GaveUpError):
        note_a_fact_and_give_up(store)
    assert store.fact("seeded") is None


def test_an_inner_action_that_fails_leaves_the_outer_one_whole(store, journal):
    with journal.action("outer") as outer:
        outer.write("note", "n1", {"text": "before"})
        with pytest.raises(GaveUpError):
            write_and_give_up(journal, "n2")
        outer.write("note", "n3", {"text": "after"})
    assert ids(store) == ["n1", "n3"]
    assert verify(store).problems == ()


def test_an_outer_action_that_fails_takes_the_inner_one_with_it(store, journal):
    with pytest.raises(GaveUpError):
        wrap_and_give_up(journal, "n1")
    assert ids(store) == []
    assert entry_count(store) == 0


def test_an_outer_action_goes_on_after_an_inner_one(store, journal):
    with journal.action("outer") as outer:
        outer.write("note", "n1", {"text": "before"})
        journal.write("note", "n1", {"text": "inside"}, cause="inner")
        outer.write("note", "n1", {"text": "after"})
    assert note(store, "n1")["text"] == "after"
    assert verify(store).problems == ()


def test_an_action_may_stand_inside_a_transaction_of_the_database(store, journal, profile):
    other = open_store(profile, (DIARY,))
    other.journal.write("note", "n1", {"text": "before"}, cause="note.add")
    other.close()
    with store.database.atomic():
        journal.write("note", "n2", {"text": "inside"}, cause="note.add")
        store.set_fact("seeded", "yes")
    assert ids(store) == ["n1", "n2"]
    assert verify(store).problems == ()


def test_an_action_goes_on_after_another_window_has_written(store, journal, profile):
    other = open_store(profile, (DIARY,))
    for number in range(3):
        journal.write("note", f"here{number}", {"count": number}, cause="note.add")
        other.journal.write("note", f"there{number}", {"count": number}, cause="note.add")
    other.close()
    assert len(ids(store)) == 6
    assert verify(store).problems == ()


# What is refused


@pytest.mark.parametrize(("entity", "field"), [("note", "colour"), ("sticker", "text")])
def test_an_unknown_entity_or_field_is_refused(store, journal, entity, field):
    with pytest.raises(KeyError):
        journal.write(entity, "n1", {field: "red"}, cause="note.add")
    assert entry_count(store) == 0


UNCARRIED = [float("nan"), float("inf"), "\ud83d", b"bytes", {"a"}, datetime(2026, 1, 1)]  # noqa: DTZ001


@pytest.mark.parametrize("value", UNCARRIED, ids=repr)
@pytest.mark.parametrize("field", ["text", "tags"])
def test_a_value_that_json_cannot_carry_is_refused(store, journal, field, value):
    with pytest.raises((TypeError, ValueError)):
        journal.write("note", "n1", {field: value}, cause="note.add")
    assert ids(store) == []
    assert entry_count(store) == 0


MISFITS = [
    ("text", 5),
    ("text", ["a list"]),
    ("count", "5"),
    ("count", 10**30),
]


@pytest.mark.parametrize(("field", "value"), MISFITS)
def test_a_value_of_another_kind_than_its_field_is_refused(store, journal, field, value):
    with pytest.raises((TypeError, ValueError)):
        journal.write("note", "n1", {field: value}, cause="note.add")
    assert entry_count(store) == 0


@pytest.mark.parametrize(("field", "value"), [*MISFITS, ("tags", "\ud83d"), ("colour", "red")])
def test_what_was_refused_leaves_no_half_of_itself_in_an_action_that_goes_on(
    store, journal, field, value
):
    with journal.action("note.move") as action:
        with suppress(Exception):
            action.write("note", "n1", {field: value})
        action.write("note", "n2", {"text": "good"})
    assert ids(store) == ["n2"]
    assert verify(store).problems == ()


def test_two_things_of_one_name_are_a_fault_of_the_program():
    other = Tables("calendar", Migrations("calendar"), (Entity("note", "leaves", {}),))
    with pytest.raises(ValueError, match="note"):
        Entities([DIARY, other])


def test_a_store_that_another_program_keeps_busy_says_so(store, journal):
    other = connect(store.places.database, store.key)
    other.execute("BEGIN IMMEDIATE")
    store.database.execute("PRAGMA busy_timeout = 0")
    with pytest.raises(BusyError):
        journal.write("note", "n1", {"text": "waiting"}, cause="note.add")
    other.execute("ROLLBACK")
    other.close()
    journal.write("note", "n1", {"text": "written"}, cause="note.add")
    assert note(store, "n1")["text"] == "written"


def fill_the_disk(store):
    """Let the file grow no more, as on a full disk."""
    store.database.execute("PRAGMA max_page_count = 1")


def test_a_full_disk_loses_nothing_and_is_gone_on_with_once_there_is_room(store, journal):
    journal.write("note", "n1", {"text": "before"}, cause="note.add")
    fill_the_disk(store)
    with pytest.raises((UserError, OperationalError)):
        journal.write("note", "n2", {"text": "too long" * 100_000}, cause="note.add")
    store.database.execute("PRAGMA max_page_count = 1000000")
    journal.write("note", "n3", {"text": "after"}, cause="note.add")
    assert ids(store) == ["n1", "n3"]
    assert verify(store).problems == ()


def test_a_full_disk_is_said_in_a_sentence(store, journal):
    fill_the_disk(store)
    with pytest.raises(UserError):
        journal.write("note", "n1", {"text": "too long" * 100_000}, cause="note.add")


# History


def test_the_history_of_a_thing_says_who_did_what(journal):
    journal.write("note", "n1", {"text": "first"}, cause="note.add", agent="客服1")
    journal.write("note", "other", {"text": "not this"}, cause="note.add", agent="客服2")
    journal.write("note", "n1", {"text": "second"}, cause="note.edit", agent="客服2")
    told = [(entry.agent, entry.cause, entry.patch) for entry in journal.history("note", "n1")]
    assert told == [
        ("客服1", "note.add", {"text": "first"}),
        ("客服2", "note.edit", {"text": "second"}),
    ]


def test_the_history_of_a_thing_says_when(store, journal):
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    journal.write("note", "n1", {"text": "now"}, cause="note.add")
    entry = journal.history("note", "n1")[0]
    assert before <= clock.moment(entry.clock) <= datetime.now(UTC)
    assert clock.device_of(entry.clock) == store.journal.device


def test_the_history_stays_in_order_when_the_wall_clock_goes_back(journal):
    walls = iter([5_000, 3_000, 4_000])
    journal.now = lambda: next(walls)
    for text in ("first", "second", "third"):
        journal.write("note", "n1", {"text": text}, cause="note.edit")
    told = [entry.patch["text"] for entry in journal.history("note", "n1")]
    assert told == ["first", "second", "third"]


def test_a_thing_that_was_never_written_has_no_history(journal):
    assert journal.history("note", "nothing") == []


# Undo


def test_undoing_a_change_puts_the_former_values_back(store, journal):
    journal.write("note", "n1", {"text": "old", "count": 1, "tags": ["a"]}, cause="note.add")
    change = journal.write("note", "n1", {"text": "new", "tags": ["b"]}, cause="note.edit")
    undone = journal.undo(change)
    assert note(store, "n1") == {"id": "n1", "text": "old", "count": 1, "tags": ["a"]}
    assert undone.kept == ()


def test_undoing_a_first_value_empties_the_field(store, journal):
    journal.write("note", "n1", {"text": "old"}, cause="note.add")
    journal.undo(journal.write("note", "n1", {"count": 3}, cause="note.count"))
    assert note(store, "n1")["count"] is None


def test_undoing_a_creation_takes_the_thing_away(store, journal):
    journal.undo(journal.write("note", "n1", {"text": "new"}, cause="note.add"))
    assert ids(store) == []


def test_undoing_a_deletion_brings_the_thing_back(store, journal):
    journal.write("note", "n1", {"text": "here"}, cause="note.add")
    journal.undo(journal.write("note", "n1", {DELETED: True}, cause="note.delete"))
    assert ids(store) == ["n1"]


def test_undoing_an_action_takes_back_all_its_things(store, journal):
    journal.write("note", "n1", {"text": "old"}, cause="note.add")
    with journal.action("note.move") as action:
        action.write("note", "n1", {"text": "moved"})
        action.write("note", "n1", {"count": 7})
        action.write("note", "n2", {"text": "made"})
    journal.undo(action.id)
    assert note(store, "n1") == {"id": "n1", "text": "old", "count": None, "tags": None}
    assert ids(store) == ["n1"]


def test_a_field_changed_since_keeps_its_newer_value_and_is_named(store, journal):
    journal.write("note", "n1", {"text": "old", "count": 1}, cause="note.add")
    change = journal.write("note", "n1", {"text": "new", "count": 2}, cause="note.edit")
    journal.write("note", "n1", {"text": "newest"}, cause="note.edit")
    undone = journal.undo(change)
    assert note(store, "n1")["text"] == "newest"
    assert note(store, "n1")["count"] == 1
    assert undone.kept == (("note", "n1", "text"),)


def test_a_thing_changed_since_its_creation_is_not_taken_away(store, journal):
    creation = journal.write("note", "n1", {"text": "new"}, cause="note.add")
    journal.write("note", "n1", {"count": 4}, cause="note.count")
    undone = journal.undo(creation)
    assert ids(store) == ["n1"]
    assert undone.kept == (("note", "n1", "count"),)


def test_an_undo_can_be_undone(store, journal):
    journal.write("note", "n1", {"text": "old"}, cause="note.add")
    change = journal.write("note", "n1", {"text": "new"}, cause="note.edit")
    journal.undo(journal.undo(change).action)
    assert note(store, "n1")["text"] == "new"


def test_an_undone_creation_can_be_brought_back(store, journal):
    creation = journal.write("note", "n1", {"text": "new"}, cause="note.add")
    journal.undo(journal.undo(creation).action)
    assert ids(store) == ["n1"]
    assert note(store, "n1")["text"] == "new"


def test_undoing_twice_changes_nothing_more(store, journal):
    journal.write("note", "n1", {"text": "old"}, cause="note.add")
    change = journal.write("note", "n1", {"text": "new"}, cause="note.edit")
    journal.undo(change)
    journal.undo(change)
    assert note(store, "n1")["text"] == "old"


def test_an_undo_is_told_in_the_history_with_its_agent(journal):
    change = journal.write("note", "n1", {"text": "new"}, cause="note.add", agent="客服1")
    journal.undo(change, agent="主管")
    last = journal.history("note", "n1")[-1]
    assert (last.agent, last.cause) == ("主管", "undo")


def test_an_unknown_action_cannot_be_undone(journal):
    with pytest.raises(NotFoundError, match="no-such-action"):
        journal.undo("no-such-action")


def test_a_store_stays_provable_through_undos(store, journal):
    creation = journal.write("note", "n1", {"text": "a", "tags": {"k": [1, None]}}, cause="add")
    journal.undo(journal.undo(creation).action)
    assert verify(store).problems == ()
