"""Closing a case: what it came to, what the buyer got, and the visit some days later."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QPushButton, QVBoxLayout

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.tickets.case import Case
from csconsole.desktop.tickets.entry_line import EntryLine
from csconsole.desktop.tickets.form.form import TicketForm
from csconsole.desktop.tickets.form_state import Form, FormState
from csconsole.desktop.tickets.look import ticket_look
from csconsole.desktop.tickets.moments import read_moment, written
from csconsole.desktop.tickets.telling import money_text
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.tickets.closing import CLOSED
from csconsole.tickets.form_file import AT_THE_END
from csconsole.tickets.model import Ticket
from csconsole.tickets.moving import in_language
from csconsole.workspace.workspace import Workspace

if TYPE_CHECKING:
    from csconsole.desktop.tickets.view import TicketView

_WIDTH = 440


class ClosingDialog(QDialog):
    """Asks what a case came to; it stays open until the case is closed, or is left."""

    def __init__(self, view: "TicketView", case: Case) -> None:
        super().__init__(view.window())
        self._view, self._case = view, case
        self.setWindowTitle(_("Close {number}").format(number=case.ticket.number))
        self.setMinimumWidth(min(_WIDTH, view.window().width()))
        self.setStyleSheet(ticket_look())
        self.state = FormState(view.state.now)
        self.state.begin(_form(case), view.state.draft())
        self.form = TicketForm(self.state)
        self.form.save_asked.connect(self.accept)
        self.visit = QCheckBox(_("Follow-up visit"))
        self.when = EntryLine(_("when, such as in 3 days"), self.accept)
        self.told = QLabel()
        self.told.setProperty("role", "forbidden")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.hide()
        self._lay_out(case)
        self.form.show_form()
        self.form.focus()

    @classmethod
    def ask(cls, view: "TicketView") -> "ClosingDialog | None":
        """Open the dialog for the ticket that a view shows."""
        if view.case is None:
            return None
        dialog = cls(view, view.case)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Close the case; what speaks against it is said here."""
        wrong = self.state.wrong()
        now = self._view.state.now()
        visit = read_moment(self.when.text(), now) if self.visit.isChecked() else None
        if wrong:
            self.form.tell_all()
            self.form.focus(next(iter(wrong)))
        elif self.visit.isChecked() and (visit is None or visit < now):
            self.when.refuse(_("a visit lies in the future"))
        else:
            self._close_case(visit)

    def _close_case(self, visit: datetime | None) -> None:
        ticket, number = self._case.ticket.id, self._case.ticket.number
        values = {**self._view.state.values(), **self.state.values()}
        place = f"ticket {ticket}"

        def work(workspace: Workspace) -> Ticket:
            now = workspace.now()
            closed = workspace.after_sales.closing.close(ticket, now, values, visit)
            workspace.after_sales.drafts.forget(place, now)
            return closed

        def done(_ticket: Ticket) -> None:
            self._view.state.settle()
            super(ClosingDialog, self).accept()

        self._wait(waiting=True)
        self._view.acts.do(
            ticket,
            work,
            lambda _ticket: _("Closed: {number}").format(number=number),
            done,
            self._on_refused,
        )

    def _on_refused(self, error: UserError) -> None:
        self._wait(waiting=False)
        if error.place in self.state.names() and self.state.refuse(error.place, error.sentence):
            self.form.tell(error.place)
            self.form.focus(error.place)
            return
        self.told.setText(error.sentence[:1].upper() + error.sentence[1:])
        self.told.show()
        self.form.focus(self.form.first_open())

    def _wait(self, *, waiting: bool) -> None:
        self.told.hide()
        for button in self._box.findChildren(QPushButton):
            button.setEnabled(not waiting)

    def _lay_out(self, case: Case) -> None:
        proposed = case.visit
        self.visit.setChecked(proposed is not None)
        self.visit.toggled.connect(self.when.setEnabled)
        self.when.setEnabled(proposed is not None)
        self.when.line.setText(written(proposed) if proposed else "")
        self.when.setAccessibleName(_("When the buyer is visited"))
        layout = column(self)
        layout.setSpacing(theme.SPACE_LARGE)
        layout.addWidget(self.form)
        if case.limit is not None:
            limit = money_text(case.limit, case.currency)
            told = _("Above {limit} the supervisor has to agree.").format(limit=limit)
            layout.addWidget(_quiet(told))
        visit = QVBoxLayout()
        visit.setSpacing(theme.SPACE_SMALL)
        visit.addWidget(self.visit)
        visit.addWidget(self.when)
        told = _visit_told(case)
        if told:
            visit.addWidget(_quiet(told))
        layout.addLayout(visit)
        layout.addWidget(self.told)
        self._box = buttons(self, ok=_("Close the case  Ctrl+Enter"), cancel=_("Not yet"))
        layout.addWidget(self._box)
        for button in self._box.findChildren(QPushButton):
            button.setAutoDefault(False)
        for key in ("Ctrl+Return", "Ctrl+S"):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)


def _form(case: Case) -> Form:
    """The fields that a case ends with."""
    move = case.workflow.move(case.ticket.state, CLOSED)
    label = (in_language(move.label),) if move else ()
    names = [name for name in case.workflow.fields if name in AT_THE_END]
    return Form(
        workflow=case.workflow,
        ticket=case.ticket,
        order=case.order,
        names=tuple(names),
        values=case.ticket.fields,
        needs=dict.fromkeys(move.needs if move else (), label),
    )


def _visit_told(case: Case) -> str:
    """Whom the visit is for, and which reply it begins with."""
    told = []
    if case.visit is not None and case.buyer_tier:
        told.append(_("sooner, since the buyer is {tier}").format(tier=case.buyer_tier))
    if case.visit_reply is not None:
        told.append(_("its reply: {title}").format(title=case.visit_reply.title))
    return " · ".join(told)


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
