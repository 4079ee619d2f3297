"""How the replies are used: most, never, and those whose last day is over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.locale_texts import number_text
from csconsole.language import _
from csconsole.reports.model import ReplyCount, ReplyFigures

_MOST_SHOWN = 200
_ROW_HEIGHT, _MOST_ROWS = 29, 6
_WIDE = 760  # pixels; from there the lists stand side by side


class ReplyLists(QWidget):
    """Three lists; Enter on a reply leads to it.

    Signals:
        opened: the id of a reply.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.most, self.never, self.ended = QListWidget(), QListWidget(), QListWidget()
        self._labels: list[QLabel] = []
        self._along = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._along.setContentsMargins(0, 0, 0, 0)
        self._along.setSpacing(theme.SPACE_LARGE)
        for shown in (self.most, self.never, self.ended):
            label = QLabel()
            label.setBuddy(shown)
            self._labels.append(label)
            shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            shown.setTextElideMode(Qt.TextElideMode.ElideRight)
            shown.itemActivated.connect(self._on_activated)
            column = QVBoxLayout()
            column.setSpacing(theme.SPACE_SMALL)
            column.addWidget(label)
            column.addWidget(shown)
            column.addStretch()
            self._along.addLayout(column, stretch=1)

    def show_replies(self, figures: ReplyFigures) -> None:
        """Show other figures."""
        lists = (
            (_("Replies sent most on these days"), self.most, figures.most),
            (_("Replies never sent"), self.never, figures.never),
            (_("Replies out of date"), self.ended, figures.ended),
        )
        for label, (title, shown, replies) in zip(self._labels, lists, strict=True):
            label.setText(f"{title} · {number_text(len(replies))}")
            shown.setAccessibleName(title)
            _fill(shown, replies)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Side by side where there is room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _WIDE
        direction = QBoxLayout.Direction
        self._along.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.opened.emit(str(item.data(Qt.ItemDataRole.UserRole)))


def _fill(shown: QListWidget, replies: Sequence[ReplyCount]) -> None:
    shown.clear()
    for one in replies[:_MOST_SHOWN]:
        text = f"{number_text(one.count)} × {one.title}" if one.count else one.title
        item = QListWidgetItem(text)
        item.setToolTip(one.title)
        item.setData(Qt.ItemDataRole.UserRole, one.id)
        shown.addItem(item)
    shown.setVisible(bool(replies))
    shown.setFixedHeight(_ROW_HEIGHT * min(_MOST_ROWS, max(1, len(replies))) + theme.SPACE_LARGE)
