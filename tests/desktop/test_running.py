"""A later start hands its wish over to the program that runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from csconsole.desktop.running import ACTIVATION_TOKEN, Wish, Wishes, _name, hand_over
from csconsole.storage.places import Places, places

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from csconsole.desktop.running import Wish, hand_over
from csconsole.storage.places import places
print(hand_over(places(Path(sys.argv[1])), Wish(sys.argv[2])))
"""


def start(where: Places, wish: str, **told: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", START, str(where.data), wish],
        env={**os.environ, "PYTHONPATH": str(ROOT), **told},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("wish", list(Wish))
def test_the_running_program_hears_what_a_later_start_asks_for(
    qtbot, profile, monkeypatch, wish
) -> None:
    monkeypatch.setenv(ACTIVATION_TOKEN, "")
    wishes = Wishes(profile)
    with qtbot.waitSignal(wishes.asked) as heard:
        later = start(profile, wish, XDG_ACTIVATION_TOKEN="leave")
    assert heard.args == [wish]
    assert later.communicate()[0].strip() == "True"
    assert os.environ[ACTIVATION_TOKEN] == "leave"


def test_where_nothing_runs_a_start_is_told_so(qapp, profile) -> None:
    assert not hand_over(profile, Wish.PALETTE)


def test_programs_on_other_folders_have_nothing_to_do_with_each_other(qapp, tmp_path) -> None:
    wishes = Wishes(places(tmp_path / "one"))
    assert not hand_over(places(tmp_path / "other"), Wish.PALETTE)
    wishes.deleteLater()


def test_what_nobody_of_ours_says_is_left_alone(qtbot, profile) -> None:
    wishes = Wishes(profile)
    socket = QLocalSocket()
    socket.connectToServer(_name(profile))
    socket.waitForConnected()
    socket.write(b'{"wish": "everything"}\n[]\nnothing at all\n')
    with qtbot.assertNotEmitted(wishes.asked, wait=50):
        socket.flush()


def test_a_place_that_a_killed_program_left_is_taken_over(qtbot, profile) -> None:
    left = subprocess.run(
        [sys.executable, "-c", _LEAVING, str(profile.data)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert left.returncode == 9
    wishes = Wishes(profile)
    with qtbot.waitSignal(wishes.asked):
        start(profile, Wish.WINDOW).communicate()


_LEAVING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from csconsole.desktop.running import Wishes
from csconsole.storage.places import places
application = QCoreApplication([])
wishes = Wishes(places(Path(sys.argv[1])))
os._exit(9)
"""
