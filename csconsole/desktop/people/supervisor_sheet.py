"""The sheet of a supervisor who has unlocked."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from csconsole.desktop.dialogs import buttons, column
from csconsole.language import _


class SupervisorSheet(QDialog):
    """What can be done with the passphrase.

    Signals:
        lock_asked, change_asked, remove_asked: a button was pressed; the sheet is closed.
    """

    lock_asked = Signal()
    change_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Supervisor"))
        layout = column(self)
        layout.addWidget(QLabel(_("The supervisor is unlocked.")))
        for text, asked in (
            (_("Lock now"), self.lock_asked),
            (_("Change the passphrase…"), self.change_asked),
            (_("Remove the passphrase"), self.remove_asked),
        ):
            button = QPushButton(text)
            button.setAutoDefault(True)
            button.clicked.connect(self.accept)
            button.clicked.connect(asked)
            layout.addWidget(button)
        layout.addWidget(buttons(self, ok=_("Close")))
