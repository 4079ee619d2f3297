"""What an agent does on a ticket: each thing one action, said in passing, with a way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.tickets.model import Ticket
from csconsole.workspace.workspace import Workspace

Result = TypeVar("Result")
Refused = Callable[[UserError], None]


@dataclass(frozen=True)
class Step:
    """Something that was done and can be taken back.

    Attributes:
        other: the id of a ticket that came out of it; "" for none.
        then: what is done after it was taken back; by default the ticket is read again.
    """

    ticket: str
    action: str
    told: str
    other: str = ""
    then: Callable[[], None] | None = None


class TicketActs(QObject):
    """Writes on tickets in the store's worker, and takes it back.

    Signals:
        changed: the ticket of this id is another one now.
        came_back: the ticket of this id goes on after all, as another is taken back.
    """

    changed = Signal(str)
    came_back = Signal(str)

    def __init__(self, jobs: Jobs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._notices = jobs, notices
        self._steps: list[Step] = []

    def do(
        self,
        ticket: str,
        work: Callable[[Workspace], Result],
        told: Callable[[Result], str],
        done: Callable[[Result], None] = lambda _result: None,
        refused: Refused | None = None,
    ) -> None:
        """Do a piece of work on a ticket; what `told` says of it is offered to be taken back."""

        def working(workspace: Workspace) -> tuple[Result, str]:
            before = workspace.tickets.last_action(ticket)
            result = work(workspace)
            after = workspace.tickets.last_action(ticket)
            return result, after if after != before else ""

        def on_done(answer: tuple[Result, str]) -> None:
            result, action = answer
            done(result)
            self.changed.emit(ticket)
            if action:
                other = result.id if isinstance(result, Ticket) and result.id != ticket else ""
                self.offer(Step(ticket, action, told(result), other))

        self._jobs.run(working, on_done, refused or self._notices.complain)

    def offer(self, step: Step) -> None:
        """Offer to take a step back."""
        self._steps.append(step)
        if step.told:
            self._notices.offer(step.told, _("Undo"), lambda: self._take_back(step))

    def undo(self, ticket: str) -> None:
        """Take back what was done last on a ticket here."""
        mine = [step for step in self._steps if ticket in {step.ticket, step.other}]
        if mine:
            self._take_back(mine[-1])
        else:
            self._notices.say(_("There is nothing to undo"))

    def _take_back(self, step: Step) -> None:
        if step not in self._steps:
            return
        self._steps.remove(step)

        def work(workspace: Workspace) -> Any:
            if workspace.tickets.last_action(step.ticket) == step.action:
                return workspace.ticket_work.undo_last(step.ticket)
            return workspace.ticket_work.undo(step.action)

        def done(_undone: object) -> None:
            self._notices.say(_("Undone: {what}").format(what=step.told))
            if step.then is not None:
                step.then()
                return
            self.changed.emit(step.ticket)
            if step.other:
                self.came_back.emit(step.ticket)

        self._jobs.run(work, done, self._notices.complain)
