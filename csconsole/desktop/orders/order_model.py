"""The list of orders as Qt sees it."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from csconsole.desktop.orders.cards import OrderCard
from csconsole.desktop.orders.finding import OrderFinding

Index = QModelIndex | QPersistentModelIndex


class OrderRole(IntEnum):
    """What the delegate asks for."""

    CARD = Qt.ItemDataRole.UserRole + 1


class OrderModel(QAbstractListModel):
    """The orders that were found; what a row shows is made when it is first painted."""

    def __init__(self, finding: OrderFinding) -> None:
        super().__init__()
        self._finding = finding
        self._cards: dict[int, OrderCard] = {}

    def renew(self) -> None:
        """Other orders were found."""
        self.beginResetModel()
        self._cards.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own form)
        """The number of orders."""
        return 0 if parent.isValid() else len(self._finding.orders)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card of a row, or what a screen reader says of it."""
        if not index.isValid() or index.row() >= len(self._finding.orders):
            return None
        card = self._card(index.row())
        if role == OrderRole.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.no
        return card.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _card(self, row: int) -> OrderCard:
        if row not in self._cards:
            self._cards[row] = self._finding.card(row)
        return self._cards[row]
