"""The rows of the order panel as Qt sees them."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from csconsole.desktop.orders.rows import Kind, Row
from csconsole.desktop.orders.words import flag_name
from csconsole.language import _

Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """What the delegate asks for."""

    ROW = Qt.ItemDataRole.UserRole + 1


class RowModel(QAbstractListModel):
    """The rows of one order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
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
        if role == RowRole.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            flag = flag_name(row.flag) if row.flag else ""
            return ", ".join(part for part in (row.label, row.text, row.detail, flag) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """One can stop at a value, and not at a heading."""
        row = self.row_at(index)
        if row is None or not row.is_value:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _tooltip(row: Row) -> str | None:
    """What a value is exactly, and what one can do with it."""
    if row.kind is Kind.PARCEL and row.target:
        hint = _("Enter copies, O follows the parcel")
    elif row.kind in {Kind.ORDER, Kind.TICKET, Kind.MORE}:
        hint = _("Enter goes there")
    else:
        hint = _("Enter copies") if row.copied else ""
    return "\n".join(part for part in (row.tip, hint) if part) or None
