"""The list of tickets as Qt sees it."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from csconsole.desktop.tickets.listing.cards import TicketCard
from csconsole.desktop.tickets.listing.finding import TicketFinding

Index = QModelIndex | QPersistentModelIndex


class CardRole(IntEnum):
    """What the delegate asks for."""

    CARD = Qt.ItemDataRole.UserRole + 1


class CardModel(QAbstractListModel):
    """Rows that are told by cards."""

    def card(self, row: int) -> TicketCard | None:
        """What a row shows; None where it is not known yet."""
        raise LookupError(row)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The card of a row, or what a screen reader and a tooltip say of it."""
        card = self.card(index.row()) if index.isValid() else None
        if card is None:
            return None
        if role == CardRole.CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(card.parts)
        return ", ".join(card.parts) if role == Qt.ItemDataRole.AccessibleTextRole else None


class TicketModel(CardModel):
    """The tickets that fit, however many; what a row shows is read when it comes into view."""

    def __init__(self, finding: TicketFinding) -> None:
        super().__init__()
        self._finding = finding
        self._count = 0

    def renew(self) -> bool:
        """Something was read; True where the list has another length now."""
        if self._finding.count != self._count:
            self.beginResetModel()
            self._count = self._finding.count
            self.endResetModel()
            return True
        if self._count:
            self.dataChanged.emit(self.index(0), self.index(self._count - 1))
        return False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own form)
        """The number of tickets."""
        return 0 if parent.isValid() else self._count

    def card(self, row: int) -> TicketCard | None:
        """What a row shows; None where it was not read yet."""
        return self._finding.card(row)


class CardsModel(CardModel):
    """Few rows that are all there: what is owed, what needs attention."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[TicketCard] = []

    def show(self, cards: list[TicketCard]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def take_out(self, row: int) -> None:
        """A row is done with."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.cards[row]
        self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own form)
        """The number of rows."""
        return 0 if parent.isValid() else len(self.cards)

    def card(self, row: int) -> TicketCard | None:
        """What a row shows."""
        return self.cards[row] if 0 <= row < len(self.cards) else None
