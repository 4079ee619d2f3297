"""The rows of a day as Qt sees them."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from csconsole.desktop.day.rows import DayRow, hint

Index = QModelIndex | QPersistentModelIndex


class DayRole(IntEnum):
    """What the delegate asks for."""

    ROW = Qt.ItemDataRole.UserRole + 1


class DayModel(QAbstractListModel):
    """The rows of one day."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[DayRow] = []

    def show_rows(self, rows: Sequence[DayRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_at(self, index: Index) -> DayRow | None:
        """The row at a place; None where there is none."""
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def place_of(self, key: str) -> int:
        """Where a row stands; -1 where it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  (Qt's own form)
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, or what a screen reader and a tooltip say of it."""
        row = self.row_at(index)
        if row is None:
            return None
        told: dict[int, Any] = {
            DayRole.ROW: row,
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
            Qt.ItemDataRole.ToolTipRole: hint(row) if row.is_value else None,
        }
        return told.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """One can stop at a value, and not at a heading."""
        row = self.row_at(index)
        if row is None or not row.is_value:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
