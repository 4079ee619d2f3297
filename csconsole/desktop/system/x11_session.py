"""A connection of our own to the X server, beside Qt's."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSocketNotifier
from Xlib import X
from Xlib.display import Display
from Xlib.error import DisplayError, XError
from Xlib.protocol import rq
from Xlib.xobject.drawable import Window

from csconsole.desktop.system.keys import KeyCombination

# Names of keys as X writes them, where they are not the same.
_KEYSYMS = {
    "Space": 0x20, "Tab": 0xFF09, "Return": 0xFF0D, "Backspace": 0xFF08, "Esc": 0xFF1B,
    "Ins": 0xFF63, "Del": 0xFFFF, "Home": 0xFF50, "End": 0xFF57, "PgUp": 0xFF55, "PgDown": 0xFF56,
    "Left": 0xFF51, "Up": 0xFF52, "Right": 0xFF53, "Down": 0xFF54, "Pause": 0xFF13,
    "Print": 0xFF61, **{f"F{number}": 0xFFBD + number for number in range(1, 25)},
}  # fmt: skip
_UNICODE_KEYSYM = 0x0100_0000  # X11 protocol, appendix A: other characters by their code point
_LATIN_1 = 0xFF
MODIFIER_KEYSYMS = {"Ctrl": 0xFFE3, "Alt": 0xFFE9, "Shift": 0xFFE1, "Meta": 0xFFEB}


def open_display() -> Display | None:
    """A connection to the X server of this session; None where there is none."""
    try:
        display = Display()
    except (DisplayError, OSError):
        return None
    display.set_error_handler(_ignore)
    return display


def keysym(keys: KeyCombination) -> int:
    """The number by which X knows a key."""
    named = _KEYSYMS.get(keys.key)
    if named is not None:
        return named
    code = ord(keys.key.lower()[0])
    return code if code <= _LATIN_1 else _UNICODE_KEYSYM + code


def atom(display: Display, name: str) -> int:
    """The number of a name."""
    return int(display.intern_atom(name))


def words(window: Window, name: int) -> Sequence[int]:
    """The numbers in a property of a window; none where it has no such property."""
    told = window.get_full_property(name, X.AnyPropertyType)
    return list(told.value) if told is not None and told.format != 8 else []


def listening(
    display: Display, heard: Callable[[rq.Event], None], parent: QObject
) -> QSocketNotifier:
    """Hand every event of a connection to somebody, in the window's thread."""
    notifier = QSocketNotifier(display.fileno(), QSocketNotifier.Type.Read, parent)

    def read() -> None:
        while display.pending_events():
            heard(display.next_event())

    notifier.activated.connect(read)
    return notifier


def _ignore(_error: XError, _request: object) -> None:
    """Windows of others come and go: a request about one that has gone is answered by silence."""
