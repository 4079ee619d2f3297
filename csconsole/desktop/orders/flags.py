"""Flags in the platforms' colours: painted as a dot, always beside their word."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, Qt

from csconsole.desktop import theme
from csconsole.orders.model import Flag

COLOURS = {
    Flag.RED: "#e02f2f",
    Flag.YELLOW: "#f2c200",
    Flag.GREEN: "#2fa84f",
    Flag.BLUE: "#2f7fe0",
    Flag.PURPLE: "#9352d6",
    Flag.ORANGE: "#f2811d",
    Flag.GREY: "#8b929b",
}
_ICON = 14  # pixels


def paint_flag(painter: QPainter, place: QRectF, flag: Flag) -> None:
    """A dot in the flag's colour, with a rim that stands out from any ground."""
    painter.setPen(QPen(theme.colour("quiet"), 1))
    painter.setBrush(QColor(COLOURS[flag]))
    painter.drawEllipse(place)


def flag_icon(flag: Flag | None) -> QIcon:
    """A flag for a menu; a ring for none."""
    picture = QPixmap(_ICON, _ICON)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    place = QRectF(1.5, 1.5, _ICON - 3, _ICON - 3)
    if flag is None:
        painter.setPen(QPen(theme.colour("quiet"), 1))
        painter.drawEllipse(place)
    else:
        paint_flag(painter, place, flag)
    painter.end()
    return QIcon(picture)
