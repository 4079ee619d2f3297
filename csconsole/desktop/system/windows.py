"""The parts of Windows."""

import ctypes
from collections.abc import Callable, Collection
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from csconsole.desktop.system.keys import KeyCombination
from csconsole.desktop.system.model import Area, HotkeyError, System, Target
from csconsole.desktop.system.windows_calls import (
    EXTENDED_KEYS,
    HOTKEY_TAKEN,
    MODIFIER_KEYS,
    MODIFIERS,
    NEXT_BELOW,
    NO_REPEAT,
    RESTORE,
    WM_HOTKEY,
    Calls,
    Input,
    ThreadInfo,
    area_of,
    key_input,
    windows_calls,
)
from csconsole.language import _

_OURS, _TRIED = 0x5C01, 0x5C02  # numbers of hotkeys, any below 0xC000
_DOWN = 0x8000
_FIRST_KEY, _LAST_KEY = 0x08, 0xFE  # those before are the mouse's
_NUMBER_ZERO = bytes(4)
_MOST_WINDOWS = 2000  # the order of windows may change while one walks through it


def _format(name: str) -> str:
    """How Qt is told to use a clipboard format of Windows as it is."""
    return f'application/x-qt-windows-mime;value="{name}"'


# Documented in "Cloud Clipboard and Clipboard History Formats" of the Windows API.
MARKS = {
    _format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _format("CanIncludeInClipboardHistory"): _NUMBER_ZERO,
    _format("CanUploadToCloudClipboard"): _NUMBER_ZERO,
}


