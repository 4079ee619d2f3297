"""Forgetting in the journal: what is gone, what stays proven, and what other laptops make of it."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from csconsole.errors import NotFoundError
from csconsole.storage.entities import DELETED, Entity, Kind, Tables, create_table
from csconsole.storage.journal import Entry
from csconsole.storage.places import places
from csconsole.storage.store import Store, open_store
from csconsole.storage.verifying import verify

CARD = Entity("card", "cards", {"name": Kind.TEXT, "phone": Kind.TEXT})
_migrations = Migrations("cards")
CARDS = Tables("cards", _migrations, (CARD,))


@_migrations()
def cards(database):
    create_table(database, "cards", {"name": "TEXT", "phone": "TEXT"})


def opened(folder: Path, name: str) -> Store:
    return open_store(places(folder / name), (CARDS,), "a passphrase")


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    made = opened(tmp_path, "here")
    yield made
    made.close()


@pytest.fixture
def other(tmp_path) -> Iterator[Store]:
    made = opened(tmp_path, "there")
    yield made
    made.close()


def write(store: Store, **values: object) -> str:
    return store.journal.write("card", "c1", values, cause="card.write", agent="客服1")


def forget(store: Store, cause: str = "card.forget") -> str:
    with store.journal.action(cause, "客服1") as action:
        action.forget("card", "c1")
    return action.id


def entries(store: Store) -> list[Entry]:
    return [entry for name in store.journal.devices() for entry in store.journal.written_by(name)]


def kept(store: Store) -> list[object]:
    return [row[0] for row in store.database.execute("SELECT patch FROM journal ORDER BY clock")]


def row(store: Store) -> tuple[object, ...]:
    return store.database.execute("SELECT deleted, name, phone FROM cards").fetchone()


GONE = '{"deleted":true}'


def test_what_was_forgotten_stands_nowhere_and_the_chain_still_holds(store):
    write(store, name="小明", phone="13800138000")
    write(store, phone="13900139000")
    forget(store)
    assert kept(store) == [None, None, GONE]
    assert row(store) == (1, None, None)
    assert verify(store).problems == ()


def test_it_is_told_how_many_entries_lost_their_values(store):
    write(store, name="小明")
    write(store, name="小红")
    with store.journal.action("card.forget") as action:
        assert action.forget("card", "c1") == 2
        assert action.forget("card", "unknown") == 0


def test_only_what_is_named_a_forgetting_may_forget(store):
    write(store, name="小明")
    with pytest.raises(ValueError, match="not to forget"):
        forget(store, cause="card.write")
    assert row(store) == (0, "小明", None)


def test_a_forgetting_cannot_be_undone(store):
    write(store, name="小明")
    action = forget(store)
    with pytest.raises(NotFoundError, match="nothing to undo"):
        store.journal.undo(action)
    assert row(store) == (1, None, None)


def test_undoing_what_was_written_before_brings_nothing_back(store):
    made = write(store, name="小明")
    changed = write(store, name="小红")
    forget(store)
    for action in (changed, made):
        store.journal.undo(action)
    assert row(store) == (1, None, None)
    assert verify(store).problems == ()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE journal SET patch = NULL, salt = NULL WHERE seq = 1",
        "UPDATE journal SET patch = NULL, salt = NULL WHERE seq = 2",
    ],
)
def test_an_entry_emptied_by_hand_is_told_from_a_forgotten_one(store, change):
    write(store, name="小明")
    write(store, name="小明")  # the row agrees with the journal whichever of the two is emptied
    store.database.execute(change)
    (problem,) = verify(store).problems
    assert "the journal was changed" in problem


def test_an_entry_emptied_by_hand_is_found_after_a_plain_deletion_too(store):
    write(store, name="小明")
    write(store, **{DELETED: True})
    store.database.execute("UPDATE journal SET patch = NULL, salt = NULL WHERE seq = 1")
    store.database.execute("UPDATE cards SET name = NULL")
    assert verify(store).problems


def test_an_entry_of_a_newer_program_emptied_by_hand_is_found(store):
    write(store, name="小明")
    store.database.execute("UPDATE journal SET patch = NULL, salt = NULL, entity = 'sticker'")
    assert any("journal was changed" in problem for problem in verify(store).problems)


def test_what_is_written_anew_after_a_forgetting_is_no_problem(store):
    write(store, name="小明")
    forget(store)
    write(store, name="小红", **{DELETED: False})
    assert row(store) == (0, "小红", None)
    assert verify(store).problems == ()


def test_a_forgetting_on_one_laptop_empties_the_other(store, other):
    write(store, name="小明")
    other.journal.receive(entries(store))
    write(other, phone="13800138000")
    forget(store)
    other.journal.receive(entries(store))
    store.journal.receive(entries(other))
    for laptop in (store, other):
        assert row(laptop) == (1, None, None)
        assert "13800138000" not in str(kept(laptop))
        assert "小明" not in str(kept(laptop))
        assert verify(laptop).problems == ()


def test_a_change_made_elsewhere_without_knowing_of_the_forgetting_is_not_kept(store, other):
    write(store, name="小明")
    other.journal.receive(entries(store))
    forget(store)
    other.journal.now = lambda: store.journal.now() + 60_000
    write(other, phone="13800138000")
    store.journal.receive(entries(other))
    assert "13800138000" not in str(kept(store))
    assert row(store) == (1, None, None)
    assert verify(store).problems == ()


def test_whatever_way_the_entries_arrive_nothing_of_the_forgotten_comes_back(tmp_path, store):
    write(store, name="小明")
    write(store, phone="13800138000")
    before = entries(store)
    forget(store)
    last = [entry for entry in entries(store) if entry.patch is not None]
    for number, order in enumerate(permutations([*before, *last])):
        laptop = opened(tmp_path, f"laptop{number}")
        for entry in order:
            laptop.journal.receive([entry])
        assert kept(laptop) == [None, None, GONE]
        assert row(laptop) == (1, None, None)
        assert verify(laptop).problems == ()
        laptop.close()


def test_a_table_made_anew_does_not_bring_the_forgotten_back(store):
    write(store, name="小明")
    forget(store)
    store.database.execute("DELETE FROM cards")
    store.journal.rebuild(done=lambda: None)
    assert row(store) == (1, None, None)
    assert verify(store).problems == ()
