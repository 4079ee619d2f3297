"""Pressing keys for the agent under X11, by its XTEST extension."""

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from csconsole.desktop.system.keys import KeyCombination
from csconsole.desktop.system.model import Target
from csconsole.desktop.system.x11_session import MODIFIER_KEYSYMS, keysym
from csconsole.desktop.system.x11_windows import X11Windows


class X11Keyboard:
    """The keys of the X server."""

    def __init__(self, display: Display, windows: X11Windows) -> None:
        self._display, self._windows = display, windows

    def is_at_rest(self) -> bool:
        """See `Keyboard`."""
        return not any(self._display.query_keymap())

    def press_into(self, target: Target, keys: KeyCombination) -> bool:
        """See `Keyboard`; nobody else can move the focus between the look and the keys."""
        symbols = [*(MODIFIER_KEYSYMS[one] for one in keys.modifiers), keysym(keys)]
        codes = [self._display.keysym_to_keycode(symbol) for symbol in symbols]
        self._display.grab_server()
        try:
            has_focus = all(codes) and self._windows.has_focus(target)
            if has_focus:
                for code in codes:
                    xtest.fake_input(self._display, X.KeyPress, code)
                for code in reversed(codes):
                    xtest.fake_input(self._display, X.KeyRelease, code)
        finally:
            self._display.ungrab_server()
            self._display.sync()
        return has_focus