class WindowsHotkey(QAbstractNativeEventFilter):
    """A hotkey of the window's thread; Windows posts a message when it is pressed."""

    def __init__(self, calls: Calls) -> None:
        super().__init__()
        self._calls = calls
        self._keys: KeyCombination | None = None
        self._pressed: Callable[[], None] = lambda: None

    def listen(self, keys: KeyCombination, pressed: Callable[[], None]) -> None:
        """See `Hotkey`."""
        if keys != self._keys:
            refused = self.refusal(keys)
            if refused:
                raise HotkeyError(refused, hint=_("choose other keys in the settings"))
            self.silence()
            self._register(_OURS, keys)
            self._keys = keys
        self._pressed = pressed
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def refusal(self, keys: KeyCombination) -> str:
        """See `Hotkey`."""
        if keys == self._keys:
            return ""
        if self._register(_TRIED, keys):
            self._calls.user.UnregisterHotKey(None, _TRIED)
            return ""
        if self._calls.last_error() == HOTKEY_TAKEN:
            return _("{keys} are taken by another program").format(keys=keys)
        return _("this system does not give {keys} away").format(keys=keys)

    def silence(self) -> None:
        """See `Hotkey`."""
        if self._keys is not None:
            self._calls.user.UnregisterHotKey(None, _OURS)
            self._keys = None

    def _register(self, number: int, keys: KeyCombination) -> bool:
        held = NO_REPEAT + sum(MODIFIERS[one] for one in keys.modifiers)
        code = self._calls.key(keys.key)
        return bool(self._calls.user.RegisterHotKey(None, number, held, code))

    def nativeEventFilter(  # noqa: N802  (Qt's name)
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Hear of the hotkey."""
        told = wintypes.MSG.from_address(int(message))
        if told.message == WM_HOTKEY and told.wParam == _OURS:
            self._pressed()
            return True, 0
        return False, 0


class WindowsWindows:
    """The windows of Windows."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def foreground(self) -> Target | None:
        """See `Windows`."""
        number = self._calls.user.GetForegroundWindow()
        return self._target(number) if number else None

    def uppermost(self, own: Collection[int]) -> Target | None:
        """See `Windows`."""
        user = self._calls.user
        number = user.GetTopWindow(None)
        for _step in range(_MOST_WINDOWS):
            if not number:
                return None
            if number not in own and self._calls.is_in_view(number):
                return self._target(number)
            number = user.GetWindow(wintypes.HWND(number), NEXT_BELOW)
        return None

    def exists(self, target: Target) -> bool:
        """See `Windows`."""
        return bool(self._calls.user.IsWindow(wintypes.HWND(target.id)))

    def area(self, target: Target) -> Area | None:
        """See `Windows`."""
        return self._calls.frame(target.id) if self._calls.is_in_view(target.id) else None

    def _target(self, number: int) -> Target:
        user = self._calls.user
        window = wintypes.HWND(number)
        process = wintypes.DWORD()
        thread = user.GetWindowThreadProcessId(window, ctypes.byref(process))
        name = self._calls.program(process.value)
        area = wintypes.RECT()
        is_told = user.GetWindowRect(window, ctypes.byref(area))
        return Target(
            number,
            (name,) if name else (),
            area_of(area) if is_told else None,
            self._caret(thread),
        )

    def give_focus(self, target: Target) -> None:
        """See `Windows`."""
        window = wintypes.HWND(target.id)
        if self._calls.user.IsIconic(window):
            self._calls.user.ShowWindow(window, RESTORE)
        self._calls.user.SetForegroundWindow(window)

    def has_focus(self, target: Target) -> bool:
        """See `Windows`."""
        return bool(self._calls.user.GetForegroundWindow() == target.id)

    def come_forward(self, window: int) -> None:
        """See `Windows`; who was reached by a hotkey may do so."""
        self._calls.user.SetForegroundWindow(wintypes.HWND(window))

    def stands_above(self, target: Target) -> bool:
        """Whether keys would not reach a window, since its program has more rights."""
        process = wintypes.DWORD()
        window = wintypes.HWND(target.id)
        self._calls.user.GetWindowThreadProcessId(window, ctypes.byref(process))
        return self._calls.stands_above(process.value)

    def _caret(self, thread: int) -> Area | None:
        info = ThreadInfo(size=ctypes.sizeof(ThreadInfo))
        user = self._calls.user
        if not user.GetGUIThreadInfo(thread, ctypes.byref(info)) or not info.caret:
            return None
        corner = wintypes.POINT(info.place.left, info.place.top)
        user.ClientToScreen(wintypes.HWND(info.caret), ctypes.byref(corner))
        height = info.place.bottom - info.place.top
        return Area(corner.x, corner.y, 1, height) if height > 0 else None


class WindowsKeyboard:
    """The keys of Windows."""

    def __init__(self, calls: Calls, windows: WindowsWindows) -> None:
        self._calls, self._windows = calls, windows

    def is_at_rest(self) -> bool:
        """See `Keyboard`."""
        state = self._calls.user.GetAsyncKeyState
        return not any(state(code) & _DOWN for code in range(_FIRST_KEY, _LAST_KEY + 1))

    def press_into(self, target: Target, keys: KeyCombination) -> bool:
        """See `Keyboard`."""
        if self._windows.stands_above(target) or not self._windows.has_focus(target):
            return False
        codes = [(MODIFIER_KEYS[one], False) for one in keys.modifiers]
        codes.append((self._calls.key(keys.key), keys.key in EXTENDED_KEYS))
        strokes = [key_input(code, up=False, extended=extended) for code, extended in codes]
        strokes += [key_input(code, up=True, extended=ext) for code, ext in reversed(codes)]
        inputs = (Input * len(strokes))(*strokes)
        sent = self._calls.user.SendInput(len(strokes), inputs, ctypes.sizeof(Input))
        return bool(sent == len(strokes))


def windows_system(calls: Calls | None = None) -> System:
    """What Windows gives."""
    calls = calls or windows_calls()
    windows = WindowsWindows(calls)
    hotkey = WindowsHotkey(calls)
    return System(
        "Windows",
        hotkey=hotkey,
        windows=windows,
        keyboard=WindowsKeyboard(calls, windows),
        marks=MARKS,
        closing=(hotkey.silence,),
    )
