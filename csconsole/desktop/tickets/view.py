"""One ticket on the screen: its head, its moves, its form and all that belongs to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.tickets.acts import TicketActs
from csconsole.desktop.tickets.card_acts import CardActs
from csconsole.desktop.tickets.case import Case, kind_name, read_case
from csconsole.desktop.tickets.case_acts import CaseActs
from csconsole.desktop.tickets.complaint_acts import ComplaintActs
from csconsole.desktop.tickets.form.form import TicketForm
from csconsole.desktop.tickets.form.wanted import WantedProduct
from csconsole.desktop.tickets.form_state import Form, FormState, form_of, new_form
from csconsole.desktop.tickets.head import TicketHead
from csconsole.desktop.tickets.joining_acts import JoiningActs
from csconsole.desktop.tickets.keys import KeysWithin
from csconsole.desktop.tickets.look import ticket_look
from csconsole.desktop.tickets.move_row import MoveRow
from csconsole.desktop.tickets.save_bar import SaveBar
from csconsole.desktop.tickets.sections import KEYS as SECTION_KEYS
from csconsole.desktop.tickets.sections import MORE_KEYS, Sections
from csconsole.desktop.tickets.ticket_menu import TicketMenu
from csconsole.desktop.tickets.writing import FormWriting
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.tickets.drafts import Draft
from csconsole.tickets.model import Kind
from csconsole.workspace.workspace import Workspace

_RENEWED_MS = 60_000  # what is said of the time left changes by the minute


@dataclass(frozen=True)
class _Read:
    """What was read for the view: a ticket or a form to begin, and what was typed before."""

    form: Form
    case: Case | None = None
    draft: Draft | None = None


class TicketView(QFrame):
    """Shows one ticket, or the form of a new one, and does what an agent does with it.

    Signals:
        changed: the ticket of this id is another one now.
        opened: a new ticket was opened, by its id.
        shown: the id of the ticket that is shown; "" for a new one or none.
        left: Esc was pressed.

    Attributes:
        spoken: tells the language of the buyer; "" for that of the settings.
    """

    changed = Signal(str)
    opened = Signal(str)
    shown = Signal(str)
    left = Signal()

    def __init__(
        self,
        now: Callable[[], datetime],
        jobs: Jobs,
        notices: Notices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("order")  # framed as the panel of an order
        self._now, self._jobs, self._notices = now, jobs, notices
        self.spoken: Callable[[], str] = lambda: ""
        self.case: Case | None = None
        self._wanted = ""
        self._asked = 0  # what was asked for last; an older answer is shown no more
        self.state = FormState(now)
        self.acts = TicketActs(jobs, notices, self)
        self.writing = FormWriting(self.state, self.acts, jobs, self)
        self.form = TicketForm(self.state)
        self.menu = TicketMenu(self)
        self.head = TicketHead(self.menu.button)
        self.moves = MoveRow()
        self.save_bar = SaveBar()
        self.sections = Sections(self.form, self.acts, jobs, notices, now)
        self._nothing = QLabel(_("No ticket is shown"))
        self._renewing = QTimer(self, interval=_RENEWED_MS)
        self._lay_out()
        self._connect()
        self._show()
        self._renewing.start()

    @property
    def ticket_id(self) -> str:
        """The ticket that is wanted; "" for a new one or none."""
        return self._wanted

    @property
    def is_new(self) -> bool:
        """Whether the form of a new ticket is shown."""
        return self.state.form is not None and self.state.form.ticket is None

    def show_ticket(self, ticket_id: str | None) -> None:
        """Show a ticket by its id, read anew; None for none."""
        self.writing.keep_what_waits()
        if ticket_id != self._wanted or self.is_new:
            self.case, self._wanted = None, ticket_id or ""
            self.state.end()
            self._show()
            self.shown.emit(self._wanted)
        if ticket_id:
            language, answers = self.spoken(), self.sections.replies.answers(ticket_id)
            self._read(lambda workspace: _reading(workspace, ticket_id, language, answers))
        else:
            self._asked += 1

    def open_new(self, kind: str, order: str | None = None) -> None:
        """Begin a ticket of a kind, about the order of an id or about the one that was copied."""
        self.writing.keep_what_waits()
        copied = QGuiApplication.clipboard().text()
        self.case, self._wanted = None, ""
        self.state.end()
        self._show()
        self.shown.emit("")
        self._read(lambda workspace: _beginning(workspace, Kind(kind), order or "", copied))

    def renew(self, ticket_id: str = "") -> None:
        """Read the ticket again, if it is the one that has changed."""
        if self._wanted and ticket_id in {"", self._wanted}:
            self.show_ticket(self._wanted)

    def save(self) -> None:
        """Open the new ticket, or write what was typed."""
        wrong = self.state.wrong()
        if wrong:
            self.form.tell_all()
            self.sections.go_to("form")
            self.form.focus(next(iter(wrong)))
            self.save_bar.say(next(iter(wrong.values())))
        elif self.is_new:
            self.writing.open()
        elif self.state.is_touched:
            self.writing.save()
        else:
            self._notices.say(_("Nothing was changed"))

    def undo(self) -> None:
        """Take back what was done last on this ticket."""
        self.acts.undo(self._wanted)

    def leave(self) -> None:
        """Away with it; what was typed is kept as a draft."""
        self.writing.keep()
        self.left.emit()

    def focus(self) -> None:
        """Put the cursor where the work goes on."""
        if self.state.form is None:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.sections.go_to("form")
            self.form.focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _read(self, work: Callable[[Workspace], _Read]) -> None:
        self._asked += 1
        asked = self._asked

        def done(read: _Read) -> None:
            if asked == self._asked:
                self._on_read(read)

        def refused(error: UserError) -> None:
            if asked == self._asked:
                self.case, self._wanted = None, ""
                self.state.end()
                self._nothing.setText(error.sentence[:1].upper() + error.sentence[1:])
                self._show()

        self._jobs.run(work, done, refused)

    def _on_read(self, read: _Read) -> None:
        before = self.state.form
        is_same = before is not None and before.place == read.form.place and self.case is not None
        self.case = read.case
        kept = read.draft.values if read.draft else {}
        self.state.begin(read.form, self.state.draft() if is_same else kept)
        self._show()
        self.wanted.look()
        if not is_same:
            self.focus()
            if kept and self.state.is_touched:
                self.save_bar.say(_("What you had begun to write is here again"))

    def _show(self) -> None:
        form, case = self.state.form, self.case
        there = form is not None
        self._nothing.setVisible(not there)
        self._body.setVisible(there)
        if form is None:
            return
        if case is not None:
            self.head.show_case(case, self._now())
        else:
            kind = kind_name(form.workflow)
            order = form.order
            about = f"{order.buyer} · {_('order {no}').format(no=order.no)}" if order else ""
            self.head.show_new(_("New: {kind}").format(kind=kind), about)
        self.moves.show_moves(case.moves if case else ())
        self.menu.show_case(case)
        self.form.show_form()
        self.sections.show_case(case)
        self._show_saving()

    def _show_saving(self) -> None:
        self.save_bar.show_state(is_new=self.is_new, is_touched=self.state.is_touched)

    def _renew_times(self) -> None:
        if self.case is not None:
            self.head.show_case(self.case, self._now())

    def _lay_out(self) -> None:
        self.setStyleSheet(ticket_look())
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._nothing.setProperty("role", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._body = QWidget()
        layout = QVBoxLayout(self)  # the outer first: what is moved with all it holds takes long
        layout.setContentsMargins(*[theme.SPACE] * 4)
        layout.addWidget(self._nothing, stretch=1)
        layout.addWidget(self._body, stretch=1)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.SPACE)
        inner.addWidget(self.head)
        inner.addWidget(self.moves)
        inner.addWidget(self.sections, stretch=1)
        inner.addWidget(self.save_bar)

    def _connect(self) -> None:
        self.acts.changed.connect(self.changed)
        self.acts.changed.connect(self.renew)
        self.form.typed.connect(self._on_typed)
        self.form.save_asked.connect(self.save)
        self.save_bar.save_asked.connect(self.save)
        self.save_bar.dropped.connect(self._drop)
        self.writing.opened.connect(self._on_opened)
        self.writing.refused.connect(self._on_refused)
        self.writing.taken_back.connect(self._on_taken_back)
        self._renewing.timeout.connect(self._renew_times)
        self.head.left.connect(self.leave)
        self.acts.came_back.connect(self.show_ticket)
        self.menu.ticket_asked.connect(self.show_ticket)
        self.sections.replies.answered.connect(self.renew)
        doing, complaints = CaseActs(self), ComplaintActs(self)
        JoiningActs(self)
        self.wanted = WantedProduct(self.form, self._jobs)
        cards = CardActs(self, self._jobs, self._notices)
        keys = KeysWithin(
            self,
            {
                "Ctrl+S": self.save,
                "Ctrl+Z": self.undo,
                "Ctrl+Return": self._go_on,
                "Alt+M": self.moves.begin,
                "Alt+J": self.menu.open,
                "Alt+B": complaints.ask,
                "Alt+P": cards.print,
                **{key: partial(self.sections.go_to, name) for name, key in SECTION_KEYS.items()},
                **{key: partial(self.sections.write, name) for name, key in MORE_KEYS.items()},
                **doing.keys(),
            },
        )
        keys.leave_alone(self.sections.evidence)

    def _go_on(self) -> None:
        """Send the reply that is looked at; elsewhere, save."""
        if self.sections.present == "replies":
            self.sections.replies.send()
        else:
            self.save()

    def _on_typed(self) -> None:
        self.writing.typed()
        self.moves.say("")
        self._show_saving()

    def _on_opened(self, ticket_id: str) -> None:
        self.opened.emit(ticket_id)
        self.show_ticket(ticket_id)

    def _on_refused(self, error: UserError) -> None:
        """Say at its field what was not taken; nothing of what was typed goes."""
        if self.state.refuse(error.place, error.sentence):
            self.form.show_form()
            self.sections.go_to("form")
            self.form.focus(error.place)
            self.save_bar.say(error.sentence[:1].upper() + error.sentence[1:])
        else:
            self._notices.complain(error)

    def _on_taken_back(self, form: Form) -> None:
        self.open_new(form.workflow.kind.value, form.order.id if form.order else None)

    def _drop(self) -> None:
        """Throw away what was typed."""
        self.writing.forget()
        if self.is_new:
            self.state.settle()
            self.left.emit()
        elif self.state.form is not None:
            self.state.begin(self.state.form)
            self._show()


def _reading(
    workspace: Workspace, ticket_id: str, language: str, answers: Mapping[str, str]
) -> _Read:
    case = read_case(workspace, ticket_id, language, answers)
    form = form_of(case)
    return _Read(form, case, workspace.after_sales.drafts.load(form.place, workspace.now()))


def _beginning(workspace: Workspace, kind: Kind, order: str, copied: str) -> _Read:
    form = new_form(workspace.ticket_forms.begin(kind, order, copied))
    return _Read(form, None, workspace.after_sales.drafts.load(form.place, workspace.now()))
