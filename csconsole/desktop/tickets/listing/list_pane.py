"""The list of tickets: one box that finds and filters them, chips, and what is done to several."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.replies.search_box import SearchBox
from csconsole.desktop.tickets.listing.acts import TicketActs
from csconsole.desktop.tickets.listing.choices import MOST, ChoiceMenus, read_choices
from csconsole.desktop.tickets.listing.filter_bar import FilterBar
from csconsole.desktop.tickets.listing.finding import Answer, TicketFinding, read_page
from csconsole.desktop.tickets.listing.marks import Marks
from csconsole.desktop.tickets.listing.model import TicketModel
from csconsole.desktop.tickets.listing.query import Query, QueryReader
from csconsole.desktop.tickets.listing.refusals import RefusalList
from csconsole.desktop.tickets.listing.saved import SavedFilters
from csconsole.desktop.tickets.listing.table import CardTable
from csconsole.errors import UserError
from csconsole.language import _

_RENEWED_MS = 60_000  # what is late changes by the minute
_ROOM_FOR_BUTTONS = 380  # pixels
_KEYS = {
    Qt.Key.Key_T: "tier",
    Qt.Key.Key_O: "owner",
    Qt.Key.Key_D: "do",
    Qt.Key.Key_M: "move",
}


class ListPane(QWidget):
    """Finds tickets, and does things to those that are marked.

    Signals:
        opened: the id of a ticket that is wanted.
        left: Esc was pressed in an empty box.
    """

    opened = Signal(str)
    left = Signal()

    def __init__(
        self,
        reader: QueryReader,
        jobs: Jobs,
        acts: TicketActs,
        now: Callable[[], datetime],
        saved: SavedFilters,
    ) -> None:
        super().__init__()
        self._reader, self._jobs, self._acts, self._now = reader, jobs, acts, now
        self.agent = ""
        self.finding = TicketFinding()
        self.model = TicketModel(self.finding)
        self.search_box = SearchBox()
        self.search_box.setPlaceholderText(
            _("Number, buyer, order, waybill, or filters: is:late kind:return owner:me")
        )
        self.search_box.setAccessibleName(_("Search and filter the tickets"))
        self.filters = FilterBar(reader, saved)
        self.table = CardTable(self.model, _("Tickets that were found"), _KEYS)
        self.refusals = RefusalList()
        self._menus = ChoiceMenus(acts, self)
        self._open_first = False  # Enter came before the answer
        self._count, self._nothing = QLabel(), QLabel()
        for label in (self._count, self._nothing):
            label.setProperty("role", "quiet")
            label.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._renewing = QTimer(self, interval=_RENEWED_MS)
        self._lay_out()
        self._connect()
        self.finding.want(self._query())
        self.filters.show_query("", self.finding.query)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """What is shown is of this moment."""
        super().showEvent(event)
        self._renewing.start()
        self.renew()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """The buttons give way where there is no room: their keys and the menu are still there."""
        super().resizeEvent(event)
        self._buttons.setVisible(event.size().width() >= _ROOM_FOR_BUTTONS)

    def focus_search(self) -> None:
        """Put the cursor into the box with its text selected."""
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def look_for(self, text: str) -> None:
        """List something from elsewhere."""
        self.search_box.setText(text)
        self.focus_search()

    def renew(self) -> None:
        """Read the same anew: tickets have changed, or time has passed."""
        self.finding.want(self._query())  # today and me may be others now
        self.finding.renew()
        if self.isVisible():
            self._ask()
        else:
            self._renewing.stop()

    def open_present(self) -> None:
        """Open the ticket that is looked at, once what was typed is answered."""
        if self.finding.is_pending:
            self._open_first = True
        elif self.table.card is not None:
            self.opened.emit(self.table.card.id)

    def ask(self, which: str, at: QPoint | None = None) -> None:
        """Ask what is to be done to the tickets that are marked: `tier`, `owner`, `do`, `move`."""
        if self.table.marked_count() > MOST:
            self._acts.say_too_many(MOST)
            return
        rows = self.table.marked_rows()
        cards = [card for row in rows if (card := self.finding.card(row)) is not None]
        if not rows:
            return
        place = at or self.table.place_of_menu()
        if len(cards) == len(rows):
            self._choose(which, [card.id for card in cards], place)
            return
        query, now = self.finding.query, self._now()
        self._jobs.run(  # some were never in view
            lambda one: one.tickets.ids(query.filters, now, query.sort),
            lambda ids: self._choose(which, [ids[row] for row in rows if row < len(ids)], place),
        )

    def _choose(self, which: str, ids: list[str], place: QPoint) -> None:
        self._jobs.run(
            lambda one: read_choices(one, ids),
            lambda choices: self._menus.show(which, choices, place),
        )

    def _want(self) -> None:
        self._open_first = False
        query = self._query()
        self.filters.show_query(self.search_box.text(), query)
        if self.finding.want(query):
            self.refusals.show_refused(())
            self._ask()

    def _query(self) -> Query:
        return self._reader.read(self.search_box.text(), self._now(), self.agent)

    def _ask(self) -> None:
        question = self.finding.next_question()
        if question is not None:
            now = self._now()
            self._jobs.run(
                lambda one: read_page(one, question, lambda: now), self._on_read, self._on_refused
            )

    def _on_read(self, answer: Answer) -> None:
        marks = Marks(self.table, self.finding)
        is_another = self.finding.is_pending
        if self.finding.take(answer):
            was_reset = self.model.renew()
            if is_another:
                marks.begin_anew()
            else:
                marks.restore(was_reset=was_reset)
            self._show_count()
            if self._open_first and not self.finding.is_pending:
                self._open_first = False
                self.open_present()
        self._ask()

    def _on_refused(self, error: UserError) -> None:
        self.finding.give_up()
        self._jobs.refused.emit(error)

    def _show_count(self) -> None:
        is_empty = not self.finding.count and not self.finding.is_pending
        self.table.setVisible(not is_empty)
        self._nothing.setVisible(is_empty)
        self._nothing.setText(self.finding.nothing())
        self._count.setText(self.finding.told())
        self._show_marked()

    def _show_marked(self) -> None:
        """How many are marked, where it is more than the one that is looked at."""
        count = self.table.marked_count() if self.finding.count else 0
        self._buttons.setEnabled(count > 0)
        self._marked.setText(_("{count} marked").format(count=number_text(count)))
        self._marked.setVisible(count > 1)

    def _on_list_key(self, event: QKeyEvent) -> None:
        """Let the list move its own mark, while the cursor stays in the box."""
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(self.table, copy)

    def _on_table_left(self) -> None:
        if self.refusals.isVisible():
            self.refusals.show_refused(())
        else:
            self.focus_search()

    def _on_view(self, first: int, last: int) -> None:
        self.finding.look(first, last)
        self._ask()

    def _connect(self) -> None:
        self.search_box.textChanged.connect(lambda _text: self._want())
        self.search_box.copy_asked.connect(self.open_present)
        self.search_box.list_key.connect(self._on_list_key)
        self.search_box.escaped.connect(self.left)
        self.filters.asked.connect(self.search_box.setText)
        self.table.opened.connect(self.opened)
        self.table.left.connect(self._on_table_left)
        self.table.in_view.connect(self._on_view)
        self.table.pressed_key.connect(lambda key: self.ask(_KEYS[key]))
        self.table.menu_asked.connect(lambda place: self.ask("all", place))
        self.table.selectionModel().selectionChanged.connect(lambda *_told: self._show_marked())
        self._renewing.timeout.connect(self.renew)
        self._acts.changed.connect(self.renew)
        self._acts.refused.connect(self.refusals.show_refused)

    def _lay_out(self) -> None:
        buttons = self._make_buttons()
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE)
        line.addWidget(self._count, stretch=1)
        line.addWidget(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.search_box)
        layout.addWidget(self.filters)
        layout.addLayout(line)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self._nothing, stretch=1)
        layout.addWidget(self.refusals)
        # One key leads from the box to the list, where letters act; the chips come behind it.
        stops = [self.search_box, self.table, *self.filters.chips(), *buttons]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _make_buttons(self) -> list[QToolButton]:
        """What can be done to the marked tickets, for the mouse."""
        self._buttons, self._marked = QWidget(), QLabel()
        self._buttons.setMinimumWidth(1)  # it gives way to the narrowest window
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._marked.setProperty("role", "quiet")
        row.addWidget(self._marked)
        buttons = []
        for which, text, tip in (
            ("do", _("Done"), _("Something that is owed on the marked tickets is done (D)")),
            ("move", _("Move on"), _("Move the marked tickets on (M)")),
            ("tier", _("Tier"), _("Give the marked tickets a tier (T)")),
            ("owner", _("Owner"), _("Let somebody answer for the marked tickets (O)")),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setProperty("role", "talk")
            button.clicked.connect(partial(self._on_button, which, button))
            row.addWidget(button)
            buttons.append(button)
        return buttons

    def _on_button(self, which: str, button: QToolButton, _on: object = None) -> None:
        self.ask(which, button.mapToGlobal(button.rect().bottomLeft()))
