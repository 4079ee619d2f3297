"""One ticket, as the page of the tickets shows it beside its list."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.tickets.model import Ticket


class TicketView(QFrame):
    """Shows one ticket.

    Signals:
        changed, opened: the id of a ticket that is another one now, or a new one.
        left: Esc was pressed.
    """

    changed = Signal(str)
    opened = Signal(str)
    left = Signal()

    def __init__(
        self,
        now: Callable[[], datetime],
        jobs: Jobs,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._now, self._notices = jobs, now, notices
        self.setObjectName("order")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        QVBoxLayout(self).addWidget(self._told, alignment=Qt.AlignmentFlag.AlignTop)

    def show_ticket(self, ticket_id: str | None) -> None:
        """Show the ticket of an id; None for none."""
        self._told.clear()
        if ticket_id:
            self._jobs.run(lambda one: one.tickets.find(ticket_id), self._show)

    def focus(self) -> None:
        """Put the cursor where the work goes on."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_new(self, kind: str, order: str | None) -> None:
        """Let a new ticket be filled in."""
        self._told.setText(f"{kind} {order or ''}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Esc leads back to the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def _show(self, ticket: Ticket) -> None:
        fields = [f"{name}: {value}" for name, value in ticket.fields.items() if value]
        told = [ticket.number, ticket.kind.value, ticket.state, *fields]
        self._told.setText("\n".join(told))
