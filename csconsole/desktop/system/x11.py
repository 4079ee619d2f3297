"""The parts of a session under X11."""

from PySide6.QtCore import QObject

from csconsole.desktop.system.model import System
from csconsole.desktop.system.x11_fetches import X11Fetches
from csconsole.desktop.system.x11_hotkey import X11Hotkey
from csconsole.desktop.system.x11_keyboard import X11Keyboard
from csconsole.desktop.system.x11_selections import X11Selections
from csconsole.desktop.system.x11_session import open_display
from csconsole.desktop.system.x11_windows import X11Windows

# Klipper and the histories that follow its example leave out what bears this mark.
_MARKS = {"x-kde-passwordManagerHint": b"secret"}


def x11_system(parent: QObject) -> System | None:
    """What X11 gives; None where its server cannot be reached."""
    # The key has a connection of its own: answers to other questions would hide its events.
    hearing, asking = open_display(), open_display()
    if hearing is None or asking is None:
        return None
    hotkey, windows = X11Hotkey(hearing, parent), X11Windows(asking)
    return System(
        "X11",
        hotkey=hotkey,
        windows=windows,
        keyboard=X11Keyboard(asking, windows),
        clipboard=X11Selections(asking, parent),
        fetches=X11Fetches(asking),
        marks=_MARKS,
        closing=(hotkey.close, asking.close),
    )
