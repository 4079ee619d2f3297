import importlib.util
import json
import shutil
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent
WINDOW_ARGUMENTS = [
    [],
    ["--json"],
    ["--data-dir=folder", "-v"],
    ["--data-dir", "folder"],
    ["palette"],
]
OTHER_ARGUMENTS = [
    ["--help"],
    ["--data-dir", "folder", "-h"],
    ["--version"],
    ["search", "refund"],
    ["--json", "search"],
    ["--data-dir", "folder", "search"],
]


def load(path: Path) -> ModuleType:
    loader = SourceFileLoader("run_under_test", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "带 空格 checkout"
    folder.mkdir()
    shutil.copy(ROOT / "run", folder)
    (folder / "requirements.lock").write_text("click==8\n", "utf-8")
    (folder / "requirements-dev.lock").write_text("click==8\npytest==9\n", "utf-8")
    return folder


@pytest.fixture
def run(checkout, monkeypatch):
    # A test must neither look at this machine nor change it.
    module = load(checkout / "run")
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(module.shutil, "which", lambda name, path=None: f"/usr/bin/{name}")
    monkeypatch.setattr(module, "is_present", lambda name: True)
    return module


@pytest.fixture
def installed(run, monkeypatch):
    names = []

    def install(packages, stamp):
        names.append(packages.name)
        run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        run.PYTHON.touch()

    monkeypatch.setattr(run, "install", install)
    return names


@pytest.mark.parametrize("arguments", WINDOW_ARGUMENTS)
def test_a_window_needs_libraries_and_a_font_but_no_test_tools(run, arguments):
    assert run.system_needs("", arguments) == {*run.LIBRARIES, *run.FONTS}


@pytest.mark.parametrize("arguments", OTHER_ARGUMENTS)
def test_a_start_without_a_window_needs_nothing_of_the_system(run, arguments):
    assert run.system_needs("", arguments) == set()


def test_the_tests_need_their_tools_too(run):
    for word in ("test", "nightly"):
        needs = {*run.LIBRARIES, *run.FONTS, *run.TEST_TOOLS, *run.OTHER_PROGRAMS}
        assert run.system_needs(word, ["-k", "x"]) == needs


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_only_linux_has_system_packages(run, monkeypatch, platform):
    monkeypatch.setattr(run.sys, "platform", platform)
    assert run.system_needs("test", []) == set()
    assert run.system_needs("", []) == set()


def test_each_package_is_named_once_and_in_order(run):
    missing = ["xdpyinfo", "libEGL.so.1", "libxcb-cursor.so.0", "libEGL.so.1", run.CHINESE_FONT]
    packages = ["fonts-noto-cjk", "libegl1", "libxcb-cursor0", "x11-utils"]
    assert run.install_command(missing)[-4:] == packages


def test_everything_that_can_be_missing_has_a_package(run):
    for word in ("", "test", "nightly"):
        assert run.system_needs(word, []) <= run.PACKAGE_OF.keys()


def test_one_sudo_line_names_exactly_the_missing_packages(run, monkeypatch):
    monkeypatch.setattr(run, "is_present", lambda name: name not in {"libGL.so.1", "fc-list"})
    with pytest.raises(run.SetUpError) as refusal:
        run.check_system(run.system_needs("", []), set())
    sudo_lines = [line for line in str(refusal.value).splitlines() if line.startswith("sudo ")]
    options = "--yes --no-install-recommends"
    assert sudo_lines == [f"sudo apt-get install {options} fontconfig libgl1"]


def test_without_apt_the_libraries_themselves_are_named(run, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: None)
    text = run.how_to_install(["libGL.so.1"])
    assert "libGL.so.1" in text
    assert "apt-get" not in text


def test_a_missing_font_only_warns_and_is_looked_for_again(run, monkeypatch, capsys):
    monkeypatch.setattr(run, "is_present", lambda name: name != run.CHINESE_FONT)
    found = run.check_system({"libGL.so.1", run.CHINESE_FONT}, set())
    assert found == {"libGL.so.1"}
    output = capsys.readouterr()
    assert "fonts-noto-cjk" in output.err
    assert output.out == ""


def test_a_program_to_paste_into_that_no_package_holds_is_only_told(run, monkeypatch, capsys):
    installed = []
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run, "is_present", lambda name: [name] in installed)
    monkeypatch.setattr(
        run, "install_packages", lambda some: installed.append(some if some != ["chromium"] else [])
    )
    assert run.check_system({"libGL.so.1", "chromium", "xterm"}, set()) == {"libGL.so.1", "xterm"}
    assert "chromium" in capsys.readouterr().err


