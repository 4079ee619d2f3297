"""Reading what others hold on the X11 clipboard, without waiting for them for long (ICCCM 2)."""

import select
import time
from collections.abc import Iterable

from PySide6.QtCore import QObject
from Xlib import X
from Xlib.display import Display
from Xlib.protocol import request, rq

from csconsole.desktop.system.model import TEXT, Copied, Limits
from csconsole.desktop.system.x11_session import atom

# Names that are questions to the owner and no formats, and other names of a plain text.
_QUESTIONS = {"TARGETS", "TIMESTAMP", "MULTIPLE", "SAVE_TARGETS", "DELETE", "INSERT_SELECTION",
              "INSERT_PROPERTY"}  # fmt: skip
_TEXTS = ("UTF8_STRING", "text/plain;charset=utf-8", "text/plain", "TEXT", "STRING",
          "COMPOUND_TEXT")  # fmt: skip
_PROPERTY_UNITS = 1 << 24  # four bytes each; more than any property holds


class X11Selections(QObject):
    """Asks the owner of a selection for its contents, up to a moment and a size."""

    def __init__(self, display: Display, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._window = display.screen().root.create_window(
            -1, -1, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )
        self._property = atom(display, "CSCONSOLE_SELECTION")
        self._incremental = atom(display, "INCR")
        self._until, self._room = 0.0, 0

    def text(self, limits: Limits) -> str:
        """The plain text on the clipboard; empty where none can be had in time."""
        self._begin(limits)
        content = self._content(atom(self._display, "CLIPBOARD"), "UTF8_STRING")
        return content.decode("utf-8", "replace") if content else ""

    def everything(self, limits: Limits, *, selected: bool = False) -> Copied:
        """Every format on the clipboard, or of what is selected, as far as there is time."""
        self._begin(limits)
        selection = atom(self._display, "PRIMARY" if selected else "CLIPBOARD")
        if self._display.get_selection_owner(selection) == X.NONE:
            return Copied({}, is_whole=True)
        offered = self._atoms(selection)
        if offered is None:
            return Copied({}, is_whole=False)
        formats: dict[str, bytes] = {}
        is_whole = True
        for name in _worth_reading(offered):
            content = self._content(selection, name)
            if content is None:
                is_whole = is_whole and time.monotonic() < self._until and self._room > 0
            else:
                formats[TEXT if name in _TEXTS else name] = content
        return Copied(formats, is_whole=is_whole)

    def _begin(self, limits: Limits) -> None:
        self._until = time.monotonic() + limits.seconds
        self._room = limits.most_bytes

    def _atoms(self, selection: int) -> list[str] | None:
        """The names of the formats that the owner offers; None where it does not answer."""
        told = self._property_after(selection, atom(self._display, "TARGETS"))
        if told is None or told.format != 32:
            return None
        return [self._display.get_atom_name(one) for one in told.value]

    def _content(self, selection: int, name: str) -> bytes | None:
        """One format; None where it cannot be had in time, or is none of bytes."""
        told = self._property_after(selection, atom(self._display, name))
        if told is None:
            return None
        if told.property_type == self._incremental:
            return self._in_pieces()
        if told.format != 8:
            return None
        content = bytes(told.value)
        self._room -= len(content)
        return content if self._room >= 0 else None

    def _property_after(self, selection: int, target: int) -> request.GetProperty | None:
        """Ask for a target, and read what the owner put down for us."""
        self._window.convert_selection(selection, target, self._property, X.CurrentTime)
        while (event := self._next()) is not None:
            if event.type == X.SelectionNotify and event.target == target:
                return self._take() if event.property == self._property else None
        return None

    def _in_pieces(self) -> bytes | None:
        """What the owner hands over piece by piece, the last of them empty."""
        pieces: list[bytes] = []
        while (event := self._next()) is not None:
            if event.type != X.PropertyNotify or event.state != X.PropertyNewValue:
                continue
            told = self._take()
            if told is None or told.format != 8:
                return None
            if not len(told.value):
                return b"".join(pieces)
            pieces.append(bytes(told.value))
            self._room -= len(pieces[-1])
            if self._room < 0:
                return None
        return None

    def _take(self) -> request.GetProperty | None:
        told: request.GetProperty | None = self._window.get_property(
            self._property, X.AnyPropertyType, 0, _PROPERTY_UNITS, delete=True
        )
        return told

    def _next(self) -> rq.Event | None:
        """The next event; None when the time is over."""
        self._display.flush()
        while not self._display.pending_events():
            left = self._until - time.monotonic()
            if left <= 0 or not select.select([self._display.fileno()], [], [], left)[0]:
                return None
        return self._display.next_event()


def _worth_reading(offered: Iterable[str]) -> list[str]:
    """Each format once; of the many names of a plain text only the first that is offered."""
    there = list(dict.fromkeys(offered))
    text = next((name for name in _TEXTS if name in there), None)
    others = [name for name in there if name not in _QUESTIONS and name not in _TEXTS]
    return [*([text] if text else []), *others]
