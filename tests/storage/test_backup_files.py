"""Making backups: what is in one, and what is said when it cannot be made."""

import json
import stat
import zipfile
from collections.abc import Iterator

import pytest

from csconsole.errors import BadInputError, UserError
from csconsole.replies.store import TABLES
from csconsole.storage.backup import SUFFIX, back_up, read_backup
from csconsole.storage.places import Places
from csconsole.storage.store import Store, open_store

PAGE = 4096


@pytest.fixture
def store(profile: Places) -> Iterator[Store]:
    opened = open_store(profile, (TABLES,))
    opened.journal.write("reply", "saved", {"title": {"zh": "退货运费谁出"}}, cause="test.write")
    yield opened
    opened.close()


def test_a_backup_is_one_file_with_its_date_in_its_name(store, tmp_path):
    path = back_up(store, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == [path]
    assert path.suffix == SUFFIX
    made = read_backup(path).made
    assert made[:4] in path.name


def test_backups_of_one_second_do_not_replace_each_other(store, tmp_path):
    paths = {back_up(store, tmp_path / "backups") for _count in range(3)}
    assert set((tmp_path / "backups").iterdir()) == paths
    assert len(paths) == 3


def test_a_backup_folder_is_made_where_there_is_none_for_its_owner_alone(store, tmp_path):
    folder = tmp_path / "disk" / "deep" / "backups"
    assert back_up(store, folder).parent == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_backup_holds_nothing_readable_and_not_the_key(store, tmp_path):
    content = back_up(store, tmp_path / "backups").read_bytes()
    assert "退货运费谁出".encode() not in content
    assert store.key not in content
    assert store.key.hex().encode() not in content
    assert b"SQLite format 3" not in content


def test_a_backup_says_what_it_is(store, tmp_path):
    with zipfile.ZipFile(back_up(store, tmp_path / "backups")) as bundle:
        assert sorted(bundle.namelist()) == ["keys.json", "manifest.json", "store.db"]
        assert json.loads(bundle.read("manifest.json"))["format"] == 1


def test_a_backup_is_made_while_another_window_is_open(store, profile, tmp_path):
    other = open_store(profile, (TABLES,))
    other.journal.write("reply", "newer", {"category": "in-sale"}, cause="test.write")
    assert back_up(store, tmp_path / "backups").exists()
    other.close()


def test_a_file_in_the_place_of_the_backup_folder_is_said_in_a_sentence(store, tmp_path):
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(BadInputError) as refused:
        back_up(store, tmp_path / "backups")
    assert refused.value.place == str(tmp_path / "backups")
    assert refused.value.hint
    assert (tmp_path / "backups").read_text() == "a file"


def open_and_back_up(profile, folder):
    store = open_store(profile, (TABLES,))
    try:
        back_up(store, folder)
    finally:
        store.close()


def test_a_damaged_store_gives_no_backup(store, profile, tmp_path):
    store.close()
    whole = profile.database.read_bytes()
    for at in range(PAGE // 2, len(whole), PAGE):
        damaged = bytearray(whole)
        damaged[at] ^= 1
        profile.database.write_bytes(damaged)
        with pytest.raises(UserError):
            open_and_back_up(profile, tmp_path / "backups")
    assert list((tmp_path / "backups").glob("*")) == []
