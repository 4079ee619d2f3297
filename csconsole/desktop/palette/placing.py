"""Where the palette opens: at the text cursor where it is known, else over the window in use."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QCursor, QGuiApplication

from csconsole.desktop.system.model import Target
from csconsole.desktop.system.screens import on_screen, screen_of

_BESIDE_CARET = 6


def palette_place(target: Target | None, size: QSize) -> QRect:
    """The rectangle of the palette in Qt's own measure, wholly on the screen in use."""
    if target is not None and target.caret is not None:
        screen = screen_of(target.caret)
        caret = on_screen(screen, target.caret)
        below = QPoint(caret.left(), caret.bottom() + _BESIDE_CARET)
        above = QPoint(caret.left(), caret.top() - _BESIDE_CARET - size.height())
        room = screen.availableGeometry()
        fits = below.y() + size.height() <= room.bottom()
        return _inside(QRect(below if fits or above.y() < room.top() else above, size), room)
    if target is not None and target.area is not None:
        screen = screen_of(target.area)
        middle = on_screen(screen, target.area).intersected(screen.geometry()).center()
    else:
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        middle = screen.availableGeometry().center()
    corner = middle - QPoint(size.width() // 2, size.height() // 2)
    return _inside(QRect(corner, size), screen.availableGeometry())


def _inside(rect: QRect, room: QRect) -> QRect:
    """A rectangle moved, and where it must be made smaller, so that a screen shows all of it."""
    fitting = QRect(rect.topLeft(), rect.size().boundedTo(room.size()))
    left = min(max(fitting.left(), room.left()), room.right() + 1 - fitting.width())
    top = min(max(fitting.top(), room.top()), room.bottom() + 1 - fitting.height())
    fitting.moveTo(left, top)
    return fitting
