"""Where the chat stands, told whenever that changes, to whoever stands beside it."""

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from csconsole.desktop.system.model import Area, Target, Windows

_CALM_MS, _MOVING_MS = 150, 25  # between two looks
_MOVING_SECONDS = 0.5  # after a change the next ones are likely


class Following(QObject):
    """Looks where a window of another program stands, since not every system tells by itself.

    The chat is the window that was uppermost at the beginning; one that a reply is sent to takes
    its place, or the next that has the keyboard where there was none, or the chat was closed.

    Signals:
        moved: where the chat stands now, as `Area`.
    """

    moved = Signal(object)

    def __init__(self, windows: Windows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._windows = windows
        self._chat: Target | None = None
        self._stood: Area | None = None
        self._moved_at = float("-inf")
        self._looking = QTimer(self)
        self._looking.setTimerType(Qt.TimerType.PreciseTimer)
        self._looking.timeout.connect(self.look)

    def begin(self) -> None:
        """Follow the window below ours."""
        self.turn_to(self._windows.uppermost(own_windows()))
        self._looking.start(_CALM_MS)

    def turn_to(self, chat: Target | None) -> None:
        """Follow a window from now on."""
        self._chat, self._stood = chat, None
        self.look()

    def end(self) -> None:
        """Look no more."""
        self._looking.stop()
        self._chat, self._stood = None, None

    @property
    def is_on(self) -> bool:
        """Whether somebody stands beside the chat now."""
        return self._looking.isActive()

    def look(self) -> None:
        """See where the chat stands, and tell it where that is another place than before."""
        if self._chat is None:
            front = self._windows.foreground()
            self._chat = front if front is not None and front.id not in own_windows() else None
        if self._chat is None:
            return
        area = self._windows.area(self._chat)
        if area is None:  # put away it may come back
            self._chat = self._chat if self._windows.exists(self._chat) else None
        elif area != self._stood:
            self._stood = area
            self._moved_at = time.monotonic()
            self.moved.emit(area)
        is_moving = time.monotonic() - self._moved_at < _MOVING_SECONDS
        self._looking.setInterval(_MOVING_MS if is_moving else _CALM_MS)


def own_windows() -> set[int]:
    """The system's numbers of our own windows."""
    return {
        int(widget.winId())
        for widget in QApplication.topLevelWidgets()
        if widget.isWindow() and widget.internalWinId()
    }
