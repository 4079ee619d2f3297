"""The window as a narrow strip at the screen's edge, above the others, beside the chat."""

from PySide6.QtCore import QMargins, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QMainWindow

from csconsole.desktop.following import Following
from csconsole.desktop.system.model import Area, Target
from csconsole.desktop.system.screens import on_screen, screen_of

WIDTH = 360  # pixels
_LEAST_HEIGHT = 600  # beside a low chat window


class SideMode(QObject):
    """Makes the window a strip, and again what it was.

    Attributes:
        following: tells where the chat stands; None where nobody can, or that is not wanted.
        before: the window's size and the corner of its frame; None while it is no strip.
        was_maximised: whether it filled the screen then.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.following: Following | None = None
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
        if self.following is not None:
            self.following.end()
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
            self._begin_to_follow()

    def follow(self, following: Following) -> None:
        """Stand beside the chat from now on, and move with it."""
        self.following = following
        following.moved.connect(self._stand_beside)

    def turn_to(self, chat: Target) -> None:
        """Stand beside another window, where the strip stands beside one at all."""
        if self.following is not None and self.following.is_on:
            self.following.turn_to(chat)

    def _begin_to_follow(self) -> None:
        if self.following is not None:
            self.following.begin()

    def _enter(self) -> None:
        window = self._window
        self.was_maximised = window.isMaximized()
        if self.was_maximised:
            window.showNormal()
        self.before = QRect(window.pos(), window.size())
        room = window.screen().availableGeometry()
        is_left = self.before.center().x() < room.center().x() - room.width() // 8
        self._keep_above(above=True)
        self._put(strip_at_edge(room, is_left=is_left))
        self._begin_to_follow()

    def _stand_beside(self, area: Area) -> None:
        """The chat is somewhere else now."""
        screen = screen_of(area)
        self._put(strip_beside(on_screen(screen, area), screen.availableGeometry()))

    def _put(self, place: QRect) -> None:
        """Stand somewhere with the window's frame, which Qt does not count."""
        window = self._window
        frame, inner = window.frameGeometry(), window.geometry()
        around = QMargins(
            inner.left() - frame.left(),
            inner.top() - frame.top(),
            frame.right() - inner.right(),
            frame.bottom() - inner.bottom(),
        )
        window.resize(place.marginsRemoved(around).size())
        window.move(place.topLeft())

    def _keep_above(self, *, above: bool) -> None:
        # Not by the widget's flags: to change those Qt hides the window and shows another.
        self._window.windowHandle().setFlag(Qt.WindowType.WindowStaysOnTopHint, above)


def strip_at_edge(room: QRect, *, is_left: bool) -> QRect:
    """The strip at an edge of a screen's free room, as high as that."""
    width = min(WIDTH, room.width())
    left = room.left() if is_left else room.right() + 1 - width
    return QRect(left, room.top(), width, room.height())


def strip_beside(chat: QRect, room: QRect) -> QRect:
    """The strip beside the chat, at the right if there is room, else at the left.

    Where there is room at neither side it stands at the edge that the chat leaves most room at,
    and over a part of the chat.
    """
    at_right, at_left = room.right() - chat.right(), chat.left() - room.left()
    if max(at_right, at_left) < WIDTH:
        return strip_at_edge(room, is_left=at_left > at_right)
    left = chat.right() + 1 if at_right >= WIDTH else chat.left() - WIDTH
    height = min(max(chat.height(), _LEAST_HEIGHT), room.height())
    top = min(max(chat.top(), room.top()), room.bottom() + 1 - height)
    return QRect(QPoint(left, top), QPoint(left + WIDTH - 1, top + height - 1))
