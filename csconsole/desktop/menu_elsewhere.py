"""The menu on the pages that have no button of their own for it."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton

from csconsole.desktop.frame import Frame
from csconsole.language import _

_KEY = "F10"
_WITH_BUTTON = "replies"
_LEAST_WIDTH = 400  # pixels of the window


class MenuElsewhere(QObject):
    """A button in the status line, and the menu's key, wherever the search box is not shown.

    Attributes:
        button: opens the menu.
    """

    def __init__(self, menu: QMenu, frame: Frame, window: QMainWindow) -> None:
        super().__init__(window)
        self._menu, self._frame, self._has_room = menu, frame, True
        self.button = QToolButton()
        self.button.setText("☰")
        self.button.setProperty("role", "quiet")
        self.button.setAccessibleName(_("Menu"))
        self.button.setToolTip(_("Menu (F10)"))
        self.button.clicked.connect(self._open)
        self._key = QShortcut(_KEY, window)
        self._key.activated.connect(self._open)
        window.statusBar().insertWidget(0, self.button)
        frame.shown.connect(lambda _page: self._show())
        self._show()

    def fit(self, width: int) -> None:
        """Leave the room of a narrow window to what must be said; the key stays at work."""
        self._has_room = width >= _LEAST_WIDTH
        self._show()

    def _show(self) -> None:
        # Two that are at work at a time would take the key from each other.
        is_elsewhere = self._frame.present != _WITH_BUTTON
        self._key.setEnabled(is_elsewhere)
        self.button.setVisible(is_elsewhere and self._has_room)

    def _open(self) -> None:
        above = QPoint(0, -self._menu.sizeHint().height())
        self._menu.popup(self.button.mapToGlobal(above))
        self._menu.setActiveAction(self._menu.actions()[0])
