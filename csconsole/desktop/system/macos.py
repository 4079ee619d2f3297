"""The parts of macOS, through PyObjC and quickmachotkey; windows are told by their program."""

import importlib
from collections.abc import Callable, Collection, Iterator
from typing import Any

from csconsole.desktop.system.keys import KeyCombination
from csconsole.desktop.system.model import Area, HotkeyError, System, Target
from csconsole.language import _

# Virtual key codes of an ANSI keyboard, Events.h of Carbon.
_LETTERS = "ASDFHGZXCV BQWERYT123465=97-80]OU[IP LJ'K;\\,/NM."
KEYS = {
    **{letter: code for code, letter in enumerate(_LETTERS) if letter != " "},
    "Return": 36, "Tab": 48, "Space": 49, "Backspace": 51, "Esc": 53, "Home": 115, "PgUp": 116,
    "Del": 117, "End": 119, "PgDown": 121, "Left": 123, "Right": 124, "Down": 125, "Up": 126,
    "F1": 122, "F2": 120, "F3": 99, "F4": 118, "F5": 96, "F6": 97, "F7": 98, "F8": 100, "F9": 101,
    "F10": 109, "F11": 103, "F12": 111,
}  # fmt: skip
# What Qt and our settings call Ctrl is the Command key here, and Meta is Control.
_CARBON = {"Ctrl": 0x0100, "Shift": 0x0200, "Alt": 0x0800, "Meta": 0x1000}
_FLAGS = {"Shift": 1 << 17, "Meta": 1 << 18, "Alt": 1 << 19, "Ctrl": 1 << 20}
_HARDWARE = 1  # kCGEventSourceStateHIDSystemState
_HARDWARE_TAP = 0  # kCGHIDEventTap
_ON_SCREEN = 1  # kCGWindowListOptionOnScreenOnly
_IGNORING_OTHERS = 2  # NSApplicationActivateIgnoringOtherApps
_CONCEALED = ("org.nspasteboard.ConcealedType", "org.nspasteboard.TransientType")


class MacHotkey:
    """A hotkey of the old Carbon interface, which asks for no permission."""

    def __init__(self, hotkeys: Any) -> None:
        self._hotkeys = hotkeys
        self._keys: KeyCombination | None = None
        self._registered: Any = None

    def listen(self, keys: KeyCombination, pressed: Callable[[], None]) -> None:
        """See `Hotkey`."""
        refused = self.refusal(keys)
        if refused:
            raise HotkeyError(refused, hint=_("choose other keys in the settings"))
        self.silence()
        self._registered = self._register(keys, pressed)
        self._keys = keys

    def refusal(self, keys: KeyCombination) -> str:
        """See `Hotkey`; Carbon tells of a conflict by refusing."""
        if keys.key not in KEYS:
            return _("this keyboard has no key {keys}").format(keys=keys)
        if keys == self._keys:
            return ""
        try:
            self._register(keys, lambda: None).unregister()
        except Exception:  # noqa: BLE001  (PyObjC has errors of many kinds for one status)
            return _("{keys} are taken by another program").format(keys=keys)
        return ""

    def silence(self) -> None:
        """See `Hotkey`."""
        if self._registered is not None:
            self._registered.unregister()
        self._registered, self._keys = None, None

    def _register(self, keys: KeyCombination, pressed: Callable[[], None]) -> Any:
        held = sum(_CARBON[one] for one in keys.modifiers)
        return self._hotkeys.quickHotKey(virtualKey=KEYS[keys.key], modifierMask=held)(pressed)


