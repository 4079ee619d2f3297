"""The order panel follows the talk, and the order's values fill the replies of that talk."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.panel import OrderPanel
from csconsole.desktop.orders.view import OrderView, read_view
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.talks.desk import TalkDesk
from csconsole.desktop.talks.order_values import KnownOrder
from csconsole.language import _
from csconsole.orders.model import Order
from csconsole.workspace.workspace import Workspace


class TalkOrders(QObject):
    """Puts orders into talks, and shows the one of the talk before the agent.

    Signals:
        followed: the id of the order of the talk that is before the agent now.
    """

    followed = Signal(str)

    def __init__(
        self, talks: TalkDesk, page: RepliesPage, panel: OrderPanel, jobs: Jobs, notices: Notices
    ) -> None:
        super().__init__(panel)
        self._talks, self._page, self._panel = talks, page, panel
        self._jobs, self._notices = jobs, notices
        self._orders = page.state.orders
        talks.entered.connect(self.follow)
        panel.was_read.connect(self._on_read)
        panel.seen_changed.connect(self._on_seen)
        panel.order_asked.connect(self._go_to)

    @property
    def has_order(self) -> bool:
        """Whether the talk before the agent is about an order."""
        return bool(self._page.state.talk.order)

    def take(self, order: Order, *, apart: bool = False) -> None:
        """Put an order before the agent: into the talk, or into one of its own.

        A talk that is about it already is gone to. An order of another buyer gets a talk of its
        own even where that was not asked for: what was given for one buyer must not fill replies
        to another.
        """
        at = self._talks.state.now().about(order.id)
        if at is not None:
            self._talks.switch(at)
            return
        before = self._page.state.talk.order
        if apart or (before and not self._is_of_the_buyer(order)):
            self._talks.begin()
            before = ""
        self._attach(order.id, order.no, before)

    def follow(self) -> None:
        """Show the order of the talk before the agent, and read those of the others."""
        open_talks = self._talks.state.now()
        self._orders.keep_only({talk.order for talk in open_talks.talks})
        self._panel.show_order(open_talks.present.order)
        self.followed.emit(open_talks.present.order)
        unread = [
            talk.order
            for talk in open_talks.talks
            if talk.order and talk is not open_talks.present and self._orders.of(talk) is None
        ]
        if unread:
            self._jobs.run(_reading(unread), self._on_others)

    def _attach(self, order_id: str, no: str, before: str) -> None:
        self._talks.attach(order_id)
        if before:
            talk = self._page.state.talk.id
            self._notices.say(
                _("This talk is about order {no} now").format(no=no),
                undo=lambda: self._put_back(talk, before),
            )

    def _put_back(self, talk: str, order_id: str) -> None:
        if self._page.state.talk.id == talk:
            self._talks.attach(order_id)

    def _go_to(self, order_id: str) -> None:
        """Another order of the same buyer is to be shown."""
        at = self._talks.state.now().about(order_id)
        if at is not None:
            self._talks.switch(at)
            return
        view = self._panel.view
        others = view.page.others if view is not None else ()
        no = next((one.no for one in others if one.id == order_id), "")
        self._attach(order_id, no, self._page.state.talk.order)

    def _is_of_the_buyer(self, order: Order) -> bool:
        """Whether an order is of the buyer whom the talk before the agent is with."""
        present = self._orders.of(self._page.state.talk)
        return present is not None and bool(order.buyer) and present.buyer == order.buyer

    def _on_read(self, view: OrderView | None) -> None:
        if view is None:
            return
        before = self._orders.of(self._page.state.talk)
        self._orders.know(view.known)
        if before != view.known:
            self._talks.renew()
            self._renew_replies()
            if before is None or before.context != view.known.context:
                self._weigh_again()

    def _weigh_again(self) -> None:
        """Suggest anew for what is in view now; not under the eyes of one who is choosing."""
        if self._page.state.finding.is_message and not self._page.is_choosing:
            self._page.answer_again()

    def _on_others(self, read: list[KnownOrder]) -> None:
        for order in read:
            self._orders.know(order)
        self._talks.renew()

    def _on_seen(self) -> None:
        """Phone and address are shown or hidden: the same goes for the replies."""
        state = self._panel.state
        revealed = state.order_id if state.is_revealed else ""
        if revealed != self._orders.revealed:
            self._orders.revealed = revealed
            self._renew_replies()

    def _renew_replies(self) -> None:
        """Fill in anew what is shown; fields that one is writing in stay as they are."""
        focused = QApplication.focusWidget()
        if focused is not None and self._page.preview.form.isAncestorOf(focused):
            self._page.preview.show_text()
        else:
            self._page.renew()
            self._page.preview.renew()


def _reading(orders: list[str]) -> Callable[[Workspace], list[KnownOrder]]:
    """Reads what talks need to know of their orders."""

    def work(workspace: Workspace) -> list[KnownOrder]:
        views = (read_view(workspace, order) for order in orders)
        return [view.known for view in views if view is not None]

    return work
