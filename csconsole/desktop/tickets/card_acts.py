"""The card of a return or an exchange, printed or saved from the ticket."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.tickets.cards import print_card, save_pdf
from csconsole.desktop.tickets.case import Case, card_can_be_made
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.tickets.cards import Card

if TYPE_CHECKING:
    from csconsole.desktop.tickets.view import TicketView

_SIZE = "a6"


class CardActs(QObject):
    """Offers the card in a ticket's menu."""

    def __init__(self, view: "TicketView", jobs: Jobs, notices: Notices) -> None:
        super().__init__(view)
        self._view, self._jobs, self._notices = view, jobs, notices
        view.menu.offer(_("Print the card… (Alt+P)"), self.print, _has_card)
        view.menu.offer(_("Save the card as PDF…"), self.ask, _has_card)

    def print(self) -> None:
        """Ask for a printer and print the card, in the buyer's language."""
        self._make(self._print)

    def ask(self) -> None:
        """Ask where the card is to be saved."""
        case = self._view.case
        if case is not None:
            proposed = f"{case.ticket.number}.pdf"
            name, _kind = QFileDialog.getSaveFileName(
                self._view, _("Save the card"), proposed, "PDF (*.pdf)"
            )
            if name:
                self.save(Path(name))

    def save(self, path: Path) -> None:
        """Save the card as a PDF file."""

        def write(card: Card) -> None:
            try:
                save_pdf(card, path, _SIZE)
            except UserError as error:
                self._notices.complain(error)
            else:
                self._notices.say(_("Saved: {name}").format(name=path.name))

        self._make(write)

    def _print(self, card: Card) -> None:
        try:
            if print_card(card, _SIZE, self._view.window()):
                self._notices.say(_("Printed: {number}").format(number=card.number))
        except UserError as error:
            self._notices.complain(error)

    def _make(self, done: Callable[[Card], None]) -> None:
        case = self._view.case
        if case is not None and card_can_be_made(case.ticket.kind):
            ticket = case.ticket.id
            spoken = "en" if case.language == "en" else "zh"
            self._jobs.run(
                lambda workspace: workspace.cards.card(ticket, spoken),
                done,
                self._notices.complain,
            )


def _has_card(case: Case) -> bool:
    return card_can_be_made(case.ticket.kind)
