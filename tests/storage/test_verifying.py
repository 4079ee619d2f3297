"""Proving that a store is what was written: every change behind the journal's back is found."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from csconsole.errors import UserError
from csconsole.replies.store import TABLES
from csconsole.storage.places import Places, places
from csconsole.storage.store import Store, open_store
from csconsole.storage.verifying import verify

PAGE = 4096


@pytest.fixture
def open_here(profile: Places) -> Iterator[Callable[[], Store]]:
    stores: list[Store] = []

    def opening() -> Store:
        stores.append(open_store(profile, (TABLES,)))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


def write(store: Store, reply: str, category: str) -> None:
    patch = {"category": category, "tags": ["退货"]}
    store.journal.write("reply", reply, patch, cause="test.write", agent="客服1")


@pytest.fixture
def store(open_here) -> Store:
    opened = open_here()
    for number in range(5):
        write(opened, f"r{number}", "in-sale")
    write(opened, "r2", "after-sale")
    return opened


def test_a_healthy_store_has_no_problems(store):
    verified = verify(store)
    assert verified.problems == ()
    assert (verified.entries, verified.rows) == (6, 5)


def test_a_new_store_has_no_problems(open_here):
    verified = verify(open_here())
    assert verified.problems == ()
    assert (verified.entries, verified.rows, verified.heads) == (0, 0, {})


def test_the_head_of_each_device_is_given_to_be_noted_down(store, tmp_path):
    other = open_store(places(tmp_path / "other"), (TABLES,))
    write(other, "theirs", "pre-sale")
    store.journal.receive(other.journal.written_by(other.journal.device))
    heads = verify(store).heads
    assert set(heads) == {store.journal.device, other.journal.device}
    assert heads[other.journal.device] == verify(other).heads[other.journal.device]
    other.close()


def test_a_head_that_was_noted_down_shows_that_the_end_was_cut_off(store):
    write(store, "r9", "pre-sale")
    noted = verify(store).heads[store.journal.device]
    store.database.execute("DELETE FROM journal WHERE entity_id = 'r9'")
    store.database.execute("DELETE FROM replies WHERE id = 'r9'")
    verified = verify(store)
    assert noted not in verified.heads.values()


TABLE_CHANGES = {
    "a value": "UPDATE replies SET category = 'pre-sale' WHERE id = 'r1'",
    "a value emptied": "UPDATE replies SET category = NULL WHERE id = 'r1'",
    "a value added": "UPDATE replies SET shortcut = 'abc' WHERE id = 'r1'",
    "a JSON value": "UPDATE replies SET tags = '[]' WHERE id = 'r1'",
    "a JSON value broken": "UPDATE replies SET tags = 'no json' WHERE id = 'r1'",
    "deleted": "UPDATE replies SET deleted = 1 WHERE id = 'r1'",
    "the clock": "UPDATE replies SET clock = 'never' WHERE id = 'r1'",
    "a row gone": "DELETE FROM replies WHERE id = 'r1'",
    "a row renamed": "UPDATE replies SET id = 'r9' WHERE id = 'r1'",
    "a row added": "INSERT INTO replies (id, clock) VALUES ('r9', 'never')",
}


@pytest.mark.parametrize("change", TABLE_CHANGES)
def test_a_row_changed_behind_the_journal_is_found(store, change):
    store.database.execute(TABLE_CHANGES[change])
    problems = verify(store).problems
    assert problems
    assert any("r1" in problem or "r9" in problem for problem in problems)


JOURNAL_CHANGES = {
    "a patch": """UPDATE journal SET patch = '{"category":"pre-sale"}' WHERE seq = 3""",
    "a patch with its row": """UPDATE journal SET patch = '{"tags":["退货"]}' WHERE seq = 3""",
    "a patch that is no JSON": "UPDATE journal SET patch = 'no json' WHERE seq = 3",
    "a patch that is a number": "UPDATE journal SET patch = '5' WHERE seq = 3",
    "a patch that is a list": "UPDATE journal SET patch = '[\"category\"]' WHERE seq = 3",
    "a patch gone": "UPDATE journal SET patch = NULL WHERE seq = 2",
    "the agent": "UPDATE journal SET agent = '客服2' WHERE seq = 3",
    "the cause": "UPDATE journal SET cause = 'nothing' WHERE seq = 3",
    "the action": "UPDATE journal SET action = 'another' WHERE seq = 3",
    "the thing": "UPDATE journal SET entity_id = 'r0' WHERE seq = 3",
    "the moment": "UPDATE journal SET clock = 'f' || substr(clock, 2) WHERE seq = 3",
    "the device": "UPDATE journal SET clock = substr(clock, 1, 16) || '0000000000000000'",
    "the salt": "UPDATE journal SET salt = x'00' WHERE seq = 3",
    "no salt": "UPDATE journal SET salt = NULL WHERE seq = 3",
    "the digest": "UPDATE journal SET digest = x'00' WHERE seq = 3",
    "the link": "UPDATE journal SET link = x'00' WHERE seq = 3",
    "the first gone": "DELETE FROM journal WHERE seq = 1",
    "one in the middle gone": "DELETE FROM journal WHERE seq = 3",
    "the last gone": "DELETE FROM journal WHERE seq = 6",
    "all gone": "DELETE FROM journal",
}


@pytest.mark.parametrize("change", JOURNAL_CHANGES)
def test_a_changed_journal_is_found(store, change):
    store.database.execute(JOURNAL_CHANGES[change])
    assert verify(store).problems


def test_a_journal_and_its_row_changed_alike_are_found(store):
    store.database.execute("UPDATE replies SET category = 'pre-sale' WHERE id = 'r1'")
    store.database.execute(
        "UPDATE journal SET patch = replace(patch, 'in-sale', 'pre-sale') WHERE entity_id = 'r1'"
    )
    assert verify(store).problems


def test_an_entry_taken_out_of_another_devices_journal_is_found(store, tmp_path):
    other = open_store(places(tmp_path / "other"), (TABLES,))
    for number in range(3):
        write(other, f"theirs{number}", "pre-sale")
    first, _left_out, last = other.journal.written_by(other.journal.device)
    store.journal.receive([first, last])
    other.close()
    assert verify(store).problems


def test_an_entry_told_otherwise_on_its_way_is_found(store, tmp_path):
    other = open_store(places(tmp_path / "other"), (TABLES,))
    write(other, "theirs", "pre-sale")
    [entry] = other.journal.written_by(other.journal.device)
    other.close()
    store.journal.receive([replace(entry, agent="somebody else")])
    assert verify(store).problems


def is_damage_found(open_here: Callable[[], Store]) -> bool:
    """Whether the store is refused when it is opened, or found to be damaged when it is checked."""
    try:
        opened = open_here()
    except UserError:
        return True
    problems = verify(opened).problems
    opened.close()
    return bool(problems)


def test_a_flipped_byte_on_any_page_is_found(open_here, store, profile):
    store.close()
    whole = profile.database.read_bytes()
    unseen = []
    for page in range(len(whole) // PAGE):
        damaged = bytearray(whole)
        damaged[page * PAGE + PAGE // 2] ^= 1
        profile.database.write_bytes(damaged)
        if not is_damage_found(open_here):
            unseen.append(page)
    assert len(whole) > 10 * PAGE
    assert unseen == []


@pytest.mark.parametrize("cut", [1, PAGE, 5 * PAGE])
def test_a_file_that_was_cut_is_found(open_here, store, profile, cut):
    store.close()
    profile.database.write_bytes(profile.database.read_bytes()[:-cut])
    assert is_damage_found(open_here)


def test_what_another_window_writes_meanwhile_is_no_problem(open_here, store):
    other = open_here()
    numbers = count()

    def write_meanwhile(_statement: str) -> None:
        write(other, f"new{next(numbers)}", "pre-sale")

    store.database.conn.set_trace_callback(write_meanwhile)
    problems = verify(store).problems
    store.database.conn.set_trace_callback(None)
    assert next(numbers) > 5
    assert problems == ()
