"""Who keeps the key of a store, and what opens it when the keeper does not."""

import json
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from keyring.errors import KeyringLocked

from csconsole.errors import DamagedError, LockedError, NotFoundError, UserError
from csconsole.replies.store import TABLES
from csconsole.storage.keys import Keeper, read_record
from csconsole.storage.places import Places, places
from csconsole.storage.store import Store, open_store, unlock_with_code

pytestmark = pytest.mark.usefixtures("quick_passphrases")

PASSPHRASE = "correct horse 电池"
ANOTHER_PASSPHRASE = "another horse"
WRONG_CODE = "00000-00000-00000-00000-00000"


@pytest.fixture
def open_here(profile: Places) -> Iterator[Callable[..., Store]]:
    """Open the store of the profile; all of them are closed when the test ends."""
    stores: list[Store] = []

    def opening(passphrase: str | None = None) -> Store:
        stores.append(open_store(profile, (TABLES,), passphrase))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def key_file(profile: Places) -> Callable[[], Path]:
    """The one key file of the profile."""

    def found() -> Path:
        [path] = (profile.config / "keys").iterdir()
        return path

    return found


def files_with(where: Places, sought: bytes) -> set[Path]:
    everything = where.data.rglob("*")
    return {path for path in everything if path.is_file() and sought in path.read_bytes()}


def write(store: Store, reply: str = "kept") -> None:
    store.journal.write("reply", reply, {"category": "in-sale"}, cause="test.write")


def reply_ids(store: Store) -> set[str]:
    return {row[0] for row in store.database.execute("SELECT id FROM replies")}


# The keyring


def test_the_keyring_keeps_the_key_where_there_is_one(memory_keyring, open_here, profile):
    store = open_here()
    assert store.keeper is Keeper.KEYRING
    assert list(memory_keyring.kept.values()) == [store.key.hex()]
    assert not (profile.config / "keys").exists()


def test_a_key_in_the_keyring_lies_in_no_file(memory_keyring, open_here, profile):
    store = open_here()
    assert files_with(profile, store.key.hex().encode()) == set()
    assert files_with(profile, store.key) == set()


def test_a_store_opens_with_the_key_of_the_keyring(memory_keyring, open_here):
    write(open_here())
    assert reply_ids(open_here()) == {"kept"}


@pytest.mark.usefixtures("memory_keyring")
def test_two_profiles_of_one_machine_have_keys_of_their_own(open_here, tmp_path):
    other = open_store(places(tmp_path / "other"), (TABLES,))
    assert other.key != open_here().key
    other.close()
    assert open_here().keeper is Keeper.KEYRING


def test_a_key_that_the_keyring_lost_is_missed_with_a_way_out(memory_keyring, open_here):
    open_here().close()
    memory_keyring.kept.clear()
    with pytest.raises(LockedError) as refused:
        open_here()
    assert "recovery-code --unlock" in refused.value.hint


def refusing(error: Exception) -> Callable[..., None]:
    def refuse(*_asked: str) -> None:
        raise error

    return refuse


REFUSALS = [KeyringLocked("locked"), RuntimeError("no logon session"), OSError("no bus")]


@pytest.mark.parametrize("error", REFUSALS, ids=repr)
@pytest.mark.parametrize("asked", ["set_password", "get_password"])
def test_a_keyring_that_fails_is_replaced_by_a_file(
    memory_keyring, monkeypatch, open_here, asked, error
):
    monkeypatch.setattr(memory_keyring, asked, refusing(error))
    assert open_here().keeper is Keeper.FILE
    write(open_here())
    assert reply_ids(open_here()) == {"kept"}


@pytest.mark.parametrize("error", REFUSALS, ids=repr)
def test_a_keyring_that_fails_later_locks_the_store_with_a_way_out(
    memory_keyring, monkeypatch, open_here, error
):
    open_here().close()
    monkeypatch.setattr(memory_keyring, "get_password", refusing(error))
    with pytest.raises(LockedError) as refused:
        open_here()
    assert "recovery-code --unlock" in refused.value.hint


def test_a_keyring_that_forgets_at_once_is_not_trusted(memory_keyring, monkeypatch, open_here):
    monkeypatch.setattr(memory_keyring, "get_password", lambda *_asked: None)
    assert open_here().keeper is Keeper.FILE


