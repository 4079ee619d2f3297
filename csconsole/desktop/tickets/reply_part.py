"""The replies that fit a ticket: one key sends one, with all that follows from it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.fields_form import FieldsForm
from csconsole.desktop.tickets.acts import TicketActs
from csconsole.desktop.tickets.case import Case
from csconsole.desktop.tickets.telling import follows_text, state_name
from csconsole.language import _
from csconsole.tickets.sending import SentReply
from csconsole.workspace.ticket_replies import FittingReply

_LEAST_HEIGHT = 72
_ASKED_AFTER_MS = 150  # after the last key
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ReplyPart(QWidget):
    """Lists the fitting replies, shows one filled in, and sends it.

    Signals:
        answered: something was given that a reply asks for; the ticket is to be read anew.
        sent: the id of a reply that was put on the clipboard.
    """

    answered = Signal()
    sent = Signal(str)

    def __init__(self, acts: TicketActs, jobs: Jobs, notices: Notices) -> None:
        super().__init__()
        self._acts, self._jobs, self._notices = acts, jobs, notices
        self._case: Case | None = None
        self._answers: dict[str, dict[str, str]] = {}
        self._sends_when_read = False
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(_ASKED_AFTER_MS)
        self._asking.timeout.connect(self.answered)
        self._stopped = ""  # a text with forbidden words that was stopped once
        self.list = _ReplyList()
        self.list.setAccessibleName(_("Replies that fit the ticket"))
        self.list.currentRowChanged.connect(self._show_reply)
        self.list.sent.connect(self.send)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("The reply, filled in"))
        self.text.setTabChangesFocus(True)
        self.fields = FieldsForm()
        self.fields.given.connect(self._on_given)
        self.fields.copy_asked.connect(self.send)
        self.follows = QLabel()
        self.follows.setProperty("tone", "quiet")
        self.follows.setTextFormat(Qt.TextFormat.PlainText)
        self.follows.setWordWrap(True)
        self.button = QPushButton(_("Copy and record as sent  Ctrl+Enter"))
        self.button.setProperty("role", "primary")
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.send)
        self._lay_out()

    def answers(self, ticket: str) -> dict[str, str]:
        """What was given for the replies of a ticket."""
        return dict(self._answers.get(ticket, {}))

    def begin(self) -> None:
        """Let the focus stand in the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_case(self, case: Case) -> None:
        """Show the replies of a ticket; the chosen one stays."""
        before = self._reply()
        is_same = self._case is not None and self._case.ticket.id == case.ticket.id
        self._case = case
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own form)
        self.list.clear()
        for reply in case.replies:
            item = QListWidgetItem(reply.title, self.list)
            told = follows_text(reply.follows, case.workflow)
            if told:
                item.setText(f"{reply.title}\n→ {told}")
            item.setToolTip(reply.text[:500])
        ids = [reply.id for reply in case.replies]
        at = ids.index(before.id) if is_same and before and before.id in ids else 0
        self.list.setCurrentRow(at if ids else -1)
        self.list.blockSignals(False)  # noqa: FBT003
        self._show_reply()
        if self._sends_when_read and is_same:
            self.send()
        self._sends_when_read = False

    def send(self) -> None:
        """Copy the chosen reply, record it as sent, and do what its macro says."""
        reply, case = self._reply(), self._case
        if reply is None or case is None:
            self._notices.say(_("No reply is chosen"))
            return
        if self._asking.isActive():  # what was given just now is not in the text yet
            self._asking.stop()
            self._sends_when_read = True
            self.answered.emit()
            return
        if reply.missing:
            missing = next((one.name for one in reply.fields if one.label in reply.missing), "")
            self.fields.mark_missing(reply.missing)
            self.fields.focus(missing)
            told = ", ".join(reply.missing)
            self._notices.say(_("Still to be filled in: {fields}").format(fields=told))
            return
        text = reply.text
        self._jobs.run(
            lambda workspace: workspace.ticket_replies.forbidden_in(text),
            lambda words: self._send(reply, case, words),
        )

    def _send(self, reply: FittingReply, case: Case, forbidden: list[str]) -> None:
        if forbidden and self._stopped != reply.text:
            self._stopped = reply.text
            told = _("Not copied, forbidden: {words}. Enter again copies it all the same.")
            self._notices.say(told.format(words=", ".join(forbidden)))
            return
        self._stopped = ""
        QGuiApplication.clipboard().setText(reply.text)
        self.sent.emit(reply.id)
        ticket, id_, tags = case.ticket.id, reply.id, reply.tags
        self._acts.do(
            ticket,
            lambda workspace: workspace.after_sales.sending.send(
                ticket, id_, workspace.now(), tags=tags
            ),
            lambda sent: _told(reply, case, sent),
        )

    def _reply(self) -> FittingReply | None:
        at = self.list.currentRow()
        replies = self._case.replies if self._case else ()
        return replies[at] if 0 <= at < len(replies) else None

    def _show_reply(self, _row: int = 0) -> None:
        reply, case = self._reply(), self._case
        self.button.setEnabled(reply is not None)
        if reply is None or case is None:
            self.text.setPlainText(_("No reply of the library is for this kind and state."))
            self.fields.show_fields([], lambda _name: None)
            self.follows.hide()
            return
        if self.text.toPlainText() != reply.text:
            self.text.setPlainText(reply.text)
        given = self._answers.get(case.ticket.id, {})
        self.fields.show_fields(reply.fields, given.get)
        self.fields.mark_missing(reply.missing)
        told = follows_text(reply.follows, case.workflow)
        self.follows.setText(_("Sending it: {what}").format(what=told) if told else "")
        self.follows.setVisible(bool(told))

    def _on_given(self, name: str, text: str) -> None:
        if self._case is not None:
            self._answers.setdefault(self._case.ticket.id, {})[name] = text
            self._asking.start()

    def _lay_out(self) -> None:
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.SPACE_SMALL)
        for widget in (self.list, self.text):
            widget.setMinimumHeight(_LEAST_HEIGHT)
        inner.addWidget(self.text, stretch=1)
        inner.addWidget(self.fields)
        inner.addWidget(self.follows)
        inner.addWidget(self.button)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.list)
        splitter.addWidget(below)
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE_SMALL, 0, 0)
        column.addWidget(splitter)


class _ReplyList(QListWidget):
    """A list whose Enter sends."""

    sent = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter sends what is chosen."""
        if Qt.Key(event.key()) in _ENTER and not event.isAutoRepeat():
            self.sent.emit()
        else:
            super().keyPressEvent(event)


def _told(reply: FittingReply, case: Case, sent: SentReply) -> str:
    """What is said when a reply was sent: what followed, or why the ticket stays where it is."""
    told = _("Copied and recorded: {title}").format(title=reply.title)
    if sent.refused:
        return f"{told} · {_('it stays: {why}').format(why=sent.refused)}"
    if sent.ticket.state != case.ticket.state:
        state = case.workflow.states[sent.ticket.state]
        return f"{told} · {state_name(state)}"
    return told
