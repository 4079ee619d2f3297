"""The rows of a file that would not be taken, as a list that sorts."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from csconsole.language import N_, _

_HEADS = (N_("Line"), N_("Reason"))
_LINE = re.compile(r"(?P<file>.*):(?P<line>\d+)", re.DOTALL)
_Index = QModelIndex | QPersistentModelIndex


class RejectedRows(QAbstractTableModel):
    """Where each row stands, and why it is not taken."""

    def __init__(self, skipped: Sequence[Mapping[str, str]], files: Sequence[str]) -> None:
        super().__init__()
        file = files[0] if len(files) == 1 else ""
        self._rows = [(*_place(one["where"], file), one["why"]) for one in skipped]

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  (Qt's name)
        """The rows that are told."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802  (Qt's name)
        """Place and reason."""
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell; a long reason stands in the tooltip, too."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        shown, _key, why = self._rows[index.row()]
        return why if index.column() else shown

    def headerData(  # noqa: N802  (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The heads of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADS[section])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the place, or by the reason and then the place."""
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(
            key=lambda row: (row[2], row[1]) if column else ("", row[1]),
            reverse=order is Qt.SortOrder.DescendingOrder,
        )
        self.layoutChanged.emit()


def _place(where: str, file: str) -> tuple[str, tuple[str, int]]:
    """What is shown of a place, and what it is sorted by; `file` is the only one, if it is."""
    found = _LINE.fullmatch(where)
    before, line = (found["file"], int(found["line"])) if found else (where, 0)
    inside = where.removeprefix(f"{file}:") if file else where
    return re.split(r"[\\/]", inside)[-1], (before, line)
