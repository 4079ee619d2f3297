"""A complaint beyond the case: what it is of, in words, and how urgent the case becomes by it."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit

from csconsole.desktop.tickets.asking import Asking
from csconsole.desktop.tickets.entry_line import EntryLine
from csconsole.desktop.tickets.moments import read_moment
from csconsole.desktop.tickets.telling import tier_name
from csconsole.language import _
from csconsole.tickets.complaints import LABELS
from csconsole.tickets.model import Ticket, Tier

if TYPE_CHECKING:
    from csconsole.desktop.tickets.view import TicketView

_HEIGHT = 80


class ComplaintActs(QObject):
    """Asks for a complaint and writes it down; the supervisor is told of it."""

    def __init__(self, view: "TicketView") -> None:
        super().__init__(view)
        self._view = view
        view.head.complaint_asked.connect(self.ask)
        view.menu.offer(_("Complaint…"), self.ask)

    def ask(self) -> None:
        """Ask what the buyer complains of."""
        case = self._view.case
        if case is not None:
            asking = ComplaintAsking(case.ticket, self._view)
            asking.open()


class ComplaintAsking(Asking):
    """Asks what a buyer complains of, in marks and in words."""

    def __init__(self, ticket: Ticket, view: "TicketView") -> None:
        super().__init__(
            _("Complaint on {number}").format(number=ticket.number),
            _("The supervisor is told. A higher tier counts from the complaint."),
            _("Write down"),
            view.window(),
        )
        self._ticket, self._view = ticket, view
        self.marks = {mark: QCheckBox(_(label)) for mark, label in LABELS.items()}
        for mark, box in self.marks.items():
            box.setChecked(mark in ticket.complaints)
            self.rows.addRow(box)
        self.words = QPlainTextEdit(ticket.complaint)
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(_HEIGHT)
        self.ask(_("In words"), self.words)
        self.tier = QComboBox()
        for tier in Tier:
            self.tier.addItem(tier_name(tier), tier)
        self.tier.setCurrentIndex(list(Tier).index(ticket.tier))
        self.ask(_("Tier"), self.tier)
        self.since = EntryLine(_("now, or when it was made: today 10:30"), self.accept)
        self.ask(_("Complained"), self.since)
        self.tried.connect(self._write)
        next(iter(self.marks.values())).setFocus()

    def _write(self) -> None:
        ticket, tier = self._ticket, Tier(self.tier.currentData())
        marks = [mark for mark, box in self.marks.items() if box.isChecked()]
        words, told = self.words.toPlainText(), self.since.text()
        since = read_moment(told, self._view.state.now()) if told.strip() else None
        if told.strip() and since is None:
            self.refuse(_("a moment such as 2026-11-22 17:00 must stand here"))
            return
        same = set(marks) == set(ticket.complaints) and words.strip() == ticket.complaint

        def raised(_done: object = None) -> None:
            if tier is ticket.tier:
                self.close_well()
            else:
                self._raise(tier, since)

        if same:
            raised()
            return
        self._view.acts.do(
            ticket.id,
            lambda workspace: workspace.after_sales.complaints.complain(
                ticket.id, marks, words, workspace.now()
            ),
            lambda _ticket: _("The complaint is written down"),
            raised,
            self.refuse,
        )

    def _raise(self, tier: Tier, since: datetime | None) -> None:
        ticket = self._ticket.id
        self._view.acts.do(
            ticket,
            lambda workspace: workspace.after_sales.complaints.raise_tier(
                ticket, tier, workspace.now(), since=since
            ),
            lambda _ticket: _("Tier: {tier}").format(tier=tier_name(tier)),
            self.close_well,
            self.refuse,
        )
