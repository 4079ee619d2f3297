"""What is typed into a ticket's form: kept as a draft while it is typed, then written at once."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.tickets.acts import Step, TicketActs
from csconsole.desktop.tickets.form_state import Form, FormState
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.tickets.drafts import Draft
from csconsole.tickets.model import Ticket
from csconsole.tickets.moving import in_language
from csconsole.workspace.workspace import Workspace

_KEPT_AFTER_MS = 500  # after the last key


@dataclass(frozen=True)
class _Opened:
    ticket: Ticket
    action: str


class FormWriting(QObject):
    """Keeps drafts, opens tickets and changes them.

    Signals:
        opened: a new ticket was opened, by its id.
        refused: what was typed was not taken.
        taken_back: a form whose ticket was opened and taken back; its draft is there again.
    """

    opened = Signal(str)
    refused = Signal(object)
    taken_back = Signal(object)

    def __init__(self, state: FormState, acts: TicketActs, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._state, self._acts, self._jobs = state, acts, jobs
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self.keep)

    def typed(self) -> None:
        """Something was typed: it will be kept in a moment."""
        self._keeping.start()

    def keep(self) -> None:
        """Keep what was typed, so that it survives a crash."""
        self._keeping.stop()
        form = self._state.form
        if form is not None:
            self._keep(form, self._state.draft())

    def keep_what_waits(self) -> None:
        """Keep what was typed just now, before another ticket is shown."""
        if self._keeping.isActive():
            self.keep()

    def forget(self) -> None:
        """What was typed is thrown away."""
        self._keeping.stop()
        form = self._state.form
        if form is not None:
            self._keep(form, {})

    def open(self) -> None:
        """Open the new ticket of the form."""
        form, values, typed = self._state.form, self._state.values(), self._state.draft()
        if form is None:
            return
        kind, order = form.workflow.kind, form.order

        def work(workspace: Workspace) -> _Opened:
            now = workspace.now()
            ticket = workspace.ticket_work.open(kind, now, order, values=values)
            workspace.after_sales.drafts.forget(form.place, now)
            return _Opened(ticket, workspace.tickets.timeline(ticket.id)[0].action)

        def done(opened: _Opened) -> None:
            self._keeping.stop()
            self._state.settle()
            told = _("Opened: {number}").format(number=opened.ticket.number)
            self.opened.emit(opened.ticket.id)
            self._acts.changed.emit(opened.ticket.id)
            back = self._taking_back(form, typed, opened.ticket.id)
            self._acts.offer(Step(opened.ticket.id, opened.action, told, then=back))

        self._jobs.run(work, done, self.refused.emit)

    def save(self, done: Callable[[Ticket], None] = lambda _ticket: None) -> None:
        """Write what was typed into a ticket's form."""
        form, values = self._state.form, self._state.values()
        if form is None or form.ticket is None:
            return
        ticket, place = form.ticket.id, form.place

        def work(workspace: Workspace) -> Ticket:
            saved = workspace.ticket_work.change(ticket, values, workspace.now())
            workspace.after_sales.drafts.forget(place, workspace.now())
            return saved

        self._acts.do(
            ticket,
            work,
            lambda saved: _("Saved: {number}").format(number=saved.number),
            lambda saved: self._on_saved(place, saved, done),
            self.refused.emit,
        )

    def move(self, to: str, refused: Callable[[UserError], None]) -> None:
        """Move the ticket, with what was typed into its form beforehand."""
        form, values = self._state.form, self._state.values()
        if form is None or form.ticket is None:
            return
        ticket, place, workflow = form.ticket.id, form.place, form.workflow

        def work(workspace: Workspace) -> Ticket:
            moved = workspace.ticket_work.move(ticket, to, workspace.now(), values)
            workspace.after_sales.drafts.forget(place, workspace.now())
            return moved

        def told(moved: Ticket) -> str:
            return f"{moved.number}: {in_language(workflow.states[moved.state].label)}"

        self._acts.do(ticket, work, told, lambda moved: self._on_saved(place, moved), refused)

    def _on_saved(
        self, place: str, saved: Ticket, done: Callable[[Ticket], None] = lambda _ticket: None
    ) -> None:
        self._keeping.stop()
        if self._state.form is not None and self._state.form.place == place:
            self._state.settle()
        done(saved)

    def _taking_back(self, form: Form, typed: dict[str, str], ticket: str) -> Callable[[], None]:
        def back() -> None:
            self._keep(form, typed)
            self._acts.changed.emit(ticket)
            self.taken_back.emit(form)

        return back

    def _keep(self, form: Form, values: dict[str, str]) -> None:
        ticket = form.ticket.id if form.ticket else ""
        order = form.order.id if form.order else ""
        draft = Draft(form.workflow.kind, ticket, order, values)
        self._jobs.run(
            lambda workspace: workspace.after_sales.drafts.save(form.place, draft, workspace.now())
        )
