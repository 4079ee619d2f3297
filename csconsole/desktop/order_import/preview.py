"""What an import of orders would do, before anything is written; the shop is asked for here."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.order_import.names import encoding_name, platform_name
from csconsole.desktop.order_import.rejected_rows import RejectedRows
from csconsole.desktop.order_import.tables import CopyableTable
from csconsole.language import N_, _

_WIDTH, _HEIGHT = 640, 560
_LEAST = (300, 220)
_COUNTS = {
    "orders": N_("orders"),
    "lines": N_("kinds of goods"),
    "added": N_("new"),
    "updated": N_("changed"),
    "unchanged": N_("the same"),
    "rejected": N_("rows not taken"),
}
_LINE_WIDTH = 90  # pixels
_LONGEST_NAME = 60
_MOST_FILES, _MOST_NOTES = 4, 6
_LEAST_TABLE = 140  # pixels


class OrderPreview(QDialog):
    """Shows a dry run of `orders import` and asks whether it is to be done.

    Signals:
        shop_chosen: the orders belong to another shop than was assumed; how many of them are new
            must be counted again.
    """

    shop_chosen = Signal()

    def __init__(self, told: Mapping[str, Any], shops: Sequence[str], parent: QWidget) -> None:
        """`shops` are the names of those that there are on the platform of the files."""
        super().__init__(parent)
        self.setWindowTitle(_("Import orders"))
        self._told, self._shops = told, shops
        self._counted_for = ""
        self._shop = QComboBox()
        self._files, self._news, self._notes = _words(""), _words(""), _words("quiet")
        self._counts = QWidget()
        self._count_line = FlowLayout(self._counts, theme.SPACE_LARGE)
        self.table = CopyableTable(_("Rows that are not taken"))
        self._rejected_told = _words("")
        self._rejected_box = QWidget()
        self._buttons = buttons(self, ok=_("Import"), cancel=_("Cancel"))
        self._import = next(
            button
            for button in self._buttons.findChildren(QPushButton)
            if self._buttons.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        layout = column(self)
        # The least height of counts that flow is reckoned at their least width, which nobody sees.
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(*_LEAST)
        layout.addWidget(self._files)
        layout.addWidget(self._shop_box())
        layout.addWidget(self._counts)
        layout.addWidget(self._news)
        self._lay_out_rejected()
        layout.addWidget(self._rejected_box, stretch=1)
        layout.addWidget(self._notes)
        layout.addStretch()
        layout.addWidget(self._buttons)
        self.show_result(told)
        self.resize(min(_WIDTH, parent.width()), self._height(parent))
        (self._import if told["shop_known"] else self._shop).setFocus()

    @property
    def shop(self) -> str:
        """The name of the shop as it stands there."""
        return " ".join(self._shop.currentText().split())

    def options(self) -> list[str]:
        """The options of `orders import` that say the same; such files are remembered by it."""
        first = self._told["shop"]
        if first is None or (self._told["shop_known"] and _alike(self.shop, first)):
            return []
        return ["--shop", self.shop]

    def wait(self) -> None:
        """Another dry run has begun: what stands there holds no more."""
        self._counts.setEnabled(False)
        self._news.setText(_("One moment…"))
        self._news.show()
        self.setFocus()  # else Enter would mean the next button, which is Cancel
        self._import.setEnabled(False)

    def show_result(self, told: Mapping[str, Any]) -> None:
        """Show a dry run."""
        self._counted_for = told["shop"] or ""
        files = told["files"]
        self._files.setText("\n".join(_file_line(one) for one in files[:_MOST_FILES]))
        self._files.setToolTip("\n".join(one["file"] for one in files))
        if len(files) > _MOST_FILES:
            more = _("and {count} more").format(count=number_text(len(files) - _MOST_FILES))
            self._files.setText(f"{self._files.text()}\n{more}")
        self._show_counts(told)
        self._show_rejected(told)
        lines = [f"{_where(one['where'])}: {one['why']}" for one in told["notes"][:_MOST_NOTES]]
        self._notes.setText(
            "\n".join([*lines, *(["…"] if len(told["notes"]) > len(lines) else [])])
        )
        self._notes.setVisible(bool(lines))
        self._on_named()
        self._import.setDefault(True)
        self._import.setFocus()

    def _shop_box(self) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE)
        if self._told["shop"] is None:  # of several shops, each as it was before
            line.addWidget(_words("quiet", _("The files belong to several shops.")))
            return box
        is_asked = not self._told["shop_known"]
        label = _words("", _("Which shop is this?") if is_asked else _("Shop"))
        label.setWordWrap(False)
        label.setBuddy(self._shop)
        self._shop.setAccessibleName(label.text())
        self._shop.setEditable(True)
        self._shop.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._shop.addItems(list(dict.fromkeys([*self._shops, self._told["shop"]])))
        self._shop.setCurrentText(self._told["shop"])
        edit = self._shop.lineEdit()
        if edit is not None:
            edit.setMaxLength(_LONGEST_NAME)
            edit.editingFinished.connect(self._on_shop)
            edit.textChanged.connect(self._on_named)
            edit.selectAll()
        self._shop.activated.connect(lambda _at: self._on_shop())
        line.addWidget(label)
        line.addWidget(self._shop, stretch=1)
        if not is_asked:
            return box
        around = QWidget()
        rows = QVBoxLayout(around)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_SMALL)
        rows.addWidget(box)
        hint = _("Asked once; further files like this one belong to the same shop.")
        rows.addWidget(_words("quiet", hint))
        return around

    def _on_named(self) -> None:
        self._import.setEnabled(bool(self.shop) or self._told["shop"] is None)

    def _on_shop(self) -> None:
        """Count again where that may come to another result: a first shop has only new orders."""
        if self.shop and self._shops and not _alike(self.shop, self._counted_for):
            self.shop_chosen.emit()

    def _show_counts(self, told: Mapping[str, Any]) -> None:
        self._counts.setEnabled(True)
        while item := self._count_line.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for key, text in _COUNTS.items():
            if told[key] or key != "rejected":
                self._count_line.addWidget(_count(int(told[key]), _(text)))
        changes = told["added"] or told["updated"]
        self._news.setText("" if changes else _("All of it is here already; nothing changes."))
        self._news.setVisible(not changes)

    def _lay_out_rejected(self) -> None:
        copying = QPushButton(_("Copy all"))
        copying.setAutoDefault(False)
        copying.clicked.connect(lambda _on=False: self.table.copy())
        head = QHBoxLayout()
        head.addWidget(self._rejected_told, stretch=1)
        head.addWidget(copying)
        rows = QVBoxLayout(self._rejected_box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.SPACE_SMALL)
        rows.addLayout(head)
        rows.addWidget(self.table)
        self.table.setMinimumHeight(_LEAST_TABLE)

    def _show_rejected(self, told: Mapping[str, Any]) -> None:
        listed, count = len(told["skipped"]), told["rejected"]
        text = _("Not taken: {count}").format(count=number_text(count))
        if listed < count:
            text += " · " + _("the first {count} are listed").format(count=number_text(listed))
        self._rejected_told.setText(text)
        self._model = RejectedRows(told["skipped"], [one["file"] for one in told["files"]])
        self.table.setModel(self._model)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setColumnWidth(0, _LINE_WIDTH * (1 if len(told["files"]) == 1 else 3))
        self.table.horizontalHeader().setStretchLastSection(True)
        self._rejected_box.setVisible(bool(count))

    def _height(self, parent: QWidget) -> int:
        inside = self.layout()
        width = min(_WIDTH, parent.width())
        needed = inside.totalHeightForWidth(width) if inside else _HEIGHT
        return max(needed, min(_HEIGHT, parent.height()) if self._told["rejected"] else needed)


def _alike(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()


def _file_line(file: Mapping[str, Any]) -> str:
    parts = (
        Path(file["file"]).name,
        platform_name(file["platform"]),
        encoding_name(file["encoding"]),
    )
    return " · ".join(parts)


def _where(place: str) -> str:
    return Path(place).name


def _words(role: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _count(number: int, text: str) -> QWidget:
    """A number with what it counts below it."""
    box = QWidget()
    box.setAccessibleName(f"{number_text(number)} {text}")
    rows = QVBoxLayout(box)
    rows.setContentsMargins(0, 0, theme.SPACE_WIDE, 0)
    rows.setSpacing(0)
    for role, told in (("heading", number_text(number)), ("quiet", text)):
        label = _words(role, told)
        label.setWordWrap(False)
        rows.addWidget(label)
    return box
