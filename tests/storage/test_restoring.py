"""Restoring a backup: here, on another machine, and what is refused."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils import Migrations

from csconsole.errors import BusyError, DamagedError, LockedError, UserError
from csconsole.replies.store import TABLES
from csconsole.storage.backup import back_up
from csconsole.storage.entities import Tables
from csconsole.storage.keys import Keeper, read_record
from csconsole.storage.places import Places, places
from csconsole.storage.restoring import Restored, Secrets, restore
from csconsole.storage.store import Store, open_store, unlock_with_code
from csconsole.storage.verifying import verify

pytestmark = pytest.mark.usefixtures("quick_passphrases")

PASSPHRASE = "correct horse 电池"
ANOTHER_PASSPHRASE = "another horse"
WRONG_CODE = "00000-00000-00000-00000-00000"


@dataclass
class Backup:
    """A backup in which only the reply `saved` stands, and what opens it."""

    path: Path
    code: str


def write(store: Store, reply: str) -> None:
    store.journal.write("reply", reply, {"category": "in-sale"}, cause="test.write")


def reply_ids(store: Store) -> set[str]:
    return {row[0] for row in store.database.execute("SELECT id FROM replies")}


def restore_here(where: Places, path: Path, **secrets: str) -> Restored:
    return restore(where, path, (TABLES,), Secrets(**secrets))


@pytest.fixture
def open_store_in() -> Iterator[Callable[..., Store]]:
    """Open stores that are closed when the test ends."""
    stores: list[Store] = []

    def opening(where: Places, passphrase: str | None = None) -> Store:
        stores.append(open_store(where, (TABLES,), passphrase))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def save(profile: Places, open_store_in, tmp_path) -> Callable[..., Backup]:
    """Make a store in the profile, back it up, write more into it, and close it."""

    def saving(passphrase: str | None = None) -> Backup:
        store = open_store_in(profile, passphrase)
        write(store, "saved")
        path = back_up(store, tmp_path / "backups")
        write(store, "later")
        code = store.recovery_code()
        store.close()
        return Backup(path, code)

    return saving


@pytest.fixture
def backup(save) -> Backup:
    return save()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Places:
    """Another machine, on which nothing of ours is."""
    return places(tmp_path / "elsewhere")


@pytest.fixture
def assert_untouched(profile: Places, open_store_in) -> Callable[[], None]:
    """Check, after a restore was refused, that the present store is what it was."""

    def checking() -> None:
        assert reply_ids(open_store_in(profile)) == {"saved", "later"}
        assert not profile.replaced.exists()
        assert [path for path in profile.data.iterdir() if path.name.startswith(".")] == []

    return checking


# On the same machine


def test_a_backup_comes_back_on_the_same_machine_without_a_code(backup, profile, open_store_in):
    restore_here(profile, backup.path)
    store = open_store_in(profile)
    assert reply_ids(store) == {"saved"}
    assert verify(store).problems == ()


@pytest.mark.usefixtures("memory_keyring")
def test_the_keyring_goes_on_keeping_the_key_after_a_restore(save, profile, open_store_in):
    restore_here(profile, save().path)
    assert open_store_in(profile).keeper is Keeper.KEYRING


def test_a_passphrase_goes_on_protecting_after_a_restore(save, profile, open_store_in):
    restore_here(profile, save(PASSPHRASE).path, passphrase=PASSPHRASE)
    assert reply_ids(open_store_in(profile, PASSPHRASE)) == {"saved"}
    with pytest.raises(LockedError):
        open_store_in(profile)


def test_a_backup_from_before_the_passphrase_comes_back(backup, profile, open_store_in):
    store = open_store_in(profile)
    store.set_passphrase(PASSPHRASE)
    store.close()
    restore_here(profile, backup.path, passphrase=PASSPHRASE)
    assert reply_ids(open_store_in(profile, PASSPHRASE)) == {"saved"}


def test_what_was_here_before_is_kept_whole(backup, profile, open_store_in):
    kept = restore_here(profile, backup.path).kept
    assert kept is not None
    assert kept.parent == profile.replaced
    former = open_store_in(Places(data=kept, config=profile.config))
    assert reply_ids(former) == {"saved", "later"}


def test_a_restore_can_be_taken_back_by_the_printed_code(backup, profile, elsewhere, open_store_in):
    kept = restore_here(profile, backup.path).kept
    shutil.copytree(kept, elsewhere.data)
    unlock_with_code(elsewhere, backup.code)
    assert reply_ids(open_store_in(elsewhere)) == {"saved", "later"}


def test_each_restore_keeps_what_it_replaced(backup, profile):
    kept = {restore_here(profile, backup.path).kept for _count in range(3)}
    assert set(profile.replaced.iterdir()) == kept
    assert len(kept) == 3


def test_a_restore_leaves_no_drafts_behind(backup, profile):
    restore_here(profile, backup.path)
    assert [path for path in profile.data.iterdir() if path.name.startswith(".")] == []


def test_it_is_said_when_the_backup_was_made(backup, profile):
    with zipfile.ZipFile(backup.path) as bundle:
        made = json.loads(bundle.read("manifest.json"))["made"]
    assert restore_here(profile, backup.path).made == made


def test_a_restored_store_is_a_new_device(backup, profile, open_store_in):
    before = open_store_in(profile)
    former_device = before.journal.device
    before.close()
    restore_here(profile, backup.path)
    store = open_store_in(profile)
    assert store.journal.device != former_device
    write(store, "after")
    assert store.journal.devices() == sorted([former_device, store.journal.device])
    assert verify(store).problems == ()


def test_a_passphrase_changed_since_the_backup_is_no_hindrance_on_the_same_machine(
    save, profile, open_store_in
):
    backup = save(PASSPHRASE)
    store = open_store_in(profile, PASSPHRASE)
    store.set_passphrase(ANOTHER_PASSPHRASE)
    store.close()
    restore_here(profile, backup.path, passphrase=ANOTHER_PASSPHRASE)
    assert reply_ids(open_store_in(profile, ANOTHER_PASSPHRASE)) == {"saved"}


def test_a_backup_of_another_store_takes_the_key_of_the_present_one(
    backup, elsewhere, open_store_in
):
    present = open_store_in(elsewhere)
    write(present, "present")
    code, key = present.recovery_code(), present.key
    present.close()
    restore_here(elsewhere, backup.path, recovery_code=backup.code)
    restored = open_store_in(elsewhere)
    assert reply_ids(restored) == {"saved"}
    assert restored.key == key
    assert read_record(elsewhere).open_with_code(code) == key


# The recovery code of what was restored


def test_a_code_that_nobody_wrote_down_yet_is_still_offered_after_a_restore(
    backup, profile, open_store_in
):
    restore_here(profile, backup.path)
    offered = open_store_in(profile).recovery_code()
    assert offered == backup.code


def test_a_code_written_down_since_the_backup_is_not_offered_again(backup, profile, open_store_in):
    store = open_store_in(profile)
    store.recovery_code_seen()
    store.close()
    restore_here(profile, backup.path)
    assert open_store_in(profile).recovery_code() is None
    assert read_record(profile).open_with_code(backup.code)


def test_a_code_renewed_since_the_backup_is_the_one_that_holds(backup, profile, open_store_in):
    store = open_store_in(profile)
    renewed = store.renew_recovery_code()
    store.close()
    restore_here(profile, backup.path)
    assert open_store_in(profile).recovery_code() in {renewed, None}
    assert read_record(profile).open_with_code(renewed)


def test_an_older_backup_still_opens_by_the_code_of_its_time(
    backup, profile, elsewhere, open_store_in
):
    store = open_store_in(profile)
    store.renew_recovery_code()
    store.close()
    restore_here(elsewhere, backup.path, recovery_code=backup.code)
    assert reply_ids(open_store_in(elsewhere)) == {"saved"}


def test_the_code_that_opened_a_backup_on_another_machine_opens_the_store_there(
    backup, elsewhere, open_store_in
):
    restore_here(elsewhere, backup.path, recovery_code=backup.code)
    store = open_store_in(elsewhere)
    assert read_record(elsewhere).open_with_code(backup.code) == store.key
    assert store.recovery_code() in {backup.code, None}


def test_a_backup_made_in_one_window_opens_by_the_code_that_another_one_renewed(
    backup, profile, elsewhere, open_store_in, tmp_path
):
    one, other = open_store_in(profile), open_store_in(profile)
    code = one.renew_recovery_code()
    path = back_up(other, tmp_path / "backups")
    restore_here(elsewhere, path, recovery_code=code)
    assert reply_ids(open_store_in(elsewhere)) == {"saved", "later"}


def test_a_backup_made_in_one_window_opens_by_the_passphrase_that_another_one_set(
    backup, profile, elsewhere, open_store_in, tmp_path
):
    one, other = open_store_in(profile), open_store_in(profile)
    one.set_passphrase(PASSPHRASE)
    path = back_up(other, tmp_path / "backups")
    restore_here(elsewhere, path, passphrase=PASSPHRASE)
    assert reply_ids(open_store_in(elsewhere, PASSPHRASE)) == {"saved", "later"}


# On another machine


def test_a_backup_comes_back_on_another_machine_by_its_code(backup, elsewhere, open_store_in):
    done = restore_here(elsewhere, backup.path, recovery_code=backup.code)
    assert done.kept is None
    store = open_store_in(elsewhere)
    assert reply_ids(store) == {"saved"}
    assert store.keeper is Keeper.FILE
    assert verify(store).problems == ()


def test_a_backup_restored_elsewhere_gives_its_key_to_the_keyring_there(
    backup, elsewhere, open_store_in, memory_keyring
):
    restore_here(elsewhere, backup.path, recovery_code=backup.code.lower().replace("-", " "))
    assert open_store_in(elsewhere).keeper is Keeper.KEYRING


def test_a_backup_comes_back_on_another_machine_by_its_passphrase(save, elsewhere, open_store_in):
    restore_here(elsewhere, save(PASSPHRASE).path, passphrase=PASSPHRASE)
    assert reply_ids(open_store_in(elsewhere, PASSPHRASE)) == {"saved"}


def test_a_code_and_a_passphrase_restore_elsewhere_under_the_passphrase(
    backup, elsewhere, open_store_in
):
    restore_here(elsewhere, backup.path, recovery_code=backup.code, passphrase=PASSPHRASE)
    assert open_store_in(elsewhere, PASSPHRASE).keeper is Keeper.PASSPHRASE


WRONG_SECRETS = [{}, {"recovery_code": WRONG_CODE}, {"recovery_code": "退货"}]


@pytest.mark.parametrize("secrets", [*WRONG_SECRETS, {"passphrase": PASSPHRASE}])
def test_what_does_not_open_a_backup_is_refused_and_nothing_is_made(backup, elsewhere, secrets):
    with pytest.raises(LockedError) as refused:
        restore_here(elsewhere, backup.path, **secrets)
    assert refused.value.hint
    assert not elsewhere.data.exists()


@pytest.mark.parametrize("secrets", [*WRONG_SECRETS, {"passphrase": ANOTHER_PASSPHRASE}])
def test_what_does_not_open_a_locked_backup_is_refused_and_nothing_is_made(
    save, elsewhere, secrets
):
    backup = save(PASSPHRASE)
    with pytest.raises(LockedError):
        restore_here(elsewhere, backup.path, **secrets)
    assert not elsewhere.data.exists()


def test_a_wrong_code_leaves_the_present_store_as_it_is(backup, profile, assert_untouched):
    with pytest.raises(LockedError):
        restore_here(profile, backup.path, recovery_code=WRONG_CODE)
    assert_untouched()


# Over a store that is in use, lost or damaged


def test_a_store_in_use_is_not_replaced(backup, profile, open_store_in):
    open_here = open_store_in(profile)
    with pytest.raises(BusyError) as refused:
        restore_here(profile, backup.path)
    assert refused.value.hint
    write(open_here, "still here")
    assert reply_ids(open_store_in(profile)) == {"saved", "later", "still here"}


def test_a_store_in_use_is_not_replaced_by_one_whose_code_alone_is_given(
    save, profile, open_store_in
):
    backup = save(PASSPHRASE)
    open_here = open_store_in(profile, PASSPHRASE)
    with pytest.raises(BusyError):
        restore_here(profile, backup.path, recovery_code=backup.code)
    write(open_here, "still here")
    assert reply_ids(open_store_in(profile, PASSPHRASE)) == {"saved", "later", "still here"}


def test_a_locked_store_in_use_is_not_replaced_by_a_backup_of_another_store(
    backup, elsewhere, open_store_in
):
    open_there = open_store_in(elsewhere, PASSPHRASE)
    with pytest.raises(BusyError):
        restore_here(elsewhere, backup.path, recovery_code=backup.code)
    write(open_there, "still here")
    assert reply_ids(open_store_in(elsewhere, PASSPHRASE)) == {"still here"}


def test_a_store_whose_key_was_lost_is_replaced_and_kept(backup, profile, open_store_in):
    shutil.rmtree(profile.config)
    kept = restore_here(profile, backup.path, recovery_code=backup.code).kept
    assert reply_ids(open_store_in(profile)) == {"saved"}
    former = open_store_in(Places(data=kept, config=profile.config))
    assert reply_ids(former) == {"saved", "later"}


def test_a_store_whose_key_record_was_lost_is_replaced_and_kept(backup, profile, open_store_in):
    profile.key_record.unlink()
    kept = restore_here(profile, backup.path, recovery_code=backup.code).kept
    assert (kept / profile.database.name).exists()
    assert reply_ids(open_store_in(profile)) == {"saved"}


@pytest.mark.parametrize("damaged", [b"", b"no record"])
def test_a_store_whose_key_record_is_damaged_is_replaced_and_kept(
    backup, profile, open_store_in, damaged
):
    profile.key_record.write_bytes(damaged)
    kept = restore_here(profile, backup.path).kept
    assert (kept / profile.key_record.name).read_bytes() == damaged
    assert reply_ids(open_store_in(profile)) == {"saved"}


DAMAGES = {
    "garbage": lambda whole: b"no database at all " * 500,
    "cut": lambda whole: whole[: len(whole) // 2 + 100],
    "empty": lambda _whole: b"",
    "first page": lambda whole: whole[:100] + b"\0" * 100 + whole[200:],
    "last page": lambda whole: whole[:-100] + b"\0" * 100,
    "middle": lambda whole: whole[: len(whole) // 2] + b"\0" * 4096 + whole[len(whole) // 2 :],
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("with_code", [True, False])
def test_a_damaged_store_is_replaced_and_kept(backup, profile, open_store_in, damage, with_code):
    profile.database.write_bytes(DAMAGES[damage](profile.database.read_bytes()))
    secrets = {"recovery_code": backup.code} if with_code else {}
    kept = restore_here(profile, backup.path, **secrets).kept
    assert (kept / profile.database.name).exists()
    store = open_store_in(profile)
    assert reply_ids(store) == {"saved"}
    assert verify(store).problems == ()


def test_a_store_whose_last_writes_lie_in_its_log_is_kept_with_them(
    backup, profile, elsewhere, open_store_in
):
    store = open_store_in(profile)
    write(store, "in the log")
    shutil.copytree(profile.data, elsewhere.data)  # as a power cut leaves it
    shutil.rmtree(elsewhere.config)
    store.close()
    kept = restore_here(elsewhere, backup.path, recovery_code=backup.code).kept
    unlock_with_code(Places(kept, elsewhere.config), backup.code)
    former = open_store_in(Places(kept, elsewhere.config))
    assert reply_ids(former) == {"saved", "later", "in the log"}


# What is no backup


def folder_named(path: Path) -> None:
    path.mkdir()


def zip_of(**members: str) -> Callable[[Path], None]:
    def making(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as bundle:
            for name, text in members.items():
                bundle.writestr(name.replace("_", "."), text)

    return making


NO_BACKUPS: dict[str, Callable[[Path], None]] = {
    "missing": lambda _path: None,
    "folder": folder_named,
    "empty": lambda path: path.write_bytes(b"") and None,
    "garbage": lambda path: path.write_bytes(b"PK\3\4 no zip" * 99) and None,
    "another zip": zip_of(readme_txt="hello"),
    "broken manifest": zip_of(manifest_json="[]", keys_json="{}", store_db=""),
}


@pytest.mark.parametrize("kind", NO_BACKUPS)
def test_what_is_no_backup_is_refused_and_the_present_store_stays(
    backup, profile, tmp_path, assert_untouched, kind
):
    path = tmp_path / "no backup"
    NO_BACKUPS[kind](path)
    with pytest.raises(UserError) as refused:
        restore_here(profile, path)
    assert refused.value.place == str(path)
    assert_untouched()


def rewritten(source: Path, target: Path, **changes: bytes | None) -> Path:
    """A backup with some of its members replaced or left out."""
    with zipfile.ZipFile(source) as bundle, zipfile.ZipFile(target, "w") as made:
        for name in bundle.namelist():
            new = changes.get(name.replace(".", "_"), bundle.read(name))
            if new is not None:
                made.writestr(name, new)
    return target


PARTS = ["manifest_json", "keys_json", "store_db"]
WRONG_PARTS = [{part: wrong} for part in PARTS for wrong in (None, b"", b"else" * 4000)]


@pytest.mark.parametrize("parts", WRONG_PARTS, ids=lambda parts: str(parts)[:30])
def test_a_backup_with_a_wrong_part_is_refused_and_the_present_store_stays(
    backup, profile, tmp_path, assert_untouched, parts
):
    path = rewritten(backup.path, tmp_path / "changed", **parts)
    with pytest.raises(UserError):
        restore_here(profile, path)
    assert_untouched()


def test_a_backup_of_a_newer_format_is_refused(backup, profile, tmp_path):
    manifest = json.dumps({"format": 2, "made": "2030-01-01"}).encode()
    path = rewritten(backup.path, tmp_path / "newer", manifest_json=manifest)
    with pytest.raises(UserError, match="newer version"):
        restore_here(profile, path)


def test_a_backup_of_a_newer_program_is_refused_and_the_present_store_stays(
    backup, profile, assert_untouched
):
    older = Tables("replies", Migrations("replies"), ())
    with pytest.raises(DamagedError, match="newer version"):
        restore(profile, backup.path, (older,), Secrets())
    assert_untouched()


@pytest.fixture(scope="module")
def whole_backup(tmp_path_factory: pytest.TempPathFactory) -> Backup:
    """A backup for many tests; of a locked store, so that no keyring is asked."""
    where = places(tmp_path_factory.mktemp("whole") / "profile")
    store = open_store(where, (TABLES,), PASSPHRASE)
    write(store, "saved")
    path = back_up(store, where.backups)
    code = store.recovery_code()
    store.close()
    return Backup(path, code)


# The parts of the zip stand at both ends; in between lies the encrypted store.
damaged_places = st.integers(0, 1500) | st.integers(-300, -1) | st.integers(1500, 40_000)


# The last entry of the zip's directory: its version, its flags, its compression.
@example(at=-70, flip=64, cut=False)
@example(at=-68, flip=1, cut=False)
@example(at=-68, flip=32, cut=False)
@example(at=-66, flip=8, cut=False)
@example(at=-66, flip=12, cut=False)
@example(at=-66, flip=14, cut=False)
@example(at=-65, flip=1, cut=False)
@given(at=damaged_places, flip=st.integers(1, 255), cut=st.booleans())
def test_a_backup_with_any_damage_is_refused_in_a_sentence_or_restored_whole(
    whole_backup, tmp_path_factory, at, flip, cut
):
    damaged = bytearray(whole_backup.path.read_bytes())
    damaged[at] ^= flip
    folder = tmp_path_factory.mktemp("damaged")
    path, target = folder / "backup", places(folder / "target")
    path.write_bytes(damaged[:at] if cut else damaged)
    try:
        restore(target, path, (TABLES,), Secrets(recovery_code=whole_backup.code))
    except UserError:
        assert not target.database.exists()
    else:
        with_all = open_store(target, (TABLES,))
        assert reply_ids(with_all) == {"saved"}
        with_all.close()


# Where it is to be put


def test_a_file_in_the_place_of_the_data_folder_is_said_in_a_sentence(backup, elsewhere):
    elsewhere.data.write_text("a file")
    with pytest.raises(UserError) as refused:
        restore_here(elsewhere, backup.path, recovery_code=backup.code)
    assert str(elsewhere.data) in str(refused.value)
    assert elsewhere.data.read_text() == "a file"


# A passphrase that nobody gave


def test_the_passphrase_goes_on_locking_a_store_that_was_restored_by_the_code(
    save, profile, open_store_in
):
    backup = save(PASSPHRASE)
    done = restore_here(profile, backup.path, recovery_code=backup.code)
    assert (done.keeper, done.lost_passphrase) == (Keeper.PASSPHRASE, False)
    with pytest.raises(LockedError):
        open_store_in(profile)
    assert reply_ids(open_store_in(profile, PASSPHRASE)) == {"saved"}


def test_a_forgotten_passphrase_is_taken_off_by_the_code_afterwards(save, profile, open_store_in):
    backup = save(PASSPHRASE)
    restore_here(profile, backup.path, recovery_code=backup.code)
    unlock_with_code(profile, backup.code)
    assert reply_ids(open_store_in(profile)) == {"saved"}


def test_it_is_said_that_a_passphrase_does_not_lock_the_restored_data_elsewhere(
    save, elsewhere, open_store_in
):
    backup = save(PASSPHRASE)
    done = restore_here(elsewhere, backup.path, recovery_code=backup.code)
    assert (done.keeper, done.lost_passphrase) == (Keeper.FILE, True)
    assert reply_ids(open_store_in(elsewhere)) == {"saved"}


def test_nothing_is_said_where_no_passphrase_was(backup, profile):
    assert not restore_here(profile, backup.path).lost_passphrase
