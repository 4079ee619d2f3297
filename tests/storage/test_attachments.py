"""Attached files: encrypted, named by their content, and part of every backup."""

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from csconsole.storage.attachments import Attachments
from csconsole.storage.places import places
from csconsole.storage.restoring import Secrets
from csconsole.workspace.workspace import open_workspace, restore_backup

CONTENT = b"the picture of a return address"


def attachments(workspace) -> Attachments:
    return Attachments(workspace._store)


def test_a_file_is_named_by_its_content_and_comes_back_whole(workspace):
    name = attachments(workspace).keep(CONTENT, "png")
    assert name == hashlib.sha256(CONTENT).hexdigest() + ".png"
    assert attachments(workspace).content(name) == CONTENT


def test_nothing_of_it_can_be_read_on_the_disk(workspace):
    name = attachments(workspace).keep(CONTENT)
    assert b"return" not in (workspace.places.attachments / name).read_bytes()


def test_the_same_content_is_kept_once(workspace):
    assert attachments(workspace).keep(CONTENT) == attachments(workspace).keep(CONTENT)
    assert len(list(workspace.places.attachments.iterdir())) == 1


def test_one_file_cannot_be_put_in_the_place_of_another(workspace):
    one, other = (attachments(workspace).keep(text) for text in (b"one", b"other"))
    folder = workspace.places.attachments
    (folder / one).write_bytes((folder / other).read_bytes())
    assert attachments(workspace).content(one) is None


def test_a_damaged_file_is_kept_anew(workspace):
    name = attachments(workspace).keep(CONTENT)
    (workspace.places.attachments / name).write_bytes(b"nonsense")
    assert attachments(workspace).content(name) is None
    attachments(workspace).keep(CONTENT)
    assert attachments(workspace).content(name) == CONTENT


def test_a_name_that_leads_out_of_the_folder_opens_nothing(workspace):
    for name in ("../csconsole.db", "return-address.png", "", "a" * 63, "A" * 64):
        assert attachments(workspace).content(name) is None


@given(content=st.binary(max_size=300))
def test_whatever_is_kept_comes_back(content, tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("store")

    class Kept:
        key = bytes(32)
        places = places(folder)

    name = Attachments(Kept()).keep(content)
    assert Attachments(Kept()).content(name) == content


def test_a_backup_brings_the_files_to_another_computer(workspace, tmp_path):
    name = attachments(workspace).keep(CONTENT)
    code = workspace.recovery_code()
    backup = workspace.back_up(tmp_path / "stick")
    elsewhere = places(tmp_path / "elsewhere")
    restore_backup(elsewhere, backup, Secrets(recovery_code=code))
    restored = open_workspace(elsewhere)
    assert attachments(restored).content(name) == CONTENT
    restored.close()


def test_a_restore_under_another_key_seals_the_files_anew(workspace, tmp_path):
    name = attachments(workspace).keep(CONTENT)
    code = workspace.recovery_code()
    backup = workspace.back_up(tmp_path / "stick")
    elsewhere = places(tmp_path / "elsewhere")
    open_workspace(elsewhere).close()
    restore_backup(elsewhere, backup, Secrets(recovery_code=code))
    restored = open_workspace(elsewhere)
    assert attachments(restored).content(name) == CONTENT
    restored.close()


def test_a_second_backup_copies_only_what_is_new(workspace, tmp_path):
    first = attachments(workspace).keep(CONTENT)
    workspace.back_up(tmp_path / "stick")
    copied = (tmp_path / "stick" / "attachments" / first).stat().st_mtime_ns
    second = attachments(workspace).keep(b"another")
    workspace.back_up(tmp_path / "stick")
    assert (tmp_path / "stick" / "attachments" / first).stat().st_mtime_ns == copied
    assert (tmp_path / "stick" / "attachments" / second).exists()
