"""Painting a result as a card: title, shortcut, category and the first lines of the text."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.replies.card_marks import Mark
from csconsole.desktop.replies.cards import Card
from csconsole.desktop.replies.model import Index, Role

_TEXT_LINES = 2
_GAP = theme.SPACE_SMALL
_PADDING = theme.SPACE_LARGE
_TITLE_LINE, _TEXT_LINE = 24, 20  # pixels; half as much again as the letters, as Chinese needs
_HEIGHT = 2 * _PADDING - 4 + _TITLE_LINE + _TEXT_LINES * _TEXT_LINE + _GAP

Marks = Sequence[tuple[int, int]]


class CardDelegate(QStyledItemDelegate):
    """Cards of one height, so that the list needs to lay out only what it shows."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The same for every card."""
        return QSize(200, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        card: Card | None = index.data(Role.CARD)
        if card is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(0, 0, -theme.SPACE_SMALL, -_GAP)
        self._paint_ground(painter, rect, option.state)
        inner = rect.adjusted(_PADDING, _PADDING - 4, -_PADDING, -_PADDING)
        font: QFont = option.font
        self._paint_head(painter, inner, card, font)
        top = inner.top() + _TITLE_LINE + _GAP
        body = QRect(inner.left(), top, inner.width(), _TEXT_LINES * _TEXT_LINE)
        painter.setPen(theme.colour("quiet"))
        _paint_text(painter, body, card.text, card.text_marks, font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "chosen" if chosen else "hover" if hovered else "surface"
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(
            QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS
        )

    def _paint_head(self, painter: QPainter, inner: QRect, card: Card, font: QFont) -> None:
        """The title at the left; at the right its shortcut and, where there is room, category."""
        small = theme.pixel_font(font, theme.TEXT_SMALL)
        metrics = QFontMetrics(small)
        right = inner.right()
        if card.shortcut:
            width = metrics.horizontalAdvance(card.shortcut)
            badge = QRect(right - width - 12, inner.top() + 2, width + 12, _TITLE_LINE - 4)
            _paint_badge(painter, badge, card, small)
            right = badge.left() - theme.SPACE
        for mark in reversed(card.marks):
            width = metrics.horizontalAdvance(mark.text) + 12
            box = QRect(right - width, inner.top() + 2, width, _TITLE_LINE - 4)
            _paint_mark(painter, box, mark, small)
            right = box.left() - theme.SPACE_SMALL
        title_font = theme.pixel_font(font, theme.TEXT_TITLE, bold=True)
        wanted = QFontMetrics(title_font).horizontalAdvance(card.title)
        width = metrics.horizontalAdvance(card.category)
        if card.category and wanted + width + theme.SPACE_WIDE < right - inner.left():
            painter.setFont(small)
            painter.setPen(theme.colour("quiet"))
            place = QRect(right - width - 2, inner.top(), width + 2, _TITLE_LINE)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, card.category)
            right = place.left() - theme.SPACE
        title = QRect(inner.left(), inner.top(), right - inner.left(), _TITLE_LINE)
        painter.setPen(theme.colour("text"))
        _paint_text(painter, title, card.title, card.title_marks, title_font)


def _paint_badge(painter: QPainter, rect: QRect, card: Card, font: QFont) -> None:
    """The shortcut in a box; marked as a whole where the query is found in it."""
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(theme.colour("mark" if card.shortcut_marks else "ground"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setFont(font)
    painter.setPen(theme.colour("text" if card.shortcut_marks else "quiet"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, card.shortcut)


def _paint_mark(painter: QPainter, rect: QRect, mark: Mark, font: QFont) -> None:
    """A word about the reply in its colour; one that is urgent stands on a ground of its own."""
    ground = {"due": "due_ground", "late": "forbidden_ground"}.get(mark.colour)
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(rect), 4, 4)
    painter.setFont(font)
    painter.setPen(theme.colour(mark.colour))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark.text)


def _paint_text(painter: QPainter, rect: QRect, text: str, marks: Marks, font: QFont) -> None:
    """A text in as many lines as fit, its last one cut with an ellipsis, what matched marked."""
    line_height = _TITLE_LINE if rect.height() <= _TITLE_LINE else _TEXT_LINE
    count = max(1, rect.height() // line_height)
    layout, lines = _broken(text, font, marks, rect.width(), count + 1)
    if len(lines) > count:
        start = _code_points(text, lines[count - 1].textStart())
        metrics = QFontMetrics(font)
        last = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, rect.width() - 1)
        shown = text[:start] + last
        kept = [(at, min(end, len(shown) - 1)) for at, end in marks if at < len(shown) - 1]
        layout, lines = _broken(shown, font, kept, rect.width(), count)
    offset = (line_height - QFontMetrics(font).height()) / 2
    for at, line in enumerate(lines):
        line.setPosition(QPointF(0, at * line_height))
    layout.draw(painter, QPointF(rect.left(), rect.top() + offset))


def _broken(
    text: str, font: QFont, marks: Marks, width: int, most: int
) -> tuple[QTextLayout, list[QTextLine]]:
    """A text broken into at most so many lines of a width."""
    layout = _layout(text, font, marks)
    lines: list[QTextLine] = []
    layout.beginLayout()
    while len(lines) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(line)
    layout.endLayout()
    return layout, lines


def _layout(text: str, font: QFont, marks: Marks) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    marked = QTextCharFormat()
    marked.setBackground(theme.colour("mark"))
    marked.setForeground(theme.colour("text"))
    ranges = []
    for start, end in marks:
        piece = QTextLayout.FormatRange()
        piece.start = _utf16(text, start)
        piece.length = _utf16(text, end) - piece.start
        piece.format = marked
        ranges.append(piece)
    layout.setFormats(ranges)
    return layout


def _utf16(text: str, at: int) -> int:
    """A place in code points as Qt counts it, in UTF-16."""
    return at + sum(character > "\uffff" for character in text[:at])


def _code_points(text: str, at: int) -> int:
    """A place as Qt counts it in code points."""
    return len(text.encode("utf-16-le")[: 2 * at].decode("utf-16-le", "ignore"))
