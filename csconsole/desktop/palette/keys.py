"""What keys mean in the palette; they go before those of the search box and of the text."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

if TYPE_CHECKING:
    from csconsole.desktop.palette.window import PaletteWindow

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_ENTER = {_Key.Key_Return, _Key.Key_Enter}
_PLAIN, _CTRL, _SHIFT = _Modifier.NoModifier, _Modifier.ControlModifier, _Modifier.ShiftModifier


class Go(StrEnum):
    """What is to become of the text."""

    PASTE = "paste"
    COPY = "copy"


class PaletteKeys(QObject):
    """Reads the keys of the palette's window; what an input method composes is its own."""

    def __init__(self, window: "PaletteWindow") -> None:
        super().__init__(window)
        self._window = window
        self._is_composing = False
        window.box.installEventFilter(self)
        window.preview.text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Take the keys that mean something here."""
        window = self._window
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if self._is_composing or window.box.is_composing:
                return False
            if watched is window.preview.text:
                return window.is_editing and self._on_edit_key(event)
            return self._on_box_key(event)
        return super().eventFilter(watched, event)

    def on_key(self, event: QKeyEvent) -> bool:
        """What a key means wherever the cursor is; False where it means nothing here."""
        window = self._window
        key, held = _Key(event.key()), _held(event)
        if key in _ENTER and not event.isAutoRepeat():
            wanted: dict[Qt.KeyboardModifier, Callable[[], None]] = {
                _PLAIN: lambda: window.go.emit(Go.PASTE, None),
                _CTRL: lambda: window.go.emit(Go.COPY, None),
                _SHIFT: self.ask_to_edit,
            }
            return _do(wanted.get(held))
        if key is _Key.Key_O and held == _CTRL and window.order.isVisible():
            return _do(window.order_asked.emit)
        plain: dict[Qt.Key, Callable[[], None]] = {
            _Key.Key_Escape: window.escaped.emit,
            _Key.Key_F2: window.next_language,
            _Key.Key_F3: window.next_wording,
            _Key.Key_F4: window.read_otherwise,
        }
        return held == _PLAIN and _do(plain.get(key))

    def _on_box_key(self, event: QKeyEvent) -> bool:
        window, state = self._window, self._window.state
        key, held = _Key(event.key()), _held(event)
        if event.text().isdigit() and held in {_PLAIN, _Modifier.AltModifier}:
            return self._pick(state.row_for_digit(event.text()))
        if key is _Key.Key_Space and held == _PLAIN:
            return self._pick(state.row_of_shortcut())
        if key in _ENTER and held == _PLAIN and window.rows.currentIndex().row() == 0:
            row = state.row_of_shortcut()
            if row is not None:
                window.choose(row)
        return self.on_key(event)

    def _on_edit_key(self, event: QKeyEvent) -> bool:
        window = self._window
        key, held = _Key(event.key()), _held(event)
        if key is _Key.Key_Escape:
            return _do(window.stop_editing)
        if key in _ENTER and held != _SHIFT:
            going = Go.COPY if held == _CTRL else Go.PASTE
            return _do(lambda: window.go.emit(going, window.preview.text.toPlainText()))
        return False

    def ask_to_edit(self) -> None:
        """Shift+Enter: let the text be changed, once nothing of it is missing."""
        window = self._window
        missing = window.state.next_lacking(None)
        if missing is not None:
            window.preview.focus_field(missing)
        elif window.state.replies.chosen is not None:
            window.edit()

    def _pick(self, row: int | None) -> bool:
        """Send the reply of a row, if there is such a row; whether there was."""
        if row is None:
            return False
        self._window.choose(row)
        self._window.go.emit(Go.PASTE, None)
        return True


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers of a key; that it is one of the number pad means nothing."""
    return event.modifiers() & ~_Modifier.KeypadModifier


def _do(what: Callable[[], object] | None) -> bool:
    """Do something, if there is something; whether there was."""
    if what is not None:
        what()
    return what is not None
