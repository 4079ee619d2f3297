"""What is to be done on a ticket: what is owed, chases of the courier, notes, visits."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.orders.words import moment_text, name_and_tags
from csconsole.desktop.tickets.acts import TicketActs
from csconsole.desktop.tickets.case import Case
from csconsole.desktop.tickets.entry_line import EntryLine
from csconsole.desktop.tickets.moments import read_moment
from csconsole.desktop.tickets.telling import deed_name, left_tone_of, owed_text
from csconsole.language import _
from csconsole.tickets.model import Deed, FieldKind, Kind, NextAction

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_MOST_SHOWN = 6
_ROW = 30  # pixels


class ToDoPart(QWidget):
    """What somebody owes on the ticket, and what was done about its parcel."""

    def __init__(self, acts: TicketActs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._acts, self._now = acts, now
        self._case: Case | None = None
        self.owed = OwedList()
        self.owed.done.connect(self.done)
        self.nothing = _quiet(_("Nothing is owed on this ticket."))
        self.deed = QComboBox()
        self.deed.setAccessibleName(_("What is owed"))
        for deed in Deed:
            self.deed.addItem(deed_name(deed), deed)
        self.due = EntryLine(_("when: in 2 days"), self._owe)
        self.whom = EntryLine(_("whom: the courier, a depot (Alt+C)"), self._chase)
        self.answer = EntryLine(_("what they answered"), self._chase)
        self.contact = EntryLine(_("next contact: tomorrow 10:00"), self._chase)
        self.note = EntryLine(_("a note (Alt+N)"), self._note)
        self.chases = _quiet("")
        self._lay_out()

    def begin(self) -> None:
        """Let the focus stand at what is owed; where nothing is, at what may be."""
        if self.owed.count():
            self.owed.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.deed.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_case(self, case: Case) -> None:
        """Show a ticket."""
        if self._case is None or self._case.ticket.id != case.ticket.id:
            for line in (self.due, self.whom, self.answer, self.contact, self.note):
                line.clear()
        self._case = case
        now = self._now()
        owed = sorted(case.ticket.owed, key=lambda one: (one.due is None, one.due or now))
        visits = [
            NextAction(one.id, Deed.FOLLOW_UP, one.due) for one in case.visits if not one.done
        ]
        self.owed.show_owed([*owed, *visits], now)
        self.owed.setVisible(bool(owed or visits))
        self.nothing.setVisible(not (owed or visits))
        self._owing.setVisible(case.ticket.closed is None)
        self._chasing.setVisible(_has_parcel(case))
        self.chases.setText("\n".join(_told(case, now)))
        self.chases.setVisible(bool(self.chases.text()))

    def write(self, name: str) -> None:
        """Put the cursor where a note or a chase is written."""
        line = self.whom if name == "chase" and not self._chasing.isHidden() else self.note
        line.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def done(self, action: str) -> None:
        """What was owed is done, or the visit was made."""
        if self._case is not None and action in [one.id for one in self._case.visits]:
            self._visited(self._case.ticket.id, action)
        elif self._case is not None:
            ticket = self._case.ticket
            deed = next((deed_name(o.deed) for o in ticket.owed if o.id == action), "")
            self._acts.do(
                ticket.id,
                lambda workspace: workspace.ticket_work.do(ticket.id, action, workspace.now()),
                lambda _ticket: _("Done: {what}").format(what=deed),
            )

    def _visited(self, ticket: str, visit: str) -> None:
        self._acts.do(
            ticket,
            lambda workspace: workspace.after_sales.closing.visited(visit, workspace.now()),
            lambda _visit: _("The follow-up visit was made"),
        )

    def _owe(self) -> None:
        case, text = self._case, self.due.text()
        due = read_moment(text, self._now())
        if case is None:
            return
        if text.strip() and due is None:
            self.due.refuse(_("a moment such as 2026-11-22 17:00 must stand here"))
            return
        deed = Deed(self.deed.currentData())
        self._acts.do(
            case.ticket.id,
            lambda workspace: workspace.ticket_work.owe(case.ticket.id, deed, due),
            lambda _ticket: _("Owed now: {what}").format(what=deed_name(deed)),
            lambda _ticket: self.due.clear(),
        )

    def _chase(self) -> None:
        case, whom, answer = self._case, self.whom.text(), self.answer.text()
        contact = read_moment(self.contact.text(), self._now())
        if case is None:
            return
        if not whom.strip():
            self.whom.refuse(_("whom was asked?"))
            return
        if self.contact.text().strip() and contact is None:
            self.contact.refuse(_("a moment such as 2026-11-22 17:00 must stand here"))
            return

        def done(_ticket: object) -> None:
            for line in (self.whom, self.answer, self.contact):
                line.clear()

        self._acts.do(
            case.ticket.id,
            lambda workspace: workspace.ticket_work.chase(
                case.ticket.id, whom, answer, workspace.now(), contact
            ),
            lambda _ticket: _("Chased: {whom}").format(whom=whom.strip()),
            done,
            lambda error: self.answer.refuse(error.sentence),
        )

    def _note(self) -> None:
        case, text = self._case, self.note.text()
        if case is None or not text.strip():
            return
        self._acts.do(
            case.ticket.id,
            lambda workspace: workspace.ticket_work.note(case.ticket.id, text, workspace.now()),
            lambda _ticket: _("Noted"),
            lambda _ticket: self.note.clear(),
            lambda error: self.note.refuse(error.sentence),
        )

    def _lay_out(self) -> None:
        self._owing = QWidget()
        owing = QHBoxLayout(self._owing)
        owing.setContentsMargins(0, 0, 0, 0)
        owing.setSpacing(theme.SPACE_SMALL)
        owing.addWidget(self.deed)
        owing.addWidget(self.due, stretch=1)
        owing.addWidget(_adding(_("Add what is owed"), self._owe), 0, Qt.AlignmentFlag.AlignTop)
        self._chasing = QWidget()
        chase = QVBoxLayout(self._chasing)
        chase.setContentsMargins(0, 0, 0, 0)
        chase.setSpacing(theme.SPACE_SMALL)
        chase.addWidget(_heading(_("Courier asked")))
        chase.addWidget(self.whom)
        chase.addWidget(self.answer)
        last = QHBoxLayout()
        last.setSpacing(theme.SPACE_SMALL)
        last.addWidget(self.contact, stretch=1)
        last.addWidget(
            _adding(_("Write the chase down"), self._chase), 0, Qt.AlignmentFlag.AlignTop
        )
        chase.addLayout(last)
        chase.addWidget(self.chases)
        noting = QHBoxLayout()
        noting.setSpacing(theme.SPACE_SMALL)
        noting.addWidget(self.note, stretch=1)
        noting.addWidget(_adding(_("Add the note"), self._note), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        column.addWidget(_heading(_("Owed")))
        column.addWidget(self.owed)
        column.addWidget(self.nothing)
        column.addWidget(self._owing)
        column.addWidget(self._chasing)
        column.addWidget(_heading(_("Note")))
        column.addLayout(noting)


class OwedList(QListWidget):
    """What is owed; Enter says that it is done.

    Signals:
        done: the id of what was owed.
    """

    done = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("What is owed: Enter says that it is done"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemDoubleClicked.connect(lambda item: self.done.emit(item.data(_ID)))

    def show_owed(self, owed: list[NextAction], now: datetime) -> None:
        """Show what is owed, the most urgent first; what was chosen stays."""
        before = self.currentItem().data(_ID) if self.currentItem() else ""
        self.clear()
        for at, one in enumerate(owed):
            item = QListWidgetItem(owed_text(one, now), self)
            item.setData(_ID, one.id)
            item.setForeground(theme.colour(left_tone_of(one.due, now)))
            if one.id == before or at == 0:
                self.setCurrentRow(at)
        self.setFixedHeight(min(len(owed), _MOST_SHOWN) * _ROW + 2 * theme.SPACE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter or the space bar: it is done."""
        if Qt.Key(event.key()) in _ENTER and self.currentItem() and not event.isAutoRepeat():
            self.done.emit(self.currentItem().data(_ID))
        else:
            super().keyPressEvent(event)


_ID = Qt.ItemDataRole.UserRole


def _has_parcel(case: Case) -> bool:
    """Whether there is something that a courier can be asked about."""
    waybills = [
        name for name, rule in case.workflow.fields.items() if rule.kind is FieldKind.WAYBILL
    ]
    told = case.ticket.kind is Kind.TRACKING or any(map(case.ticket.fields.get, waybills))
    return told and case.ticket.closed is None


def _told(case: Case, now: datetime) -> list[str]:
    return [
        name_and_tags(moment_text(one.at, now), one.agent, f"{one.whom}: {one.answer}".rstrip(": "))
        for one in reversed(case.ticket.chases)
    ]


def _quiet(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setStyleSheet("font-weight: bold;")
    return label


def _adding(told: str, do: Callable[[], None]) -> QPushButton:
    button = QPushButton("+")
    button.setToolTip(told)
    button.setAccessibleName(told)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _on=False: do())
    return button