def test_what_is_known_to_be_there_is_not_looked_for(run, monkeypatch):
    monkeypatch.setattr(run, "is_present", lambda name: name == "libEGL.so.1")
    assert run.check_system({"libGL.so.1"}, {"libGL.so.1"}) == {"libGL.so.1"}


def test_root_gets_the_packages_installed(run, monkeypatch):
    present = set()
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run, "is_present", present.__contains__)
    monkeypatch.setattr(run, "install_packages", present.update)
    assert run.check_system({"libGL.so.1", "fc-list"}, set()) == {"libGL.so.1", "fc-list"}


def test_a_failed_installation_is_tried_once_more_and_then_told(run, monkeypatch, capsys):
    calls = []

    def fail(command, advice, **environment):
        calls.append(command[1])
        raise run.SetUpError("the mirror stumbled")

    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run, "is_present", lambda name: False)
    monkeypatch.setattr(run, "run_installer", fail)
    with pytest.raises(run.SetUpError, match="libgl1"):
        run.check_system({"libGL.so.1"}, set())
    assert calls == ["update", "update"]
    assert "the mirror stumbled" in capsys.readouterr().err


def test_a_library_that_cannot_be_loaded_is_missing(checkout, monkeypatch):
    run = load(checkout / "run")
    monkeypatch.setitem(run.LIBRARIES, "libcsconsole-has-none.so.9", "none")
    assert not run.is_present("libcsconsole-has-none.so.9")
    assert not run.is_present("csconsole-has-no-such-program")


def test_the_second_start_does_nothing(run, installed, capsys):
    run.prepare("", {"libGL.so.1"})
    run.prepare("", {"libGL.so.1"})
    assert installed == ["requirements.lock"]
    assert capsys.readouterr().out == ""


def test_a_start_that_needs_more_of_the_system_does_not_install_again(run, installed, monkeypatch):
    run.prepare("", set())
    looked_for = []
    monkeypatch.setattr(run, "is_present", lambda name: not looked_for.append(name))
    run.prepare("", {"libGL.so.1"})
    run.prepare("", {"libGL.so.1"})
    assert installed == ["requirements.lock"]
    assert looked_for == ["libGL.so.1"]


def test_developer_packages_are_added_once_and_stay(run, installed):
    run.prepare("", set())
    run.prepare("test", set())
    run.prepare("", set())
    run.prepare("nightly", set())
    assert installed == ["requirements.lock", "requirements-dev.lock"]


def test_a_changed_lock_file_is_installed_into_the_same_folder(run, installed):
    run.prepare("", set())
    run.PACKAGES.write_text("click==9\n", "utf-8")
    stamp = run.read_stamp()
    assert stamp != run.wanted_stamp(stamp, "")
    assert run.is_whole(stamp)
    run.prepare("", set())
    assert installed == ["requirements.lock"] * 2


def test_another_lock_file_that_changed_does_not_matter(run, installed):
    run.prepare("", set())
    run.DEVELOPER_PACKAGES.write_text("pytest==10\n", "utf-8")
    run.prepare("", set())
    assert installed == ["requirements.lock"]


@pytest.mark.parametrize(
    "stamp",
    [
        {"root": "/somewhere/else"},
        {"python": "3.10"},
        {"base_python": "/gone/bin/python3"},
        {"base_python": ""},
    ],
)
def test_a_folder_of_another_place_or_python_is_made_anew(run, installed, stamp):
    run.prepare("", {"libGL.so.1"})
    run.STAMP.write_text(json.dumps({**run.read_stamp(), **stamp}), "utf-8")
    assert not run.is_whole(run.read_stamp())
    assert run.wanted_stamp(run.read_stamp(), "")["system"] == ""
    run.prepare("", set())
    assert installed == ["requirements.lock"] * 2


