"""The command line as a whole: folders, exit statuses, one-line reasons, faults of our own."""

import json
import os
import subprocess
import sys

import pytest

import csconsole
from csconsole.replies.library import ReplyLibrary

COMMANDS = [
    ["search", "thyf"],
    ["replies", "import", "{file}"],
    ["replies", "import", "{file}", "--dry-run"],
    ["replies", "export", "{folder}/export.yaml"],
    ["backup"],
    ["verify"],
    ["doctor"],
    ["recovery-code", "--renew"],
    ["passphrase", "--remove"],
]


def only_usage(ran):
    """Whether a wrong usage was told, and nothing else happened."""
    return (ran.status, ran.out) == (2, "") and "Usage:" in ran.err and "Traceback" not in ran.err


# What every command does


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_json_prints_one_document_and_nothing_else(command, tmp_path, arguments):
    file = tmp_path / "new.yaml"
    file.write_text("replies: [{id: new, title: 新, text: 新}]", encoding="utf-8")
    filled = [argument.format(file=file, folder=tmp_path) for argument in arguments]
    ran = command(*filled, "--json")
    assert isinstance(ran.json, dict | list)
    assert ran.out.endswith("\n")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], *([*c[:2], "-h"] for c in COMMANDS)])
def test_help_is_there_for_every_command(run, arguments):
    ran = run(*(argument for argument in arguments if "{" not in argument))
    assert ran.status == 0
    assert ran.out.startswith("Usage: csconsole")
    assert ran.err == ""


def test_the_version_is_told(run):
    assert run("--version").out == f"csconsole, version {csconsole.__version__}\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["--nonsense"], ["replies"], ["restore"]])
def test_wrong_usage_ends_with_status_2(command, arguments):
    assert only_usage(command(*arguments))


