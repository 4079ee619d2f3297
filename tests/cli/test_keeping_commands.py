"""`backup`, `restore`, `verify`, `doctor` and the keys, as one uses them from the command line."""

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("quick_passphrases")

PASSPHRASE = "correct horse 电池"


@pytest.fixture
def code(command):
    """The recovery code of the profile."""
    return command("recovery-code", "--renew", "--json").json["recovery_code"]


@pytest.fixture
def elsewhere(tmp_path):
    """The folder of a machine that has nothing yet."""
    return tmp_path / "elsewhere"


def search(run, folder):
    return run("--data-dir", folder, "search", "thyf", "--json")


# Backup and restore


def test_a_backup_goes_into_the_usual_folder(command, shop):
    made = command("backup", "--json").json
    (file,) = shop.backups.iterdir()
    assert made == {"file": str(file), "bytes": file.stat().st_size}


def test_a_backup_goes_into_the_folder_that_is_named(command, tmp_path):
    ran = command("backup", tmp_path / "stick")
    (file,) = (tmp_path / "stick").iterdir()
    assert ran.out == f"The backup is {file}.\n"


def test_a_backup_into_a_file_is_refused(command, tmp_path):
    path = tmp_path / "file"
    path.touch()
    assert command("backup", path).reason.startswith(f"{path}: the backup cannot be written")
    assert command("backup", path / "inside").reason.startswith(f"{path / 'inside'}: ")


def test_a_backup_is_restored_on_another_machine_by_the_recovery_code(
    command, run, code, elsewhere, monkeypatch
):
    file = command("backup", "--json").json["file"]
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", code)
    told = run("--data-dir", elsewhere, "restore", file, "--json").json
    assert told["kept"] is None
    assert told["made"]
    monkeypatch.delenv("CSCONSOLE_RECOVERY_CODE")
    assert search(run, elsewhere).json[0]["id"] == "return-freight"


def test_a_code_written_in_small_letters_and_with_blanks_is_the_same_code(
    command, run, code, elsewhere, monkeypatch
):
    file = command("backup", "--json").json["file"]
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", f" {code.lower().replace('-', ' ')} ")
    assert run("--data-dir", elsewhere, "restore", file).status == 0


@pytest.fixture
def terminal(monkeypatch):
    """Have a person at a terminal type a line."""

    def typing(line):
        stream = io.TextIOWrapper(io.BytesIO(f"{line}\n".encode()), encoding="utf-8")
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys, "stdin", stream)

    return typing


def test_a_person_is_asked_for_the_code_that_a_backup_needs(
    command, run, code, elsewhere, terminal
):
    file = command("backup", "--json").json["file"]
    terminal(code)
    ran = run("--data-dir", elsewhere, "restore", file, "--json")
    assert ran.json["made"]
    assert "Recovery code" in ran.err


