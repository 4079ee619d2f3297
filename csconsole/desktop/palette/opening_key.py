"""The key that opens the palette from every program."""

from collections.abc import Callable

from csconsole.desktop.system.keys import is_fit_for_everywhere, read_keys
from csconsole.desktop.system.model import System
from csconsole.errors import UserError
from csconsole.language import _


class OpeningKey:
    """Listens to the keys of the settings, and judges others."""

    def __init__(self, system: System, pressed: Callable[[], None]) -> None:
        self._system, self._pressed = system, pressed

    def judge(self, text: str) -> str:
        """Why keys cannot open the palette; empty where they can, or where none are wanted."""
        hotkey = self._system.hotkey
        if hotkey is None or not text:
            return self._system.no_hotkey
        try:
            keys = read_keys(text)
        except UserError as error:
            return error.sentence
        if not is_fit_for_everywhere(keys):
            told = _("hold Ctrl or Alt with it, or nobody could type {keys} any more")
            return told.format(keys=keys)
        return hotkey.refusal(keys)

    def listen(self, text: str) -> str:
        """Listen to keys from now on; why that cannot be, or empty.

        Where the system gives no keys away, that is said in the settings and not at every start.
        """
        hotkey = self._system.hotkey
        if hotkey is None:
            return ""
        if not text:
            hotkey.silence()
            return ""
        refused = self.judge(text)
        if refused:
            return refused
        try:
            hotkey.listen(read_keys(text), self._pressed)
        except UserError as error:
            return error.sentence
        return ""
