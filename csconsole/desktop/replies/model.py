"""The list of results as Qt sees it."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from csconsole.desktop.replies.cards import Card
from csconsole.desktop.replies.state import RepliesState

REPLY_IDS = "application/x-csconsole-replies"  # ids, one in a line
Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the delegate asks for."""

    CARD = Qt.ItemDataRole.UserRole + 1


class ResultModel(QAbstractListModel):
    """The results of the state; cards are made when a row is first painted."""

    def __init__(self, state: RepliesState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._cards: dict[int, Card] = {}

    def renew(self) -> None:
        """The results have changed."""
        self.beginResetModel()
        self._cards.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own form)
        """The number of results."""
        return 0 if parent.isValid() else len(self._state.results)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card of a row, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self._state.results):
            return None
        card = self._card(index.row())
        if role == Role.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marks = [mark.text for mark in card.marks]
            parts = (card.title, *marks, card.shortcut, card.text)
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged onto a category."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:  # noqa: N802  (Qt's name)
        """What is dragged: ids of replies."""
        return [REPLY_IDS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802  (Qt's name)
        """The ids of the replies that are dragged."""
        ids = [self._state.results[row].reply.id for row in sorted(one.row() for one in indexes)]
        dragged = QMimeData()
        dragged.setData(REPLY_IDS, "\n".join(ids).encode())
        return dragged

    def _card(self, row: int) -> Card:
        if row not in self._cards:
            self._cards[row] = self._state.card(row)
        return self._cards[row]
