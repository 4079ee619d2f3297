"""Rows of text as Qt sees them."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class RowRole(IntEnum):
    """What a delegate asks for."""

    ROW = Qt.ItemDataRole.UserRole + 1


class AnyRow(Protocol):
    """What every row has."""

    @property
    def key(self) -> str:
        """Tells it from the other rows, also after they were made anew."""

    @property
    def text(self) -> str:
        """What stands first."""

    @property
    def is_value(self) -> bool:
        """Whether one can stop at it, which one cannot at a heading."""


RowT = TypeVar("RowT", bound=AnyRow)


class RowModel(QAbstractListModel, Generic[RowT]):
    """The rows of a list; `tip` and `spoken` are what a tooltip and a screen reader say of one."""

    def __init__(self, tip: Callable[[RowT], str | None], spoken: Callable[[RowT], str]) -> None:
        super().__init__()
        self.rows: Sequence[RowT] = []
        self._tip, self._spoken = tip, spoken

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_at(self, index: Index) -> RowT | None:
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
            return self._tip(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """One can stop at a value, and not at a heading."""
        row = self.row_at(index)
        if row is None or not row.is_value:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
