"""Painting an order in a list: number, buyer and flag, what was paid and when; its goods below."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.orders.cards import OrderCard
from csconsole.desktop.orders.flags import paint_flag
from csconsole.desktop.orders.order_model import Index, OrderRole
from csconsole.desktop.orders.words import flag_name

_TITLE, _LINE = 24, 20  # pixels; half as much again as the letters
_HEIGHT = 2 * theme.SPACE + _TITLE + 2 * _LINE
_GAP = theme.SPACE_SMALL
_DOT = 10
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class OrderDelegate(QStyledItemDelegate):
    """Rows of one height, so that the list needs to lay out only what it shows."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The same for every order."""
        return QSize(200, _HEIGHT + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one order."""
        card: OrderCard | None = index.data(OrderRole.CARD)
        if card is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(0, 0, -theme.SPACE_SMALL, -_GAP)
        _paint_ground(painter, rect, option.state)
        inner = rect.adjusted(theme.SPACE_LARGE, theme.SPACE, -theme.SPACE_LARGE, -theme.SPACE)
        small = theme.pixel_font(option.font, theme.TEXT_SMALL)
        first = QRect(inner.left(), inner.top(), inner.width(), _TITLE)
        second = QRect(inner.left(), first.bottom() + 1, inner.width(), _LINE)
        third = second.translated(0, _LINE)
        _paint_first(painter, first, card, option.font)
        left = _at_right(painter, second, card.day, small, card.day_tone)
        left = _paint_flag(painter, second, left, card, small)
        _cut(
            painter, second.adjusted(0, 0, left - second.right(), 0), card.status, small, card.tone
        )
        _cut(painter, third, card.goods, small, "quiet")
        painter.restore()


def _paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 1))
    painter.setBrush(theme.colour("chosen" if chosen else "hover" if hovered else "surface"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)


def _paint_first(painter: QPainter, place: QRect, card: OrderCard, font: QFont) -> None:
    """The number and the buyer; what was paid at the right."""
    title = theme.pixel_font(font, theme.TEXT_BODY, bold=True)
    body = theme.pixel_font(font, theme.TEXT_BODY)
    right = _at_right(painter, place, card.paid, body, "text")
    width = min(QFontMetrics(title).horizontalAdvance(card.no) + 1, right - place.left())
    _cut(painter, QRect(place.left(), place.top(), width, place.height()), card.no, title, "text")
    left = place.left() + width + theme.SPACE_LARGE
    room = QRect(left, place.top(), right - left, place.height())
    if room.width() > 2 * _LINE:
        _cut(painter, room, card.buyer, body, "text")


def _paint_flag(painter: QPainter, place: QRect, right: int, card: OrderCard, font: QFont) -> int:
    """The flag's dot and word before what stands at the right; returns where they begin."""
    if card.flag is None:
        return right
    word = flag_name(card.flag)
    width = QFontMetrics(font).horizontalAdvance(word)
    left = right - width
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    painter.drawText(QRect(left, place.top(), width + 1, place.height()), _LEFT, word)
    middle = place.top() + (place.height() - _DOT) / 2
    dot = QRectF(left - _DOT - theme.SPACE_SMALL, middle, _DOT, _DOT)
    paint_flag(painter, dot, card.flag)
    return int(dot.left()) - theme.SPACE


def _at_right(painter: QPainter, place: QRect, text: str, font: QFont, tone: str) -> int:
    """A text at the right end; returns where what stands before it must end."""
    if not text:
        return place.right()
    width = QFontMetrics(font).horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    painter.drawText(place, _RIGHT, text)
    return place.right() - width - theme.SPACE_LARGE


def _cut(painter: QPainter, place: QRect, text: str, font: QFont, tone: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    told = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _LEFT, told)
