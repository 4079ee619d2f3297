"""Beside the talk: the order, or one of its tickets in the order's place."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from csconsole.desktop.tickets.view import TicketView


class Side(QStackedWidget):
    """What stands beside the talk: the panel of the order, or a ticket over it."""

    def __init__(self, panel: QWidget, ticket: TicketView) -> None:
        super().__init__()
        self.order, self.ticket = panel, ticket
        self.addWidget(panel)
        self.addWidget(ticket)

    @property
    def shows_ticket(self) -> bool:
        """Whether a ticket stands in the order's place."""
        return self.currentWidget() is self.ticket

    def show_ticket(self) -> None:
        """Let the ticket stand in the order's place."""
        self.setCurrentWidget(self.ticket)

    def show_order(self) -> None:
        """Let the order be seen again."""
        self.setCurrentWidget(self.order)
