"""A line whose Enter does something, and under it why that was refused."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

_LONGEST = 16_000_000
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EntryLine(QWidget):
    """A line of text that is sent off with Enter; what was refused stays in it."""

    def __init__(self, hint: str, do: Callable[[], None]) -> None:
        super().__init__()
        self._do, self._composing = do, False
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(lambda _text: self._say(""))
        self.setFocusProxy(self.line)
        self.told = QLabel()
        self.told.setProperty("role", "forbidden")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.line)
        column.addWidget(self.told)

    def text(self) -> str:
        """What stands in it."""
        return self.line.text()

    def clear(self) -> None:
        """Empty it."""
        self.line.clear()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong, and go there."""
        self._say(sentence[:1].upper() + sentence[1:])
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Enter sends off, unless an input method is composing."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _ENTER
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and not self._composing
        ):
            if not event.isAutoRepeat():
                self._do()
            return True
        return super().eventFilter(watched, event)

    def _say(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
