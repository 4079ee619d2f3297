"""What the supervisor should know: raised tiers, complaints, compensations; a key has seen it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.tickets.listing.cards import TicketCard, ticket_card
from csconsole.desktop.tickets.listing.finding import workflows
from csconsole.desktop.tickets.listing.model import CardsModel
from csconsole.desktop.tickets.listing.table import CardTable
from csconsole.desktop.tickets.listing.words import Badge, day_text
from csconsole.language import N_, _
from csconsole.workspace.workspace import Workspace

_MOST = 300
_SEE = {Qt.Key.Key_Space: "see", Qt.Key.Key_D: "see"}
_WHY = {
    "tier": N_("Tier raised"),
    "complaint": N_("Complaint"),
    "compensation": N_("Compensation"),
}


class AttentionPane(QWidget):
    """Lists what nobody has seen yet.

    Signals:
        opened: the id of a ticket that is wanted.
        left: Esc was pressed.
        counted: how much there is.
    """

    opened = Signal(str)
    left = Signal()
    counted = Signal(int)

    def __init__(self, jobs: Jobs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._jobs, self._now = jobs, now
        self.model = CardsModel()
        self.table = CardTable(self.model, _("What needs the supervisor's attention"), _SEE)
        self._told = QLabel(_("Space: the supervisor has seen it, Enter: the ticket"))
        self._nothing = QLabel(_("Nothing needs the supervisor's attention."))
        for label in (self._told, self._nothing):
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._told)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self._nothing, stretch=1)
        self.table.opened.connect(self.opened)
        self.table.left.connect(self.left)
        self.table.pressed_key.connect(lambda _key: self.see_marked())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """What is shown is of this moment."""
        super().showEvent(event)
        self.renew()

    def begin(self) -> None:
        """Let the focus stand at the latest."""
        self.table.begin()

    def renew(self) -> None:
        """Read it anew."""
        now = self._now()
        self._jobs.run(lambda one: read_attention(one, now), self._show)

    def see_marked(self) -> None:
        """The supervisor has seen what is marked; who that is, is asked for where all jobs are."""
        ids = [self.model.cards[row].key for row in self.table.marked_rows()]
        if ids:
            now = self._now()
            self._jobs.run(
                lambda one: one.after_sales.complaints.see(ids, now), lambda _nothing: self.renew()
            )

    def _show(self, cards: list[TicketCard]) -> None:
        row = max(0, self.table.currentIndex().row())
        self.model.show(cards)
        if cards:
            self.table.look_at(min(row, len(cards) - 1))
        self.table.setVisible(bool(cards))
        self._nothing.setVisible(not cards)
        self.counted.emit(len(cards))


def read_attention(workspace: Workspace, now: datetime) -> list[TicketCard]:
    """What the supervisor has not seen yet, the latest first; in the worker."""
    told = workspace.after_sales.complaints.attention()[:_MOST]
    tickets = {one.id: one for one in workspace.tickets.of_ids([one.ticket for one in told])}
    known, deadlines = workflows(workspace), workspace.tickets.deadlines()
    found = []
    for one in told:
        ticket = tickets.get(one.ticket)
        if ticket is not None:
            card = ticket_card(ticket, known[ticket.kind], now, deadlines)
            at = one.at.astimezone(now.tzinfo)
            day = day_text(one.at, now)
            found.append(
                replace(
                    card,
                    key=one.id,
                    title=_(_WHY.get(one.why, one.why)),
                    kind=f"{card.title} · {card.kind}",
                    about=one.text,
                    owner=one.agent,
                    complaint="",
                    owed="",
                    badge=Badge(f"{day} {at:%H:%M}"),
                )
            )
    return found
