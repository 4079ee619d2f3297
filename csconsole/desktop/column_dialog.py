"""Asking which column of a sheet holds what, with some of its rows to look at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from csconsole.desktop.dialogs import buttons, column
from csconsole.language import N_, _
from csconsole.replies.model import UnknownColumns

_SIZE = (640, 460)
_LONGEST_SAMPLE = 200
_FIELDS = {
    "text": N_("Text (needed)"),
    "title": N_("Title"),
    "category": N_("Category"),
    "shortcut": N_("Shortcut"),
    "asks": N_("Buyers' questions"),
    "tags": N_("Tags"),
}


class ColumnDialog(QDialog):
    """A box with the sheet's columns for each field; the text's must be chosen."""

    def __init__(self, columns: UnknownColumns, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Which column holds what?"))
        self.resize(*_SIZE)
        self._boxes: dict[str, QComboBox] = {}
        told = QLabel(columns.file)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        form = QFormLayout()
        for field, text in _FIELDS.items():
            box = QComboBox()
            box.addItem("—", "")
            for name in columns.names:
                if name.strip():
                    box.addItem(name, name)
            box.setAccessibleName(_(text))
            box.currentIndexChanged.connect(self._on_chosen)
            form.addRow(_(text), box)
            self._boxes[field] = box
        layout = column(self)
        layout.addWidget(told)
        layout.addWidget(samples_table(columns.names, columns.samples))
        layout.addLayout(form)
        below = buttons(self, ok=_("Go on"), cancel=_("Cancel"))
        self._go_on = next(
            button
            for button in below.buttons()
            if below.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        layout.addWidget(below)
        self._boxes["text"].setFocus()
        self._on_chosen()

    def choose(self, field: str, name: str) -> None:
        """Choose the column of a field."""
        self._boxes[field].setCurrentIndex(self._boxes[field].findData(name))

    def options(self) -> list[str]:
        """The options of `replies import` that say the same."""
        chosen = {field: str(box.currentData()) for field, box in self._boxes.items()}
        return [
            part for field, name in chosen.items() if name for part in ("--map", f"{field}={name}")
        ]

    def _on_chosen(self) -> None:
        self._go_on.setEnabled(bool(self._boxes["text"].currentData()))


def samples_table(names: Sequence[str], samples: Sequence[Sequence[str]]) -> QTableWidget:
    """The first rows of a sheet below its head, to look at."""
    table = QTableWidget(len(samples), len(names))
    table.setHorizontalHeaderLabels(list(names))
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setAccessibleName(_("The first rows"))
    table.verticalHeader().hide()
    for row, cells in enumerate(samples):
        for at, cell in enumerate(cells[: len(names)]):
            table.setItem(row, at, QTableWidgetItem(cell[:_LONGEST_SAMPLE]))
    return table
