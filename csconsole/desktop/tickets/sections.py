"""The parts of a ticket below its head: form, what is to be done, replies, evidence, timeline."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.tickets.acts import TicketActs
from csconsole.desktop.tickets.case import Case
from csconsole.desktop.tickets.evidence_field import EvidenceField
from csconsole.desktop.tickets.form.form import TicketForm
from csconsole.desktop.tickets.reply_part import ReplyPart
from csconsole.desktop.tickets.timeline_list import TimelineList
from csconsole.desktop.tickets.to_do_part import ToDoPart
from csconsole.language import N_, _

KEYS = {
    "form": "Alt+F",
    "to do": "Alt+O",
    "replies": "Alt+R",
    "evidence": "Alt+E",
    "past": "Alt+T",
}
MORE_KEYS = {"note": "Alt+N", "chase": "Alt+C"}
_LEAST_HEIGHT = 160
_LABELS = {
    "form": N_("Form"),
    "to do": N_("To do"),
    "replies": N_("Replies"),
    "evidence": N_("Photos"),
    "past": N_("History"),
}


class Sections(QTabWidget):
    """One part at a time, each with its key."""

    def __init__(
        self,
        form: TicketForm,
        acts: TicketActs,
        jobs: Jobs,
        notices: Notices,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.form = form
        self.to_do = ToDoPart(acts, now)
        self.replies = ReplyPart(acts, jobs, notices)
        self.evidence = EvidenceField(jobs, notices)
        self.evidence.changed.connect(acts.changed)
        self.past = TimelineList(now)
        form.after = self.tabBar()
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.tabBar().setExpanding(False)
        self.tabBar().setUsesScrollButtons(False)
        for button in self.tabBar().findChildren(QToolButton):
            button.setAccessibleName("")  # they are never shown
        self.setAccessibleName(_("Parts of the ticket"))
        self.setMinimumHeight(_LEAST_HEIGHT)  # in a low window each part scrolls
        self._add_scrolled("form", form)
        self._add_scrolled("to do", self.to_do)
        self._add_scrolled("replies", self.replies, grows=True)
        self._add("evidence", self.evidence)
        self._add("past", self.past)

    @property
    def present(self) -> str:
        """The part that is shown."""
        return list(_LABELS)[self.currentIndex()]

    def go_to(self, name: str) -> None:
        """Show a part and let the focus stand in it."""
        at = list(_LABELS).index(name)
        if not self.isTabVisible(at):
            return
        self.setCurrentIndex(at)
        begin: dict[str, Callable[[], None]] = {
            "form": self.form.focus,
            "to do": self.to_do.begin,
            "replies": self.replies.begin,
            "evidence": self.evidence.tiles.setFocus,
            "past": self.past.setFocus,
        }
        begin[name]()

    def write(self, name: str) -> None:
        """Let a note or a chase be written."""
        self.go_to("to do")
        self.to_do.write(name)

    def show_case(self, case: Case | None) -> None:
        """Show a ticket; a new one has a form alone."""
        for at in range(1, self.count()):
            self.setTabVisible(at, case is not None)
        self.tabBar().setVisible(case is not None)
        # A bar that is hidden would hold the Tab key where it is.
        there = Qt.FocusPolicy.TabFocus if case is not None else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(there)
        if case is None:
            self.setCurrentIndex(0)
            self.evidence.show_ticket("")
            return
        self.to_do.show_case(case)
        self.replies.show_case(case)
        self.past.show_case(case)
        self.evidence.show_ticket(case.ticket.id)
        owed = len(case.ticket.owed) + sum(visit.done is None for visit in case.visits)
        self._count("to do", owed)
        self._count("replies", len(case.replies))

    def _count(self, name: str, count: int) -> None:
        told = _(_LABELS[name])
        self.setTabText(list(_LABELS).index(name), f"{told} {count}" if count else told)

    def _add(self, name: str, part: QWidget) -> None:
        at = self.addTab(part, _(_LABELS[name]))
        self.setTabToolTip(at, KEYS[name])

    def _add_scrolled(self, name: str, part: QWidget, *, grows: bool = False) -> None:
        """A part that may be higher than its room, and takes all of a larger one if it grows."""
        area = QScrollArea()
        self._add(name, area)  # before it is filled: moving what it holds takes long
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        holder = QWidget()
        area.setWidget(holder)
        column = QVBoxLayout(holder)
        right = 0 if grows else theme.SPACE
        column.setContentsMargins(0, theme.SPACE_SMALL, right, theme.SPACE_SMALL)
        column.addWidget(part)
        if not grows:
            column.addStretch(1)
