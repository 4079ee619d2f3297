"""The list of results as Qt sees it."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QStringListModel,
    Qt,
)

from csconsole.desktop.replies.cards import Card
from csconsole.desktop.replies.state import RepliesState

REPLY_IDS = "application/x-csconsole-replies"  # ids, one in a line
Index = QModelIndex | QPersistentModelIndex
_ROW = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)


class Role(IntEnum):
    """What the delegate asks for."""

    CARD = Qt.ItemDataRole.UserRole + 1


class ResultModel(QStringListModel):
    """The results of the state; cards are made when a row is first painted.

    A list view asks for the number of rows once for every row, so Qt keeps the rows itself, as
    so many empty words: asked in Python, 10,000 of them took 34 ms.
    """

    def __init__(self, state: RepliesState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._cards: dict[int, Card] = {}
        self.renew()

    def renew(self) -> None:
        """The results have changed."""
        self._cards.clear()
        self.setStringList([""] * len(self._state.results))

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
        return _ROW if index.isValid() else Qt.ItemFlag.NoItemFlags

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
