"""Tickets beside the talk: begun from its order, opened from the panel, away with Esc."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.orders.desk import OrdersDesk
from csconsole.desktop.orders.panel import OrderPanel
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.talks.desk import TalkDesk
from csconsole.desktop.tickets.handover import HandoverDesk
from csconsole.desktop.tickets.new_row import NewTicketRow
from csconsole.replies.suggestions.model import TalkContext
from csconsole.tickets.model import Kind
from csconsole.workspace.workspace import Workspace


@dataclass(frozen=True)
class _Shown:
    """What stood beside a talk when it was left: a ticket, or the form of a new one."""

    ticket: str = ""
    kind: str = ""
    order: str = ""


class TicketsBesideTalk(QObject):
    """Leads from the talk to its tickets and back.

    Signals:
        changed: the ticket of this id is another one now.
    """

    changed = Signal(str)

    def __init__(self, orders: OrdersDesk, talks: TalkDesk, page: RepliesPage, jobs: Jobs) -> None:
        super().__init__(orders)
        self._jobs = jobs
        self._orders, self._talks, self._page = orders, talks, page
        self.side, self._beside = orders.side, orders.beside
        self.view = self.side.ticket
        self.view.spoken = lambda: page.state.language
        page.state.orders.shown_ticket = self._shown_ticket
        self._kept: dict[str, _Shown] = {}
        self._talk = page.state.talk.id
        self._language = page.state.language
        self._begun = _Shown()
        self._more: dict[str, Callable[[], None]] = {}
        for panel in orders.panels:
            self._join_panel(panel)
        self.view.left.connect(self.leave)
        self.view.changed.connect(self._on_changed)
        self.view.sections.replies.sent.connect(self._on_sent)
        talks.entered.connect(self._follow)
        page.model.modelReset.connect(self._follow_language)

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        beginning = {f"new_{kind.value}": partial(self.begin, kind.value) for kind in Kind}
        return {**beginning, **self._more}

    def join(self, handover: HandoverDesk) -> None:
        """Show what was handed over, and hand over by a command of the menu."""
        self._more = handover.doing()
        handover.accepted.connect(self.renew)

    def begin(self, kind: str) -> None:
        """Begin a ticket of a kind, about the order before the agent or about none."""
        order = self._order()
        self._come()
        self._begun = _Shown(kind=kind, order=order)
        self.view.open_new(kind, order or None)

    def show_ticket(self, ticket: str) -> None:
        """Show a ticket by its id or number."""
        self._order()
        self._come()
        self.view.show_ticket(ticket)
        self.view.focus()

    def take_over(self, other: "TicketsBesideTalk") -> None:
        """Go on where another window was; what was typed there is a draft by now."""
        other.view.writing.keep()
        self._kept = dict(other._kept)  # noqa: SLF001  (the same class)
        if other.side.shows_ticket and other.view.ticket_id:
            self.show_ticket(other.view.ticket_id)
        elif other.side.shows_ticket and other.view.is_new:
            self.begin(other._begun.kind)  # noqa: SLF001

    def leave(self) -> None:
        """Back to the talk."""
        self.side.show_order()
        self._kept.pop(self._talk, None)
        self._orders.renew()
        self._beside.close_drawer()
        self._page.focus_search()

    def renew(self) -> None:
        """Tickets have changed elsewhere."""
        self.view.renew()
        self._orders.renew()

    def _shown_ticket(self) -> TalkContext | None:
        """What the ticket that stands beside the talk tells of it."""
        case = self.view.case if self.side.shows_ticket else None
        return None if case is None else TalkContext(case.ticket.kind.value, case.ticket.state)

    def _order(self) -> str:
        """The order before the agent; one of the page of orders goes into its talk."""
        view = self._orders.panel.view
        if self._orders.frame.present == "orders" and view is not None:
            self._orders.talking.take(view.order)
        return self._page.state.talk.order

    def _come(self) -> None:
        """Let the ticket be seen beside the talk."""
        if self._orders.frame.present != "replies":
            self._orders.frame.show_page("replies")
        self._beside.need_panel(needed=True)
        self.side.show_ticket()
        self._beside.show_panel(shown=True)

    def _follow(self) -> None:
        """Another talk is before the agent: what stood beside it stands there again."""
        present = self._page.state.talk.id
        if present == self._talk:
            return
        if self.side.shows_ticket:
            shown = _Shown(ticket=self.view.ticket_id)
            self._kept[self._talk] = shown if shown.ticket else self._begun
        self._talk = present
        again = self._kept.pop(present, None)
        if again is None:
            self.view.show_ticket(None)
            self.side.show_order()
            return
        self.side.show_ticket()
        if again.ticket:
            self.view.show_ticket(again.ticket)
        else:
            self._begun = again
            self.view.open_new(again.kind, again.order or None)

    def _follow_language(self) -> None:
        """The buyer is spoken to in another language: so do the replies of the ticket."""
        if self._page.state.language != self._language:
            self._language = self._page.state.language
            self.view.renew()

    def _on_changed(self, ticket: str) -> None:
        self._orders.renew()
        self.changed.emit(ticket)

    def _mark(self, panel: OrderPanel, row: NewTicketRow) -> None:
        """Show of which kinds a form about the order of a panel is half-filled."""
        order = panel.state.order_id

        def begun(workspace: Workspace) -> list[Kind]:
            drafts = workspace.after_sales.drafts.all(workspace.now()).values()
            return [one.kind for one in drafts if not one.ticket and one.order == order]

        self._jobs.run(begun, row.mark)

    def _on_sent(self, reply: str) -> None:
        """A reply was sent from the ticket: the talk knows, and it counts as used."""
        state = self._page.state
        state.talk = state.talk.with_sent(reply)
        self._page.sent.emit(reply, state.talk, ())

    def _join_panel(self, panel: OrderPanel) -> None:
        """Let tickets be begun and opened from a panel."""
        panel.ticket_asked.connect(self.show_ticket)
        row = NewTicketRow()
        row.asked.connect(self.begin)
        panel.was_read.connect(lambda _view: self._mark(panel, row))
        self.view.left.connect(lambda: self._mark(panel, row))
        layout = panel.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(row)
