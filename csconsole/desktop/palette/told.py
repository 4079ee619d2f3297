"""A word in passing where the palette was: it takes no focus and goes by itself."""

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QLabel

_SHOWN_MS = 4000
_WIDEST = 420


class Told(QLabel):
    """Says how a paste ended, where it did not end in the chat box."""

    def __init__(self) -> None:
        flags = Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(None, flags)
        self.setProperty("role", "toast")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)

    def say(self, text: str, place: QRect) -> None:
        """Say something at the upper middle of a place."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setWindowTitle(text)  # for programs that read the screen to people
        self.setWordWrap(False)
        wanted = self.sizeHint().width()
        self.setWordWrap(wanted > _WIDEST)
        self.setFixedWidth(min(wanted, _WIDEST))
        self.adjustSize()
        self.move(QPoint(place.center().x() - self.width() // 2, place.top()))
        self.show()
        self.raise_()
        self._timer.start()
