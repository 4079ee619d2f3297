"""Everything about orders in the window, put together: panel, page, and what was copied."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csconsole.desktop.actions import COMMANDS
from csconsole.desktop.beside import Beside
from csconsole.desktop.frame import Frame
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.panel import OrderPanel
from csconsole.desktop.orders.state import PanelState
from csconsole.desktop.orders.talking import TalkOrders
from csconsole.desktop.replies.editing.list_keys import WindowKeys
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.talks.desk import TalkDesk
from csconsole.workspace.workspace import Workspace


class OrdersDesk(QObject):
    """The orders beside the talks.

    Attributes:
        frame: the window's pages, with the order panel beside the replies.
        panel: the panel of the talk's order.
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
        talks, page = desk
        self._jobs, self._replies = jobs, page
        self.panel = OrderPanel(PanelState(workspace.now), jobs, notices)
        self.beside = Beside(page, self.panel)
        self.beside.go_on(workspace.settings.order_panel)
        self.frame = Frame(talks.strip, {"replies": self.beside})
        self.talking = TalkOrders(talks, page, self.panel, jobs, notices)
        talks.entered.connect(lambda: self.frame.show_page("replies"))
        self.panel.left.connect(self._leave_panel)
        WindowKeys(self.frame, [one.keys for one in COMMANDS if one.group == "order" and one.keys])
        self.renew()

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "show_replies": self.show_replies,
            "order_panel": self.toggle_panel,
            "note": lambda: self._in_panel(OrderPanel.write_note),
            "reveal": lambda: self._in_panel(OrderPanel.toggle_personal),
            "flag": lambda: self._in_panel(OrderPanel.ask_flag),
            "waybill": lambda: self._in_panel(OrderPanel.ask_waybill),
            "buyer": lambda: self._in_panel(OrderPanel.describe_buyer),
        }

    def renew(self) -> None:
        """Orders were imported, or an import was taken back."""
        self._jobs.run(lambda workspace: workspace.orders.count() > 0, self._on_count)
        self.panel.renew()

    def show_replies(self) -> None:
        """Go to the page of the replies."""
        self.frame.show_page("replies")
        self._replies.focus_search()

    def toggle_panel(self) -> None:
        """Go to the order panel; away from it again, and put it away."""
        if not self.beside.is_shown:
            self.beside.show_panel(shown=True)
            self.panel.focus_list()
        elif not self._has_focus():
            self.panel.focus_list()
        else:
            self.beside.show_panel(shown=False)
            self._replies.focus_search()

    def take_over(self, other: "OrdersDesk") -> None:
        """Go on where another window was."""
        self.beside.go_on(other.beside.kept)

    def _has_focus(self) -> bool:
        focused = self.panel.window().focusWidget()
        return focused is not None and (focused is self.panel or self.panel.isAncestorOf(focused))

    def _in_panel(self, do: Callable[[OrderPanel], None]) -> None:
        """Do something to the order that is before the agent, in view."""
        if not self.beside.is_shown:
            self.beside.show_panel(shown=True)
        do(self.panel)

    def _leave_panel(self) -> None:
        if self.beside.is_drawer:
            self.beside.show_panel(shown=False)
        self._replies.focus_search()

    def _on_count(self, are_there: bool) -> None:  # noqa: FBT001  (an answer of the worker)
        self.beside.need_panel(needed=are_there)
