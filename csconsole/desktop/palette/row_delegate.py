"""Painting a reply as one line of the palette: the digit that picks it, title, text, shortcut."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.palette.state import MOST_DIGITS
from csconsole.desktop.replies.card_text import CardTexts
from csconsole.desktop.replies.cards import Card
from csconsole.desktop.replies.model import Index, Role

ROW_HEIGHT = 28
_DIGIT_WIDTH = 22
_LEAST_TEXT = 60  # pixels; less of the text says nothing


class _Letters:
    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.title = CardTexts(theme.pixel_font(font, theme.TEXT_BODY), ROW_HEIGHT, lines=1)
        self.small = CardTexts(theme.pixel_font(font, theme.TEXT_SMALL), ROW_HEIGHT, lines=1)


class RowDelegate(QStyledItemDelegate):
    """Rows of one line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters = _Letters(QFont())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The same for every row."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        card: Card | None = index.data(Role.CARD)
        if card is None:
            return
        if option.font != self._letters.font:
            self._letters = _Letters(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        ground = _ground(option.state)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(QRectF(rect), theme.RADIUS, theme.RADIUS)
        self._paint_words(painter, rect.adjusted(theme.SPACE, 0, -theme.SPACE, 0), card, index)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, card: Card, index: Index) -> None:
        title, small = self._letters.title, self._letters.small
        painter.setPen(theme.colour("quiet"))
        digit = str(index.row() + 1) if index.row() < MOST_DIGITS else ""
        small.paint(painter, QRect(rect.topLeft(), QSize(_DIGIT_WIDTH, ROW_HEIGHT)), digit)
        left, right = rect.left() + _DIGIT_WIDTH, rect.right()
        if card.shortcut:
            width = small.width(card.shortcut) + 2
            right -= width
            place = QRect(right, rect.top(), width, ROW_HEIGHT)
            small.paint(painter, place, card.shortcut, card.shortcut_marks)
            right -= theme.SPACE_LARGE
        wanted = min(title.width(card.title) + 2, right - left)
        painter.setPen(theme.colour("text"))
        title.paint(
            painter, QRect(left, rect.top(), wanted, ROW_HEIGHT), card.title, card.title_marks
        )
        left += wanted + theme.SPACE_LARGE
        if right - left >= _LEAST_TEXT:
            painter.setPen(theme.colour("quiet"))
            place = QRect(left, rect.top(), right - left, ROW_HEIGHT)
            small.paint(painter, place, card.text, card.text_marks)


def _ground(state: QStyle.StateFlag) -> str:
    if state & QStyle.StateFlag.State_Selected:
        return "chosen"
    return "hover" if state & QStyle.StateFlag.State_MouseOver else ""
