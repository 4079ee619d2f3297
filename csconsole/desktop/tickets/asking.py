"""A small dialog that asks something about a ticket, and stays until it was taken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QPushButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.tickets.look import ticket_look
from csconsole.errors import UserError
from csconsole.language import _

_WIDTH = 400


class Asking(QDialog):
    """Asks; what was refused is said here, and nothing of what was typed goes.

    Signals:
        tried: the button that goes on was pressed.
    """

    tried = Signal()

    def __init__(self, title: str, told: str, ok: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(_WIDTH, parent.width()))
        self.setStyleSheet(ticket_look())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.complaint = told_label("", "forbidden")
        self.complaint.hide()
        self.rows = QFormLayout()
        self.rows.setVerticalSpacing(theme.SPACE)
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.box = buttons(self, ok=ok, cancel=_("Cancel"))
        layout = column(self)
        layout.setSpacing(theme.SPACE_LARGE)
        if told:
            layout.addWidget(told_label(told, "quiet"))
        layout.addLayout(self.rows)
        layout.addWidget(self.complaint)
        layout.addWidget(self.box)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.accept)

    def ask(self, label: str, field: QWidget) -> None:
        """Take a field in below its label."""
        told = QLabel(label)
        told.setBuddy(field)
        field.setAccessibleName(label)
        self.rows.addRow(told, field)

    def accept(self) -> None:
        """Hand over what was given; `close_well` or `refuse` follows."""
        self.complaint.hide()
        self._wait(waiting=True)
        self.tried.emit()

    def close_well(self, _done: object = None) -> None:
        """It was taken."""
        super().accept()

    def refuse(self, error: UserError | str) -> None:
        """It was not taken; it can be mended."""
        self._wait(waiting=False)
        sentence = error if isinstance(error, str) else error.sentence
        self.complaint.setText(sentence[:1].upper() + sentence[1:])
        self.complaint.show()

    def _wait(self, *, waiting: bool) -> None:
        for button in self.box.findChildren(QPushButton):
            button.setEnabled(not waiting)


def told_label(text: str, role: str) -> QLabel:
    """Words that wrap."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