def test_a_keyring_that_gives_back_something_else_locks_the_store(memory_keyring, open_here):
    open_here().close()
    memory_keyring.kept = dict.fromkeys(memory_keyring.kept, "not hexadecimal")
    with pytest.raises(LockedError):
        open_here()


# The key file


def test_without_a_keyring_a_file_of_its_owner_alone_keeps_the_key(open_here, key_file):
    assert open_here().keeper is Keeper.FILE
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


def test_the_key_lies_in_no_other_file(open_here, profile, key_file):
    store = open_here()
    write(store)
    assert files_with(profile, store.key.hex().encode()) == {key_file()}
    assert files_with(profile, store.key) == set()


def test_the_folder_of_the_data_is_closed_to_others(open_here, profile):
    open_here()
    assert stat.S_IMODE(profile.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(profile.key_record.stat().st_mode) == 0o600


def test_a_missing_key_file_is_missed_with_a_way_out(open_here, key_file):
    open_here().close()
    key_file().unlink()
    with pytest.raises(LockedError) as refused:
        open_here()
    assert "recovery-code --unlock" in refused.value.hint


@pytest.mark.parametrize("content", [b"", b"no key", b"\xff\xfe", b"abcd\n"])
def test_a_damaged_key_file_is_named(open_here, key_file, content):
    open_here().close()
    key_file().write_bytes(content)
    with pytest.raises(UserError) as refused:
        open_here()
    assert refused.value.place == str(key_file())


def test_a_key_of_another_store_opens_nothing(open_here, key_file, profile):
    open_here().close()
    before = profile.database.read_bytes()
    key_file().write_text("ab" * 32)
    with pytest.raises(LockedError):
        open_here()
    assert profile.database.read_bytes() == before


def test_a_config_folder_that_cannot_be_made_is_said_in_a_sentence(open_here, profile):
    profile.data.mkdir()
    profile.config.write_text("a file in the place of the folder")
    with pytest.raises(UserError) as refused:
        open_here()
    assert str(profile.config) in str(refused.value)


def test_a_data_folder_that_cannot_be_made_is_said_with_a_way_out(open_here, profile):
    profile.data.write_text("a file in the place of the folder")
    with pytest.raises(UserError) as refused:
        open_here()
    assert refused.value.place == str(profile.data)
    assert "--data-dir" in refused.value.hint


# The passphrase


def test_a_store_made_with_a_passphrase_opens_with_it_alone(memory_keyring, open_here, profile):
    store = open_here(PASSPHRASE)
    write(store)
    assert store.keeper is Keeper.PASSPHRASE
    assert reply_ids(open_here(PASSPHRASE)) == {"kept"}
    assert memory_keyring.kept == {}
    assert not (profile.config / "keys").exists()
    assert files_with(profile, store.key.hex().encode()) == set()


@pytest.mark.parametrize("given", ["Correct horse 电池", "correct horse", " ", "\udcff"])
def test_a_wrong_passphrase_opens_nothing(open_here, given):
    open_here(PASSPHRASE).close()
    with pytest.raises(LockedError):
        open_here(given)


@pytest.mark.parametrize("given", [None, ""])
def test_a_missing_passphrase_is_asked_for(open_here, given):
    open_here(PASSPHRASE).close()
    with pytest.raises(LockedError) as refused:
        open_here(given)
    assert "CSCONSOLE_PASSPHRASE" in refused.value.hint


@pytest.mark.usefixtures("memory_keyring")
def test_a_passphrase_that_is_not_needed_does_no_harm(open_here):
    write(open_here())
    assert reply_ids(open_here(PASSPHRASE)) == {"kept"}


def test_a_passphrase_set_later_lets_the_keyring_forget(memory_keyring, open_here):
    store = open_here()
    write(store)
    assert store.set_passphrase(PASSPHRASE) is Keeper.PASSPHRASE
    assert memory_keyring.kept == {}
    assert reply_ids(open_here(PASSPHRASE)) == {"kept"}


def test_a_passphrase_set_later_takes_the_key_file_away(open_here, profile):
    store = open_here()
    store.set_passphrase(PASSPHRASE)
    assert files_with(profile, store.key.hex().encode()) == set()
    with pytest.raises(LockedError):
        open_here()


def test_a_passphrase_taken_off_gives_the_key_back_to_this_machine(memory_keyring, open_here):
    store = open_here(PASSPHRASE)
    assert store.set_passphrase(None) is Keeper.KEYRING
    assert list(memory_keyring.kept.values()) == [store.key.hex()]
    assert open_here().key == store.key


def test_a_passphrase_taken_off_opens_nothing_any_more(open_here, profile):
    open_here(PASSPHRASE).set_passphrase(None)
    with pytest.raises(LockedError, match="no passphrase"):
        read_record(profile).open_with_passphrase(PASSPHRASE)


def test_a_changed_passphrase_replaces_the_old_one(open_here):
    open_here(PASSPHRASE).set_passphrase(ANOTHER_PASSPHRASE)
    open_here(ANOTHER_PASSPHRASE)
    with pytest.raises(LockedError):
        open_here(PASSPHRASE)


def test_a_keyring_that_does_not_forget_hinders_no_passphrase(
    memory_keyring, monkeypatch, open_here
):
    store = open_here()
    monkeypatch.setattr(memory_keyring, "delete_password", refusing(KeyringLocked("locked")))
    assert store.set_passphrase(PASSPHRASE) is Keeper.PASSPHRASE
    assert open_here(PASSPHRASE).key == store.key


def test_a_passphrase_set_in_one_window_holds_when_another_one_renews_the_code(open_here):
    one, other = open_here(), open_here()
    one.set_passphrase(PASSPHRASE)
    other.renew_recovery_code()
    assert open_here(PASSPHRASE).keeper is Keeper.PASSPHRASE


def test_a_code_renewed_in_one_window_holds_when_another_one_sets_a_passphrase(open_here, profile):
    one, other = open_here(), open_here()
    code = one.renew_recovery_code()
    other.set_passphrase(PASSPHRASE)
    assert read_record(profile).open_with_code(code) == one.key


# The recovery code


@pytest.fixture
def lost(open_here, profile) -> str:
    """A store whose key file was lost; the code that opens it."""
    store = open_here()
    write(store)
    code = store.recovery_code()
    store.close()
    shutil.rmtree(profile.config)
    return code


SLIPS = [
    lambda code: code,
    lambda code: code.lower(),
    lambda code: code.replace("-", ""),
    lambda code: code.replace("-", " "),
    lambda code: f"  {code}\n",
    lambda code: " - ".join(code.split("-")),
    lambda code: code.replace("0", "O").replace("1", "I"),
    lambda code: code.lower().replace("0", "o").replace("1", "l"),
    lambda code: code.translate({at: at + 0xFEE0 for at in range(0x21, 0x7F)}),
    lambda code: code.replace("-", "\u2013"),
    lambda code: code.replace("-", "\u2014"),
    lambda code: code.replace("-", "\u2212"),
    lambda code: code.replace("-", "\u3000\uff0d"),
    lambda code: code.replace("-", "\u30fc"),
    lambda code: code.replace("-", "_"),
    lambda code: "\ufeff" + code,
]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_recovery_code_opens_however_it_is_typed(open_here, profile, lost, slip):
    unlock_with_code(profile, slip(lost))
    assert reply_ids(open_here()) == {"kept"}


@pytest.mark.parametrize("given", ["", "7K3QD", WRONG_CODE, "退货", "\udcff"])
def test_a_wrong_recovery_code_opens_nothing_and_changes_nothing(profile, lost, given):
    before = profile.key_record.read_bytes()
    with pytest.raises(LockedError) as refused:
        unlock_with_code(profile, given)
    assert refused.value.hint
    assert profile.key_record.read_bytes() == before
    assert not profile.config.exists()


def test_a_key_found_again_goes_to_the_keyring_where_there_is_one(
    open_here, profile, lost, memory_keyring
):
    unlock_with_code(profile, lost)
    assert open_here().keeper is Keeper.KEYRING
    assert len(memory_keyring.kept) == 1


def test_a_forgotten_passphrase_is_replaced_by_the_recovery_code(open_here, profile):
    code = open_here(PASSPHRASE).recovery_code()
    unlock_with_code(profile, code, ANOTHER_PASSPHRASE)
    assert open_here(ANOTHER_PASSPHRASE).keeper is Keeper.PASSPHRASE


def test_there_is_nothing_to_unlock_before_a_store_is_made(profile):
    with pytest.raises(NotFoundError):
        unlock_with_code(profile, WRONG_CODE)


def test_a_recovery_code_is_offered_until_it_was_written_down(open_here):
    code = open_here().recovery_code()
    assert open_here().recovery_code() == code
    open_here().recovery_code_seen()
    assert open_here().recovery_code() is None


def test_a_recovery_code_that_was_written_down_lies_in_no_file(open_here, profile):
    store = open_here()
    code = store.recovery_code()
    store.recovery_code_seen()
    store.close()
    assert files_with(profile, code.encode()) == set()


def test_a_recovery_code_is_easy_to_read_and_hard_to_guess(open_here):
    code = open_here().recovery_code()
    assert [len(group) for group in code.split("-")] == [5] * 5
    assert not set(code) & set("ILOU")
    assert code != open_here().renew_recovery_code()


def test_a_renewed_recovery_code_invalidates_the_old_one(open_here, profile):
    store = open_here()
    old, new = store.recovery_code(), store.renew_recovery_code()
    with pytest.raises(LockedError):
        unlock_with_code(profile, old)
    unlock_with_code(profile, new)
    assert store.recovery_code() == new


# The key record


def without(record: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in record.items() if key != name}


DAMAGES = [
    lambda _record: b"",
    lambda _record: b"\xff\xfe\x00",
    lambda _record: b"[]",
    lambda _record: b"{}",
    lambda record: json.dumps(record).encode()[:-9],
    lambda record: json.dumps(without(record, "recovery")).encode(),
    lambda record: json.dumps(record | {"keeper": "nobody"}).encode(),
    lambda record: json.dumps(record | {"recovery": "none"}).encode(),
    lambda record: json.dumps(record | {"format": 2}).encode(),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_key_record_is_named_and_nothing_is_overwritten(open_here, profile, damage):
    open_here().close()
    damaged = damage(json.loads(profile.key_record.read_bytes()))
    profile.key_record.write_bytes(damaged)
    with pytest.raises(DamagedError) as refused:
        open_here()
    assert refused.value.place == str(profile.key_record)
    assert profile.key_record.read_bytes() == damaged


@pytest.mark.parametrize("part", ["salt", "nonce", "box"])
@pytest.mark.parametrize("value", ["", "not hexadecimal", "ab", 5])
def test_a_damaged_seal_is_refused_in_a_sentence(profile, lost, part, value):
    record = json.loads(profile.key_record.read_bytes())
    record["recovery"][part] = value
    profile.key_record.write_text(json.dumps(record))
    with pytest.raises(UserError):
        unlock_with_code(profile, lost)


def test_a_folder_in_the_place_of_the_key_record_is_said_in_a_sentence(open_here, profile):
    profile.key_record.mkdir(parents=True)
    with pytest.raises(UserError) as refused:
        open_here()
    assert str(profile.key_record) in str(refused.value)


def test_a_database_without_its_key_record_is_not_overwritten(open_here, profile):
    open_here().close()
    before = profile.database.read_bytes()
    profile.key_record.unlink()
    with pytest.raises(DamagedError) as refused:
        open_here()
    assert "restore" in refused.value.hint
    assert profile.database.read_bytes() == before


# What lies on the disk


def test_nothing_readable_lies_on_the_disk(workspace, profile):
    reply = workspace.replies.all()[0]
    workspace.replies.record_use(reply.id, talk="会话甲", language="zh", agent="客服甲")
    workspace.back_up()
    secrets = [reply.title["zh"], reply.text["zh"], "会话甲", "客服甲"]
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        for secret in secrets:
            assert files_with(profile, secret.encode(encoding)) == set()
    workspace.close()
    assert all(files_with(profile, secret.encode()) == set() for secret in secrets)
    assert profile.database.stat().st_size > 100_000


def test_the_file_does_not_even_say_that_it_is_a_database(open_here, profile):
    open_here().close()
    assert not profile.database.read_bytes().startswith(b"SQLite format 3")
