"""What X11 gives and refuses, asked of a real X server."""

import ctypes
import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

if os.environ.get("CSCONSOLE_ONSCREEN") != "1":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # the X server is asked beside Qt

from PySide6.QtCore import QCoreApplication, QObject
from Xlib import X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError

from csconsole.desktop.system.keys import read_keys
from csconsole.desktop.system.model import TEXT, HotkeyError, Limits, System, Target
from csconsole.desktop.system.x11 import x11_system
from csconsole.desktop.system.x11_fetches import X11Fetches
from tests.e2e.conftest import Session, end, wait_until

pytestmark = pytest.mark.e2e

HOTKEY = "Ctrl+Alt+J"
NUM_LOCK, CAPS_LOCK = "Num_Lock", "Caps_Lock"
# A program of Qt that has copied a text with its formatting and a picture.
COPYING = """
import sys
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
application = QGuiApplication([])
data = QMimeData()
data.setText("文字 🌷")
data.setHtml("<b>文字</b>")
data.setData("application/x-large", b"large" * int(sys.argv[1]))
application.clipboard().setMimeData(data)
print("copied", flush=True)
application.exec()
"""


@pytest.fixture
def system(qapp: QObject, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[System]:
    monkeypatch.setenv("DISPLAY", session.environment["DISPLAY"])
    around = QObject()
    system = x11_system(around)
    assert system is not None
    yield system
    system.close()


@pytest.fixture
def copied(session: Session) -> Iterator[Callable[[int], "subprocess.Popen[str]"]]:
    started: list[subprocess.Popen[str]] = []

    def copying(size: int) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", COPYING, str(size)]
        process = subprocess.Popen(
            command, env=session.environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "copied\n"
        return process

    yield copying
    for process in started:
        process.send_signal(signal.SIGCONT)
        end(process)
        process.stdout.close()


@pytest.mark.parametrize("lock", ["", NUM_LOCK, CAPS_LOCK])
def test_the_key_is_heard_whatever_the_lock_keys_are_set_to(qtbot, system, session, lock) -> None:
    heard: list[int] = []
    system.hotkey.listen(read_keys(HOTKEY), lambda: heard.append(1))
    if lock:
        session.press(lock)
    session.press("ctrl+alt+j")
    qtbot.waitUntil(lambda: heard == [1])
    if lock:
        session.press(lock)
    session.press("j")
    system.hotkey.silence()
    session.press("ctrl+alt+j")
    qtbot.wait(50)
    assert heard == [1]


def test_the_key_is_never_let_go_while_the_keymap_changes(qtbot, system, session) -> None:
    heard: list[int] = []
    system.hotkey.listen(read_keys(HOTKEY), lambda: heard.append(1))
    other, changing = (
        Display(session.environment["DISPLAY"]),
        Display(session.environment["DISPLAY"]),
    )
    code = other.keysym_to_keycode(ord("j"))
    unused = next(one for one in range(255, 8, -1) if not other.keycode_to_keysym(one, 0))
    taken: list[bool] = []
    is_over = threading.Event()

    def try_to_take() -> None:
        root, held = other.screen().root, X.ControlMask | X.Mod1Mask
        while not is_over.is_set():
            caught = CatchError(BadAccess)
            root.grab_key(code, held, 0, X.GrabModeAsync, X.GrabModeAsync, onerror=caught)
            other.sync()
            taken.append(caught.get_error() is None)

    trying = threading.Thread(target=try_to_take)
    trying.start()
    for at in range(100):
        changing.change_keyboard_mapping(unused, [(0xFFC8 + at % 2,)])
        changing.sync()
        QCoreApplication.processEvents()
    is_over.set()
    trying.join()
    assert len(taken) > 0
    assert not any(taken)
    session.press("ctrl+alt+j")
    qtbot.waitUntil(lambda: heard == [1])
    other.close()
    changing.close()


def test_a_key_that_another_program_has_is_told_and_the_one_before_still_heard(
    qtbot, system, session
) -> None:
    other = Display(session.environment["DISPLAY"])
    code = other.keysym_to_keycode(0xFFC7)  # F10
    other.screen().root.grab_key(code, X.ControlMask, 1, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    heard: list[int] = []
    system.hotkey.listen(read_keys(HOTKEY), lambda: heard.append(1))
    assert system.hotkey.refusal(read_keys("Ctrl+F10")) == "Ctrl+F10 are taken by another program"
    with pytest.raises(HotkeyError, match="taken by another program"):
        system.hotkey.listen(read_keys("Ctrl+F10"), lambda: None)
    assert system.hotkey.refusal(read_keys(HOTKEY)) == ""
    session.press("ctrl+alt+j")
    qtbot.waitUntil(lambda: heard == [1])
    other.close()


def test_every_format_is_read_a_large_one_piece_by_piece(system, copied) -> None:
    copied(4_000_000)
    told = system.clipboard.everything(Limits(seconds=20))
    assert told.is_whole
    assert told.formats[TEXT].decode() == "文字 🌷"
    assert told.formats["text/html"] == "<b>文字</b>".encode()
    assert told.formats["application/x-large"] == b"large" * 4_000_000


def test_what_is_larger_than_wanted_is_left_and_that_is_told(system, copied) -> None:
    copied(1_000_000)
    told = system.clipboard.everything(Limits(seconds=20, most_bytes=1_000_000))
    assert not told.is_whole
    assert told.formats[TEXT].decode() == "文字 🌷"


def test_a_program_that_hangs_is_not_waited_for(system, copied) -> None:
    copied(1).send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    assert system.clipboard.text(Limits(seconds=0.1)) == ""
    assert not system.clipboard.everything(Limits(seconds=0.1)).is_whole
    assert time.monotonic() - begun < 2


def test_an_empty_clipboard_is_read_as_nothing(system, session) -> None:
    other = Display(session.environment["DISPLAY"])
    window = other.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
    window.set_selection_owner(other.intern_atom("CLIPBOARD"), X.CurrentTime)
    window.destroy()  # and the clipboard belongs to nobody
    other.sync()
    told = system.clipboard.everything(Limits())
    assert (dict(told.formats), told.is_whole) == ({}, True)
    other.close()


def test_nothing_is_pressed_into_a_window_without_the_keyboard(system, session) -> None:
    command = ["xterm", "-T", "behind", "-e", "cat"]
    process = subprocess.Popen(command, env=session.environment)
    try:
        wait_until(lambda: session.windows("^behind$"), "the terminal")
        window = session.windows("^behind$")[0]
        session.run("xdotool", "windowactivate", "--sync", window)
        target = system.windows.foreground()
        assert target is not None
        assert (target.id, target.names) == (int(window), ("xterm", "xterm"))
        wait_until(lambda: system.windows.has_focus(target), "the keyboard")
        assert not system.keyboard.press_into(Target(target.id + 99), read_keys("Shift+Ins"))
    finally:
        end(process)
    assert not system.keyboard.press_into(target, read_keys("Shift+Ins"))


def test_another_program_that_reads_the_clipboard_is_taken_for_the_window_at_once_under_wine_only(
    qtbot, session
) -> None:
    display = Display(session.environment["DISPLAY"])
    chat, wine = X11Fetches(display), X11Fetches(display)
    chat.begin(Target(0x0040_0001, ("chat",)))
    wine.begin(Target(0x0040_0001, ("wechat.exe",)))
    # SelectionRequest of the X11 protocol, of a window of another connection.
    asked = struct.pack("=BBHIIIIIII", 30, 0, 0, 0, 0, 0x0080_0001, 1, 31, 1, 0)
    event = ctypes.create_string_buffer(asked)
    for fetches in (chat, wine):
        fetches.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(event))
    qtbot.waitUntil(lambda: wine.last() is not None)
    assert chat.last() is None
    display.close()
