"""What is done with the ticket before the agent: moved, raised, given away, owed and done."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from csconsole.desktop.tickets.closing_dialog import ClosingDialog
from csconsole.desktop.tickets.telling import tier_name
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.tickets.closing import CLOSED
from csconsole.tickets.model import Tier

if TYPE_CHECKING:
    from csconsole.desktop.tickets.view import TicketView


Entry = tuple[str, Callable[[], None]]


class CaseActs(QObject):
    """Connects head and moves of a view with what they do."""

    def __init__(self, view: "TicketView") -> None:
        super().__init__(view)
        self._view = view
        view.moves.taken.connect(self.move)
        view.head.tier_asked.connect(self.ask_tier)
        view.head.owner_asked.connect(self.ask_owner)
        view.head.done_asked.connect(view.sections.to_do.done)

    def keys(self) -> dict[str, Callable[[], None]]:
        """The keys of these acts."""
        return {
            "Alt+U": self.ask_tier,
            "Alt+G": self.ask_owner,
            "Alt+D": self._view.head.do_next,
        }

    def move(self, to: str) -> None:
        """Move the ticket; what is typed in its form is written beforehand."""
        view = self._view
        wrong = view.state.wrong()
        if wrong:
            view.save()  # goes to the field and says what is wrong there
        elif to == CLOSED and view.case is not None:
            ClosingDialog.ask(view)
        else:
            view.writing.move(to, partial(self.refused, to))

    def refused(self, to: str, error: UserError) -> None:
        """Say why a move was refused, and go to what is missing."""
        view = self._view
        if error.place in view.state.names() and view.state.refuse(error.place, error.sentence):
            view.form.tell(error.place)
            view.form.focus(error.place)
            return
        view.moves.tell(to, error.sentence)
        form = view.state.form
        move = form.workflow.move(form.ticket.state, to) if form and form.ticket else None
        empty = [name for name in move.needs if not view.state.text(name)] if move else []
        if empty:
            view.sections.go_to("form")
            view.form.focus(empty[0])

    def ask_tier(self) -> None:
        """Let another tier be chosen."""
        case = self._view.case
        if case is None:
            return
        ticket = case.ticket.id

        def give(tier: Tier) -> None:
            self._view.acts.do(
                ticket,
                lambda workspace: workspace.after_sales.complaints.raise_tier(
                    ticket, tier, workspace.now()
                ),
                lambda _ticket: _("Tier: {tier}").format(tier=tier_name(tier)),
            )

        entries = [(tier_name(tier), partial(give, tier)) for tier in Tier]
        present = list(Tier).index(case.ticket.tier)
        _choose(self._view.head.tier, entries, present)

    def ask_owner(self) -> None:
        """Let another agent answer for the ticket."""
        case = self._view.case
        if case is None:
            return
        ticket = case.ticket.id

        def give(name: str) -> None:
            self._view.acts.do(
                ticket,
                lambda workspace: workspace.after_sales.complaints.give_to(ticket, name),
                lambda _ticket: _("Answers for it: {name}").format(name=name),
            )

        entries = [(name, partial(give, name)) for name in case.agents]
        names = list(case.agents)
        present = names.index(case.ticket.owner) if case.ticket.owner in names else 0
        if entries:
            _choose(self._view.head.owner, entries, present)


def _choose(below: QWidget, entries: Sequence[Entry], present: int) -> None:
    """A menu below a button, the present choice marked."""
    menu = QMenu(below)
    menu.aboutToHide.connect(menu.deleteLater)
    for at, (text, do) in enumerate(entries):
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(at == present)
        action.triggered.connect(lambda _on=False, do=do: do())
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))
    menu.setActiveAction(menu.actions()[present])