def test_nobody_is_asked_where_nobody_sits(command, run, code, elsewhere, monkeypatch):
    file = command("backup", "--json").json["file"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{code}\n"))
    assert "recovery code" in run("--data-dir", elsewhere, "restore", file).reason


def test_a_wrong_code_restores_nothing(command, run, code, elsewhere, monkeypatch):
    file = command("backup", "--json").json["file"]
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", "0" * len(code))
    assert run("--data-dir", elsewhere, "restore", file).reason
    assert not (elsewhere / "csconsole.db").exists()


def test_a_restored_backup_brings_back_what_was_there_and_keeps_what_was_here(
    command, shop, tmp_path
):
    file = command("backup", "--json").json["file"]
    new = tmp_path / "new.yaml"
    new.write_text("replies: [{id: new, title: 新, text: 新}]", encoding="utf-8")
    command("replies", "import", new, "--replace")
    told = command("restore", file, "--json").json
    assert shop.replaced in Path(told["kept"]).parents
    assert [one["id"] for one in command("search", "", "--json").json] != ["new"]
    assert command("search", "thyf", "--json").json[0]["id"] == "return-freight"


def test_people_are_told_what_a_restore_did(command):
    file = command("backup", "--json").json["file"]
    first, second = command("restore", file).out.splitlines()
    assert first.startswith("Restored what was saved at ")
    assert second.startswith("What was here before lies in ")


@pytest.mark.parametrize("content", [None, b"", b"no backup at all", b"\0" * 5_000])
def test_what_is_no_backup_is_refused_and_changes_nothing(command, tmp_path, content):
    path = tmp_path / "file.csbackup"
    if content is not None:
        path.write_bytes(content)
    assert command("restore", path).reason.startswith(f"{path}: ")
    assert command("restore", tmp_path).reason.startswith(f"{tmp_path}: ")
    assert command("search", "thyf", "--json").json


# Verify and doctor


def test_verify_says_that_all_is_as_it_was_written(command):
    told = command("verify", "--json").json
    assert (told["ok"], told["problems"]) == (True, [])
    assert told["entries"] >= told["rows"] > 3
    assert list(told["heads"].values())
    assert "are as they were written" in command("verify").out


@pytest.fixture
def tampered(shop, open_profile):
    """A profile in which somebody changed a row behind the journal's back."""
    workspace = open_profile(shop)
    workspace._store.database.execute("UPDATE replies SET shortcut = 'x' WHERE id = 'greeting'")
    workspace.close()


def test_verify_finds_what_was_changed_behind_its_back(command, tampered):
    ran = command("verify", "--json")
    told = json.loads(ran.out)
    assert (told["ok"], len(told["problems"])) == (False, 1)
    assert "the data is not what was written" in ran.reason
    assert command("verify").reason == ran.reason


def test_doctor_says_how_everything_is(command):
    checks = {check["name"]: check for check in command("doctor", "--json").json["checks"]}
    assert {"folder", "store", "key", "library", "sqlite", "screen", "font"} <= set(checks)
    assert all(set(check) == {"name", "state", "detail", "advice"} for check in checks.values())
    assert {check["state"] for check in checks.values()} <= {"ok", "warning"}
    assert checks["library"]["detail"] == "3 replies"
    assert checks["key"]["advice"]
    lines = command("doctor").out.splitlines()
    assert len(lines) == len(checks)


def test_doctor_names_what_is_wrong_and_how_to_mend_it(command, tampered):
    ran = command("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(ran.out)["checks"]}
    assert checks["store"]["state"] == "wrong"
    assert "restore a backup" in ran.reason


def test_doctor_speaks_even_where_nothing_opens(command, shop):
    shop.database.write_bytes(b"no database" * 1_000)
    ran = command("doctor", "--json")
    checks = {check["name"]: check for check in json.loads(ran.out)["checks"]}
    assert checks["store"]["state"] == "wrong"
    assert ran.reason


# The recovery code


def test_the_recovery_code_is_shown_once(run, profile):
    first = run("--data-dir", profile.data, "recovery-code")
    assert first.status == 0
    assert len(first.out.strip()) > 20
    assert first.out.strip() not in first.err
    again = run("--data-dir", profile.data, "recovery-code")
    assert "shown already" in again.reason
    assert "--renew" in again.reason
    assert again.out == ""


def test_a_renewed_code_replaces_the_old_one(command, run, code, elsewhere, monkeypatch):
    newer = command("recovery-code", "--renew").out.strip()
    assert newer != code
    file = command("backup", "--json").json["file"]
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", code)
    assert run("--data-dir", elsewhere, "restore", file).reason
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", newer)
    assert run("--data-dir", elsewhere, "restore", file).status == 0


@pytest.fixture
def lost_key(code, shop):
    """A profile whose key file is gone."""
    shutil.rmtree(shop.config / "keys")


def test_a_store_whose_key_was_lost_is_opened_by_its_code(command, code, lost_key, monkeypatch):
    assert "--unlock" in command("search", "thyf").reason
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", code)
    ran = command("recovery-code", "--unlock")
    assert (ran.status, ran.out) == (0, "The store is open again.\n")
    assert command("search", "thyf", "--json").json


def test_a_person_is_asked_for_the_code_that_unlocks(command, code, lost_key, terminal):
    terminal(code)
    ran = command("recovery-code", "--unlock")
    assert ran.status == 0
    assert "Recovery code" in ran.err
    assert command("search", "thyf", "--json").json


def test_unlocking_prints_json_where_json_is_asked_for(command, code, lost_key, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", code)
    assert isinstance(command("recovery-code", "--unlock", "--json").json, dict)


def test_a_wrong_code_unlocks_nothing(command, lost_key, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", "AAAAA-BBBBB")
    assert "recovery code" in command("recovery-code", "--unlock").reason
    assert command("search", "thyf").reason


def test_nothing_is_unlocked_where_there_is_no_store(run, elsewhere, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", "AAAAA-BBBBB")
    assert "there is no store" in run("--data-dir", elsewhere, "recovery-code", "--unlock").reason


# The passphrase


@pytest.fixture
def locked(command, monkeypatch):
    """A profile that a passphrase locks."""
    monkeypatch.setenv("CSCONSOLE_NEW_PASSPHRASE", PASSPHRASE)
    assert command("passphrase", "--set", "--json").json == {"keeper": "passphrase"}


def test_a_passphrase_locks_the_data(command, locked, monkeypatch):
    assert "passphrase" in command("search", "thyf").reason
    monkeypatch.setenv("CSCONSOLE_PASSPHRASE", "wrong")
    assert command("search", "thyf").reason
    monkeypatch.setenv("CSCONSOLE_PASSPHRASE", PASSPHRASE)
    ran = command("search", "thyf", "--json")
    assert ran.json
    assert ran.err == ""


def test_a_removed_passphrase_is_needed_no_more(command, locked, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_PASSPHRASE", PASSPHRASE)
    assert command("passphrase", "--remove").out == "The key is kept by: file\n"
    monkeypatch.delenv("CSCONSOLE_PASSPHRASE")
    assert command("search", "thyf", "--json").json


def test_an_empty_passphrase_is_refused(command, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_NEW_PASSPHRASE", "  ")
    assert command("passphrase", "--set").reason == "the passphrase is empty"
    assert command("search", "thyf", "--json").json


@pytest.mark.parametrize("options", [[], ["--set", "--remove"]])
def test_a_passphrase_is_either_set_or_removed(command, options):
    ran = command("passphrase", *options)
    assert (ran.status, ran.out) == (2, "")


def test_it_is_said_that_a_restored_store_is_locked_no_more(
    command, run, code, elsewhere, tmp_path, monkeypatch
):
    monkeypatch.setenv("CSCONSOLE_NEW_PASSPHRASE", "a long passphrase")
    assert command("passphrase", "--set", "--json").json == {"keeper": "passphrase"}
    monkeypatch.setenv("CSCONSOLE_PASSPHRASE", "a long passphrase")
    file = command("backup", tmp_path / "backups", "--json").json["file"]
    monkeypatch.delenv("CSCONSOLE_PASSPHRASE")
    monkeypatch.setenv("CSCONSOLE_RECOVERY_CODE", code)
    ran = run("--data-dir", elsewhere, "restore", file, "--json")
    assert ran.json["keeper"] == "file"
    assert "csconsole passphrase --set" in ran.err
