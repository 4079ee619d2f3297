"""A key from everywhere under X11: a passive grab on the root window."""

import itertools
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject
from Xlib import X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError
from Xlib.protocol import rq

from csconsole.desktop.system.keys import KeyCombination
from csconsole.desktop.system.model import HotkeyError
from csconsole.desktop.system.x11_session import MODIFIER_KEYSYMS, keysym, listening
from csconsole.language import _

_MASKS = (
    X.ShiftMask, X.LockMask, X.ControlMask, X.Mod1Mask,
    X.Mod2Mask, X.Mod3Mask, X.Mod4Mask, X.Mod5Mask,
)  # fmt: skip
_LOCKS = (0xFF7F, 0xFF14)  # Num_Lock and Scroll_Lock; which modifier they are is up to the keymap

_Grab = tuple[int, int]  # keycode and modifiers


class X11Hotkey(QObject):
    """Grabs a key, whatever the lock keys are set to."""

    def __init__(self, display: Display, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display, self._root = display, display.screen().root
        self._keys: KeyCombination | None = None
        self._grabbed: list[_Grab] = []
        self._pressed: Callable[[], None] = lambda: None
        self._released_at = -1
        self._notifier = listening(display, self._on_event, self)

    def listen(self, keys: KeyCombination, pressed: Callable[[], None]) -> None:
        """See `Hotkey`."""
        grabbed = self._grab(keys)
        self._release([one for one in self._grabbed if one not in grabbed])
        self._keys, self._grabbed, self._pressed = keys, grabbed, pressed

    def refusal(self, keys: KeyCombination) -> str:
        """See `Hotkey`."""
        try:
            grabbed = self._grab(keys)
        except HotkeyError as error:
            return error.sentence
        self._release([one for one in grabbed if one not in self._grabbed])
        return ""

    def silence(self) -> None:
        """See `Hotkey`."""
        self._release(self._grabbed)
        self._keys, self._grabbed = None, []

    def close(self) -> None:
        """Leave the X server."""
        self._notifier.setEnabled(False)
        self._display.close()

    def _grab(self, keys: KeyCombination) -> list[_Grab]:
        """Take keys from everybody else.

        Raises:
            HotkeyError: the keyboard has no such key, or another program has taken it.
        """
        codes = {code for code, _at in self._display.keysym_to_keycodes(keysym(keys))}
        if not codes:
            raise HotkeyError(_("this keyboard has no key {keys}").format(keys=keys))
        held = sum(self._mask(MODIFIER_KEYSYMS[one]) for one in keys.modifiers)
        grabbed: list[_Grab] = []
        for code, locks in itertools.product(codes, self._lock_masks()):
            caught = CatchError(BadAccess)
            self._root.grab_key(
                code, held | locks, 0, X.GrabModeAsync, X.GrabModeAsync, onerror=caught
            )
            self._display.sync()
            if caught.get_error() is not None:
                self._release([one for one in grabbed if one not in self._grabbed])
                raise HotkeyError(
                    _("{keys} are taken by another program").format(keys=keys),
                    hint=_("choose other keys in the settings"),
                )
            grabbed.append((code, held | locks))
        return grabbed

    def _release(self, grabbed: Iterable[_Grab]) -> None:
        for code, mask in grabbed:
            self._root.ungrab_key(code, mask)
        self._display.flush()

    def _lock_masks(self) -> list[int]:
        """Every combination of the lock keys, which must not keep the key from being heard."""
        masks = [0]
        for lock in dict.fromkeys([X.LockMask, *(self._mask(one) for one in _LOCKS)]):
            masks += [before | lock for before in masks if lock]
        return masks

    def _mask(self, symbol: int) -> int:
        """The modifier that a key is in the present keymap; 0 where it is none."""
        codes = {code for code, _at in self._display.keysym_to_keycodes(symbol)}
        rows = self._display.get_modifier_mapping()
        masks = (mask for mask, row in zip(_MASKS, rows, strict=False) if codes & set(row))
        return next(masks, 0)

    def _on_event(self, event: rq.Event) -> None:
        if event.type == X.KeyRelease:
            self._released_at = event.time
        elif event.type == X.KeyPress:
            # A key that is held down repeats: it is let go and pressed in the same moment.
            is_repeated = event.time == self._released_at
            if not is_repeated:
                self._pressed()
        elif event.type == X.MappingNotify:
            self._display.refresh_keyboard_mapping(event)
            keys = self._keys
            if keys is not None:
                self._take_again(keys)

    def _take_again(self, keys: KeyCombination) -> None:
        """The keymap has changed, and the key may lie elsewhere now.

        It is never let go before it is taken where it lies now: a keymap changes whenever another
        keyboard is used, and the first key that is pressed on that one may be ours.
        """
        try:
            grabbed = self._grab(keys)
        except HotkeyError:
            return  # this keymap has no such key: the next one may have it again
        self._release([one for one in self._grabbed if one not in grabbed])
        self._grabbed = grabbed
