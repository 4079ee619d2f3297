"""A word in passing with something to do about it, such as taking back what was just done."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from csconsole.desktop import theme

_SHOWN_MS = 8000  # long enough to see what was done, and to think about it
_LEAST_WIDTH = 180


class Offer(QFrame):
    """The word at the foot of the window, with a button; it takes no focus when it comes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._do: Callable[[], None] = lambda: None
        self.setObjectName("offer")
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._on_taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_WIDE, theme.SPACE_SMALL, theme.SPACE, theme.SPACE_SMALL)
        row.addWidget(self._told, stretch=1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()
        window.installEventFilter(self)

    def make(self, text: str, label: str, do: Callable[[], None], key: str) -> None:
        """Show a word and what can be done about it."""
        used = theme.colours()
        self.setStyleSheet(
            f"QFrame#offer {{ background: {used.text}; border-radius: {theme.RADIUS}px; }}"
            f"QFrame#offer QLabel {{ color: {used.surface}; }}"
            f"QFrame#offer QPushButton {{ background: transparent; color: {used.surface};"
            f" border: 1px solid {used.surface}; font-weight: bold; }}"
        )
        self._do = do
        self._told.setText(text)
        self._told.setToolTip(text)
        self.setAccessibleName(text)
        self.button.setText(f"{label} ({key})" if key else label)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def take(self) -> bool:
        """Do what is offered, if anything is."""
        is_there = self.isVisible()
        if is_there:
            self._on_taken()
        return is_there

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Keep its place while the window changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_taken(self) -> None:
        self.hide()
        self._do()

    def _place(self) -> None:
        room = self._window.width() - 2 * theme.SPACE_WIDE
        words = self._told.fontMetrics().horizontalAdvance(self._told.text())
        wanted = words + self.button.sizeHint().width() + 4 * theme.SPACE_WIDE
        self.resize(max(_LEAST_WIDTH, min(wanted, room)), self.sizeHint().height())
        self.move(
            (self._window.width() - self.width()) // 2,
            self._window.height() - self.height() - theme.SPACE_SMALL,
        )