def test_a_folder_without_its_python_is_made_anew(run, installed):
    run.prepare("", set())
    run.PYTHON.unlink()
    run.prepare("", set())
    assert installed == ["requirements.lock"] * 2


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '"text"', "{}"])
def test_a_damaged_stamp_counts_as_none(run, installed, text):
    run.prepare("", set())
    run.STAMP.write_text(text, "utf-8")
    assert run.read_stamp() == {}
    run.prepare("", set())
    assert installed == ["requirements.lock"] * 2


def test_half_a_folder_is_emptied_before_it_is_made_again(run, monkeypatch):
    (run.VENV / "lib" / "half").mkdir(parents=True)
    (run.VENV / "pyvenv.cfg").touch()
    run.LOCK.touch()
    monkeypatch.setattr(run, "run_installer", lambda command, advice: None)
    run.make_venv(None)
    assert list(run.VENV.iterdir()) == [run.LOCK]


@pytest.mark.parametrize("failing", ["venv", "install"])
def test_a_failed_set_up_leaves_no_stamp_and_tells_what_to_do(run, monkeypatch, capsys, failing):
    def installer(command, advice, **environment):
        if failing in command:
            raise run.SetUpError(f"no network\nrun: {advice}")

    monkeypatch.setattr(run, "run_installer", installer)
    monkeypatch.setattr(run.shutil, "which", lambda name, path=None: None)
    run.VENV.mkdir()
    run.STAMP.write_text(json.dumps({**run.wanted_stamp({}, ""), "digest": "old"}), "utf-8")
    assert run.main(["search", "refund"]) == 1
    assert not run.STAMP.exists()
    output = capsys.readouterr()
    assert "then start again" in output.err
    assert output.out == ""


def test_an_interrupted_set_up_leaves_no_stamp(run, monkeypatch, capsys):
    def interrupt(command, advice):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "run_installer", interrupt)
    assert run.main(["search"]) == 130
    assert not run.STAMP.exists()
    assert "Traceback" not in capsys.readouterr().err


def test_a_failed_installer_is_quoted_with_its_last_lines(run):
    many_lines = "import sys; print(*range(50), sep='\\n'); sys.exit('it broke')"
    with pytest.raises(run.SetUpError) as failure:
        run.run_installer([sys.executable, "-c", many_lines], "do this.")
    lines = str(failure.value).splitlines()
    assert lines[-3:] == ["49", "it broke", "run: do this."]
    assert "3" not in lines


def test_a_second_start_waits_for_the_first(run, monkeypatch, capsys):
    first = run.take_lock()
    monkeypatch.setattr(run.time, "sleep", lambda seconds: run.os.close(first))
    run.os.close(run.take_lock())
    assert capsys.readouterr().err.count("waiting") == 1


@pytest.mark.parametrize(
    ("word", "arguments"),
    [
        ("", []),
        ("", ["search", "退款 x", "test"]),
        ("", [""]),
        ("test", ["-k", "nightly"]),
        ("nightly", []),
    ],
)
def test_arguments_reach_what_they_are_for(run, installed, monkeypatch, word, arguments):
    received = []
    monkeypatch.setitem(run.WORDS, word, lambda given: received.append(given) or 5)
    assert run.main([word, *arguments] if word else arguments) == 5
    assert received == [arguments]


def test_the_first_failing_step_ends_the_checks_with_its_status(run, monkeypatch, capsys):
    headings = []

    def call(command, cwd, env):
        headings.append(command[2])
        return 3 if command[2] == "mypy" else 0

    monkeypatch.setattr(run.subprocess, "call", call)
    assert run.run_checks([]) == 3
    assert headings == ["ruff", "ruff", "mypy"]
    assert "python -m mypy" in capsys.readouterr().err


@pytest.mark.parametrize("on_screen", ["", "1"])
def test_pytest_runs_off_screen_unless_told_otherwise(run, monkeypatch, on_screen):
    platforms = []
    monkeypatch.setenv("CSCONSOLE_ONSCREEN", on_screen)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setattr(
        run.subprocess, "call", lambda command, cwd, env: platforms.append(env["QT_QPA_PLATFORM"])
    )
    run.run_checks(["tests"])
    assert platforms == ["xcb" if on_screen else "offscreen"]


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 13)])
def test_an_old_python_is_refused_with_one_line(checkout, monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as refusal:
        load(checkout / "run")
    assert "3.11" in refusal.value.code
    assert f"{version[0]}.{version[1]}" in refusal.value.code
    assert len(refusal.value.code.splitlines()) == 1
