"""The line in which a note is written: Enter saves it; what is half written stays by its order."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from csconsole.language import _

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class NoteField(QLineEdit):
    """Writes new notes, and changes those that are there.

    Signals:
        written: (text, id of the note that is changed; "" for a new one).
        left: Esc was pressed.
    """

    written = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setClearButtonEnabled(True)
        self._order = ""
        self._drafts: dict[str, str] = {}
        self._changing = ""
        self._composing = False
        self._say_what()

    @property
    def changing(self) -> str:
        """The id of the note that is being changed; "" where a new one is written."""
        return self._changing

    def belong_to(self, order: str) -> None:
        """Write on another order; what was half written on that one is there again."""
        if order == self._order:
            return
        if self._order and not self._changing:
            self._drafts[self._order] = self.text()
        self._order = order
        self._end_changing(self._drafts.pop(order, ""))

    def change(self, note: str, text: str) -> None:
        """Change a note that is there."""
        if not self._changing:
            self._drafts[self._order] = self.text()
        self._changing = note
        self.setText(text)
        self._say_what()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def give_back(self, text: str) -> None:
        """A note was refused: its text is there to be mended, unless another is begun."""
        if not self.text():
            self.setText(text)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  (Qt's name)
        """Follow what the input method composes."""
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter saves, Esc leaves; while something is composed both belong to the method."""
        key = Qt.Key(event.key())
        if self._composing and key in _ENTER:
            event.accept()
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self._write()
        elif key is Qt.Key.Key_Escape and not self._composing:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        text, note = self.text().strip(), self._changing
        if not text:
            return
        self._end_changing(self._drafts.pop(self._order, "") if note else "")
        self.written.emit(text, note)

    def _leave(self) -> None:
        if self._changing:
            self._end_changing(self._drafts.pop(self._order, ""))
        self.left.emit()

    def _end_changing(self, text: str) -> None:
        self._changing = ""
        self.setText(text)
        self._say_what()

    def _say_what(self) -> None:
        told = _("Change the note: Enter saves") if self._changing else _("Write a note (Ctrl+K)")
        self.setPlaceholderText(told)
        self.setAccessibleName(told)
        self.setToolTip(told)
