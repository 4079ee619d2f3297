"""The list of results: a view that goes a page on even where a long list is not laid out yet."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView

_Action = QAbstractItemView.CursorAction


class ResultList(QListView):
    """Rows of one height.

    Qt seeks the row a page away among those that are laid out, which never ends where a list is
    laid out bit by bit; so that row is counted here.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(200, 56)

    def moveCursor(  # noqa: N802  (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row that a key leads to."""
        if action not in {_Action.MovePageDown, _Action.MovePageUp} or not self.model().rowCount():
            return super().moveCursor(action, modifiers)
        height = max(1, self.sizeHintForRow(0) + 2 * self.spacing())
        page = max(1, self.viewport().height() // height - 1)  # one row stays in view
        step = page if action is _Action.MovePageDown else -page
        row = max(0, self.currentIndex().row()) + step
        return self.model().index(min(max(0, row), self.model().rowCount() - 1), 0)
