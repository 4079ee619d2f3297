"""Everything about orders in the window, put together: panels, page, and what was copied."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from csconsole.desktop.actions import COMMANDS
from csconsole.desktop.beside import Beside
from csconsole.desktop.frame import Frame
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.confirming import show_reply
from csconsole.desktop.orders.copied_bar import CopiedBar
from csconsole.desktop.orders.finding import OrderFinding
from csconsole.desktop.orders.forgetting import BuyerForgetting
from csconsole.desktop.orders.page import OrdersPage
from csconsole.desktop.orders.panel import OrderPanel
from csconsole.desktop.orders.state import PanelState
from csconsole.desktop.orders.talking import TalkOrders
from csconsole.desktop.replies.editing.list_keys import WindowKeys
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.talks.desk import TalkDesk
from csconsole.desktop.tickets.side import Side
from csconsole.desktop.tickets.view import TicketView
from csconsole.orders.model import Order
from csconsole.workspace.workspace import Workspace

_LOOKED_MS = 40  # an order that is only passed by is not read


@dataclass(frozen=True)
class _Place:
    """A page with its order panel, and where the cursor goes back to."""

    beside: Beside
    panel: OrderPanel
    focus: Callable[[], None]


class OrdersDesk(QObject):
    """The orders beside the talks.

    Attributes:
        frame: the window's pages, each with an order panel beside it.
        page: the page of the orders.
        beside: the page of the replies, with the panel of the talk's order.
        side: that panel, or a ticket in its place.
        panels: the panels of both pages.
    """

    def __init__(
        self,
        workspace: Workspace,
        desk: tuple[TalkDesk, RepliesPage],
        jobs: Jobs,
        notices: Notices,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        talks, replies = desk
        self._jobs, self._replies = jobs, replies
        self.page = OrdersPage(OrderFinding(workspace.now), jobs)
        panels = [OrderPanel(PanelState(workspace.now), jobs, notices) for _page in range(2)]
        self.panels = panels
        self.side = Side(panels[0], TicketView(workspace.now, jobs, notices))
        self.beside, finding = Beside(replies, self.side), Beside(self.page, panels[1])
        finding.need_panel(needed=True)
        self._places = {
            "replies": _Place(self.beside, panels[0], replies.focus_search),
            "orders": _Place(finding, panels[1], self.page.focus_search),
        }
        for place in self._places.values():
            place.beside.go_on(workspace.settings.order_panel)
        self.frame = Frame(
            talks.strip, {name: place.beside for name, place in self._places.items()}, window
        )
        self.talking = TalkOrders(talks, replies, panels[0], jobs, notices)
        self.copied = CopiedBar(jobs, window)
        self._forgetting = BuyerForgetting(talks, jobs, notices, window)
        self.frame.bar.addWidget(self.copied)
        self._marked = ""
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(_LOOKED_MS)
        self._looking.timeout.connect(self._look)
        talks.entered.connect(lambda: self.frame.show_page("replies"))
        self._connect()
        WindowKeys(self.frame, [one.keys for one in COMMANDS if one.group == "order" and one.keys])
        self.renew()

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "show_replies": self.show_replies,
            "show_orders": self.show_orders,
            "to_send": self.show_to_send,
            "take_copied": self.take_copied,
            "order_panel": self.toggle_panel,
            "note": lambda: self._in_panel(OrderPanel.write_note),
            "reveal": lambda: self._in_panel(OrderPanel.toggle_personal),
            "flag": lambda: self._in_panel(OrderPanel.ask_flag),
            "waybill": lambda: self._in_panel(OrderPanel.ask_waybill),
            "confirm_order": self.confirm,
            "buyer": lambda: self._in_panel(OrderPanel.describe_buyer),
            "forget_buyer": self._forget_buyer,
        }

    @property
    def panel(self) -> OrderPanel:
        """The panel of the page that is shown."""
        return self._here.panel

    def renew(self) -> None:
        """Orders have changed: some were imported, or an import was taken back."""
        self._jobs.run(
            lambda workspace: workspace.orders.count() > 0,
            lambda are_there: self.beside.need_panel(needed=are_there or self.side.shows_ticket),
        )
        self.page.renew()
        for place in self._places.values():
            place.panel.renew()

    def focus_search(self) -> None:
        """Put the cursor into the search box of the page that is shown; else of the replies."""
        if self.frame.present in self._places:
            self._here.focus()
        else:
            self.show_replies()

    def show_replies(self) -> None:
        """Go to the page of the replies."""
        self.frame.show_page("replies")
        self.beside.close_drawer()
        self.focus_search()

    def show_orders(self) -> None:
        """Go to the page of the orders."""
        self.frame.show_page("orders")
        self.focus_search()

    def show_to_send(self) -> None:
        """List the orders that must be sent soon, or all again."""
        is_there = self.frame.present == "orders"
        self.show_orders()
        self.page.to_send.setChecked(not (is_there and self.page.to_send.isChecked()))

    def take_copied(self) -> None:
        """Open the order that was copied, if one is offered; else look for one."""
        if self.copied.order is not None:
            self.copied.take()
        else:
            self.show_orders()

    def confirm(self) -> None:
        """Put the reply that confirms goods and recipient before the agent, filled in."""
        view = self.panel.view
        if view is None:
            return
        if self.frame.present != "replies":
            self.talking.take(view.order)
            self.show_replies()
        self.beside.close_drawer()
        self._places["replies"].panel.reveal(lambda: show_reply(self._replies))

    def toggle_panel(self) -> None:
        """Go to the order panel; away from it again, and put it away."""
        here = self._here
        if not here.beside.is_shown:
            here.beside.show_panel(shown=True)
            here.panel.focus_list()
        elif not here.panel.is_walked:
            self.side.show_order()
            here.panel.focus_list()
        else:
            here.beside.show_panel(shown=False)
            here.focus()

    def hide_personal(self) -> None:
        """Mask phones and addresses: somebody else sits here."""
        for place in self._places.values():
            place.panel.hide_personal()

    def take_over(self, other: "OrdersDesk") -> None:
        """Go on where another window was."""
        self.beside.go_on(other.beside.kept)

    @property
    def _here(self) -> _Place:
        return self._places.get(self.frame.present, self._places["replies"])

    def _connect(self) -> None:
        found = self._places["orders"].panel
        for place in self._places.values():
            place.panel.left.connect(self._leave_panel)
            place.beside.opened.connect(place.panel.focus_list)
            place.panel.acts.changed.connect(self.renew)
            place.panel.buyer_asked.connect(self._find)
            place.panel.confirm_asked.connect(self.confirm)
        found.order_asked.connect(found.show_order)
        self.talking.followed.connect(self.copied.know)
        self.copied.taken.connect(self._on_copied)
        self._places["replies"].panel.find_asked.connect(self.show_orders)
        self.page.marked.connect(self._on_marked)
        self.page.taken.connect(self._on_taken)
        self.page.left.connect(self.show_replies)

    def _in_panel(self, do: Callable[[OrderPanel], None]) -> None:
        """Do something to the order that is before the agent, in view."""
        if not self._here.beside.is_shown:
            self._here.beside.show_panel(shown=True)
        do(self._here.panel)

    def _forget_buyer(self) -> None:
        view = self._here.panel.view
        if view is not None:
            self._forgetting.ask(view, self.renew)

    def _leave_panel(self) -> None:
        self._here.beside.close_drawer()
        self._here.focus()

    def _find(self, text: str) -> None:
        self.show_orders()
        self.page.look_for(text)

    def _on_marked(self, order_id: str) -> None:
        self._marked = order_id
        self._looking.start()

    def _look(self) -> None:
        self._places["orders"].panel.show_order(self._marked)

    def _on_taken(self, order: Order, apart: bool) -> None:  # noqa: FBT001  (a signal's values)
        self.talking.take(order, apart=apart)
        self.show_replies()

    def _on_copied(self, order: Order) -> None:
        """What was copied goes into the talk if that has no order yet, else into another."""
        self.talking.take(order, apart=self.talking.has_order)
        self.show_replies()
