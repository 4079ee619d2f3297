"""Breaking a text into lines for painting, so that it needs no widget of its own."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

_LINE_HEIGHT = 1.5  # of the letters, as Chinese needs
_REMEMBERED = 512  # texts


def line_height(font: QFont) -> int:
    """The height of a line, in pixels."""
    return round(font.pixelSize() * _LINE_HEIGHT)


def height_of(text: str, font: QFont, width: int) -> int:
    """The height of a text that is broken at a width."""
    metrics = QFontMetrics(font)
    if "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return line_height(font)
    return len(_broken(text, font.toString(), width)) * line_height(font)


def paint_lines(painter: QPainter, place: QRect, text: str, font: QFont) -> None:
    """Paint a text in as many lines as it needs; the pen is the painter's."""
    painter.setFont(font)
    high, metrics = line_height(font), QFontMetrics(font)
    offset = (high - metrics.height()) // 2 + metrics.ascent()
    for at, line in enumerate(_broken(text, font.toString(), place.width())):
        painter.drawText(QPointF(place.left(), place.top() + at * high + offset), line)


def forget() -> None:
    """Forget what was broken: something in it may be seen no more."""
    _broken.cache_clear()


@lru_cache(maxsize=_REMEMBERED)
def _broken(text: str, font_name: str, width: int) -> list[str]:
    """The lines of a text; a list asks for them at each layout and at each painting."""
    font = QFont()
    font.fromString(font_name)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        units = paragraph.encode("utf-16-le", "surrogatepass")  # as Qt counts
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            start, length = line.textStart(), line.textLength()
            lines.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace"))
        layout.endLayout()
    return lines or [""]
