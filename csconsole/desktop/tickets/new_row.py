"""The row from which a ticket of each kind is begun."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.language import N_, _
from csconsole.tickets.model import Kind

KEYS = {
    Kind.RETURN: "Ctrl+Shift+1",
    Kind.EXCHANGE: "Ctrl+Shift+2",
    Kind.TRACKING: "Ctrl+Shift+3",
    Kind.RECHECK: "Ctrl+Shift+4",
}
LABELS = {
    Kind.RETURN: N_("return"),
    Kind.EXCHANGE: N_("exchange"),
    Kind.TRACKING: N_("tracking"),
    Kind.RECHECK: N_("recheck"),
}


class NewTicketRow(QWidget):
    """A small button for each kind.

    Signals:
        asked: the kind of which a ticket is to be begun.
    """

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        row = FlowLayout(self, theme.SPACE_SMALL)
        for at, kind in enumerate(Kind):
            button = QToolButton()
            told = _(LABELS[kind])
            button.setText(f"+ {told}" if at == 0 else told)
            tip = _("Begin a ticket: {kind} ({key})").format(kind=told, key=KEYS[kind])
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setProperty("role", "talk")
            button.clicked.connect(partial(self._ask, kind))
            row.addWidget(button)

    def _ask(self, kind: Kind) -> None:
        self.asked.emit(kind.value)
