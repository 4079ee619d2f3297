"""How far something is that runs beside the window, in its status line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.language import _

_STEPS = 1000  # of the progress bar
_BAR, _LEAST_BAR = (120, 8), 24  # pixels


class ProgressLine(QWidget):
    """A quiet bar that takes no focus, and a way to stop what it is about.

    Signals:
        stop_asked: the user wants no more of it.
    """

    stop_asked = Signal()

    def __init__(self, told: str, parent: QWidget, *, can_stop: bool = True) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(told)
        self._bar.setMaximumSize(*_BAR)
        stop = QToolButton()
        stop.setText(_("Stop"))
        stop.setProperty("role", "quiet")
        stop.clicked.connect(self.stop_asked)
        if not can_stop:  # to show it before it has its place would open a window of its own
            stop.hide()
        stop.setMinimumWidth(stop.sizeHint().width())  # in a narrow window the words give way
        self._bar.setMinimumWidth(_LEAST_BAR)
        words = QLabel(told)
        words.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for widget in (words, self._bar, stop):
            row.addWidget(widget)

    def show_share(self, share: float) -> None:
        """Show the share that is done, from 0 to 1."""
        self._bar.setValue(int(_STEPS * share))
