"""What is owed today across all tickets, the most urgent first; one key does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.tickets.listing.acts import TicketActs
from csconsole.desktop.tickets.listing.cards import TicketCard, owed_card
from csconsole.desktop.tickets.listing.finding import workflows
from csconsole.desktop.tickets.listing.model import CardsModel
from csconsole.desktop.tickets.listing.table import CardTable
from csconsole.desktop.tickets.listing.words import end_of_day
from csconsole.language import _, ngettext
from csconsole.workspace.workspace import Workspace

_MOST = 300  # lines that are listed; nobody does more in a day
_DO = {Qt.Key.Key_Space: "do", Qt.Key.Key_D: "do"}


@dataclass(frozen=True)
class OwedToday:
    """What is owed today; `count` is all of it, `late` how much of it is late."""

    cards: tuple[TicketCard, ...]
    count: int
    late: int


class OwedPane(QWidget):
    """Lists what is owed, and does it.

    Signals:
        opened: the id of a ticket that is wanted.
        left: Esc was pressed.
    """

    opened = Signal(str)
    left = Signal()

    def __init__(self, jobs: Jobs, acts: TicketActs, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._jobs, self._acts, self._now = jobs, acts, now
        self._turn = 0
        self.model = CardsModel()
        self.table = CardTable(self.model, _("What is owed today"), _DO)
        self.mine = QToolButton()
        self.mine.setText(_("Only mine"))
        self.mine.setToolTip(_("Only what I answer for"))
        self.mine.setCheckable(True)
        self.mine.setProperty("role", "chip")
        self._told, self._nothing = QLabel(), QLabel(_("Nothing is owed today."))
        for label in (self._told, self._nothing):
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self._lay_out()
        self.mine.toggled.connect(lambda _on: self.renew())
        self.table.opened.connect(self.opened)
        self.table.left.connect(self.left)
        self.table.pressed_key.connect(lambda _key: self.do_marked())
        self.table.menu_asked.connect(self._show_menu)
        acts.changed.connect(self.renew)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """What is shown is of this moment."""
        super().showEvent(event)
        self.renew()

    def begin(self) -> None:
        """Let the focus stand at the most urgent."""
        self.table.begin()

    def renew(self) -> None:
        """Read it anew."""
        if not self.isVisible():
            return
        self._turn += 1
        turn, now, is_mine = self._turn, self._now(), self.mine.isChecked()
        self._jobs.run(
            lambda one: read_owed(one, now, one.people.agent if is_mine else ""),
            lambda owed: self._show(turn, owed),
        )

    def do_marked(self) -> None:
        """What is marked is done; it goes at once, and comes back where it is refused."""
        cards = [self.model.cards[row] for row in self.table.marked_rows()]
        if not cards:
            return
        told = _("Done: {deed}").format(deed=f"{cards[0].title} · {cards[0].kind}")
        if len(cards) > 1:
            told = ngettext("{count} done", "{count} done", len(cards)).format(count=len(cards))
        rows = self.table.marked_rows()
        for row in reversed(rows):
            self.model.take_out(row)
        if self.model.cards:
            self.table.look_at(min(rows[0], len(self.model.cards) - 1))
        self._turn += 1  # what was read before would bring them back
        self._acts.done([(card.id, card.key) for card in cards], told)

    def _show(self, turn: int, owed: OwedToday) -> None:
        if turn != self._turn:
            return
        card, row = self.table.card, max(0, self.table.currentIndex().row())
        place = self.table.verticalScrollBar().value()
        self.model.show(list(owed.cards))
        kept = next((at for at, one in enumerate(owed.cards) if card and one.key == card.key), row)
        if owed.cards:
            self.table.look_at(min(kept, len(owed.cards) - 1))
            self.table.verticalScrollBar().setValue(place)
        has_focus = self.isAncestorOf(self.focusWidget() or self)
        self.table.setVisible(bool(owed.cards))
        self._nothing.setVisible(not owed.cards)
        self._told.setText(_told(owed))
        if has_focus and not owed.cards:
            self.mine.setFocus()

    def _show_menu(self, place: QPoint) -> None:
        card = self.table.card
        if card is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Done (Space)")).triggered.connect(lambda _on=False: self.do_marked())
        menu.addAction(_("Open the ticket (Enter)")).triggered.connect(
            lambda _on=False: self.opened.emit(card.id)
        )
        menu.popup(place)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self._told, stretch=1)
        line.addWidget(self.mine)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(line)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self._nothing, stretch=1)


def read_owed(workspace: Workspace, now: datetime, owner: str = "") -> OwedToday:
    """What is owed until the end of the day; in the worker."""
    until = end_of_day(now)
    known, deadlines = workflows(workspace), workspace.tickets.deadlines()
    found = workspace.tickets.owed(until, owner, _MOST)
    cards = [owed_card(one, known[one.ticket.kind], now, deadlines) for one in found]
    count = workspace.tickets.how_much_is_owed(until, now, owner)
    return OwedToday(tuple(cards), count.owed, count.late)


def _told(owed: OwedToday) -> str:
    told = _("{count} owed today").format(count=owed.count)
    if owed.late:
        told = _("{told}, {late} of them late").format(told=told, late=owed.late)
    if owed.count > len(owed.cards):
        told = _("{told} · the first {shown}").format(told=told, shown=len(owed.cards))
    return told + _(" · Space: done, Enter: the ticket")
