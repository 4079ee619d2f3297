"""The calls of Windows that are needed, and the structures that go with them."""

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from csconsole.desktop.system.model import Area

WM_HOTKEY = 0x0312
HOTKEY_TAKEN = 1409  # ERROR_HOTKEY_ALREADY_REGISTERED
ACCESS_DENIED = 5
KEY_UP, EXTENDED = 0x0002, 0x0001
MODIFIERS = {"Alt": 0x0001, "Ctrl": 0x0002, "Shift": 0x0004, "Meta": 0x0008}
NO_REPEAT = 0x4000
MODIFIER_KEYS = {"Alt": 0x12, "Ctrl": 0x11, "Shift": 0x10, "Meta": 0x5B}
# Virtual-key codes, where they are not the code of the character.
KEYS = {
    "Space": 0x20, "Tab": 0x09, "Return": 0x0D, "Backspace": 0x08, "Esc": 0x1B, "Ins": 0x2D,
    "Del": 0x2E, "Home": 0x24, "End": 0x23, "PgUp": 0x21, "PgDown": 0x22, "Left": 0x25,
    "Up": 0x26, "Right": 0x27, "Down": 0x28, "Pause": 0x13, "Print": 0x2C,
    **{f"F{number}": 0x6F + number for number in range(1, 25)},
}  # fmt: skip
EXTENDED_KEYS = {"Ins", "Del", "Home", "End", "PgUp", "PgDown", "Left", "Up", "Right", "Down"}
QUERY_PROCESS = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
QUERY_TOKEN = 0x0008  # TOKEN_QUERY
NEXT_BELOW = 2  # GW_HWNDNEXT
RESTORE = 9  # SW_RESTORE
_KEYBOARD = 1
_STYLE, _TOOL, _INACTIVE = -20, 0x80, 0x0800_0000  # GWL_EXSTYLE, WS_EX_TOOLWINDOW, _NOACTIVATE
_FRAME, _CLOAKED = 9, 14  # DWMWA_EXTENDED_FRAME_BOUNDS (without the shadow), DWMWA_CLOAKED
_LONGEST_PATH = 1024


class _KeyInput(ctypes.Structure):
    _fields_ = (
        ("key", wintypes.WORD),
        ("scan", wintypes.WORD),
        ("flags", wintypes.DWORD),
        ("time", wintypes.DWORD),
        ("extra", ctypes.c_size_t),
    )


class _AnyInput(ctypes.Union):
    _fields_ = (
        ("key", _KeyInput),
        ("mouse", ctypes.c_byte * (24 + ctypes.sizeof(ctypes.c_void_p))),
    )


class Input(ctypes.Structure):
    """INPUT, as a key."""

    _fields_ = (("kind", wintypes.DWORD), ("one", _AnyInput))


class ThreadInfo(ctypes.Structure):
    """GUITHREADINFO: where the text cursor of a thread stands."""

    _fields_ = (
        ("size", wintypes.DWORD),
        ("flags", wintypes.DWORD),
        ("active", wintypes.HWND),
        ("focus", wintypes.HWND),
        ("capture", wintypes.HWND),
        ("menu", wintypes.HWND),
        ("move", wintypes.HWND),
        ("caret", wintypes.HWND),
        ("place", wintypes.RECT),
    )


def key_input(code: int, *, up: bool, extended: bool) -> Input:
    """A key that goes down or up."""
    flags = (KEY_UP if up else 0) | (EXTENDED if extended else 0)
    return Input(_KEYBOARD, _AnyInput(key=_KeyInput(code, 0, flags, 0, 0)))


class Calls:
    """The libraries of Windows; a test hands over something that writes calls down instead."""

    def __init__(
        self, user: Any, kernel: Any, security: Any, desk: Any, last_error: Callable[[], int]
    ) -> None:
        self.user, self.kernel, self.security, self.desk = user, kernel, security, desk
        self.last_error = last_error

    def key(self, name: str) -> int:
        """The virtual key of a name, or of a character in the present keyboard's layout."""
        if name in KEYS:
            return KEYS[name]
        if name.isascii() and name.isalnum():
            return ord(name)
        return int(self.user.VkKeyScanW(ord(name[0]))) & 0xFF

    def program(self, process: int) -> str:
        """The file of a process without its folder, in lower case; empty where it is not told."""
        handle = self.kernel.OpenProcess(QUERY_PROCESS, False, process)  # noqa: FBT003  (its form)
        if not handle:
            return ""
        length = wintypes.DWORD(_LONGEST_PATH)
        path = ctypes.create_unicode_buffer(_LONGEST_PATH)
        is_told = self.kernel.QueryFullProcessImageNameW(handle, 0, path, ctypes.byref(length))
        self.kernel.CloseHandle(handle)
        return path.value.rsplit("\\", maxsplit=1)[-1].lower() if is_told else ""

    def stands_above(self, process: int) -> bool:
        """Whether a process has more rights than ours: Windows then drops keys silently."""
        handle = self.kernel.OpenProcess(QUERY_PROCESS, False, process)  # noqa: FBT003  (its form)
        if not handle:
            return self.last_error() == ACCESS_DENIED
        token = wintypes.HANDLE()
        is_open = self.security.OpenProcessToken(handle, QUERY_TOKEN, ctypes.byref(token))
        is_denied = not is_open and self.last_error() == ACCESS_DENIED
        if is_open:
            self.kernel.CloseHandle(token)
        self.kernel.CloseHandle(handle)
        return is_denied

    def is_in_view(self, number: int) -> bool:
        """Whether a window is one that people see: no bar, not minimised, on this desktop."""
        window = wintypes.HWND(number)
        user = self.user
        if not user.IsWindowVisible(window) or user.IsIconic(window):
            return False
        if user.GetWindowLongW(window, _STYLE) & (_TOOL | _INACTIVE):
            return False
        return bool(user.GetWindowTextLengthW(window)) and not self._is_cloaked(window)

    def frame(self, number: int) -> Area | None:
        """Where a window stands as it is seen; None where it has gone."""
        window, place = wintypes.HWND(number), wintypes.RECT()
        size = ctypes.sizeof(place)
        failed = self.desk.DwmGetWindowAttribute(window, _FRAME, ctypes.byref(place), size)
        if failed and not self.user.GetWindowRect(window, ctypes.byref(place)):
            return None
        return area_of(place)

    def _is_cloaked(self, window: wintypes.HWND) -> bool:
        """Whether a window is on another virtual desktop, or an app that sleeps."""
        told = wintypes.DWORD()
        size = ctypes.sizeof(told)
        self.desk.DwmGetWindowAttribute(window, _CLOAKED, ctypes.byref(told), size)
        return bool(told.value)


def area_of(place: wintypes.RECT) -> Area:
    """A rectangle of Windows."""
    return Area(place.left, place.top, place.right - place.left, place.bottom - place.top)


def windows_calls() -> Calls:
    """The libraries of this Windows.

    Raises:
        OSError: one of them is not there, which no Windows is without.
    """
    load = getattr(ctypes, "WinDLL")  # noqa: B009  (only Windows has it, and mypy knows)
    user, kernel, security, desk = (
        load(name, use_last_error=True) for name in ("user32", "kernel32", "advapi32", "dwmapi")
    )
    handles = (user.GetForegroundWindow, user.GetTopWindow, user.GetWindow, kernel.OpenProcess)
    for function in handles:
        function.restype = wintypes.HANDLE
    for function in (user.GetAsyncKeyState, user.VkKeyScanW):
        function.restype = ctypes.c_short
    return Calls(user, kernel, security, desk, getattr(ctypes, "get_last_error"))  # noqa: B009