class MacWindows:
    """The programs of macOS: the one in front has the keyboard, in its uppermost window."""

    def __init__(self, app_kit: Any, quartz: Any) -> None:
        self._app_kit, self._quartz = app_kit, quartz

    def foreground(self) -> Target | None:
        """See `Windows`."""
        program = self._app_kit.NSWorkspace.sharedWorkspace().frontmostApplication()
        own = self._app_kit.NSRunningApplication.currentApplication()
        if program is None or program.processIdentifier() == own.processIdentifier():
            return None
        return self._target(program)

    def give_focus(self, target: Target) -> None:
        """See `Windows`."""
        running = self._app_kit.NSRunningApplication
        program = running.runningApplicationWithProcessIdentifier_(target.id)
        if program is not None:
            program.activateWithOptions_(_IGNORING_OTHERS)

    def has_focus(self, target: Target) -> bool:
        """See `Windows`."""
        program = self._app_kit.NSWorkspace.sharedWorkspace().frontmostApplication()
        if program is None or int(program.processIdentifier()) != target.id:
            return False
        return not target.inner or self._window(target.id)[0] == target.inner

    def come_forward(self, _window: int) -> None:
        """See `Windows`."""
        self._app_kit.NSApplication.sharedApplication().activateIgnoringOtherApps_(True)  # noqa: FBT003

    def uppermost(self, _own: Collection[int]) -> Target | None:
        """See `Windows`; ours are told by their program."""
        running = self._app_kit.NSRunningApplication
        own = running.currentApplication().processIdentifier()
        others = (number for number, _inner, _place in self._seen() if number != own)
        program = running.runningApplicationWithProcessIdentifier_(next(others, -1))
        return self._target(program) if program is not None else None

    def exists(self, target: Target) -> bool:
        """See `Windows`."""
        running = self._app_kit.NSRunningApplication
        return running.runningApplicationWithProcessIdentifier_(target.id) is not None

    def area(self, target: Target) -> Area | None:
        """See `Windows`."""
        seen = ((inner, place) for process, inner, place in self._seen() if process == target.id)
        return next((place for inner, place in seen if target.inner in {0, inner}), None)

    def _target(self, program: Any) -> Target:
        names = (program.bundleIdentifier(), program.localizedName())
        number = int(program.processIdentifier())
        inner, place = self._window(number)
        return Target(number, tuple(str(one).lower() for one in names if one), place, inner=inner)

    def _window(self, process: int) -> tuple[int, Area | None]:
        """The uppermost window of a program, and where it stands."""
        seen = ((inner, place) for number, inner, place in self._seen() if number == process)
        return next(seen, (0, None))

    def _seen(self) -> Iterator[tuple[int, int, Area]]:
        """The windows on the screen, from the front to the back: program, window, place."""
        for one in self._quartz.CGWindowListCopyWindowInfo(_ON_SCREEN, 0) or ():
            if one.get("kCGWindowLayer") == 0:
                place = one["kCGWindowBounds"]
                numbers = (place["X"], place["Y"], place["Width"], place["Height"])
                area = Area(*(int(number) for number in numbers))
                yield int(one["kCGWindowOwnerPID"]), int(one["kCGWindowNumber"]), area


class MacKeyboard:
    """The keys of macOS; pressing them needs the permission 'Accessibility'."""

    def __init__(self, quartz: Any, windows: MacWindows) -> None:
        self._quartz, self._windows = quartz, windows

    def is_at_rest(self) -> bool:
        """See `Keyboard`."""
        held = self._quartz.CGEventSourceFlagsState(_HARDWARE) & sum(_FLAGS.values())
        down = self._quartz.CGEventSourceKeyState
        return not held and not any(down(_HARDWARE, code) for code in KEYS.values())

    def press_into(self, target: Target, keys: KeyCombination) -> bool:
        """See `Keyboard`."""
        if not self._quartz.CGPreflightPostEventAccess():
            self._quartz.CGRequestPostEventAccess()  # the system asks the user, once
            return False
        if not self._windows.has_focus(target):
            return False
        flags = sum(_FLAGS[one] for one in keys.modifiers)
        for is_down in (True, False):
            event = self._quartz.CGEventCreateKeyboardEvent(None, KEYS[keys.key], is_down)
            self._quartz.CGEventSetFlags(event, flags)
            self._quartz.CGEventPost(_HARDWARE_TAP, event)
        return True


def conceal(app_kit: Any) -> None:
    """Mark what lies on the clipboard as nothing for histories (nspasteboard.org)."""
    board = app_kit.NSPasteboard.generalPasteboard()
    board.addTypes_owner_(list(_CONCEALED), None)
    for name in _CONCEALED:
        board.setString_forType_("", name)


def copies(app_kit: Any) -> int:
    """How often something was put on the clipboard; Qt looks only when our window comes up."""
    return int(app_kit.NSPasteboard.generalPasteboard().changeCount())


def macos_system() -> System:
    """What macOS gives."""
    app_kit, quartz = importlib.import_module("AppKit"), importlib.import_module("Quartz")
    hotkey = MacHotkey(importlib.import_module("quickmachotkey"))
    windows = MacWindows(app_kit, quartz)
    return System(
        "macOS",
        hotkey=hotkey,
        windows=windows,
        keyboard=MacKeyboard(quartz, windows),
        changes=lambda: copies(app_kit),
        conceal=lambda: conceal(app_kit),
        closing=(hotkey.silence,),
    )
