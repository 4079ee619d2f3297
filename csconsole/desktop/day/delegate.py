"""Painting the rows of a day: the state by colour and word, what stands behind it indented."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.day.rows import DayRow, Kind, action
from csconsole.desktop.orders.lines import height_of, line_height, paint_lines
from csconsole.desktop.row_list.delegate import (
    RowDelegate,
    body_font,
    paint_ground,
    small_font,
    title_font,
)
from csconsole.selfcheck.model import What

_SIDE, _ABOVE = theme.SPACE, 3  # pixels around a row's text
_MARK = 22  # the column of the mark
_STATE = 76  # the column of the state's word
_GROUP_ABOVE = theme.SPACE_LARGE
_LEAST_NAME = 120
_NAME = 208  # the column of what things are called


class DayDelegate(RowDelegate):
    """Groups, the items under them, and what stands behind an item."""

    def height_of_row(self, row: DayRow, font: QFont, width: int) -> int:
        """How high a row is at a width, in pixels."""
        return _height(row, font, width)

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: DayRow) -> None:
        """Paint one row."""
        rect: QRect = option.rect
        if row.is_value:
            paint_ground(painter, rect, _ground(option.state))
        inner = rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        if row.kind is Kind.GROUP:
            _paint_group(painter, inner, row, option.font)
        elif row.kind is Kind.ITEM:
            _paint_item(painter, inner, row, option.font)
        else:
            looked_at = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
            told = action(row) if option.state & looked_at or is_edited(row) else ""
            _paint_evidence(painter, inner, row, option.font, told)


def is_edited(row: DayRow) -> bool:
    """Whether a row is a reply, which shows all the time that it can be edited."""
    return row.evidence is not None and row.evidence.row.what is What.REPLY


def action_place(rect: QRect, row: DayRow, font: QFont) -> QRect:
    """Where in a row the word stands that does something."""
    width = QFontMetrics(small_font(font)).horizontalAdvance(action(row))
    high = line_height(body_font(font))
    return QRect(rect.right() - _SIDE - width, rect.top() + _ABOVE, width + 1, high)


def mark_place(rect: QRect, font: QFont) -> QRect:
    """Where in a row the mark of its state stands."""
    return QRect(rect.left(), rect.top(), _SIDE + _MARK, line_height(body_font(font)) + 2 * _ABOVE)


def _bold(font: QFont) -> QFont:
    return theme.pixel_font(font, theme.TEXT_BODY, bold=True)


def _height(row: DayRow, font: QFont, width: int) -> int:
    if row.kind is Kind.GROUP:
        return line_height(title_font(font)) + _GROUP_ABOVE + _ABOVE
    room = width - 2 * _SIDE - _MARK
    if row.kind is Kind.ITEM:
        room -= _STATE + _count_width(row, font)
        high = height_of(row.text, body_font(font), room)
        if row.detail:
            high += height_of(row.detail, small_font(font), width - 2 * _SIDE - _MARK)
        return high + 2 * _ABOVE
    high = line_height(body_font(font))
    if row.detail and _is_stacked(row, font, room - _action_width(row, font)):
        high += height_of(row.detail, small_font(font), room)
    return high + 2 * _ABOVE


def _count_width(row: DayRow, font: QFont) -> int:
    return QFontMetrics(_bold(font)).horizontalAdvance(row.count) + theme.SPACE if row.count else 0


def _action_width(row: DayRow, font: QFont) -> int:
    told = action(row)
    return QFontMetrics(small_font(font)).horizontalAdvance(told) + theme.SPACE if told else 0


def _is_stacked(row: DayRow, font: QFont, room: int) -> bool:
    """Whether the reason stands below the name, since both do not fit beside each other."""
    name = QFontMetrics(body_font(font)).horizontalAdvance(row.text)
    why = QFontMetrics(small_font(font)).horizontalAdvance(row.detail)
    return name + why + theme.SPACE_LARGE > room


def _ground(state: QStyle.StateFlag) -> str:
    if state & QStyle.StateFlag.State_Selected:
        return "chosen"
    return "hover" if state & QStyle.StateFlag.State_MouseOver else ""


def _paint_group(painter: QPainter, inner: QRect, row: DayRow, font: QFont) -> None:
    """The question, how many of its items are open, and a line to the right end."""
    title, small = title_font(font), small_font(font)
    place = inner.adjusted(0, _GROUP_ABOVE, 0, 0)
    painter.setFont(title)
    painter.setPen(theme.colour("text"))
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, row.text)
    left = place.left() + QFontMetrics(title).horizontalAdvance(row.text) + theme.SPACE
    painter.setFont(small)
    painter.setPen(theme.colour("quiet"))
    behind = QRect(left, place.top() + 1, place.right() - left, place.height())
    painter.drawText(behind, Qt.AlignmentFlag.AlignVCenter, row.detail)
    left += QFontMetrics(small).horizontalAdvance(row.detail) + theme.SPACE
    painter.setPen(QPen(theme.colour("line"), 1))
    middle = place.center().y() + 1
    painter.drawLine(left, middle, place.right(), middle)


def _paint_item(painter: QPainter, inner: QRect, row: DayRow, font: QFont) -> None:
    body, bold, small = body_font(font), _bold(font), small_font(font)
    first = QRect(inner.left(), inner.top(), inner.width(), line_height(body))
    painter.setFont(bold)
    painter.setPen(theme.colour(row.tone))
    painter.drawText(first, Qt.AlignmentFlag.AlignVCenter, row.mark)
    state = QRect(first.right() - _STATE + 1, first.top(), _STATE, first.height())
    painter.setFont(theme.pixel_font(font, theme.TEXT_SMALL, bold=row.tone != "done"))
    painter.drawText(state, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.state)
    counted = _count_width(row, font)
    if row.count:
        painter.setFont(bold)
        place = QRect(state.left() - counted, first.top(), counted, first.height())
        painter.drawText(
            place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.count
        )
    room = inner.width() - _MARK - _STATE - counted
    text = QRect(inner.left() + _MARK, inner.top(), room, inner.height())
    painter.setPen(theme.colour("text"))
    paint_lines(painter, text, row.text, body)
    if row.detail:
        painter.setPen(theme.colour("quiet"))
        high = height_of(row.text, body, room)
        below = QRect(text.left(), text.top() + high, inner.width() - _MARK, inner.height() - high)
        paint_lines(painter, below, row.detail, small)


def _paint_evidence(painter: QPainter, inner: QRect, row: DayRow, font: QFont, told: str) -> None:
    """What a thing is called, and why it stands here: beside it, or below where room is short.

    `told`: what can be done with it, at the right end.
    """
    body, small = body_font(font), small_font(font)
    place = inner.adjusted(_MARK, 0, 0, 0)
    is_stacked = bool(row.detail) and _is_stacked(
        row, font, place.width() - _action_width(row, font)
    )
    room = place.width()
    first = QRect(place.left(), place.top(), room, line_height(body))
    if told:
        painter.setFont(small)
        painter.setPen(theme.colour("accent"))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(first, right, told)
    room -= _action_width(row, font)  # whether it is told now or not: nothing is to jump
    painter.setFont(body)
    painter.setPen(theme.colour("accent" if row.kind is Kind.MORE else "text"))
    metrics = QFontMetrics(body)
    painter.drawText(
        first,
        Qt.AlignmentFlag.AlignVCenter,
        metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, max(_LEAST_NAME, room)),
    )
    if not row.detail:
        return
    painter.setPen(theme.colour(row.tone))
    if is_stacked:
        paint_lines(painter, place.adjusted(0, first.height(), 0, 0), row.detail, small)
        return
    painter.setFont(small)
    begin = metrics.horizontalAdvance(row.text) + theme.SPACE_LARGE
    if _NAME + QFontMetrics(small).horizontalAdvance(row.detail) <= room:
        begin = max(_NAME, begin)  # one below the other, where there is room
    behind = first.adjusted(begin, 1, 0, 0)
    painter.drawText(behind, Qt.AlignmentFlag.AlignVCenter, row.detail)
