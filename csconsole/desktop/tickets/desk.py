"""Everything about tickets in the window, put together: page, ticket, status line, reminders."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow, QStatusBar

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.desk import OrdersDesk
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.tickets.beside_talk import TicketsBesideTalk
from csconsole.desktop.tickets.listing.acts import TicketActs
from csconsole.desktop.tickets.listing.attention_pane import AttentionPane
from csconsole.desktop.tickets.listing.codes import CardCodes
from csconsole.desktop.tickets.listing.list_pane import ListPane
from csconsole.desktop.tickets.listing.owed_pane import OwedPane
from csconsole.desktop.tickets.listing.page import TicketsPage
from csconsole.desktop.tickets.listing.pulse import Pulse, TicketPulse, Told
from csconsole.desktop.tickets.listing.query import QueryReader, with_flag
from csconsole.desktop.tickets.listing.saved import SavedFilters
from csconsole.desktop.tickets.listing.sides import Sides
from csconsole.desktop.tickets.listing.status import OwedStatus
from csconsole.desktop.tickets.view import TicketView
from csconsole.desktop.tray import Tray
from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.tickets.workflow_file import workflows
from csconsole.workspace.workspace import Workspace

PLACE = "tickets"  # on the rail


class TicketsDesk(QObject):
    """The tickets beside the talks.

    Attributes:
        page: the lists of tickets.
        view: the ticket that is open.
        sides: both of them, as the frame shows them.
        pulse: counts what is owed, and reminds.
        tray: where it is told outside the window.
    """

    def __init__(
        self,
        workspace: Workspace,
        desk: tuple[OrdersDesk, RepliesPage],
        jobs: Jobs,
        notices: Notices,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._orders, replies = desk
        self._jobs, self._notices = jobs, notices
        now = workspace.now
        self._reader = QueryReader(workflows())
        self.acts = TicketActs(jobs, notices, self)
        saved = SavedFilters.read(workspace.settings.ticket_filters)
        panes = (
            ListPane(self._reader, jobs, self.acts, now, saved),
            OwedPane(jobs, self.acts, now),
            AttentionPane(jobs, now),
        )
        self.page = TicketsPage(panes, self._reader)
        self.view = TicketView(now, jobs, notices)
        self.sides = Sides(self.page, self.view, self._orders.frame.room)
        self._orders.frame.add_page(PLACE, self.sides)
        self.status = OwedStatus()
        self.pulse = TicketPulse(jobs, now, self)
        self.tray = Tray(window, notices)
        boxes = [replies.search_box, self._orders.page.search_box, self.page.list.search_box]
        self._codes = CardCodes(list(boxes), self)
        self._told = Told()
        self._connect()
        self.renew_people()
        self.page.attention.renew()
        self.pulse.begin()

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "search": self.search,
            "show_tickets": self.show,
            "owed_today": self.show_owed,
            "attention": self.show_attention,
        }

    def join(self, beside: TicketsBesideTalk) -> None:
        """Let what changes here be seen beside the talk, and the other way round."""
        beside.changed.connect(lambda _ticket: self.renew())
        beside.view.opened.connect(lambda _ticket: self.renew())
        self.view.spoken = beside.view.spoken
        self.view.changed.connect(lambda _ticket: beside.renew())
        self.acts.changed.connect(beside.renew)

    def add_to(self, line: QStatusBar) -> None:
        """Tell in a status line what is owed."""
        line.addPermanentWidget(self.status)

    def search(self) -> None:
        """Put the cursor into the search box of the page that is shown."""
        if self._orders.frame.present == PLACE:
            self.show()
        else:
            self._orders.focus_search()

    def show(self) -> None:
        """Go to the tickets: to the one that is open, or from there to the list."""
        was_elsewhere = self._orders.frame.present != PLACE
        if was_elsewhere and self.sides.is_open:  # back to where one was
            self._orders.frame.show_page(PLACE)
            self.view.focus()
            return
        self._enter()
        self.page.show_list()

    def show_owed(self) -> None:
        """Go to what is owed today."""
        self._enter()
        self.page.show_owed()

    def show_attention(self) -> None:
        """Go to what the supervisor should know."""
        self._enter()
        self.page.show_attention()

    def show_late(self) -> None:
        """List the tickets of which something has run out."""
        self._enter()
        self.page.show_list()
        self.page.list.look_for(with_flag("", "late", on=True))

    def open_ticket(self, ticket: str) -> None:
        """Open the ticket of an id."""
        self._orders.frame.show_page(PLACE)
        self.sides.show_ticket(shown=True)
        self.view.show_ticket(ticket)
        self.view.focus()

    def open_new(self, kind: str, order: str | None = None) -> None:
        """Let a new ticket of a kind be filled in, for the order of an id."""
        self._orders.frame.show_page(PLACE)
        self.sides.show_ticket(shown=True)
        self.view.open_new(kind, order)

    def open_number(self, number: str) -> None:
        """Open the ticket of a number, as a card tells it."""
        self._jobs.run(
            lambda one: one.tickets.find(number).id,
            self.open_ticket,
            lambda error: self._on_unknown(number) if isinstance(error, NotFoundError) else None,
        )

    def renew(self) -> None:
        """Tickets have changed elsewhere."""
        self.page.renew()
        self.pulse.renew()

    def renew_people(self) -> None:
        """Somebody else sits here, or works here."""
        self._jobs.run(_people, self._on_people)

    def stop(self) -> None:
        """Tell nothing any more: the window is closed."""
        self.pulse.stop()
        self.tray.hide()
        self.view.show_ticket(None)  # what is half typed is kept as a draft

    def _enter(self) -> None:
        """Show a list; where there is room for one thing alone, the ticket gives way."""
        self._orders.frame.show_page(PLACE)
        if self.sides.is_narrow:
            self.sides.show_ticket(shown=False)

    def _close_ticket(self) -> None:
        self.sides.show_ticket(shown=False)
        self.view.show_ticket(None)
        self.page.go_on()

    def _on_unknown(self, number: str) -> None:
        self._notices.say(_("There is no ticket {number}").format(number=number))

    def _on_people(self, told: tuple[str, list[str]]) -> None:
        agent, agents = told
        self.page.list.agent = agent
        self.page.list.filters.owners = agents
        self.page.list.renew()
        self.page.owed.renew()

    def _on_pulse(self, pulse: Pulse) -> None:
        self.status.show_counts(pulse.owed, pulse.late)
        self.page.show_owed_count(pulse.owed)
        told = _("owed {owed} · late {late}").format(owed=pulse.owed, late=pulse.late)
        is_calm = not pulse.owed and not pulse.late
        self.tray.show_lines(_("Nothing is owed today") if is_calm else told, pulse.next)

    def _on_reminded(self, told: Told) -> None:
        self._told = told
        count = number_text(told.count)
        self.tray.tell(_("Soon late, or late already: {count}").format(count=count), told.lines)

    def _connect(self) -> None:
        self.page.opened.connect(self.open_ticket)
        self.page.new_asked.connect(self.open_new)
        self.page.left.connect(self._orders.show_replies)
        self.view.left.connect(self._close_ticket)
        self.view.changed.connect(lambda _ticket: self.renew())
        self.view.opened.connect(lambda _ticket: self.renew())
        self.acts.changed.connect(self.pulse.renew)
        self.acts.changed.connect(self.page.attention.renew)
        self.page.list.filters.kept.connect(self._keep)
        self.status.owed_asked.connect(self.show_owed)
        self.status.late_asked.connect(self.show_late)
        self.pulse.beaten.connect(self._on_pulse)
        self.pulse.reminded.connect(self._on_reminded)
        self.tray.line_chosen.connect(self.open_ticket)
        self.tray.list_asked.connect(self.show_owed)
        self.tray.told_chosen.connect(lambda: self.open_ticket(self._told.ticket))
        self._codes.found.connect(self.open_number)

    def _keep(self, saved: SavedFilters) -> None:
        kept = saved.written()
        self._jobs.run(lambda one: one.change_settings(ticket_filters=kept))


def _people(workspace: Workspace) -> tuple[str, list[str]]:
    people = workspace.people
    return people.agent, [one.name for one in people.agents()]
