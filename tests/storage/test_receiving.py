"""Exchange between laptops: whatever way entries arrive, the tables end up the same."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlite_utils import Migrations

from csconsole.errors import DamagedError, UserError
from csconsole.storage import clock
from csconsole.storage.backup import back_up
from csconsole.storage.clock import READING_LENGTH
from csconsole.storage.connection import connect
from csconsole.storage.entities import DELETED, Entity, Kind, Tables, create_table
from csconsole.storage.journal import Entry
from csconsole.storage.migrations import migrate
from csconsole.storage.places import places
from csconsole.storage.restoring import Secrets, restore
from csconsole.storage.store import Store, open_store
from csconsole.storage.verifying import verify

NOTE = Entity("note", "notes", {"text": Kind.TEXT, "count": Kind.INTEGER, "tags": Kind.JSON})
_migrations = Migrations("diary")
DIARY = Tables("diary", _migrations, (NOTE,))

# The same feature in a newer program: a field more, and a kind of thing more.
NEWER_NOTE = replace(NOTE, fields={**NOTE.fields, "colour": Kind.TEXT})
STICKER = Entity("sticker", "stickers", {"shape": Kind.TEXT})
_newer_migrations = Migrations("diary")
NEWER_DIARY = Tables("diary", _newer_migrations, (NEWER_NOTE, STICKER))

# A program that keeps other kinds of values in the same fields.
STRANGE_NOTE = replace(NOTE, fields={**NOTE.fields, "text": Kind.JSON, "count": Kind.TEXT})
STRANGE_DIARY = Tables("diary", _migrations, (STRANGE_NOTE,))


@_migrations()
@_newer_migrations()
def notes(database):
    create_table(database, "notes", {"text": "TEXT", "count": "INTEGER", "tags": "TEXT"})


@_newer_migrations()
def colours_and_stickers(database):
    database.execute("ALTER TABLE notes ADD COLUMN colour TEXT")
    create_table(database, "stickers", {"shape": "TEXT"})


texts = st.text(max_size=6)
numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
patches = st.fixed_dictionaries(
    {},
    optional={
        "text": st.none() | texts,
        "count": st.none() | st.integers(-(2**63), 2**63 - 1),
        "tags": json_values,
        DELETED: st.booleans(),
    },
)
things = st.sampled_from(["n1", "n2", "n3"])
walls = st.integers(1, 5)


def opened(folder: Path, number: int, passphrase: str | None = None) -> Store:
    """A laptop of a test that makes many: nothing here is about power cuts, so nothing waits."""
    store = open_store(places(folder / str(number)), (DIARY,), passphrase)
    store.database.execute("PRAGMA synchronous = OFF")
    return store


def empty(store: Store) -> None:
    store.database.execute("DELETE FROM journal")
    store.database.execute("DELETE FROM notes")


def rows(store: Store) -> list[dict[str, object]]:
    return list(store.database.query("SELECT * FROM notes ORDER BY id"))


def own_entries(store: Store) -> list[Entry]:
    return list(store.journal.written_by(store.journal.device))


def all_entries(store: Store) -> list[Entry]:
    return [entry for name in store.journal.devices() for entry in store.journal.written_by(name)]


def folded(entries: list[Entry]) -> list[dict[str, object]]:
    """What the table must hold: for each field the value of the newest patch that sets it."""
    expected: dict[str, dict[str, object]] = {}
    for entry in sorted(entries, key=lambda entry: entry.clock):
        blank = {"id": entry.entity_id, "deleted": 0, "text": None, "count": None, "tags": None}
        row = expected.setdefault(entry.entity_id, blank)
        row["clock"] = entry.clock
        for name, value in entry.patch.items():
            kept = int(bool(value)) if name == DELETED else value
            as_json = name == "tags" and value is not None
            row[name] = json.dumps(value, ensure_ascii=False) if as_json else kept
    return [expected[entity_id] for entity_id in sorted(expected)]


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    folder = tmp_path_factory.mktemp("laptops")
    # With a passphrase, no keyring of this machine is asked before the tests have put it aside.
    stores = [opened(folder, number, "a passphrase") for number in range(3)]
    yield stores
    for store in stores:
        store.close()


# Any order


@given(
    writes=st.lists(st.tuples(st.integers(0, 2), things, patches, walls), max_size=12),
    data=st.data(),
)
def test_every_order_of_receiving_ends_in_the_same_tables(laptops, writes, data):
    for store in laptops:
        empty(store)
    for number, thing, patch, wall in writes:
        laptops[number].journal.now = lambda wall=wall: wall
        laptops[number].journal.write("note", thing, patch, cause="note.edit")
    entries = [entry for store in laptops for entry in own_entries(store)]
    for store in laptops:
        order = data.draw(st.permutations(entries + entries[::2]))
        cut = data.draw(st.integers(0, len(order)))
        store.journal.receive(order[:cut])
        store.journal.receive(order[cut:])
    assert [rows(store) for store in laptops] == [folded(entries)] * 3
    assert [verify(store).problems for store in laptops] == [()] * 3


class TwoLaptops(RuleBasedStateMachine):
    """Two agents who write, undo, switch off and exchange what they have so far."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self.stores = [opened(folder, number) for number in range(2)]
        self.walls = [1, 1]
        self.received = [0, 0]
        for number, store in enumerate(self.stores):
            empty(store)
            store.journal.now = lambda number=number: self.walls[number]

    laptop = st.integers(0, 1)

    @rule(laptop=laptop, thing=things, patch=patches)
    def write(self, laptop, thing, patch):
        self.stores[laptop].journal.write("note", thing, patch, cause="note.edit")

    @rule(laptop=laptop, writes=st.lists(st.tuples(things, patches), min_size=1, max_size=3))
    def write_several(self, laptop, writes):
        with self.stores[laptop].journal.action("note.move") as action:
            for thing, patch in writes:
                action.write("note", thing, patch)

    @rule(laptop=laptop, back=st.integers(0, 9))
    def undo(self, laptop, back):
        journal = self.stores[laptop].journal
        newest_first = sorted(all_entries(self.stores[laptop]), key=lambda entry: entry.clock)[::-1]
        if newest_first:
            journal.undo(newest_first[min(back, len(newest_first) - 1)].action)

    @rule(laptop=laptop, wall=walls)
    def set_the_clock(self, laptop, wall):
        self.walls[laptop] = wall

    @rule(laptop=laptop)
    def reopen(self, laptop):
        self.stores[laptop].close()
        self.stores[laptop] = opened(self.folder, laptop)
        self.stores[laptop].journal.now = lambda: self.walls[laptop]

    @rule(laptop=laptop, count=st.integers(1, 4))
    def receive_some(self, laptop, count):
        self.received[laptop] += count
        entries = own_entries(self.stores[1 - laptop])
        self.stores[laptop].journal.receive(entries[: self.received[laptop]])

    @rule()
    def exchange_everything(self):
        for laptop in (0, 1):
            self.stores[laptop].journal.receive(own_entries(self.stores[1 - laptop]))
        assert rows(self.stores[0]) == rows(self.stores[1])
        assert rows(self.stores[0]) == folded(all_entries(self.stores[0]))

    @invariant()
    def each_store_is_provably_whole(self):
        assert [verify(store).problems for store in self.stores] == [(), ()]

    def teardown(self):
        try:
            self.exchange_everything()
            self.each_store_is_provably_whole()
        finally:
            for store in self.stores:
                store.close()


