"""The workspace: what the window and the command line hold."""

import json
import sqlite3

import pytest

from csconsole.errors import BadInputError, LockedError, UserError
from csconsole.storage.keys import Keeper
from csconsole.storage.places import places
from csconsole.storage.restoring import Secrets
from csconsole.workspace.workspace import open_workspace, restore_backup, unlock

pytestmark = pytest.mark.usefixtures("quick_passphrases")

PASSPHRASE = "correct horse 电池"


def test_a_first_start_makes_a_store_with_the_shipped_library(profile, open_profile):
    workspace = open_profile(profile)
    assert workspace.is_new
    assert len(workspace.replies) > 0
    assert workspace.verify().problems == ()


def test_a_second_start_finds_what_the_first_one_made(workspace, profile, open_profile):
    count = len(workspace.replies)
    workspace.close()
    again = open_profile(profile)
    assert not again.is_new
    assert len(again.replies) == count
    assert again.verify().entries == count


def test_two_windows_on_one_profile_see_the_same_library(workspace, profile, open_profile):
    other = open_profile(profile)
    assert [reply.id for reply in other.replies.all()] == [
        reply.id for reply in workspace.replies.all()
    ]


def test_no_other_program_can_read_the_file(workspace, profile):
    workspace.close()
    plain = sqlite3.connect(profile.database)
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    plain.close()


def test_what_is_known_without_an_order_is_who_sits_here_and_for_which_shop(workspace):
    assert workspace.values() == {}
    workspace.change_settings(agent="客服1", shop="小店")
    assert workspace.values() == {"agent": "客服1", "shop": "小店"}


def test_a_changed_setting_is_there_at_the_next_start(workspace, profile, open_profile):
    assert workspace.change_settings(theme="dark").theme == "dark"
    workspace.close()
    assert open_profile(profile).settings.theme == "dark"


def test_broken_settings_are_said_before_anything_is_made(profile):
    profile.settings.parent.mkdir(parents=True)
    profile.settings.write_text("{")
    with pytest.raises(BadInputError) as refused:
        open_workspace(profile)
    assert refused.value.place == str(profile.settings)
    assert not profile.database.exists()


def test_the_moment_is_told_in_this_machines_time_zone(workspace):
    assert workspace.now().utcoffset() is not None


def test_a_passphrase_can_be_set_and_taken_off(workspace, profile, open_profile):
    assert workspace.set_passphrase(PASSPHRASE) is Keeper.PASSPHRASE
    with pytest.raises(LockedError):
        open_workspace(profile)
    locked = open_profile(profile, PASSPHRASE)
    assert locked.keeper is Keeper.PASSPHRASE
    assert locked.set_passphrase(None) is Keeper.FILE
    assert open_profile(profile).keeper is Keeper.FILE


def test_the_recovery_code_is_offered_until_it_was_seen(workspace, profile, open_profile):
    code = workspace.recovery_code()
    assert open_profile(profile).recovery_code() == code
    workspace.recovery_code_seen()
    assert workspace.recovery_code() is None


def test_a_renewed_recovery_code_opens_a_store_whose_key_was_lost(workspace, profile, open_profile):
    count = len(workspace.replies)
    code = workspace.renew_recovery_code()
    workspace.close()
    for path in (profile.config / "keys").iterdir():
        path.unlink()
    unlock(profile, code)
    assert len(open_profile(profile).replies) == count


def test_a_backup_goes_into_the_usual_folder_or_a_named_one(workspace, profile, tmp_path):
    assert workspace.back_up().parent == profile.backups
    assert workspace.back_up(tmp_path / "stick").parent == tmp_path / "stick"


def test_a_backup_brings_back_what_was_imported_away(workspace, profile, tmp_path, open_profile):
    before = {reply.id for reply in workspace.replies.all()}
    backup = workspace.back_up()
    library = {
        "format": 1,
        "language": "zh",
        "replies": [{"id": "one", "title": "一", "text": "甲"}],
    }
    (tmp_path / "one.yaml").write_text(json.dumps(library), encoding="utf-8")
    workspace.replies.import_files([tmp_path / "one.yaml"], whole=True)
    assert [reply.id for reply in workspace.replies.all()] == ["one"]
    workspace.close()
    restore_backup(profile, backup, Secrets())
    assert {reply.id for reply in open_profile(profile).replies.all()} == before


def test_a_backup_moves_to_another_machine(workspace, tmp_path, open_profile):
    elsewhere = places(tmp_path / "elsewhere")
    restore_backup(elsewhere, workspace.back_up(), Secrets(None, workspace.recovery_code()))
    moved = open_profile(elsewhere)
    assert len(moved.replies) == len(workspace.replies)
    assert not moved.is_new


def test_a_damaged_store_is_said_in_a_sentence_with_a_way_out(workspace, profile):
    workspace.close()
    whole = profile.database.read_bytes()
    zeros = b"\0" * (len(whole) - 4096)
    profile.database.write_bytes(whole[:4096] + zeros)
    with pytest.raises(UserError) as refused:
        open_workspace(profile)
    assert refused.value.place == str(profile.database)
    assert "restore" in refused.value.hint
