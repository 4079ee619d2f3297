"""The search box: what an input method composes belongs to it until it commits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_LIST_KEYS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class SearchBox(QLineEdit):
    """A line to type in, with the keys of the list below it.

    Signals:
        list_key: a key that belongs to the list was pressed.
        copy_asked: Enter was pressed and no input method is composing.
        escaped: Esc was pressed in an empty box.
    """

    list_key = Signal(QKeyEvent)
    copy_asked = Signal()
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setClearButtonEnabled(True)
        self._composing = False

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds characters that are not committed yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  (Qt's name)
        """Follow what the input method composes; Qt tells of a change only at the commit."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter copies, arrows walk the list, Esc empties: but never while composing."""
        key = Qt.Key(event.key())
        if self._composing and (key in _ENTER or event.text().isdigit()):
            event.accept()  # they choose and commit what is composed
        elif self._composing:
            super().keyPressEvent(event)
        elif key in _ENTER and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            if not event.isAutoRepeat():  # a key that is held down means nothing twice
                self.copy_asked.emit()
        elif key in _LIST_KEYS and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.list_key.emit(event)
        elif key is Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        if self.text():
            self.clear()
        else:
            self.escaped.emit()
