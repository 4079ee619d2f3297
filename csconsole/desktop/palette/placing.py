"""Where the palette opens: at the text cursor where it is known, else over the window in use."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QCursor, QGuiApplication, QScreen

from csconsole.desktop.system.model import Area, Target

_BESIDE_CARET = 6


def palette_place(target: Target | None, size: QSize) -> QRect:
    """The rectangle of the palette in Qt's own measure, wholly on the screen in use."""
    screens = QGuiApplication.screens()
    if target is not None and target.caret is not None:
        screen = _screen_at(screens, target.caret)
        caret = _logical(screen, target.caret)
        below = QPoint(caret.left(), caret.bottom() + _BESIDE_CARET)
        above = QPoint(caret.left(), caret.top() - _BESIDE_CARET - size.height())
        room = screen.availableGeometry()
        fits = below.y() + size.height() <= room.bottom()
        return _inside(QRect(below if fits or above.y() < room.top() else above, size), room)
    if target is not None and target.area is not None:
        screen = _screen_at(screens, target.area)
        middle = _logical(screen, target.area).intersected(screen.geometry()).center()
    else:
        screen = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        middle = screen.availableGeometry().center()
    corner = middle - QPoint(size.width() // 2, size.height() // 2)
    return _inside(QRect(corner, size), screen.availableGeometry())


def _screen_at(screens: Iterable[QScreen], area: Area) -> QScreen:
    """The screen that shows the middle of an area."""
    middle = QPoint(area.left + area.width // 2, area.top + area.height // 2)
    holding = (screen for screen in screens if _in_pixels(screen).contains(middle))
    return next(holding, QGuiApplication.primaryScreen())


def _in_pixels(screen: QScreen) -> QRect:
    """A screen as the system counts it: Qt keeps its corner and divides its size."""
    geometry, ratio = screen.geometry(), screen.devicePixelRatio()
    size = QSize(round(geometry.width() * ratio), round(geometry.height() * ratio))
    return QRect(geometry.topLeft(), size)


def _logical(screen: QScreen, area: Area) -> QRect:
    """An area in pixels in Qt's measure."""
    corner, ratio = screen.geometry().topLeft(), screen.devicePixelRatio()
    left = corner.x() + (area.left - corner.x()) / ratio
    top = corner.y() + (area.top - corner.y()) / ratio
    return QRect(
        round(left), round(top), round(area.width / ratio), max(1, round(area.height / ratio))
    )


def _inside(rect: QRect, room: QRect) -> QRect:
    """A rectangle moved, and where it must be made smaller, so that a screen shows all of it."""
    fitting = QRect(rect.topLeft(), rect.size().boundedTo(room.size()))
    left = min(max(fitting.left(), room.left()), room.right() + 1 - fitting.width())
    top = min(max(fitting.top(), room.top()), room.bottom() + 1 - fitting.height())
    fitting.moveTo(left, top)
    return fitting
