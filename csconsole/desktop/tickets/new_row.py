"""The row from which a ticket of each kind is begun."""

from collections.abc import Collection
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
        self._buttons: dict[Kind, QToolButton] = {}
        for kind in Kind:
            button = QToolButton()
            self._buttons[kind] = button
            button.setProperty("role", "talk")
            button.clicked.connect(partial(self._ask, kind))
            row.addWidget(button)
        self.mark(())

    def mark(self, begun: Collection[Kind]) -> None:
        """Show of which kinds a form is half-filled."""
        for at, (kind, button) in enumerate(self._buttons.items()):
            told = _(LABELS[kind])
            text = f"{told} •" if kind in begun else told
            button.setText(f"+ {text}" if at == 0 else text)
            tip = _("Begin a ticket: {kind} ({key})").format(kind=told, key=KEYS[kind])
            if kind in begun:
                tip = f"{tip}\n{_('what was begun to be written is there')}"
            button.setToolTip(tip)
            button.setAccessibleName(tip)

    def _ask(self, kind: Kind) -> None:
        self.asked.emit(kind.value)
