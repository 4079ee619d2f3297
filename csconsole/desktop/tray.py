"""The icon in the system's tray: what is owed today, and a word before something is late.

Where the system has no tray, the same is said in the window, quietly.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMainWindow, QMenu, QSystemTrayIcon

from csconsole.desktop.notices import Notices
from csconsole.language import _
from csconsole.shipped import RESOURCES

_SHOWN_MS = 10_000
_IN_PASSING = 2  # lines that can be read in the window before they go


class Tray(QObject):
    """What the program says outside its window.

    Signals:
        line_chosen: the key of a line of the menu.
        list_asked: the whole list is wanted.
        palette_asked: the palette is wanted, where no key can open it.
        told_chosen: the word that came last was clicked.

    Attributes:
        icon: in the system's tray; None where there is none.
    """

    line_chosen = Signal(str)
    list_asked = Signal()
    palette_asked = Signal()
    told_chosen = Signal()

    def __init__(
        self,
        window: QMainWindow,
        notices: Notices,
        is_there: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self.icon: QSystemTrayIcon | None = None
        self.menu = QMenu(window)
        if is_there():
            self.icon = QSystemTrayIcon(QIcon(str(RESOURCES / "icons" / "csconsole.svg")), self)
            self.icon.setContextMenu(self.menu)
            self.icon.activated.connect(self._on_activated)
            self.icon.messageClicked.connect(self._on_clicked)
        self.show_lines("csconsole", ())
        if self.icon is not None:
            self.icon.show()

    def hide(self) -> None:
        """Leave the tray: the window is closed."""
        if self.icon is not None:
            self.icon.hide()

    def show_lines(self, told: str, lines: Sequence[tuple[str, str]]) -> None:
        """Say how things stand in the tooltip, and line by line (text, key) in the menu."""
        self.menu.clear()
        head = self.menu.addAction(told)
        head.triggered.connect(lambda _on=False: self._ask_list())
        for text, key in lines:
            action = self.menu.addAction(text.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, key=key: self._choose(key))
        self.menu.addSeparator()
        palette = self.menu.addAction(_("Palette over the chat"))
        palette.triggered.connect(lambda _on=False: self.palette_asked.emit())
        show = self.menu.addAction(_("Show the window"))
        show.triggered.connect(lambda _on=False: self._raise())
        leave = self.menu.addAction(_("Quit"))
        leave.triggered.connect(lambda _on=False: self._window.close())
        if self.icon is not None:
            self.icon.setToolTip("\n".join([told, *(text for text, _key in lines)]))

    def tell(self, title: str, lines: Sequence[str]) -> None:
        """Say something that should not be missed."""
        if self.icon is not None and self.icon.isVisible():
            kind = QSystemTrayIcon.MessageIcon.Information
            self.icon.showMessage(title, "\n".join(lines), kind, _SHOWN_MS)
        else:
            self._notices.say("\n".join([title, *lines[:_IN_PASSING]]))

    def _raise(self) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _choose(self, key: str) -> None:
        self._raise()
        self.line_chosen.emit(key)

    def _ask_list(self) -> None:
        self._raise()
        self.list_asked.emit()

    def _on_clicked(self) -> None:
        self._raise()
        self.told_chosen.emit()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._raise()
