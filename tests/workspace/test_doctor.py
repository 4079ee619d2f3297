"""What `doctor` says about an installation."""

import os
import sys
from datetime import date

import pytest

from csconsole.errors import LockedError
from csconsole.storage.keys import Keeper
from csconsole.workspace import doctor
from csconsole.workspace.doctor import State, examine, has_screen, key_warning
from csconsole.workspace.workspace import open_workspace

PASSPHRASE = "correct horse 电池"


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def examined(profile):
    """The checks of the profile by name."""

    def examining(passphrase=None):
        return {
            check.name: check
            for check in examine(profile, lambda: open_workspace(profile, passphrase))
        }

    return examining


def keep_the_store_closed():
    raise LockedError("the store is not looked at here")


@pytest.fixture
def surroundings(profile):
    """The checks of what is around the store, which need no store."""

    def examining():
        return {check.name: check for check in examine(profile, keep_the_store_closed)}

    return examining


@pytest.fixture
def font_lister(tmp_path, monkeypatch):
    """Have the system list other fonts."""

    def listing(script):
        lister = tmp_path / "bin" / "fc-list"
        lister.parent.mkdir()
        lister.write_text(f"#!/bin/sh\n{script}\n")
        lister.chmod(0o755)
        monkeypatch.setenv("PATH", f"{lister.parent}{os.pathsep}{os.environ['PATH']}")

    return listing


# The store


def test_a_healthy_profile_has_nothing_wrong(examined, profile):
    checks = examined()
    assert State.WRONG not in {check.state for check in checks.values()}
    assert checks["folder"].detail == str(profile.data)
    assert checks["store"].state is State.OK
    assert checks["library"].state is State.OK
    assert checks["sqlite"].detail.startswith("SQLite ")


def test_every_check_that_is_not_well_says_what_to_do(examined):
    unwell = [check for check in examined().values() if check.state is not State.OK]
    assert unwell
    assert all(check.advice for check in unwell)


def test_a_key_in_a_file_is_warned_of(examined):
    key = examined()["key"]
    assert key.state is State.WARNING
    assert "stolen" in key.detail
    assert "passphrase --set" in key.advice


@pytest.mark.usefixtures("memory_keyring")
def test_a_key_in_the_keyring_is_well(examined):
    assert examined()["key"].state is State.OK


def test_a_key_behind_a_passphrase_is_well(examined):
    assert examined(PASSPHRASE)["key"].state is State.OK


def test_only_a_key_in_a_file_is_warned_of():
    assert [keeper for keeper in Keeper if key_warning(keeper)] == [Keeper.FILE]


def test_holidays_are_looked_at_where_the_clocks_heed_them(examined, workspace):
    assert doctor.HOLIDAYS not in examined()
    workspace.after_sales.rules.change({"holidays": "CN"})
    assert doctor.HOLIDAYS in examined()


@pytest.mark.parametrize(("month", "state"), [(11, State.OK), (12, State.WARNING)])
def test_holidays_that_will_soon_be_unknown_are_warned_of(month, state):
    told = doctor.holidays_known(2026, date(2026, month, 20))
    assert (told.state, bool(told.advice)) == (state, state is State.WARNING)


def test_a_recovery_code_that_nobody_wrote_down_is_warned_of_until_it_was(
    examined, profile, open_profile
):
    assert "recovery-code" in examined()["recovery code"].advice
    open_profile(profile).recovery_code_seen()
    assert "recovery code" not in examined()


def test_a_locked_store_is_a_finding_and_the_rest_is_still_looked_at(
    examined, profile, open_profile
):
    open_profile(profile, PASSPHRASE).close()
    checks = examined()
    assert checks["store"].state is State.WRONG
    assert "passphrase" in checks["store"].detail
    assert "CSCONSOLE_PASSPHRASE" in checks["store"].advice
    assert {"folder", "screen", "font"} <= set(checks)


def test_a_store_changed_behind_the_journal_is_a_finding(examined, workspace):
    workspace._store.database.execute("UPDATE replies SET category = 'x'")
    store = examined()["store"]
    assert store.state is State.WRONG
    assert "restore" in store.advice


@pytest.mark.parametrize("damage", [0, 4096 + 100, -2000])
def test_a_damaged_file_is_a_finding_and_the_rest_is_still_looked_at(
    examined, workspace, profile, damage
):
    workspace.close()
    content = bytearray(profile.database.read_bytes())
    content[damage] ^= 1
    profile.database.write_bytes(content)
    checks = examined()
    assert checks["store"].state is State.WRONG
    assert "restore" in checks["store"].advice
    assert {"folder", "screen", "font"} <= set(checks)


def test_a_missing_key_record_is_a_finding(examined, workspace, profile):
    workspace.close()
    profile.key_record.unlink()
    assert examined()["store"].state is State.WRONG


# The folder


def test_a_file_in_the_place_of_the_folder_is_a_finding(surroundings, profile):
    profile.data.write_text("a file")
    checks = surroundings()
    assert checks["folder"].state is State.WRONG
    assert "--data-dir" in checks["folder"].advice


def test_a_file_in_the_place_of_the_folder_is_said_to_keep_the_store_from_opening(
    examined, profile
):
    profile.data.write_text("a file")
    store = examined()["store"]
    assert store.state is State.WRONG
    assert "--data-dir" in store.advice


def test_a_folder_that_may_not_be_written_is_a_finding(surroundings, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_asked: False)
    folder = surroundings()["folder"]
    assert folder.state is State.WRONG
    assert "--data-dir" in folder.advice


def test_a_disk_that_is_almost_full_is_warned_of(surroundings, monkeypatch):
    usage = doctor.shutil.disk_usage(".")._replace(free=42_000_000)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _folder: usage)
    folder = surroundings()["folder"]
    assert folder.state is State.WARNING
    assert "42 MB" in folder.detail


# The screen and the font


def test_without_a_display_the_command_line_is_recommended(surroundings):
    screen = surroundings()["screen"]
    assert screen.state is State.WARNING
    assert "command line" in screen.detail


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_display_is_found_by_what_the_system_says(surroundings, monkeypatch, name):
    monkeypatch.setenv(name, ":0")
    assert surroundings()["screen"].state is State.OK


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(monkeypatch, platform):
    monkeypatch.setattr(sys, "platform", platform)
    assert has_screen()


def test_a_missing_qt_is_a_finding(surroundings, monkeypatch):
    monkeypatch.setitem(sys.modules, "PySide6", None)
    assert surroundings()["screen"].state is State.WRONG


def test_a_chinese_font_is_named(surroundings, font_lister):
    font_lister("echo Noto Sans CJK SC; echo WenQuanYi")
    assert surroundings()["font"].detail == "Noto Sans CJK SC"


def test_a_missing_chinese_font_is_warned_of(surroundings, font_lister):
    font_lister("exit 0")
    font = surroundings()["font"]
    assert font.state is State.WARNING
    assert "fonts-noto-cjk" in font.advice


def test_a_system_without_a_list_of_fonts_is_left_alone(surroundings, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert surroundings()["font"].state is State.OK


def test_a_list_of_fonts_that_never_ends_is_no_crash(surroundings, font_lister, monkeypatch):
    monkeypatch.setattr(doctor, "_FONT_SECONDS", 0.2)
    font_lister("exec sleep 30")
    assert "font" in surroundings()