def test_two_agents_who_work_apart_agree_after_every_exchange(tmp_path):
    run_state_machine_as_test(
        lambda: TwoLaptops(tmp_path), settings=hypothesis_settings(stateful_step_count=20)
    )


# Repetition, tampering, other versions of the program


@pytest.fixture
def open_laptop(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    stores: list[Store] = []

    def opening(name: str, tables: Tables = DIARY) -> Store:
        stores.append(open_store(places(tmp_path / name), (tables,)))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def here(open_laptop) -> Store:
    return open_laptop("here")


@pytest.fixture
def there(open_laptop) -> Store:
    return open_laptop("there")


def test_receiving_twice_changes_nothing(here, there):
    there.journal.write("note", "n1", {"text": "sent"}, cause="note.add")
    entries = own_entries(there)
    assert here.journal.receive(entries) == 1
    before = rows(here), all_entries(here)
    assert here.journal.receive(entries) == 0
    assert (rows(here), all_entries(here)) == before


def test_the_laptop_that_wrote_it_takes_nothing_back(here, there):
    here.journal.write("note", "n1", {"text": "sent"}, cause="note.add")
    there.journal.receive(own_entries(here))
    assert here.journal.receive(all_entries(there)) == 0


def test_an_entry_keeps_its_agent_moment_and_device_on_its_way(here, there):
    there.journal.write("note", "n1", {"text": "sent"}, cause="note.add", agent="客服1")
    here.journal.receive(own_entries(there))
    assert here.journal.history("note", "n1") == there.journal.history("note", "n1")


def test_what_is_written_after_an_exchange_is_newer_although_the_clock_is_behind(here, there):
    there.journal.now = lambda: 9_000
    there.journal.write("note", "n1", {"text": "theirs"}, cause="note.add")
    here.journal.receive(own_entries(there))
    here.journal.now = lambda: 1_000
    here.journal.write("note", "n1", {"text": "ours"}, cause="note.edit")
    there.journal.receive(own_entries(here))
    assert rows(there)[0]["text"] == rows(here)[0]["text"] == "ours"


def test_what_is_written_in_the_same_action_as_an_exchange_is_newer_too(here, there):
    there.journal.now = lambda: 9_000
    there.journal.write("note", "n1", {"text": "theirs"}, cause="note.add")
    here.journal.now = lambda: 1_000
    with here.journal.action("exchange") as action:
        here.journal.receive(own_entries(there))
        action.write("note", "n1", {"text": "ours"})
    there.journal.receive(own_entries(here))
    assert rows(there)[0]["text"] == rows(here)[0]["text"] == "ours"
    assert verify(here).problems == ()


TAMPERED = {"patch": {"text": "forged"}, "salt": b"other", "digest": b"other"}


@pytest.mark.parametrize("part", TAMPERED)
def test_a_tampered_entry_is_refused_and_nothing_is_taken(here, there, part):
    there.journal.write("note", "n1", {"text": "good"}, cause="note.add")
    there.journal.write("note", "n2", {"text": "sent"}, cause="note.add")
    good, entry = own_entries(there)
    with pytest.raises(DamagedError):
        here.journal.receive([good, replace(entry, **{part: TAMPERED[part]})])
    assert rows(here) == []
    assert all_entries(here) == []


def test_an_entry_from_the_far_future_is_refused_with_its_day_and_nothing_is_taken(here, there):
    there.journal.write("note", "n", {"text": "x"}, cause="test")
    fine, later = own_entries(there)[0], clock.wall_clock() + 25 * 3_600_000
    ahead = replace(fine, clock=clock.tick(None, there.journal.device, later))
    with pytest.raises(UserError, match="yet to come") as refused:
        here.journal.receive([fine, ahead])
    assert refused.value.place == there.journal.device
    assert refused.value.hint
    assert all_entries(here) == []


def test_an_entry_dated_after_the_end_of_the_calendar_is_refused_in_words(here, there):
    there.journal.write("note", "n", {"text": "x"}, cause="test")
    ahead = replace(own_entries(there)[0], clock="f" * READING_LENGTH)
    with pytest.raises(UserError, match="yet to come"):
        here.journal.receive([ahead])


def test_an_entry_of_a_clock_that_is_some_hours_ahead_is_taken(here, there):
    there.journal.write("note", "n", {"text": "x"}, cause="test")
    later = clock.wall_clock() + 23 * 3_600_000
    ahead = replace(own_entries(there)[0], clock=clock.tick(None, there.journal.device, later))
    assert here.journal.receive([ahead]) == 1


def test_languages_stay_in_the_order_in_which_they_were_written(here, there):
    there.journal.write("note", "ordered", {"tags": {"zh": "一", "en": "one"}}, cause="test")
    here.journal.receive(own_entries(there))
    for store in (here, there):
        row = store.database.execute("SELECT tags FROM notes WHERE id = 'ordered'").fetchone()
        assert list(json.loads(row[0])) == ["zh", "en"]
        assert verify(store).problems == ()


@pytest.mark.parametrize("reading", ["", "now", "g" * READING_LENGTH, "F" * READING_LENGTH])
def test_an_entry_whose_clock_is_none_is_refused_and_writing_goes_on(here, there, reading):
    there.journal.write("note", "n1", {"text": "sent"}, cause="note.add")
    with pytest.raises(UserError):
        here.journal.receive([replace(own_entries(there)[0], clock=reading)])
    here.journal.write("note", "n2", {"text": "written"}, cause="note.add")
    assert [row["id"] for row in rows(here)] == ["n2"]


def test_a_forgotten_entry_is_taken_without_its_patch(here, there):
    there.journal.write("note", "n1", {"text": "a buyer"}, cause="note.add")
    with there.journal.action("note.forget") as action:
        action.forget("note", "n1")
    assert here.journal.receive(own_entries(there)) == 2
    assert rows(here)[0]["text"] is None
    assert verify(here).problems == ()


def test_entries_of_a_kind_of_thing_that_only_a_newer_program_knows_are_kept(here, open_laptop):
    newer = open_laptop("newer", NEWER_DIARY)
    newer.journal.write("sticker", "s1", {"shape": "star"}, cause="sticker.add")
    assert here.journal.receive(own_entries(newer)) == 1
    assert all_entries(here) == all_entries(newer)
    assert verify(here).problems == ()


def test_fields_that_only_a_newer_program_knows_are_left_out_and_their_entry_kept(
    here, open_laptop
):
    newer = open_laptop("newer", NEWER_DIARY)
    newer.journal.write("note", "n1", {"text": "sent", "colour": "red"}, cause="note.add")
    here.journal.receive(own_entries(newer))
    assert rows(here)[0]["text"] == "sent"
    assert here.journal.history("note", "n1")[0].patch == {"text": "sent", "colour": "red"}
    assert verify(here).problems == ()


def test_an_old_program_between_two_new_ones_passes_everything_on(here, open_laptop):
    first, second = open_laptop("first", NEWER_DIARY), open_laptop("second", NEWER_DIARY)
    first.journal.write("note", "n1", {"colour": "red"}, cause="note.add")
    first.journal.write("sticker", "s1", {"shape": "star"}, cause="sticker.add")
    here.journal.receive(own_entries(first))
    second.journal.receive(all_entries(here))
    assert rows(second) == rows(first)
    assert [row["shape"] for row in second.database.query("SELECT * FROM stickers")] == ["star"]


def test_what_an_old_program_kept_is_applied_once_the_program_is_newer(here, open_laptop):
    newer = open_laptop("newer", NEWER_DIARY)
    newer.journal.write("note", "n1", {"text": "sent", "colour": "red"}, cause="note.add")
    newer.journal.write("sticker", "s1", {"shape": "star"}, cause="sticker.add")
    here.journal.receive(own_entries(newer))
    here.close()
    upgraded = open_laptop("here", NEWER_DIARY)
    assert rows(upgraded) == rows(newer)
    assert [row["shape"] for row in upgraded.database.query("SELECT * FROM stickers")] == ["star"]
    assert verify(upgraded).problems == ()


def test_an_upgrade_that_was_cut_off_before_it_applied_what_was_kept_is_made_good(
    here, open_laptop
):
    newer = open_laptop("newer", NEWER_DIARY)
    newer.journal.write("note", "n1", {"text": "sent", "colour": "red"}, cause="note.add")
    here.journal.receive(own_entries(newer))
    here.close()
    database = connect(here.places.database, here.key)
    migrate(database, (NEWER_DIARY,))
    database.close()  # as a power cut leaves it
    upgraded = open_laptop("here", NEWER_DIARY)
    assert rows(upgraded) == rows(newer)
    assert verify(upgraded).problems == ()


def test_what_an_old_program_kept_is_applied_when_a_newer_one_restores_its_backup(
    here, open_laptop, tmp_path
):
    newer = open_laptop("newer", NEWER_DIARY)
    newer.journal.write("note", "n1", {"text": "sent", "colour": "red"}, cause="note.add")
    newer.journal.write("sticker", "s1", {"shape": "star"}, cause="sticker.add")
    here.journal.receive(own_entries(newer))
    secrets = Secrets(recovery_code=here.recovery_code())
    restore(places(tmp_path / "new"), back_up(here, tmp_path / "b"), (NEWER_DIARY,), secrets)
    restored = open_laptop("new", NEWER_DIARY)
    assert rows(restored) == rows(newer)
    assert verify(restored).problems == ()


MISFITS = [{"text": ["a list"]}, {"count": "5"}]


@pytest.mark.parametrize("patch", MISFITS, ids=str)
def test_a_received_value_of_another_kind_than_its_field_is_refused(here, open_laptop, patch):
    stranger = open_laptop("stranger", STRANGE_DIARY)
    stranger.journal.write("note", "n1", patch, cause="note.add")
    with pytest.raises(UserError):
        here.journal.receive(own_entries(stranger))
    assert all_entries(here) == []


def test_undoing_what_only_a_newer_program_knows_is_refused_in_a_sentence(here, open_laptop):
    newer = open_laptop("newer", NEWER_DIARY)
    action = newer.journal.write("sticker", "s1", {"shape": "star"}, cause="sticker.add")
    here.journal.receive(own_entries(newer))
    with pytest.raises(UserError):
        here.journal.undo(action)


def test_undoing_a_change_of_a_field_that_only_a_newer_program_knows_is_refused_in_a_sentence(
    here, open_laptop
):
    newer = open_laptop("newer", NEWER_DIARY)
    newer.journal.write("note", "n1", {"text": "sent"}, cause="note.add")
    patch = {"text": "painted", "colour": "red"}
    action = newer.journal.write("note", "n1", patch, cause="note.paint")
    here.journal.receive(own_entries(newer))
    with pytest.raises(UserError):
        here.journal.undo(action)
    assert rows(here)[0]["text"] == "painted"
