"""What is asked of macOS, held against the calls that were written down."""
# ruff: noqa: N802, N803  (the system's own names)

from types import SimpleNamespace
from typing import Any

import pytest

from csconsole.desktop.system.keys import read_keys
from csconsole.desktop.system.macos import KEYS, MacHotkey, MacKeyboard, MacWindows, conceal, copies
from csconsole.desktop.system.model import Area, HotkeyError, Target

CHAT, OURS = 501, 7


class Program:
    """A running program, which can be brought to the front."""

    def __init__(self, mac: "Mac", process: int) -> None:
        self._mac, self._process = mac, process

    def processIdentifier(self) -> int:
        return self._process

    def bundleIdentifier(self) -> str:
        return "com.tencent.xinWeChat"

    def localizedName(self) -> str:
        return "微信"

    def activateWithOptions_(self, options: int) -> None:
        self._mac.front = self._process


def window_of(process: int, layer: int) -> dict[str, Any]:
    """A window as the system tells of it; menus and the like have higher layers."""
    bounds = {"X": 1.0, "Y": 2.0, "Width": 300.0, "Height": 400.0 + layer}
    return {
        "kCGWindowOwnerPID": process,
        "kCGWindowNumber": 10 * process + layer,
        "kCGWindowLayer": layer,
        "kCGWindowBounds": bounds,
    }


class Mac:
    """A Mac with one chat program in front; what is pressed and registered is written down."""

    def __init__(self) -> None:
        self.front, self.held, self.may_press = CHAT, 0, True
        self.pressed: list[tuple[int, bool, int]] = []
        self.registered: list[tuple[int, int]] = []
        self.taken: set[int] = set()
        self.typed: list[tuple[str, str]] = []
        running = SimpleNamespace(
            currentApplication=lambda: Program(self, OURS),
            runningApplicationWithProcessIdentifier_=lambda number: (
                Program(self, number) if number in {CHAT, OURS} else None
            ),
        )
        workspace = SimpleNamespace(frontmostApplication=lambda: Program(self, self.front))
        board = SimpleNamespace(
            changeCount=lambda: 41 + len(self.typed),
            addTypes_owner_=lambda types, owner: len(types),
            setString_forType_=lambda text, kind: self.typed.append((text, kind)),
        )
        self.app_kit = SimpleNamespace(
            NSRunningApplication=running,
            NSWorkspace=SimpleNamespace(sharedWorkspace=lambda: workspace),
            NSPasteboard=SimpleNamespace(generalPasteboard=lambda: board),
        )
        self.windows = [window_of(OURS, 0), window_of(CHAT, 25), window_of(CHAT, 0)]
        self.quartz = SimpleNamespace(
            CGWindowListCopyWindowInfo=lambda options, number: self.windows,
            CGPreflightPostEventAccess=lambda: self.may_press,
            CGRequestPostEventAccess=lambda: None,
            CGEventSourceFlagsState=lambda state: self.held,
            CGEventSourceKeyState=lambda state, code: False,
            CGEventCreateKeyboardEvent=lambda source, code, down: [code, down, 0],
            CGEventSetFlags=lambda event, flags: event.__setitem__(2, flags),
            CGEventPost=lambda tap, event: self.pressed.append(tuple(event)),
        )

    def quickHotKey(self, *, virtualKey: int, modifierMask: int) -> Any:
        if virtualKey in self.taken:
            raise ValueError(-9878)

        def register(pressed: Any) -> Any:
            self.registered.append((virtualKey, modifierMask))
            one = (virtualKey, modifierMask)
            return SimpleNamespace(unregister=lambda: self.registered.remove(one))

        return register


@pytest.fixture
def mac() -> Mac:
    return Mac()


def test_the_program_in_front_is_remembered_with_its_window(mac):
    windows = MacWindows(mac.app_kit, mac.quartz)
    names = ("com.tencent.xinwechat", "微信")
    assert windows.foreground() == Target(CHAT, names, Area(1, 2, 300, 400), inner=10 * CHAT)
    mac.front = OURS
    assert windows.foreground() is None


def test_the_uppermost_program_below_ours_is_found_with_its_place(mac):
    windows = MacWindows(mac.app_kit, mac.quartz)
    mac.front = OURS
    found = windows.uppermost(set())
    assert found is not None
    assert (found.id, found.area) == (CHAT, Area(1, 2, 300, 400))
    mac.windows = []
    assert windows.uppermost(set()) is None


def test_a_program_that_is_put_away_has_no_place_and_one_that_ended_is_no_more(mac):
    windows = MacWindows(mac.app_kit, mac.quartz)
    assert windows.area(Target(CHAT)) == Area(1, 2, 300, 400)
    mac.windows = []
    assert windows.area(Target(CHAT)) is None
    assert windows.exists(Target(CHAT))
    assert not windows.exists(Target(99))


def test_command_v_is_pressed_once_the_program_is_in_front_again(mac):
    windows = MacWindows(mac.app_kit, mac.quartz)
    keyboard = MacKeyboard(mac.quartz, windows)
    mac.front = OURS
    assert not keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))
    windows.give_focus(Target(CHAT))
    assert windows.has_focus(Target(CHAT))
    assert keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))
    assert mac.pressed == [(9, True, 1 << 20), (9, False, 1 << 20)]


def test_nothing_is_pressed_into_another_window_of_the_same_program(mac):
    windows = MacWindows(mac.app_kit, mac.quartz)
    chat = windows.foreground()
    assert chat is not None
    mac.windows.insert(0, {**window_of(CHAT, 0), "kCGWindowNumber": 1})  # another talk came up
    assert not MacKeyboard(mac.quartz, windows).press_into(chat, read_keys("Ctrl+V"))
    assert windows.area(chat) == Area(1, 2, 300, 400)
    assert mac.pressed == []


def test_without_the_permission_nothing_is_pressed(mac):
    mac.may_press = False
    keyboard = MacKeyboard(mac.quartz, MacWindows(mac.app_kit, mac.quartz))
    assert not keyboard.press_into(Target(CHAT), read_keys("Ctrl+V"))
    assert mac.pressed == []


def test_a_modifier_that_is_held_is_waited_for(mac):
    keyboard = MacKeyboard(mac.quartz, MacWindows(mac.app_kit, mac.quartz))
    assert keyboard.is_at_rest()
    mac.held = 1 << 20
    assert not keyboard.is_at_rest()


def test_a_key_is_registered_once_and_a_taken_one_is_told(mac):
    hotkey = MacHotkey(mac)
    hotkey.listen(read_keys("Ctrl+Alt+Space"), lambda: None)
    assert mac.registered == [(49, 0x0100 | 0x0800)]
    mac.taken.add(KEYS["K"])
    with pytest.raises(HotkeyError, match="taken"):
        hotkey.listen(read_keys("Ctrl+K"), lambda: None)
    assert mac.registered == [(49, 0x0100 | 0x0800)]
    assert "no key" in hotkey.refusal(read_keys("Ctrl+F24"))
    hotkey.silence()
    assert mac.registered == []


def test_every_key_has_a_code_of_its_own():
    assert len(set(KEYS.values())) == len(KEYS)


def test_what_is_lent_is_marked_for_histories(mac):
    conceal(mac.app_kit)
    assert ("", "org.nspasteboard.ConcealedType") in mac.typed


def test_what_is_copied_is_counted_since_qt_hears_of_it_too_late(mac):
    before = copies(mac.app_kit)
    mac.typed.append(("text", "kind"))
    assert copies(mac.app_kit) == before + 1
