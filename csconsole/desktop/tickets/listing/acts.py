"""What an agent does to tickets from a list: to several at once, with one way back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.tickets.listing.words import count_text
from csconsole.language import _
from csconsole.tickets.labels import deed_name, tier_name
from csconsole.tickets.model import Deed, Outcome, Tier
from csconsole.workspace.workspace import Workspace

Each = Callable[[Workspace, str], object]


class TicketActs(QObject):
    """Works on tickets in the store's worker.

    Signals:
        changed: tickets are other ones now.
        refused: those to which something could not be done, with why; none after all went well.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, jobs: Jobs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._notices = jobs, notices
        self._undoable: list[tuple[str, Outcome]] = []

    def give_tier(self, tickets: Sequence[str], tier: Tier) -> None:
        """Give tickets a tier."""
        self._each(
            tickets,
            lambda one, ticket: one.after_sales.complaints.raise_tier(ticket, tier, one.now()),
            _("Tier {tier}").format(tier=tier_name(tier)),
        )

    def give_to(self, tickets: Sequence[str], owner: str) -> None:
        """Have an agent answer for tickets."""
        self._each(
            tickets,
            lambda one, ticket: one.after_sales.complaints.give_to(ticket, owner),
            _("Owner {owner}").format(owner=owner),
        )

    def do(self, tickets: Sequence[str], deed: Deed) -> None:
        """Something that is owed on tickets is done."""
        self._each(
            tickets,
            lambda one, ticket: one.ticket_work.do(ticket, deed.value, one.now()),
            _("Done: {deed}").format(deed=deed_name(deed)),
        )

    def move(self, tickets: Sequence[str], to: str, label: str) -> None:
        """Move tickets to a state."""
        self._each(tickets, lambda one, ticket: one.ticket_work.move(ticket, to, one.now()), label)

    def done(self, owed: Sequence[tuple[str, str]], told: str) -> None:
        """Lines of what is owed are done: (ticket, id of the action or the visit) each."""
        ids = dict[str, list[str]]()
        for ticket, one in owed:
            ids.setdefault(ticket, []).append(one)

        def each(workspace: Workspace, ticket: str) -> None:
            _do_owed(workspace, ids[ticket].pop(0))

        self._run([ticket for ticket, _one in owed], each, told)

    def say_too_many(self, most: int) -> None:
        """More are marked than what is done at once."""
        self._notices.say(_("At most {most} tickets are changed at once").format(most=most))

    def undo(self) -> None:
        """Take back what was done last here and is not taken back yet."""
        if not self._undoable:
            self._notices.say(_("There is nothing to undo"))
            return
        told, outcome = self._undoable.pop()

        def on_undone(_nothing: object) -> None:
            self.changed.emit()
            self._notices.say(_("Undone: {what}").format(what=told))

        self._jobs.run(
            lambda one: one.after_sales.several.undo(outcome), on_undone, self._notices.complain
        )

    def _each(self, tickets: Sequence[str], do: Each, told: str) -> None:
        if len(tickets) > 1:
            told = f"{told} · {count_text(len(tickets))}"
        self._run(tickets, do, told)

    def _run(self, tickets: Sequence[str], do: Each, told: str) -> None:
        if tickets:
            self._jobs.run(
                lambda one: one.after_sales.several.each(tickets, partial(do, one)),
                partial(self._on_done, told),
                self._notices.complain,
            )

    def _on_done(self, told: str, outcome: Outcome) -> None:
        if outcome.refused:
            parts = [_("done on {count}").format(count=len(outcome.done))] if outcome.done else []
            told = f"{told} · " + ", ".join(
                [*parts, _("refused on {count}").format(count=len(outcome.refused))]
            )
        self.refused.emit(outcome.refused)
        self.changed.emit()
        if outcome.actions:
            self._undoable.append((told, outcome))
            self._notices.offer(told, _("Undo"), self.undo)
        else:
            self._notices.say(told)


def _do_owed(workspace: Workspace, owed: str) -> None:
    """Do an action, or make a visit, by its id."""
    ticket = workspace.tickets.owing(owed)
    if ticket is not None:
        workspace.ticket_work.do(ticket, owed, workspace.now())
    else:
        workspace.after_sales.closing.visited(owed, workspace.now())
