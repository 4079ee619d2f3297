"""The issue tables in the window: days to choose, their figures drawn, and files to write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.desktop.reports.board import Board, load_charts
from csconsole.desktop.reports.choosing import Choosing
from csconsole.desktop.reports.export_bar import ExportBar
from csconsole.desktop.reports.exporting import Exporting
from csconsole.desktop.reports.reply_lists import ReplyLists
from csconsole.desktop.reports.ticket_rows import ticket_rows
from csconsole.desktop.reports.ticket_table import TicketRow, TicketTable
from csconsole.errors import UserError
from csconsole.language import chosen, ngettext
from csconsole.reports.model import Asked, Dashboard
from csconsole.storage.places import Places
from csconsole.workspace.reporting import Reckoning
from csconsole.workspace.workspace import Workspace

_MOST_ROWS = 500  # of the table under the charts


@dataclass(frozen=True)
class _Answer:
    """What the worker found."""

    board: Dashboard
    shops: tuple[str, ...]
    agents: tuple[str, ...]


class ReportsView(QWidget):
    """Shows the figures of some days; begins to reckon when it is shown first.

    Signals:
        tickets_wanted: the ids of the tickets behind a bar that was opened.
        ticket_opened: the id of a ticket in the table below was chosen.
        reply_opened: the id of a reply was chosen.
        renewed: other figures are shown.

    Attributes:
        exporting: writes the tables; its `allow` asks for the supervisor.
    """

    tickets_wanted = Signal(object)
    ticket_opened = Signal(str)
    reply_opened = Signal(str)
    renewed = Signal()

    def __init__(  # noqa: PLR0913, PLR0917  (what it works with)
        self,
        now: Callable[[], datetime],
        jobs: Jobs,
        notices: Notices,
        places: Places,
        passphrase: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now, self._jobs = now, jobs
        self._is_asking, self._is_stale = False, True
        self.dashboard: Dashboard | None = None
        self.choosing, self.board = Choosing(), Board()
        self.exporting = Exporting(places, passphrase, notices, self)
        self.export_bar = ExportBar(self.exporting, self._export)
        self.table, self.replies = TicketTable(), ReplyLists()
        self.told, self.behind = QLabel(), QLabel()
        self.told.setProperty("role", "quiet")
        self.behind.setProperty("role", "heading")
        self.behind.setWordWrap(True)
        self._lay_out()
        self._show_behind(())
        self.choosing.changed.connect(self.renew)
        self.board.chosen.connect(self.show_tickets)
        self.board.drawn.connect(self.renewed)
        self.table.opened.connect(self.ticket_opened)
        self.replies.opened.connect(self.reply_opened)
        self.setFocusProxy(self.choosing)

    def renew(self) -> None:
        """Reckon anew: other days are asked for, or tickets have changed."""
        self._is_stale = True
        if self.isVisible() and not self._is_asking:
            self._ask()

    def show_tickets(self, name: str, ids: Sequence[str]) -> None:
        """Show the tickets behind a number, and tell who listens."""
        self.tickets_wanted.emit(tuple(ids))
        count = ngettext("{count} ticket", "{count} tickets", len(ids))
        self.behind.setText(f"{name} · {count.format(count=number_text(len(ids)))}")
        some, now = tuple(ids[:_MOST_ROWS]), self._now()

        def read(workspace: Workspace) -> tuple[TicketRow, ...]:
            return ticket_rows(workspace, some, now, _language())

        self._jobs.run(read, self._show_behind)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's names from here)
        """What is shown is of this moment."""
        super().showEvent(event)
        self.renew()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """F5 reckons anew."""
        if event.key() == Qt.Key.Key_F5:
            self.renew()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._is_asking, self._is_stale = True, False
        now = self._now()
        self._jobs.run(
            lambda workspace: workspace.reports.today(now),
            lambda today: self._begin(self.choosing.asked(today), now),
            self._on_refused,
        )

    def _begin(self, asked: Asked, now: datetime) -> None:
        language = _language()

        def begin(workspace: Workspace) -> Reckoning:
            load_charts()
            return workspace.reports.reckoning(asked, now, language)

        self._jobs.run(begin, self._go_on, self._on_refused)

    def _go_on(self, reckoning: Reckoning) -> None:
        """Count a piece more; whoever else waits for the worker gets it in between."""
        if self._is_stale:
            self._is_asking = False
            self.renew()
            return

        def step(workspace: Workspace) -> _Answer | None:
            return _answer(workspace, reckoning.dashboard()) if reckoning.step() else None

        def on_step(answer: _Answer | None) -> None:
            if answer is None:
                self._go_on(reckoning)
            else:
                self._on_found(answer)

        self._jobs.run(step, on_step, self._on_refused)

    def _on_found(self, answer: _Answer) -> None:
        self._is_asking = False
        if self._is_stale:
            self.renew()
            return
        self.dashboard = answer.board
        self.choosing.show_names(answer.shops, answer.agents)
        asked = answer.board.asked
        self.told.setText(
            f"{asked.begin}" if asked.begin == asked.until else f"{asked.begin} – {asked.until}"
        )
        self.board.show_dashboard(answer.board)
        self.replies.show_replies(answer.board.replies)
        self.behind.clear()
        self._show_behind(())
        self.export_bar.setEnabled(True)

    def _on_refused(self, error: UserError) -> None:
        self._is_asking = False
        self._jobs.refused.emit(error)

    def _show_behind(self, rows: Sequence[TicketRow]) -> None:
        self.table.tickets.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.behind.setVisible(bool(self.behind.text()))
        if rows:
            self.table.setCurrentIndex(self.table.tickets.index(0, 0))
            QTimer.singleShot(0, self._scroll_to_table)  # once it has its place

    def _scroll_to_table(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.behind.y())

    def _export(self, ending: str, is_revealed: bool) -> None:  # noqa: FBT001  (a choice of the menu)
        if self.dashboard is not None:
            self.exporting.ask(self.dashboard.asked, ending, is_revealed=is_revealed)

    def _lay_out(self) -> None:
        inner = _Content()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE_LARGE)
        for widget in (self.board, self.behind, self.table, self.replies):
            column.addWidget(widget)
        column.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        layout.setSpacing(theme.SPACE)
        line = QHBoxLayout()
        line.addWidget(self.export_bar, stretch=1)
        line.addWidget(self.told)
        layout.addWidget(self.choosing)
        layout.addLayout(line)
        layout.addWidget(self._scroll, stretch=1)


class _Content(QWidget):
    """What is scrolled: as wide as there is room, and as high as it needs at that width.

    Qt would add the height that it needed if it were as narrow as it can be.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Nothing at all; the layout tells the height."""
        return QSize(0, 0)


def _answer(workspace: Workspace, board: Dashboard) -> _Answer:
    return _Answer(
        board,
        tuple(shop.name for shop in workspace.orders.shops.all()),
        tuple(agent.name for agent in workspace.people.agents()),
    )


def _language() -> str:
    """The language that data has texts in."""
    return chosen().split("_", maxsplit=1)[0]
