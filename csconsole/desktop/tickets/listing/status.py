"""What is owed and what is late, in the status line; a click or its key leads to the list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.locale_texts import number_text
from csconsole.language import _


class OwedStatus(QWidget):
    """Two words with their numbers, each shown only where there is something to say.

    Signals:
        owed_asked: what is owed today is wanted.
        late_asked: the tickets that are late are wanted.
    """

    owed_asked = Signal()
    late_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.owed = _button("due", _("What is owed today (Ctrl+Shift+O)"))
        self.late = _button("late", _("The tickets of which something has run out"))
        self.owed.clicked.connect(self.owed_asked)
        self.late.clicked.connect(self.late_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_SMALL)
        row.addWidget(self.owed)
        row.addWidget(self.late)

    def show_counts(self, owed: int, late: int) -> None:
        """Say how much is owed, and how many tickets are late."""
        self.owed.setVisible(owed > 0)
        self.owed.setText(_("owed {count}").format(count=number_text(owed)))
        self.late.setVisible(late > 0)
        self.late.setText(_("late {count}").format(count=number_text(late)))
        for button in (self.owed, self.late):  # the line has more to say than a narrow one can
            button.setMinimumWidth(button.sizeHint().width())


def _button(role: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", role)
    button.setToolTip(tip)
    button.hide()
    return button
