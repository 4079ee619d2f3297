"""What is asked of Windows, held against the calls that were written down."""
# ruff: noqa: N802  (the system's own names)

import ctypes
from ctypes import wintypes
from typing import Any

import pytest

from csconsole.desktop.system.keys import read_keys
from csconsole.desktop.system.model import Area, HotkeyError, Target
from csconsole.desktop.system.windows import MARKS, windows_system
from csconsole.desktop.system.windows_calls import (
    ACCESS_DENIED,
    EXTENDED,
    HOTKEY_TAKEN,
    KEY_UP,
    NEXT_BELOW,
    RESTORE,
    WM_HOTKEY,
    Calls,
    Input,
    ThreadInfo,
)

CHAT, PALETTE = 0x1234, 0x99
HOTKEY = "Ctrl+Alt+Space"


class Recorded:
    """Windows with one chat window in front: every call is written down and answered."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.taken: set[int] = set()
        self.held: set[int] = set()
        self.front = CHAT
        self.is_above = False
        self.error = 0
        self.pressed: list[tuple[int, int]] = []
        self.caret = False
        self.below: dict[int, int] = {}
        self.hidden: set[int] = set()
        self.minimised: set[int] = set()
        self.cloaked: set[int] = set()
        self.closed: set[int] = set()

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> int:
            self.calls.append((name, *arguments))
            return 1

        return call

    def named(self, name: str) -> list[tuple[Any, ...]]:
        """The calls of a name."""
        return [call[1:] for call in self.calls if call[0] == name]

    def RegisterHotKey(self, window: None, number: int, held: int, key: int) -> bool:
        self.calls.append(("RegisterHotKey", number, held, key))
        self.error = HOTKEY_TAKEN if key in self.taken else 0
        return key not in self.taken

    def GetForegroundWindow(self) -> int:
        return self.front

    def SetForegroundWindow(self, window: wintypes.HWND) -> bool:
        self.front = window.value or 0
        return True

    def GetWindowThreadProcessId(self, window: wintypes.HWND, process: Any) -> int:
        process._obj.value = 77
        return 5

    def GetWindowRect(self, window: wintypes.HWND, area: Any) -> bool:
        area._obj.left, area._obj.top, area._obj.right, area._obj.bottom = 10, 20, 810, 620
        return True

    def GetTopWindow(self, parent: None) -> int:
        return self.below[0]

    def GetWindow(self, window: wintypes.HWND, which: int) -> int:
        assert which == NEXT_BELOW
        return self.below[window.value or 0]

    def IsWindow(self, window: wintypes.HWND) -> bool:
        return window.value not in self.closed

    def IsWindowVisible(self, window: wintypes.HWND) -> bool:
        return window.value not in self.hidden

    def IsIconic(self, window: wintypes.HWND) -> bool:
        return window.value in self.minimised

    def GetWindowLongW(self, window: wintypes.HWND, which: int) -> int:
        return 0

    def DwmGetWindowAttribute(self, window: wintypes.HWND, which: int, told: Any, _: int) -> int:
        if isinstance(told._obj, wintypes.RECT):
            place = told._obj
            place.left, place.top, place.right, place.bottom = 17, 20, 803, 613
        else:
            told._obj.value = int(window.value in self.cloaked)
        return 0

    def GetGUIThreadInfo(self, thread: int, info: Any) -> bool:
        told: ThreadInfo = info._obj
        assert told.size == ctypes.sizeof(ThreadInfo)
        told.caret = CHAT if self.caret else None
        told.place.left, told.place.top, told.place.bottom = 5, 6, 26
        return True

    def ClientToScreen(self, window: wintypes.HWND, corner: Any) -> bool:
        corner._obj.x += 100
        corner._obj.y += 200
        return True

    def QueryFullProcessImageNameW(self, handle: int, flags: int, path: Any, length: Any) -> bool:
        path.value = "C:\\Program Files\\AliWorkbench\\AliWorkbench.EXE"
        return True

    def OpenProcessToken(self, handle: int, wanted: int, token: Any) -> bool:
        self.error = ACCESS_DENIED if self.is_above else 0
        return not self.is_above

    def GetAsyncKeyState(self, key: int) -> int:
        return -32768 if key in self.held else 0

    def SendInput(self, count: int, inputs: Any, size: int) -> int:
        assert size == ctypes.sizeof(Input)
        self.pressed += [(one.one.key.key, one.one.key.flags) for one in inputs]
        return count


@pytest.fixture
def recorded() -> Recorded:
    return Recorded()


@pytest.fixture
def system(recorded: Recorded):
    return windows_system(Calls(recorded, recorded, recorded, recorded, lambda: recorded.error))


def press_hotkey(system, number: int) -> object:
    message = wintypes.MSG(message=WM_HOTKEY, wParam=number)
    return system.hotkey.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))


def test_the_key_is_registered_without_repeating_and_heard(qapp, system, recorded):
    heard = []
    system.hotkey.listen(read_keys(HOTKEY), lambda: heard.append(1))
    number, held, key = recorded.named("RegisterHotKey")[-1]
    assert (held, key) == (0x4000 | 0x0001 | 0x0002, 0x20)
    assert press_hotkey(system, number) == (True, 0)
    assert press_hotkey(system, number + 7) == (False, 0)
    assert heard == [1]
    system.close()
    assert (None, number) in recorded.named("UnregisterHotKey")


def test_a_key_that_is_taken_is_told_and_the_one_before_stays(qapp, system, recorded):
    system.hotkey.listen(read_keys(HOTKEY), lambda: None)
    recorded.taken.add(ord("K"))
    with pytest.raises(HotkeyError, match=r"Ctrl\+K are taken by another program"):
        system.hotkey.listen(read_keys("Ctrl+K"), lambda: None)
    assert system.hotkey.refusal(read_keys(HOTKEY)) == ""
    ours = recorded.named("RegisterHotKey")[1][0]
    assert (None, ours) not in recorded.named("UnregisterHotKey")
    system.close()


def test_the_window_in_front_is_remembered_with_its_program_and_its_place(system):
    assert system.windows.foreground() == Target(
        CHAT, ("aliworkbench.exe",), Area(10, 20, 800, 600)
    )


def test_where_a_program_shows_its_text_cursor_that_is_known(system, recorded):
    recorded.caret = True
    assert system.windows.foreground().caret == Area(105, 206, 1, 20)


def test_the_keys_go_down_and_up_again_in_the_other_order(system, recorded):
    assert system.keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))
    assert recorded.pressed == [(0x11, 0), (0x56, 0), (0x56, KEY_UP), (0x11, KEY_UP)]


def test_insert_is_the_key_beside_the_letters_and_not_that_of_the_number_pad(system, recorded):
    system.keyboard.press_into(Target(CHAT), read_keys("Shift+Ins"))
    assert recorded.pressed[1] == (0x2D, EXTENDED)


def test_nothing_is_pressed_while_another_window_is_in_front(system, recorded):
    recorded.front = PALETTE
    assert not system.keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))
    system.windows.give_focus(Target(CHAT))
    assert system.windows.has_focus(Target(CHAT))
    assert system.keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))


def test_nothing_is_pressed_into_a_program_with_more_rights(system, recorded):
    recorded.is_above = True
    assert not system.keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))
    assert recorded.pressed == []


def test_a_key_that_is_held_down_is_waited_for(system, recorded):
    assert system.keyboard.is_at_rest()
    recorded.held.add(0x0D)
    assert not system.keyboard.is_at_rest()
    recorded.held = {0x01}
    assert system.keyboard.is_at_rest(), "a mouse button is no key"


def test_what_is_lent_is_marked_for_the_histories_of_windows():
    names = " ".join(MARKS)
    for name in ("ExcludeClipboardContentFromMonitorProcessing", "CanIncludeInClipboardHistory"):
        assert name in names


def test_the_uppermost_window_of_another_program_is_found_below_ours(system, recorded):
    recorded.below = {0: PALETTE, PALETTE: 0x55, 0x55: CHAT, CHAT: 0}
    recorded.hidden = {0x55}
    found = system.windows.uppermost({PALETTE})
    assert found is not None
    assert (found.id, found.names) == (CHAT, ("aliworkbench.exe",))
    assert system.windows.uppermost({PALETTE, CHAT}) is None


def test_a_window_is_where_people_see_it_and_nowhere_while_it_is_put_away(system, recorded):
    assert system.windows.area(Target(CHAT)) == Area(17, 20, 786, 593)  # without its shadow
    recorded.minimised = {CHAT}
    assert system.windows.area(Target(CHAT)) is None
    assert system.windows.exists(Target(CHAT))


def test_a_window_on_another_desktop_is_not_seen(system, recorded):
    recorded.cloaked = {CHAT}
    assert system.windows.area(Target(CHAT)) is None


def test_a_window_that_is_closed_is_no_more(system, recorded):
    recorded.closed = {CHAT}
    assert not system.windows.exists(Target(CHAT))


def test_a_window_that_was_put_away_is_brought_back_before_it_gets_the_keyboard(system, recorded):
    system.windows.give_focus(Target(CHAT))
    assert recorded.named("ShowWindow") == []
    recorded.minimised = {CHAT}
    system.windows.give_focus(Target(CHAT))
    assert [which for _window, which in recorded.named("ShowWindow")] == [RESTORE]
