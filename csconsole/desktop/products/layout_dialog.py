"""Asking which column of a sheet of products holds what, with some of its rows to look at."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.column_dialog import samples_table
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.products.look import dress
from csconsole.language import _
from csconsole.orders.products.model import FIELDS, UnknownLayout

_SIZE = (640, 480)
_ASKED = ("sku", "name", "stock", "safety_stock", "pairings")


class LayoutDialog(QDialog):
    """A box with the sheet's columns for each field; the SKU's must be chosen."""

    def __init__(self, layout: UnknownLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Which column holds what?"))
        room = parent.window().screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        told = QLabel(layout.file)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setProperty("role", "quiet")
        form = QFormLayout()
        form.setVerticalSpacing(theme.SPACE)
        self.boxes: dict[str, QComboBox] = {}
        for field in _ASKED:
            text = _(FIELDS[field])
            box = QComboBox()
            box.addItem("—", "")
            for name in dict.fromkeys(filter(None, map(str.strip, layout.names))):
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(layout.known.get(field, "").strip())))
            box.setAccessibleName(text)
            box.currentIndexChanged.connect(self._on_chosen)
            form.addRow(_("{field} (needed)").format(field=text) if field == "sku" else text, box)
            self.boxes[field] = box
        below = buttons(self, ok=_("Go on"), cancel=_("Cancel"))
        self._go_on = next(
            button
            for button in below.buttons()
            if below.buttonRole(button) is QDialogButtonBox.ButtonRole.AcceptRole
        )
        parts = column(self)
        parts.addWidget(told)
        parts.addWidget(samples_table(layout.names, layout.samples), stretch=1)
        parts.addLayout(form)
        parts.addWidget(below)
        dress(self)
        self.boxes["sku"].setFocus()
        self._on_chosen()

    def columns(self) -> dict[str, str]:
        """Our field -> the header that was chosen for it."""
        chosen = {field: str(box.currentData()) for field, box in self.boxes.items()}
        return {field: name for field, name in chosen.items() if name}

    def _on_chosen(self) -> None:
        self._go_on.setEnabled(bool(self.boxes["sku"].currentData()))
