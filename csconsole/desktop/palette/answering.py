"""What the palette shows for what was copied: suggestions for a message, values of an order."""

from PySide6.QtCore import QObject

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.orders.copied import CopiedTexts, order_of
from csconsole.desktop.orders.view import OrderView, read_view
from csconsole.desktop.palette.window import PaletteWindow
from csconsole.desktop.replies.finding import MOST_SUGGESTIONS
from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.talks.order_values import KnownOrder
from csconsole.language import _
from csconsole.orders.model import Order
from csconsole.replies.messages import reads_as_message
from csconsole.replies.suggestions.model import Suggesting, Suggestion
from csconsole.workspace.workspace import Workspace


class Answering(QObject):
    """Begins each opening of a palette with what is known, and adds what is found out meanwhile.

    Attributes:
        message: what the buyer wrote, where that was copied.
    """

    def __init__(self, window: PaletteWindow, page: RepliesState, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._page, self._jobs = window, page, jobs
        self._texts = CopiedTexts()
        self._engine: Suggesting | None = None
        self._offered: KnownOrder | None = None
        self._opening = 0
        self.message = ""
        window.order_asked.connect(self._on_order_asked)

    def begin(self, copied: str, language: str) -> None:
        """Begin anew with what was copied just now, "" for nothing."""
        self._opening += 1
        state = self._window.state
        self._learn_of_the_page(state.replies)
        is_message = reads_as_message(copied)
        self.message = copied if is_message else ""
        state.begin(language, self.message)
        self._offer_order()
        self._think()
        opening, named = self._opening, self._texts.read(copied)
        if named is not None:
            self._jobs.run(
                lambda workspace: _view_of(workspace, order_of(workspace, named)),
                lambda view: self._on_order(opening, view),
            )

    def _learn_of_the_page(self, replies: RepliesState) -> None:
        """Know who sits at the desk by now, and what suggests replies."""
        replies.values = dict(self._page.values)
        self._engine = self._page.finding.suggestions or self._engine
        replies.finding.suggestions = self._engine
        replies.finding.is_preparing = self._page.finding.is_preparing

    def _think(self) -> None:
        """Answer the message better than its words alone can, beside the window."""
        engine, message, opening = self._engine, self.message, self._opening
        replies = self._window.state.replies
        if not message:
            return
        if engine is None:
            self._jobs.run(lambda workspace: workspace.replies.suggestions(), self._on_engine)
            return
        today, context = replies.today(), replies.finding.context()

        def take(found: list[Suggestion]) -> None:
            is_wanted = opening == self._opening and self._window.is_untouched
            if is_wanted and replies.take_suggestions(message, found):
                self._window.renew()

        self._jobs.think(
            lambda: engine.refine(message, limit=MOST_SUGGESTIONS, context=context, today=today),
            take,
            engine.give_up,
        )

    def _on_engine(self, engine: Suggesting) -> None:
        """What suggests is there: a message that waits for it is answered."""
        replies = self._window.state.replies
        self._engine = replies.finding.suggestions = engine
        if self.message and self._window.is_untouched:
            replies.search(self.message)
            self._window.renew()
            self._think()

    def _offer_order(self) -> None:
        """Offer the order of the talk before the agent; only on request does it fill anything."""
        self._offered = self._page.orders.of(self._page.talk)
        told = ""
        if self._offered is not None:
            told = _("Fill in from order {no} (Ctrl+O)").format(no=_named(self._offered))
        self._window.offer_order(told, is_taken=False)

    def _on_order_asked(self) -> None:
        if self._offered is not None:
            self._take_order(self._offered)

    def _on_order(self, opening: int, view: OrderView | None) -> None:
        if view is not None and opening == self._opening:
            self._take_order(view.known)

    def _take_order(self, order: KnownOrder) -> None:
        self._window.state.take_order(order)
        told = _("Filled in from order {no}").format(no=_named(order))
        self._window.offer_order(told, is_taken=True)
        self._window.renew()
        self._think()


def _named(order: KnownOrder) -> str:
    return f"{order.no}, {order.buyer}" if order.buyer else order.no


def _view_of(workspace: Workspace, order: Order | None) -> OrderView | None:
    return read_view(workspace, order.id) if order is not None else None