@pytest.mark.parametrize("tag", ["zh_CN.UTF-8", "zh_TW.UTF-8", "de_DE.UTF-8", "C"])
def test_help_is_there_in_every_language_of_the_system(run, monkeypatch, tag):
    monkeypatch.setenv("LANG", tag)
    ran = run("search", "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ("用" in ran.out) == tag.startswith("zh")


def test_a_reason_in_chinese_is_one_line_too(command, monkeypatch, tmp_path):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    ran = command("replies", "import", tmp_path / "没有.yaml")
    assert ran.status == 1
    assert all(line.startswith("csconsole: ") for line in ran.err.splitlines())
    assert str(tmp_path / "没有.yaml") in ran.err.splitlines()[-1]


# Where the data lies


def folder_of(ran):
    (folder,) = (check for check in ran.json["checks"] if check["name"] == "folder")
    return folder["detail"]


@pytest.fixture
def doctor(run, shop, tmp_path, monkeypatch):
    """Ask which folder is worked on, with arguments before and behind the command."""

    def asking(before=None, behind=None, told=None):
        folders = {"before": before, "behind": behind}
        given = {
            at: ["--data-dir", tmp_path / name] if name else [] for at, name in folders.items()
        }
        if told:
            monkeypatch.setenv("CSCONSOLE_DATA_DIR", str(tmp_path / told))
        ran = run(*given["before"], "doctor", "--json", *given["behind"])
        return os.path.relpath(folder_of(ran), tmp_path)

    return asking


def test_the_folder_may_be_named_before_or_behind_the_command(doctor):
    assert doctor(before="profile") == "profile"
    assert doctor(behind="profile") == "profile"


def test_the_folder_may_come_from_the_environment(doctor):
    assert doctor(told="profile") == "profile"


def test_a_folder_behind_the_command_goes_before_the_environment(doctor):
    assert doctor(behind="profile", told="other") == "profile"


def test_a_folder_before_the_command_goes_before_the_environment(doctor, tmp_path):
    assert doctor(before="profile", told="other") == "profile"
    assert not (tmp_path / "other").exists()


def test_the_folder_nearest_to_the_command_is_taken(doctor):
    assert doctor(before="other", behind="profile") == "profile"


def test_a_folder_that_is_named_relatively_lies_where_one_is(run, shop, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert folder_of(run("doctor", "--json", "--data-dir", "profile")) == str(shop.data)


def test_a_folder_with_blanks_and_chinese_is_a_folder(run, tmp_path):
    ran = run("search", "thyf", "--json", "--data-dir", tmp_path / "客服 资料😊")
    assert ran.json[0]["id"] == "return-freight"


def test_the_usual_folder_is_one_of_the_users_own(run, tmp_path):
    folder = folder_of(run("doctor", "--json"))
    assert folder.startswith(str(tmp_path / "home"))


def test_a_new_store_is_told_with_how_to_get_its_recovery_code(run, profile):
    ran = run("search", "thyf", "--data-dir", profile.data)
    assert ran.status == 0
    assert "a new store was made" in ran.err
    assert "csconsole recovery-code" in ran.err
    assert all(line.startswith("csconsole: ") for line in ran.err.splitlines())


def test_a_file_in_the_place_of_the_folder_is_refused(run, tmp_path):
    path = tmp_path / "file"
    path.write_text("mine", encoding="utf-8")
    ran = run("search", "thyf", "--data-dir", path)
    assert ran.status in {1, 2}
    assert ran.out == ""
    assert str(path) in ran.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_below_a_file_is_refused_as_a_folder(run, tmp_path):
    path = tmp_path / "file"
    path.touch()
    reason = run("search", "thyf", "--data-dir", path / "inside").reason
    assert str(path / "inside") in reason
    assert "settings" not in reason


def test_a_folder_of_nobody_is_refused(run):
    assert (
        "nobody-of-that-name" in run("search", "x", "--data-dir", "~nobody-of-that-name/x").reason
    )


def test_broken_settings_are_refused_by_their_file(command, shop):
    shop.settings.write_text("{broken", encoding="utf-8")
    reason = command("search", "thyf").reason
    assert reason.startswith(f"{shop.settings}: the settings cannot be read")


def test_a_broken_store_is_refused(command, shop):
    shop.database.write_bytes(b"no database" * 1_000)
    assert command("search", "thyf").reason


# The window


def test_without_a_display_the_command_line_is_named_and_nothing_made(program, tmp_path):
    ran = program("--data-dir", str(tmp_path / "profile"))
    assert "csconsole --help" in ran.reason
    assert ran.out == ""
    assert not (tmp_path / "profile").exists()


# Faults of our own and other ends


@pytest.fixture
def broken(monkeypatch):
    """Have the search fail in a way that nobody foresaw."""

    def breaking(error, before=lambda: None):
        def search(*_arguments, **_options):
            before()
            raise error

        monkeypatch.setattr(ReplyLibrary, "search", search)

    return breaking


def test_a_fault_of_our_own_is_one_line_with_a_file_of_details(command, broken, shop):
    broken(ZeroDivisionError("division by zero\nand more"))
    ran = command("search", "thyf")
    (details,) = shop.config.glob("fault-*.txt")
    assert ran.reason.startswith("a fault of the program: ZeroDivisionError")
    assert str(details) in ran.reason
    text = details.read_text(encoding="utf-8")
    assert text.startswith("Traceback")
    assert "ZeroDivisionError" in text


def test_a_fault_that_cannot_be_written_down_is_told_all_the_same(command, broken, shop):
    def put_a_file_in_the_place_of_the_folder():
        shop.config.rename(shop.data / "moved")
        shop.config.touch()

    broken(ZeroDivisionError("division by zero"), put_a_file_in_the_place_of_the_folder)
    assert command("search", "thyf").reason.startswith("a fault of the program: ZeroDivisionError")


@pytest.mark.parametrize(
    "error", [MemoryError(), RecursionError("deep\ud800"), OSError(28, "No space left on device")]
)
def test_any_other_fault_is_one_line_too(command, broken, error):
    broken(error)
    assert command("search", "thyf").reason.startswith("a fault of the program: ")


def test_ctrl_c_is_told_as_a_stop(command, broken):
    broken(KeyboardInterrupt())
    ran = command("search", "thyf")
    assert ran.status == 1
    assert ran.err.splitlines()[-1] == "csconsole: stopped"


def test_a_reader_that_goes_away_is_no_fault(environment, shop, tmp_path):
    library = tmp_path / "large.yaml"
    entries = [f"- {{id: r{at}, title: 长, text: {'长' * 3_000}}}\n" for at in range(100)]
    library.write_text("replies:\n" + "".join(entries), encoding="utf-8")
    program = [sys.executable, "-m", "csconsole", "--data-dir", str(shop.data)]
    subprocess.run([*program, "replies", "import", library], env=environment, check=True,
                   capture_output=True)  # fmt: skip
    with subprocess.Popen(
        [*program, "replies", "export", "-"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout.readline() == b"format: 1\n"
        running.stdout.close()
        err = running.stderr.read().decode("utf-8")
    assert "Traceback" not in err
    assert "Exception" not in err
    assert "fault" not in err


def test_a_batch_answers_each_line_before_the_next_is_written(environment, shop):
    program = [sys.executable, "-m", "csconsole", "search", "--batch", "-"]
    with subprocess.Popen(
        [*program, "--data-dir", str(shop.data)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as running:
        for query in ("thyf", "thdz"):
            running.stdin.write(f"{query}\n".encode())
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["query"] == query
        running.stdin.close()
        assert running.stdout.read() == b""
    assert running.returncode == 0
