"""Painting the rows of the order panel: compact, and read at a glance."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.orders.flags import paint_flag
from csconsole.desktop.orders.lines import height_of, line_height, paint_lines
from csconsole.desktop.orders.rows import Kind, Row
from csconsole.desktop.orders.words import flag_name
from csconsole.desktop.row_list.delegate import (
    RowDelegate,
    body_font,
    paint_ground,
    small_font,
    title_font,
)
from csconsole.language import _

_SIDE, _ABOVE = theme.SPACE, 2  # pixels around a row's text
_LABEL = 76  # the column of what values are called
_DOT = 10
_BESIDE = {Kind.FACT, Kind.PERSONAL, Kind.PARCEL, Kind.BUYER, Kind.TICKET}


class ValueDelegate(RowDelegate):
    """The head of an order, its values, and headings between them."""

    def height_of_row(self, row: Row, font: QFont, width: int) -> int:
        """How high a row is at a width, in pixels."""
        return _height(row, font, width)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        """Paint one row."""
        rect: QRect = option.rect
        paint_ground(painter, rect, _ground(option.state, row))
        inner = rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        if row.kind is Kind.HEAD:
            _paint_head(painter, inner, row, option.font)
        elif row.kind is Kind.HEADING:
            _paint_heading(painter, inner, row, option.font)
        else:
            _paint_value(painter, inner, row, option.font)


def _height(row: Row, font: QFont, width: int) -> int:
    room = width - 2 * _SIDE
    if row.kind is Kind.HEAD:
        return line_height(title_font(font)) + line_height(small_font(font)) + 4 * _ABOVE
    if row.kind is Kind.HEADING:
        return line_height(small_font(font)) + theme.SPACE
    room -= _LABEL if row.kind in _BESIDE else 0
    high = height_of(row.text, body_font(font), room)
    if row.detail:
        high += height_of(row.detail, small_font(font), room)
    return high + 2 * _ABOVE + (theme.SPACE if row.kind is Kind.WARNING else 0)


def _ground(state: QStyle.StateFlag, row: Row) -> str:
    if state & QStyle.StateFlag.State_Selected:
        return "chosen"
    if row.kind is Kind.WARNING:
        return "forbidden_ground"
    return "hover" if state & QStyle.StateFlag.State_MouseOver and row.is_value else ""


def _paint_head(painter: QPainter, inner: QRect, row: Row, font: QFont) -> None:
    """The number with the order's flag, and below it the shop and how far it has come."""
    title, small = title_font(font), small_font(font)
    right = inner.right()
    if row.flag is not None:
        right = _paint_flag(painter, inner, row, small)
    painter.setPen(theme.colour("text"))
    painter.setFont(title)
    room = right - inner.left() - theme.SPACE
    number = QFontMetrics(title).elidedText(row.text, Qt.TextElideMode.ElideMiddle, room)
    high = line_height(title)
    painter.drawText(
        QRect(inner.left(), inner.top() + _ABOVE, room, high), Qt.AlignmentFlag.AlignVCenter, number
    )
    painter.setFont(small)
    painter.setPen(theme.colour(row.tone))
    below = QRect(inner.left(), inner.top() + _ABOVE + high, inner.width(), line_height(small))
    told = QFontMetrics(small).elidedText(row.detail, Qt.TextElideMode.ElideRight, below.width())
    painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, told)


def _paint_flag(painter: QPainter, inner: QRect, row: Row, font: QFont) -> int:
    """The flag's dot and word at the right end of the first line; returns where they begin."""
    if row.flag is None:
        return inner.right()
    word = flag_name(row.flag)
    width = QFontMetrics(font).horizontalAdvance(word)
    high = line_height(title_font(font) if row.kind is Kind.HEAD else body_font(font))
    left = inner.right() - width
    painter.setFont(font)
    painter.setPen(theme.colour("quiet"))
    top = inner.top() + (_ABOVE if row.kind is Kind.HEAD else 0)
    painter.drawText(QRect(left, top, width + 1, high), Qt.AlignmentFlag.AlignVCenter, word)
    dot = QRectF(left - _DOT - theme.SPACE_SMALL, top + (high - _DOT) / 2, _DOT, _DOT)
    paint_flag(painter, dot, row.flag)
    return int(dot.left())


def _paint_heading(painter: QPainter, inner: QRect, row: Row, font: QFont) -> None:
    """A quiet word with its count, and a line to the right end."""
    small = small_font(font)
    told = f"{row.text} {row.detail}".strip()
    painter.setFont(small)
    painter.setPen(theme.colour("quiet"))
    place = inner.adjusted(0, _ABOVE, 0, 0)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, told)
    left = inner.left() + QFontMetrics(small).horizontalAdvance(told) + theme.SPACE
    painter.setPen(QPen(theme.colour("line"), 1))
    middle = place.center().y() + 1
    painter.drawLine(left, middle, inner.right(), middle)


def _paint_value(painter: QPainter, inner: QRect, row: Row, font: QFont) -> None:
    """What the value is called at the left, the value beside it, its second line below."""
    body, small = body_font(font), small_font(font)
    place = QRect(inner)
    if row.kind is Kind.WARNING:
        place.adjust(0, theme.SPACE_SMALL, 0, 0)
    if row.kind in _BESIDE:
        painter.setFont(small)
        painter.setPen(theme.colour("quiet"))
        cut = QFontMetrics(small).elidedText(
            row.label, Qt.TextElideMode.ElideRight, _LABEL - theme.SPACE_SMALL
        )
        label = QRect(place.left(), place.top(), _LABEL, line_height(body))
        painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, cut)
        place.setLeft(place.left() + _LABEL)
    if row.flag is not None:
        _paint_flag(painter, inner, row, small)
    painter.setPen(theme.colour(row.tone))
    high = height_of(row.text, body, place.width())
    paint_lines(painter, place, row.text, body)
    if row.is_hidden:
        _paint_hint(painter, place, row, small)
    if row.detail:
        is_wrong = row.kind is Kind.PARCEL and row.tone == "late"
        painter.setPen(theme.colour("late" if is_wrong else "quiet"))
        paint_lines(painter, place.adjusted(0, high, 0, 0), row.detail, small)


def _paint_hint(painter: QPainter, place: QRect, row: Row, font: QFont) -> None:
    """How a masked value is asked for, where there is room behind it."""
    hint = _("show: Ctrl+R")
    wanted = QFontMetrics(font).horizontalAdvance(hint)
    taken = QFontMetrics(body_font(font)).horizontalAdvance(row.text)
    if taken + wanted + theme.SPACE <= place.width():
        painter.setFont(font)
        painter.setPen(theme.colour("quiet"))
        right = QRect(place.right() - wanted, place.top(), wanted + 1, line_height(body_font(font)))
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, hint)
