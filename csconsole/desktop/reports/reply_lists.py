"""How the replies are used: most, never, and those whose last day is over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.locale_texts import number_text
from csconsole.language import _
from csconsole.reports.model import ReplyCount, ReplyFigures

_MOST_SHOWN = 200
_LEAST_HEIGHT = 96


class ReplyLists(QWidget):
    """Three lists; Enter on a reply leads to it.

    Signals:
        opened: the id of a reply.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.most, self.never, self.ended = QListWidget(), QListWidget(), QListWidget()
        self._labels = [QLabel(), QLabel(), QLabel()]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for label, shown in zip(self._labels, (self.most, self.never, self.ended), strict=True):
            label.setBuddy(shown)
            shown.setMinimumHeight(_LEAST_HEIGHT)
            shown.itemActivated.connect(self._on_activated)
            layout.addWidget(label)
            layout.addWidget(shown)

    def show_replies(self, figures: ReplyFigures) -> None:
        """Show other figures."""
        lists = (
            (_("Sent most on these days"), self.most, figures.most),
            (_("Never sent"), self.never, figures.never),
            (_("Out of date"), self.ended, figures.ended),
        )
        for label, (title, shown, replies) in zip(self._labels, lists, strict=True):
            label.setText(f"{title} · {number_text(len(replies))}")
            shown.setAccessibleName(title)
            _fill(shown, replies)

    def _on_activated(self, item: QListWidgetItem) -> None:
        self.opened.emit(str(item.data(Qt.ItemDataRole.UserRole)))


def _fill(shown: QListWidget, replies: Sequence[ReplyCount]) -> None:
    shown.clear()
    for one in replies[:_MOST_SHOWN]:
        text = f"{number_text(one.count)} × {one.title}" if one.count else one.title
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, one.id)
        shown.addItem(item)
