"""Painting a ticket in a list: number, kind and state; buyer and reason; what runs out next."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.tickets.listing.cards import TicketCard
from csconsole.desktop.tickets.listing.model import CardRole, Index

_TITLE, _LINE = 24, 20  # pixels; half as much again as the letters
_GAP = theme.SPACE_SMALL
ROW_HEIGHT = 2 * (theme.SPACE - 2) + _TITLE + 2 * _LINE + _GAP
_BADGE_SIDE = 6  # pixels between a badge's words and its ends
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_CENTRE = Qt.AlignmentFlag.AlignCenter
_GROUNDS = {"late": "forbidden_ground", "due": "due_ground", "forbidden": "forbidden_ground"}


class TicketDelegate(QStyledItemDelegate):
    """Rows of one height, so that the list needs to lay out only what it shows."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The same for every ticket."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one ticket; an empty row while it is being read."""
        card: TicketCard | None = index.data(CardRole.CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(0, 0, -theme.SPACE_SMALL, -_GAP)
        _paint_ground(painter, rect, option.state, _is_current(option, index))
        if card is not None:
            side, above = theme.SPACE_LARGE, theme.SPACE - 2
            inner = rect.adjusted(side, above, -side, -above)
            _Row(painter, option.font, inner).paint(card)
        painter.restore()


class _Row:
    """Paints the words of one row."""

    def __init__(self, painter: QPainter, font: QFont, inner: QRect) -> None:
        self._painter = painter
        self._title = theme.pixel_font(font, theme.TEXT_BODY, bold=True)
        self._body = theme.pixel_font(font, theme.TEXT_BODY)
        self._small = theme.pixel_font(font, theme.TEXT_SMALL)
        self._first = QRect(inner.left(), inner.top(), inner.width(), _TITLE)
        self._second = QRect(inner.left(), self._first.bottom() + 1, inner.width(), _LINE)
        self._third = self._second.translated(0, _LINE)

    def paint(self, card: TicketCard) -> None:
        """All three lines."""
        right = self._badge(self._first, self._first.right(), card.badge.text, card.badge.tone)
        left = self._word(self._first, (self._first.left(), right), card.title, self._title)
        left = self._word(self._first, (left, right), card.kind, self._body)
        self._word(self._first, (left, right), card.state, self._small, card.state_tone)
        right = self._at_right(self._second, self._second.right(), card.owner, "quiet")
        if card.tier_tone == "quiet":
            right = self._at_right(self._second, right, card.tier, "quiet")
        else:
            right = self._badge(self._second, right, card.tier, card.tier_tone)
        who = " · ".join(part for part in (card.who, card.order) if part)
        self._word(self._second, (self._second.left(), right), who, self._small)
        right = self._at_right(self._third, self._third.right(), card.owed, "text")
        left = self._third.left()
        if card.complaint:
            left = self._mark(self._third, left, right, card.complaint)
        self._word(self._third, (left, right), card.about, self._small, "quiet")

    def _word(
        self, line: QRect, ends: tuple[int, int], text: str, font: QFont, tone: str = "text"
    ) -> int:
        """A text, cut where the room ends; returns where what follows it begins."""
        left, right = ends
        room = right - left
        if not text or room < _LINE:
            return left
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(text) + 1, room)
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._painter.setFont(font)
        self._painter.setPen(theme.colour(tone))
        self._painter.drawText(QRect(left, line.top(), width, line.height()), _LEFT, told)
        return left + width + theme.SPACE

    def _at_right(self, line: QRect, right: int, text: str, tone: str) -> int:
        """A text at the right end, of half the line at most; returns where it begins."""
        if not text:
            return right
        metrics = QFontMetrics(self._small)
        most = max(_LINE, line.width() // 2)
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(told) + 1
        self._painter.setFont(self._small)
        self._painter.setPen(theme.colour(tone))
        place = QRect(right - width, line.top(), width, line.height())
        self._painter.drawText(place, _LEFT, told)
        return right - width - theme.SPACE

    def _badge(self, line: QRect, right: int, text: str, tone: str) -> int:
        """Words on a ground of their colour at the right end; returns where they begin."""
        if not text:
            return right
        metrics = QFontMetrics(self._small)
        most = max(_LINE, line.width() * 3 // 5)
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        side = _BADGE_SIDE if tone in _GROUNDS else 0
        width = metrics.horizontalAdvance(told) + 2 * side + 1
        self._pill(QRect(right - width, line.top() + 2, width, line.height() - 4), told, tone)
        return right - width - theme.SPACE

    def _mark(self, line: QRect, left: int, right: int, text: str) -> int:
        """The complaint at the left end; returns where what follows it begins."""
        metrics = QFontMetrics(self._small)
        most = max(_LINE, right - left - 2 * _BADGE_SIDE)
        told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(told) + 2 * _BADGE_SIDE
        self._pill(QRect(left, line.top() + 1, width, line.height() - 2), told, "forbidden")
        return left + width + theme.SPACE

    def _pill(self, place: QRect, text: str, tone: str) -> None:
        if tone in _GROUNDS:
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(theme.colour(_GROUNDS[tone]))
            self._painter.drawRoundedRect(QRectF(place), theme.RADIUS, theme.RADIUS)
        self._painter.setFont(self._small)
        self._painter.setPen(theme.colour(tone))
        self._painter.drawText(place, _CENTRE, text)


def _is_current(option: QStyleOptionViewItem, index: Index) -> bool:
    view = option.widget
    here = getattr(view, "currentIndex", None)
    return here is not None and here() == index


def _paint_ground(
    painter: QPainter,
    rect: QRect,
    state: QStyle.StateFlag,
    is_current: bool,  # noqa: FBT001
) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    painter.setPen(QPen(theme.colour("accent" if chosen or is_current else "line"), 1))
    painter.setBrush(theme.colour("chosen" if chosen else "hover" if hovered else "surface"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
