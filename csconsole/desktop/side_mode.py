"""The window as a narrow strip at the screen's edge, above the others, beside the chat."""

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QMainWindow

WIDTH = 360  # pixels


class SideMode(QObject):
    """Makes the window a strip, and again what it was.

    Attributes:
        before: the window's size and the corner of its frame; None while it is no strip.
        was_maximised: whether it filled the screen then.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.before: QRect | None = None
        self.was_maximised = False

    @property
    def is_on(self) -> bool:
        """Whether the window is a strip now."""
        return self.before is not None

    def toggle(self) -> None:
        """Become a strip, or what it was before."""
        if self.is_on:
            self.leave()
        else:
            self._enter()

    def leave(self) -> None:
        """Be again as large as before, among the other windows."""
        before = self.before
        if before is None:
            return
        self.before = None
        self._keep_above(above=False)
        self._window.resize(before.size())
        self._window.move(before.topLeft())
        if self.was_maximised:
            self._window.showMaximized()

    def take_over(self, other: "SideMode") -> None:
        """Go on where another window was."""
        if other.is_on:
            self.before, self.was_maximised = other.before, other.was_maximised
            self._keep_above(above=True)

    def _enter(self) -> None:
        window = self._window
        self.was_maximised = window.isMaximized()
        if self.was_maximised:
            window.showNormal()
        self.before = QRect(window.pos(), window.size())
        room = window.screen().availableGeometry()
        frame, inner = window.frameGeometry(), window.geometry()
        across, along = frame.width() - inner.width(), frame.height() - inner.height()
        width = min(WIDTH, room.width() - across)
        is_left = self.before.center().x() < room.center().x() - room.width() // 8
        left = room.left() if is_left else room.right() + 1 - width - across
        self._keep_above(above=True)
        window.resize(width, room.height() - along)
        window.move(left, room.top())

    def _keep_above(self, *, above: bool) -> None:
        # Not by the widget's flags: to change those Qt hides the window and shows another.
        self._window.windowHandle().setFlag(Qt.WindowType.WindowStaysOnTopHint, above)
