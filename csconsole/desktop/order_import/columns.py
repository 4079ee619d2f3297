"""Asking which column of an unknown export holds what, with a look at how it would read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.order_import.names import platform_name
from csconsole.desktop.order_import.tables import CopyableTable
from csconsole.language import N_, _
from csconsole.workspace.looking import TriedOrder

_SIZE = (940, 640)
_NARROW = 620  # pixels; below it the right half stands below
_LEAST_TABLE = 110  # pixels
_LEAST_BOX = 120  # pixels
_NONE = "—"
_NEEDED = "no"
_READ = (N_("Order number"), N_("Buyer"), N_("Goods"), N_("Paid"), N_("Not taken"))


@dataclass(frozen=True)
class ChosenColumns:
    """What was chosen.

    Attributes:
        columns: our field -> the column that holds it.
        is_kept: whether further files are to be read by it, too.
    """

    platform: str
    columns: Mapping[str, str]
    is_kept: bool

    def options(self) -> list[str]:
        """The options of `orders import` that say the same; none where it is kept."""
        if self.is_kept:
            return []
        told = [part for pair in self.columns.items() for part in ("--map", "=".join(pair))]
        return [*told, "--platform", self.platform]


class OrderColumnsDialog(QDialog):
    """A box with the sheet's columns for each field; the order number's must be chosen.

    Signals:
        changed: other columns were chosen; `show_read` is to be told how the rows read by them.
    """

    changed = Signal()

    def __init__(self, told: Mapping[str, Any], parent: QWidget, *, must_keep: bool) -> None:
        """`told` is what `orders look` prints; `must_keep`: the columns cannot be for once only."""
        super().__init__(parent)
        self.setWindowTitle(_("Which column holds what?"))
        self.unknown: Mapping[str, Any] = told["unknown"]
        self._must_keep = must_keep
        self._platforms: Sequence[str] = told["platforms"]
        names = [name for name in self.unknown["names"] if name.strip()]
        self._names = [_NONE, *dict.fromkeys(names)]
        self._boxes: dict[str, QComboBox] = {}
        self._platform = QComboBox()
        self._keeping = QCheckBox(_("Remember this for further files"))
        self._read = QStandardItemModel(self)
        self._buttons = buttons(self, ok=_("Go on"), cancel=_("Cancel"))
        self._go_on = next(
            button
            for button in self._buttons.findChildren(QPushButton)
            if self._buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._splitter = QSplitter()
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE)
        self._splitter.addWidget(self._fields())
        self._splitter.addWidget(self._tables())
        self._splitter.setSizes([380, 500])
        file = QLabel(self.unknown["file"])
        file.setTextFormat(Qt.TextFormat.PlainText)
        file.setProperty("role", "quiet")
        file.setWordWrap(True)
        layout = column(self)
        layout.addWidget(file)
        layout.addWidget(self._splitter, stretch=1)
        layout.addWidget(self._keeping)
        layout.addWidget(self._buttons)
        self.resize(min(_SIZE[0], parent.width()), min(_SIZE[1], parent.height()))
        self._boxes[_NEEDED].setFocus()
        self._on_chosen()

    @property
    def chosen(self) -> ChosenColumns:
        """What is chosen now."""
        columns = {
            field: box.currentText() for field, box in self._boxes.items() if box.currentIndex() > 0
        }
        return ChosenColumns(self._platform_chosen(), columns, self._keeping.isChecked())

    def choose(self, field: str, name: str) -> None:
        """Choose the column of a field."""
        self._boxes[field].setCurrentIndex(self._names.index(name))

    def show_read(self, orders: Sequence[TriedOrder]) -> None:
        """Show how the first rows read."""
        self._read.removeRows(0, self._read.rowCount())
        for one in orders:
            told = (one.no, one.buyer, one.goods, one.paid, one.why)
            self._read.appendRow([_cell(text) for text in told])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Put the halves beside each other, or one under the other where there is no room."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self._splitter.setOrientation(down if is_narrow else across)

    def _fields(self) -> QWidget:
        model = QStringListModel(self._names, self)
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, theme.SPACE, 0)
        form.setVerticalSpacing(theme.SPACE_SMALL)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._fill_platforms()
        form.addRow(_("Platform"), self._platform)
        for field, text in self.unknown["fields"].items():
            box = _CalmBox()
            box.setModel(model)
            box.setAccessibleName(text)
            guess = self.unknown["guesses"].get(field)
            box.setCurrentIndex(self._names.index(guess) if guess in self._names else 0)
            box.currentIndexChanged.connect(self._on_chosen)
            form.addRow(text, box)
            self._boxes[field] = box
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _fill_platforms(self) -> None:
        self._platform.setEditable(True)
        self._platform.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._platform.setAccessibleName(_("Platform"))
        for name in self._platforms:
            self._platform.addItem(platform_name(name), name)
        self._platform.setCurrentIndex(self._platform.count() - 1)
        self._platform.currentTextChanged.connect(self._on_chosen)
        self._keeping.setChecked(True)

    def _platform_chosen(self) -> str:
        told = " ".join(self._platform.currentText().split())
        at = self._platform.findText(told, Qt.MatchFlag.MatchFixedString)
        return str(self._platform.itemData(at)) if at >= 0 else told

    def _tables(self) -> QWidget:
        samples = QStandardItemModel(self)
        samples.setHorizontalHeaderLabels(list(self.unknown["names"]))
        for row in self.unknown["samples"]:
            samples.appendRow([_cell(text) for text in row[: samples.columnCount()]])
        self._read.setHorizontalHeaderLabels([_(text) for text in _READ])
        both = QWidget()
        rows = QVBoxLayout(both)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_SMALL)
        for text, model in (
            (_("The first rows of the file"), samples),
            (_("How they would be read"), self._read),
        ):
            table = CopyableTable(text)
            table.setModel(model)
            table.setMinimumHeight(_LEAST_TABLE)
            rows.addWidget(QLabel(text))
            rows.addWidget(table)
        return both

    def _on_chosen(self) -> None:
        chosen = self.chosen
        is_new = chosen.platform not in self._platforms
        if self._must_keep or is_new:  # a platform is known by the layouts that are kept
            self._keeping.setChecked(True)
        self._keeping.setEnabled(not (self._must_keep or is_new))
        self._go_on.setEnabled(_NEEDED in chosen.columns and bool(chosen.platform))
        self.changed.emit()


class _CalmBox(QComboBox):
    """A box that the mouse's wheel does not change on the way down a list of boxes."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(_LEAST_BOX)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's name)
        """Let the list scroll."""
        event.ignore()


def _cell(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setToolTip(text)
    item.setEditable(False)
    return item
