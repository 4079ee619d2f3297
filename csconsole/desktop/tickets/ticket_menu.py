"""The menu of a ticket: everything that is seldom done with one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from csconsole.desktop.tickets.case import Case
from csconsole.language import _

Entry = tuple[str, Callable[[], None], Callable[[Case], bool]]


class TicketMenu(QMenu):
    """A menu behind a button in the head.

    Signals:
        ticket_asked: the id of a ticket that belongs to this one and is to be shown.

    Attributes:
        button: opens it.
    """

    ticket_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []
        self._case: Case | None = None
        self.button = QToolButton()
        self.button.setText("⋯")
        self.button.setProperty("role", "talk")
        told = _("More to be done with the ticket (Alt+J)")
        self.button.setToolTip(told)
        self.button.setAccessibleName(told)
        self.button.clicked.connect(self.open)

    def offer(
        self, text: str, do: Callable[[], None], fits: Callable[[Case], bool] = lambda _case: True
    ) -> None:
        """Take an entry in; it is shown for the tickets that it fits."""
        self._entries.append((text, do, fits))

    def show_case(self, case: Case | None) -> None:
        """Belong to another ticket."""
        self._case = case
        self.button.setVisible(case is not None)

    def open(self) -> None:
        """Show what can be done now."""
        if self._case is None:
            return
        self.clear()
        for other in filter(None, (self._case.goes_on_in, *self._case.others)):
            text = _("Show {number} · {told}").format(number=other.number, told=other.told)
            self.addAction(text).triggered.connect(partial(self._go, other.id))
        if self.actions():
            self.addSeparator()
        for text, do, fits in self._entries:
            if fits(self._case):
                self.addAction(text).triggered.connect(lambda _on=False, do=do: do())
        place = self.button.mapToGlobal(QPoint(0, self.button.height()))
        self.popup(place)
        if self.actions():
            self.setActiveAction(self.actions()[0])

    def _go(self, ticket: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002  (Qt's form)
        self.ticket_asked.emit(ticket)
