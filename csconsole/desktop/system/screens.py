"""Where on the screens a window of another program stands, in Qt's own measure."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication, QScreen

from csconsole.desktop.system.model import Area

_IN_POINTS = "cocoa"  # macOS counts windows in points already, as Qt does


def screen_of(area: Area) -> QScreen:
    """The screen that shows the middle of an area."""
    middle = QPoint(area.left + area.width // 2, area.top + area.height // 2)
    holding = (
        screen for screen in QGuiApplication.screens() if _in_pixels(screen).contains(middle)
    )
    return next(holding, QGuiApplication.primaryScreen())


def on_screen(screen: QScreen, area: Area) -> QRect:
    """An area as Qt measures it on a screen."""
    corner, ratio = screen.geometry().topLeft(), _ratio(screen)
    left = corner.x() + (area.left - corner.x()) / ratio
    top = corner.y() + (area.top - corner.y()) / ratio
    return QRect(
        round(left), round(top), round(area.width / ratio), max(1, round(area.height / ratio))
    )


def _in_pixels(screen: QScreen) -> QRect:
    """A screen as the system counts it: Qt keeps its corner and divides its size."""
    geometry, ratio = screen.geometry(), _ratio(screen)
    size = QSize(round(geometry.width() * ratio), round(geometry.height() * ratio))
    return QRect(geometry.topLeft(), size)


def _ratio(screen: QScreen) -> float:
    return 1.0 if QGuiApplication.platformName() == _IN_POINTS else screen.devicePixelRatio()
