"""The self-test: it opens everything, says what each part answered, and finds what is broken."""

import json

import pytest

from csconsole.cli.main import main
from csconsole.errors import DamagedError
from csconsole.replies.library import ReplyLibrary
from csconsole.selftest import run_selftest
from csconsole.shipped import SCRIPTS
from csconsole.storage.verifying import Verified
from csconsole.workspace.doctor import State
from csconsole.workspace.workspace import Workspace

PARTS = ["library", "search", "export and import", "backup and restore", "verify", "window"]


@pytest.fixture(autouse=True)
def _off_screen(request, monkeypatch):
    """The window is shown where nobody sees it, unless there is an application already."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    request.getfixturevalue("qapp")


def test_every_part_of_a_good_program_is_well_and_says_what_it_saw():
    checks = {check.name: check for check in run_selftest()}
    assert list(checks) == PARTS
    assert {check.state for check in checks.values()} == {State.OK}
    replies = SCRIPTS.read_text(encoding="utf-8").count("\n  - id: ")
    assert checks["library"].detail == f"{replies} replies"
    assert all(check.detail for check in checks.values())


def test_the_command_touches_nothing_of_the_user(capsys, tmp_path):
    with pytest.raises(SystemExit) as left:
        main(["selftest", "--json"])
    out, err = capsys.readouterr()
    assert (left.value.code, err) == (0, "")
    assert [check["name"] for check in json.loads(out)["checks"]] == PARTS
    assert list((tmp_path / "home").rglob("*")) == []


def test_parts_that_fail_say_why_and_the_rest_goes_on(capsys, monkeypatch):
    def damaged(_self, _folder):
        raise DamagedError("the disk is gone")

    lost = Verified(entries=1, rows=1, heads={}, problems=("page 7 is lost",))
    monkeypatch.setattr(ReplyLibrary, "search", lambda *_given, **_options: [])
    monkeypatch.setattr(Workspace, "back_up", damaged)
    monkeypatch.setattr(Workspace, "verify", lambda _self: lost)
    with pytest.raises(SystemExit) as left:
        main(["selftest"])
    out, err = capsys.readouterr()
    states = dict(line.partition(":")[0].split("\t")[::-1] for line in out.splitlines())
    assert [name for name, state in states.items() if state == "ok"] == PARTS[:1] + PARTS[2:3]
    assert "backup and restore: DamagedError: the disk is gone" in out
    assert "page 7 is lost" in out
    assert left.value.code == 1
    (line,) = err.splitlines()
    assert line.startswith("csconsole: search: ")
    assert "does not find" in line
