"""What would become of each row of sheets of products, before anything is written."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QWidget,
)

from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.import_preview import STATES, PreviewModel
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.products.look import dress
from csconsole.language import _
from csconsole.orders.products.model import FIELDS, Change, ImportedProducts

_SIZE = (820, 520)
_STATE_WIDTH, _TITLE_WIDTH, _PLACE_WIDTH = 150, 250, 130
_REMARKS = 5


class ProductPreview(QDialog):
    """Shows a dry run and asks whether it is to be done."""

    def __init__(self, told: ImportedProducts, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import products"))
        room = parent.window().screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self.model = PreviewModel(
            {
                "skipped": [{"where": one.where, "why": one.why} for one in told.skipped],
                "changes": [_as_row(change) for change in told.changes],
            }
        )
        counts = {state: self.model.count(state) for state in STATES}
        self.told = QLabel(
            " · ".join(
                f"{number_text(count)} {_(STATES[state])}" for state, count in counts.items()
            )
        )
        self.states = QComboBox()
        self.states.addItem(f"{_('All')}  {number_text(sum(counts.values()))}", "")
        for state, count in counts.items():
            self.states.addItem(f"{_(STATES[state])}  {number_text(count)}", state)
        self.states.setAccessibleName(_("Show"))
        self.states.currentIndexChanged.connect(
            lambda _at: self.model.show_state(str(self.states.currentData()))
        )
        self._lay_out(told)
        dress(self)
        can_import = bool(told.added or told.updated)
        self._go_on.setEnabled(can_import)
        if not can_import:
            self.told.setText(f"{self.told.text()}\n{_('Nothing would change.')}")
        self.table.setFocus()

    def _lay_out(self, told: ImportedProducts) -> None:
        self._make_table()
        top = QHBoxLayout()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        top.addWidget(self.told, stretch=1)
        top.addWidget(self.states)
        remarks = [f"{Path(one.where).name}: {one.what}" for one in told.remarks[:_REMARKS]]
        more = [_("and {count} more remarks").format(count=len(told.remarks) - _REMARKS)]
        shown = _quiet("\n".join(remarks + (more if len(told.remarks) > _REMARKS else [])))
        if not remarks:  # to show it before it has its place would open a window of its own
            shown.hide()
        self.whole = _quiet("")
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.model.modelReset.connect(lambda: self.whole.setText(""))
        below = buttons(self, ok=_("Import"), cancel=_("Cancel"))
        self._go_on = next(
            button
            for button in below.buttons()
            if below.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        layout = column(self)
        layout.addLayout(top)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self.whole)
        layout.addWidget(shown)
        layout.addWidget(below)
        self.table.selectRow(0)

    def _make_table(self) -> None:
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("What becomes of each row"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        heads = self.table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        for at, width in enumerate((_STATE_WIDTH, _TITLE_WIDTH, _PLACE_WIDTH)):
            heads.resizeSection(at, width)
        heads.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def _on_row(self, now: QModelIndex) -> None:
        """Tell the whole of a row, of which the table shows but the beginning."""
        cells = (self.model.index(now.row(), at).data() for at in (2, 1, 3))
        self.whole.setText(" · ".join(filter(None, cells)))


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _as_row(change: Change) -> dict[str, str]:
    title = " · ".join(filter(None, (change.sku, change.name)))
    what = "; ".join(
        f"{_(FIELDS[name]) if name in FIELDS else name}: {_told(old)} → {_told(new)}"
        for name, (old, new) in change.fields.items()
    )
    return {"where": change.where, "state": change.state, "title": title, "why": what}


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "–"
    return "–" if value in {None, ""} else " ".join(str(value).split())
