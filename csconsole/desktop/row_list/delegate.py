"""Painting rows without a widget: as high as their text, on the ground of their state."""

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.row_list.model import Index, RowRole

_FALLBACK_WIDTH = 300


class RowDelegate(QStyledItemDelegate):
    """Rows as high as their text; what is painted in one, the list says."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the text is at the list's width."""
        row = index.data(RowRole.ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else _FALLBACK_WIDTH
        return QSize(0, self.height_of_row(row, option.font, width) if row else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(RowRole.ROW)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_row(painter, option, row)
        painter.restore()

    def height_of_row(self, _row: Any, _font: QFont, _width: int) -> int:
        """How high a row is at a width, in pixels."""
        return 0

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Any) -> None:
        """Paint a row into the place of an option."""


def body_font(font: QFont) -> QFont:
    """What most of a row is written in."""
    return theme.pixel_font(font, theme.TEXT_BODY)


def small_font(font: QFont) -> QFont:
    """What stands beside the text is written in."""
    return theme.pixel_font(font, theme.TEXT_SMALL)


def title_font(font: QFont) -> QFont:
    """What a heading is written in."""
    return theme.pixel_font(font, theme.TEXT_TITLE, bold=True)


def paint_ground(painter: QPainter, rect: QRect, ground: str) -> None:
    """Paint what lies under a row in a colour of the theme; "" for none."""
    if ground:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(rect).adjusted(0, 0.5, 0, -0.5), 4, 4)
