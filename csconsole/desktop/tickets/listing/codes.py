"""The codes of return and exchange cards, scanned or pasted into a box in which one searches."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from csconsole.tickets.cards import read_code

# A scanner types like a keyboard: each beginning of a number looks like a shorter one, so that a
# code counts once Enter ends it or nothing has followed for a while. What is pasted is whole.
_TYPED_MS = 400
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CardCodes(QObject):
    """Watches boxes for codes of cards.

    Signals:
        found: the number of a ticket whose card was read; the box is empty again.
    """

    found = Signal(str)

    def __init__(self, boxes: list[QLineEdit], parent: QObject) -> None:
        super().__init__(parent)
        self._lengths = dict.fromkeys(boxes, 0)
        self._box: QLineEdit | None = None
        self._waiting = QTimer(self, singleShot=True, interval=_TYPED_MS)
        self._waiting.timeout.connect(self._take)
        for box in boxes:
            box.textChanged.connect(lambda text, box=box: self._on_text(box, text))
            box.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Take Enter behind a code, which would else mean what it means in this box."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _ENTER
            and isinstance(watched, QLineEdit)
            and read_code(watched.text())
        ):
            self._box = watched
            self._take()
            return True
        return super().eventFilter(watched, event)

    def _on_text(self, box: QLineEdit, text: str) -> None:
        grown = len(text) - self._lengths[box]
        self._lengths[box] = len(text)
        self._waiting.stop()
        if read_code(text):
            self._box = box
            self._waiting.start(0 if grown > 1 else _TYPED_MS)

    def _take(self) -> None:
        self._waiting.stop()
        box, self._box = self._box, None
        number = read_code(box.text()) if box is not None else ""
        if box is not None and number:
            box.clear()
            self.found.emit(number)
