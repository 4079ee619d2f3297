"""Painting a result as a card: title, shortcut, category and the first lines of the text."""

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.replies.card_marks import Mark
from csconsole.desktop.replies.card_text import CardTexts
from csconsole.desktop.replies.cards import Card
from csconsole.desktop.replies.model import Index, Role

_TEXT_LINES = 2
_GAP = theme.SPACE_SMALL
_PADDING = theme.SPACE_LARGE
_TITLE_LINE, _TEXT_LINE = 24, 20  # pixels; half as much again as the letters, as Chinese needs
_HEIGHT = 2 * _PADDING - 4 + _TITLE_LINE + _TEXT_LINES * _TEXT_LINE + _GAP


class _Letters:
    """What cards are written in, made from the font of the list."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.titles = CardTexts(
            theme.pixel_font(font, theme.TEXT_TITLE, bold=True), _TITLE_LINE, lines=1
        )
        self.texts = CardTexts(font, _TEXT_LINE, lines=_TEXT_LINES)
        self.small = CardTexts(theme.pixel_font(font, theme.TEXT_SMALL), _TITLE_LINE, lines=1)


class CardDelegate(QStyledItemDelegate):
    """Cards of one height, so that the list needs to lay out only what it shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters = _Letters(QFont())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The same for every card."""
        return QSize(200, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        card: Card | None = index.data(Role.CARD)
        if card is None:
            return
        if option.font != self._letters.font:
            self._letters = _Letters(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(0, 0, -theme.SPACE_SMALL, -_GAP)
        self._paint_ground(painter, rect, option.state)
        inner = rect.adjusted(_PADDING, _PADDING - 4, -_PADDING, -_PADDING)
        self._paint_head(painter, inner, card)
        top = inner.top() + _TITLE_LINE + _GAP
        body = QRect(inner.left(), top, inner.width(), _TEXT_LINES * _TEXT_LINE)
        painter.setPen(theme.colour("quiet"))
        self._letters.texts.paint(painter, body, card.text, card.text_marks)
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

    def _paint_head(self, painter: QPainter, inner: QRect, card: Card) -> None:
        """The title at the left; at the right its shortcut and, where there is room, category."""
        small, titles = self._letters.small, self._letters.titles
        right = inner.right()
        if card.shortcut:
            width = small.width(card.shortcut)
            badge = QRect(right - width - 12, inner.top() + 2, width + 12, _TITLE_LINE - 4)
            self._paint_badge(painter, badge, card)
            right = badge.left() - theme.SPACE
        for mark in reversed(card.marks):
            width = small.width(mark.text) + 12
            box = QRect(right - width, inner.top() + 2, width, _TITLE_LINE - 4)
            self._paint_mark(painter, box, mark)
            right = box.left() - theme.SPACE_SMALL
        width = small.width(card.category)
        wanted = titles.width(card.title) + width + theme.SPACE_WIDE
        if card.category and wanted < right - inner.left():
            painter.setPen(theme.colour("quiet"))
            place = QRect(right - width - 2, inner.top(), width + 2, _TITLE_LINE)
            small.paint(painter, place, card.category)
            right = place.left() - theme.SPACE
        title = QRect(inner.left(), inner.top(), right - inner.left(), _TITLE_LINE)
        painter.setPen(theme.colour("text"))
        titles.paint(painter, title, card.title, card.title_marks)

    def _paint_badge(self, painter: QPainter, rect: QRect, card: Card) -> None:
        """The shortcut in a box; marked as a whole where the query is found in it."""
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("mark" if card.shortcut_marks else "ground"))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(theme.colour("text" if card.shortcut_marks else "quiet"))
        self._letters.small.paint(painter, rect.adjusted(6, -2, 6, 2), card.shortcut)

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: Mark) -> None:
        """A word about the reply in its colour; an urgent one stands on a ground of its own."""
        ground = {"due": "due_ground", "late": "forbidden_ground"}.get(mark.colour)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(ground))
            painter.drawRoundedRect(QRectF(rect), 4, 4)
        painter.setPen(theme.colour(mark.colour))
        self._letters.small.paint(painter, rect.adjusted(6, -2, 6, 2), mark.text)
