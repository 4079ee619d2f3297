"""The texts on cards: broken into lines once, and painted as often as they are seen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextLine, QTextOption

from csconsole.desktop import theme

_KEPT = 256  # texts; some eight kilobytes each

Marks = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class LaidText:
    """A text in its lines.

    Attributes:
        shown: the text as far as there is room for it.
        whole: how many characters of it are the text's own, which an ellipsis is not.
        is_wide: whether it has characters that Qt counts twice.
    """

    shown: str
    whole: int
    layout: QTextLayout
    lines: tuple[QTextLine, ...]
    is_wide: bool


class CardTexts:
    """Paints texts in one font, in so many lines of a height, the last one cut with an ellipsis.

    With every key that is pressed, many of the same texts are shown again, with other marks; so
    marks are painted over what was laid out before.

    Attributes:
        font: what they are written in.
        width: how many pixels a text needs in one line.
    """

    def __init__(self, font: QFont, line_height: int, *, lines: int) -> None:
        self.font = QFont(font)
        self._metrics = QFontMetrics(self.font)
        self._line_height, self._lines = line_height, lines
        self._offset = (line_height - self._metrics.height()) / 2
        self.width: Callable[[str], int] = lru_cache(maxsize=_KEPT)(self._width)
        self._laid: Callable[[str, int], LaidText] = lru_cache(maxsize=_KEPT)(self._lay_out)

    def paint(self, painter: QPainter, place: QRect, text: str, marks: Marks = ()) -> None:
        """Paint a text in the painter's colour, what matched on the colour of marks."""
        laid = self._laid(text, place.width())
        at = QPointF(place.left(), place.top() + self._offset)
        laid.layout.draw(painter, at)
        if marks:
            painter.setFont(self.font)
            painter.setPen(theme.colour("text"))
            for start, end in marks:
                if start < laid.whole:
                    self._paint_mark(painter, at, laid, start, min(end, laid.whole))

    def _paint_mark(
        self, painter: QPainter, at: QPointF, laid: LaidText, start: int, end: int
    ) -> None:
        """Paint a piece of a text once more, on the ground of a mark, in each line it lies in."""
        ground = theme.colour("mark")
        for line in laid.lines:
            first, last = line.textStart(), line.textStart() + line.textLength()
            if laid.is_wide:
                first, last = _code_points(laid.shown, first), _code_points(laid.shown, last)
            first, last = max(first, start), min(last, end)
            if first >= last:
                continue
            left, right = sorted((_x(laid, line, first), _x(laid, line, last)))
            corner = QPointF(at.x() + left, at.y() + line.y())
            painter.fillRect(QRectF(corner.x(), corner.y(), right - left, line.height()), ground)
            corner.setY(corner.y() + line.ascent())
            painter.drawText(corner, laid.shown[first:last])

    def _width(self, text: str) -> int:
        return self._metrics.horizontalAdvance(text)

    def _lay_out(self, text: str, width: int) -> LaidText:
        layout, lines = self._broken(text, width)
        whole = len(text)
        end = lines[-1].textStart() + lines[-1].textLength() if lines else 0
        if _code_points(text, end) < len(text):
            start = _code_points(text, lines[-1].textStart())
            last = self._metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width - 1)
            text = text[:start] + last
            whole = len(text) - 1
            layout, lines = self._broken(text, width)
        is_wide = any(character > "\uffff" for character in text)
        return LaidText(text, whole, layout, tuple(lines), is_wide)

    def _broken(self, text: str, width: int) -> tuple[QTextLayout, list[QTextLine]]:
        """A text broken into lines of a width, as many as there is room for."""
        layout = QTextLayout(text, self.font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[QTextLine] = []
        layout.beginLayout()
        while len(lines) < self._lines and (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, len(lines) * self._line_height))
            lines.append(line)
        layout.endLayout()
        return layout, lines


def _x(laid: LaidText, line: QTextLine, at: int) -> float:
    """Where a character begins, in pixels from the left."""
    told = line.cursorToX(_utf16(laid.shown, at) if laid.is_wide else at)
    return cast("tuple[float, int]", told)[0]


def _utf16(text: str, at: int) -> int:
    """A place in code points as Qt counts it, in UTF-16."""
    return at + sum(character > "\uffff" for character in text[:at])


def _code_points(text: str, at: int) -> int:
    """A place as Qt counts it in code points."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))
