"""Everything about the day in the window, put together: page, bar of notices, ways to the rows."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csconsole.desktop.day.acts import DayActs
from csconsole.desktop.day.list_work import ListWork
from csconsole.desktop.day.notice_bar import NoticeBar
from csconsole.desktop.day.notice_work import NoticeWork
from csconsole.desktop.day.page import DayPage
from csconsole.desktop.day.rows import DayRow, Kind
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.desk import OrdersDesk
from csconsole.desktop.people.seat import Seat
from csconsole.desktop.products.desk import ProductsDesk
from csconsole.desktop.replies.editing.commands import EditingCommands
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.reports.tab import TablesTab
from csconsole.desktop.tickets.desk import TicketsDesk
from csconsole.selfcheck.model import Row, What


@dataclass(frozen=True)
class Neighbours:
    """What the rows of a day lead to, and what changes them."""

    orders: OrdersDesk
    tickets: TicketsDesk
    replies: RepliesPage
    editing: EditingCommands
    products: ProductsDesk
    seat: Seat


class DayDesk(QObject):
    """The end of the day in the window.

    Signals:
        ticket_wanted: the id of a ticket that is to be shown.

    Attributes:
        page: the page of the day.
        bar: the notices of today that are not read.
        notices: all of them, and new ones.
        list: what is checked, for the supervisor to change.
    """

    ticket_wanted = Signal(str)

    def __init__(self, around: Neighbours, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._around = around
        self.page = DayPage(jobs)
        self.bar = NoticeBar(jobs)
        self._acts = DayActs(jobs, notices, window)
        self.notices = NoticeWork(jobs, notices, window)
        self.list = ListWork(jobs, notices, window)
        self._frame = around.orders.frame
        self._frame.add_page("day", self.page)
        self._frame.bar.addWidget(self.bar)
        self._connect()
        self.bar.renew()

    def add_tables(self, tables: TablesTab) -> None:
        """Take the tables in, on the page of the day; what stands in them leads to its page."""
        self.page.add_tables(tables)
        tables.ticket_opened.connect(self.ticket_wanted)
        tables.reply_opened.connect(self._edit_reply)

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "show_day": self.show,
            "self_check": self.show_check,
            "sign_day": self.sign,
            "plan": self.plan,
            "notices": self.notices.show,
            "check_list": self.list.show,
        }

    def show(self) -> None:
        """Go to the page of the day, as it was left."""
        self._frame.show_page("day")
        self.page.focus_day()

    def show_check(self) -> None:
        """Go to the self-check of today, from anywhere."""
        self._frame.show_page("day")
        self.page.show_check(None)

    def sign(self) -> None:
        """Sign the day that is shown; where another page is, show today first."""
        view = self.page.state.view
        if self._frame.present != "day" or view is None:
            self.show_check()
        else:
            self._acts.sign(view)

    def plan(self) -> None:
        """Plan something, from anywhere."""
        self._frame.show_page("day")
        self.page.focus_plan()

    def renew(self) -> None:
        """Something was done elsewhere, or somebody else sits here."""
        self.bar.renew()
        self.page.renew()

    def _connect(self) -> None:
        around, page = self._around, self.page
        page.sign_asked.connect(self.sign)
        page.reopen_asked.connect(self._reopen)
        page.plan_written.connect(self._acts.plan)
        page.left.connect(around.orders.show_replies)
        page.list.taken.connect(self._on_taken)
        page.list.answered.connect(self._on_answered)
        page.list.removed.connect(self._on_removed)
        self._acts.changed.connect(page.renew)
        self._acts.changed.connect(page.calendar.renew)
        for work in (self._acts.noticed, self.notices.changed):
            work.connect(self.bar.renew)
        self.notices.changed.connect(page.renew)
        self.bar.read.connect(page.renew)
        self.list.changed.connect(page.renew)
        self._frame.shown.connect(self._on_shown)
        self.ticket_wanted.connect(around.tickets.open_ticket)
        around.seat.taken.connect(lambda _name: self.renew())
        around.seat.settled.connect(self.renew)
        around.editing.work.changed.connect(page.renew)
        around.products.changed.connect(page.renew)

    def _on_shown(self, name: str) -> None:
        if name == "day":
            self.page.focus_day()

    def _on_taken(self, row: DayRow) -> None:
        """Go to what a row names; an item shows or hides what stands behind it."""
        if row.evidence is not None:
            self._go_to(row.evidence.row, row.evidence.name)
        elif self.page.state.turn(row):
            self.page.show_rows()
        elif row.kind is Kind.ITEM and row.item is not None and row.item.item.can_be_ticked:
            self._on_answered(row, with_note=False)

    def _on_answered(self, row: DayRow, with_note: bool) -> None:  # noqa: FBT001  (a signal's)
        view = self.page.state.view
        if view is None or view.checked.signed is not None or row.item is None:
            return
        if row.evidence is not None and row.evidence.row.what in {What.PLAN, What.NOTICE}:
            self._go_to(row.evidence.row, row.evidence.name)
        else:
            self._acts.answer(row.item, view, with_note=with_note)

    def _on_removed(self, row: DayRow) -> None:
        if row.evidence is not None and row.evidence.row.what is What.PLAN:
            self._acts.remove_plan(row.evidence.row.id)

    def _go_to(self, row: Row, name: str) -> None:
        ways: dict[What, Callable[[], None]] = {
            What.TICKET: lambda: self.ticket_wanted.emit(row.id),
            What.ORDER: lambda: self._show_order(name),
            What.REPLY: lambda: self._edit_reply(row.id),
            What.PRODUCT: lambda: self._around.products.show_product(row.id),
            What.PLAN: lambda: self._acts.do_plan(row.id),
            What.NOTICE: lambda: self._acts.acknowledge(row.id),
        }
        ways[row.what]()

    def _show_order(self, no: str) -> None:
        self._around.orders.show_orders()
        self._around.orders.page.look_for(no)

    def _edit_reply(self, reply_id: str) -> None:
        reply = self._around.replies.state.library.get(reply_id)
        if reply is not None:
            self._around.editing.writing.write(reply)

    def _reopen(self) -> None:
        view = self.page.state.view
        if view is not None:
            self._acts.reopen(view)
