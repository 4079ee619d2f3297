"""What would become of each entry of an import, before anything is written."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QWidget,
)

from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.locale_texts import number_text
from csconsole.language import N_, _
from csconsole.replies.model import Policy

_SIZE = (760, 520)
_STATE_WIDTH, _PLACE_WIDTH = 150, 170
_NOTES = 6
_PLACE = 2
_HEADS = (N_("What becomes of it"), N_("Title"), N_("Place"), N_("Reason"))
STATES = {
    "new": N_("new"),
    "changed": N_("changed"),
    "same": N_("the same"),
    "refused": N_("not taken"),
}
_POLICIES = {
    Policy.OVERWRITE: N_("Take the file's wording"),
    Policy.SKIP: N_("Keep the library's wording"),
    Policy.NEWER: N_("Keep the newer one"),
}
_Index = QModelIndex | QPersistentModelIndex


class PreviewModel(QAbstractTableModel):
    """The entries of a dry run; those that are not taken first."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__()
        self._all = [
            *(("refused", "", one["where"], one["why"]) for one in told["skipped"]),
            *(
                (one["state"], one["title"], one["where"], one.get("why", ""))
                for one in told["changes"]
            ),
        ]
        self._rows = self._all

    def show_state(self, state: str) -> None:
        """Show the entries of one state alone; "" for all."""
        self.beginResetModel()
        self._rows = [row for row in self._all if not state or row[0] == state]
        self.endResetModel()

    def count(self, state: str) -> int:
        """How many entries have a state."""
        return sum(row[0] == state for row in self._all)

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  (Qt's name)
        """The entries that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802  (Qt's name)
        """State, title, place and reason."""
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        cell = self._rows[index.row()][index.column()]
        if index.column() == _PLACE and role == Qt.ItemDataRole.DisplayRole:
            return re.split(r"[\\/]", cell)[-1]  # the whole path stands in the tooltip
        return _(STATES[cell]) if index.column() == 0 else cell

    def headerData(  # noqa: N802  (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The heads of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADS[section])
        return None


class ImportPreview(QDialog):
    """Shows a dry run and asks whether it is to be done.

    Signals:
        policy_chosen: another policy was chosen; the dry run must be made again.
    """

    policy_chosen = Signal()

    def __init__(self, told: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import a library"))
        self.resize(*_SIZE)
        self._policy, self._state = QComboBox(), QComboBox()
        self._notes = QLabel()
        self._notes.setWordWrap(True)
        self._notes.setTextFormat(Qt.TextFormat.PlainText)
        self._notes.setProperty("role", "quiet")
        self.table = QTableView()
        self.table.setAccessibleName(_("What becomes of each entry"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        for policy, text in _POLICIES.items():
            self._policy.addItem(_(text), policy.value)
        for state in ("", *STATES):
            self._state.addItem("", state)
        layout = column(self)
        layout.addLayout(_row(_("Where the library has another wording"), self._policy))
        layout.addLayout(_row(_("Show"), self._state))
        layout.addWidget(self.table)
        layout.addWidget(self._notes)
        layout.addWidget(buttons(self, ok=_("Import"), cancel=_("Cancel")))
        self.show_result(told)
        self._policy.currentIndexChanged.connect(self.policy_chosen)
        self._state.currentIndexChanged.connect(self._on_state)

    @property
    def policy(self) -> str:
        """The policy that is chosen."""
        return str(self._policy.currentData())

    def show_result(self, told: Mapping[str, Any]) -> None:
        """Show another dry run."""
        self._model = PreviewModel(told)
        self.table.setModel(self._model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.setColumnWidth(0, _STATE_WIDTH)
        self.table.setColumnWidth(_PLACE, _PLACE_WIDTH)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        counts = {state: self._model.count(state) for state in STATES}
        self._state.setItemText(0, f"{_('All')}  {number_text(sum(counts.values()))}")
        for at, (state, count) in enumerate(counts.items(), 1):
            self._state.setItemText(at, f"{_(STATES[state])}  {number_text(count)}")
        lines = [
            f"{note['what']} (×{number_text(note['count'])})" for note in told["notes"][:_NOTES]
        ]
        self._notes.setText("\n".join([*lines, *(["…"] if len(told["notes"]) > _NOTES else [])]))
        self._notes.setVisible(bool(lines))
        self._on_state()

    def _on_state(self) -> None:
        self._model.show_state(str(self._state.currentData()))


def _row(text: str, box: QComboBox) -> QHBoxLayout:
    label = QLabel(text)
    label.setBuddy(box)
    box.setAccessibleName(text)
    row = QHBoxLayout()
    row.addWidget(label)
    row.addWidget(box)
    row.addStretch()
    return row
