"""The line below a ticket: what was typed is saved with one key, or thrown away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.language import _


class SaveBar(QWidget):
    """Is there while something waits to be saved.

    Signals:
        save_asked, dropped: what is to become of what was typed.
    """

    save_asked = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.save = QPushButton()
        self.save.setProperty("role", "primary")
        self.save.setToolTip(_("Save (Ctrl+S, or Enter in a field)"))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.save_asked)
        self.drop = QPushButton(_("Throw away"))
        self.drop.setAutoDefault(False)
        self.drop.clicked.connect(self.dropped)
        self.told = QLabel()
        self.told.setProperty("role", "due")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.save)
        row.addWidget(self.drop)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        column.addWidget(self.told)
        column.addLayout(row)

    def show_state(self, *, is_new: bool, is_touched: bool) -> None:
        """Show what can be done now."""
        self.save.setText(_("Open the ticket  Ctrl+S") if is_new else _("Save  Ctrl+S"))
        self.setVisible(is_new or is_touched)
        self.say("")

    def say(self, text: str) -> None:
        """Say something above the buttons; "" for nothing."""
        self.told.setText(text)
        self.told.setVisible(bool(text))
