"""The page of the day: what is open, the plans, the calendar; beside it the tables."""

from datetime import date, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.day.calendar import CalendarView
from csconsole.desktop.day.day_list import DayList
from csconsole.desktop.day.head import DayHead
from csconsole.desktop.day.rows import DayRow
from csconsole.desktop.day.state import DayState, DayView, read_day, read_history
from csconsole.desktop.jobs import Jobs
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.selfcheck.texts import LONGEST_PLAN

_RENEWED_MS = 60_000  # clocks run out with time
_WIDE = 760  # pixels; below it the calendar is shown when it is asked for


class DayPage(QWidget):
    """Shows a day, and asks what is done about it.

    Signals:
        sign_asked, reopen_asked: the day that is shown is to be signed, or opened again.
        plan_written: something is to be planned.
        left: Esc was pressed.
    """

    sign_asked = Signal()
    reopen_asked = Signal()
    plan_written = Signal(str)
    left = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.state = DayState()
        self.list, self.calendar = DayList(), CalendarView()
        self.head = DayHead()
        self.plan = QLineEdit()
        self.plan.setMaxLength(LONGEST_PLAN)
        self.plan.setPlaceholderText(_("Plan something for today (Ctrl+Shift+K)"))
        self.plan.setAccessibleName(_("Plan something"))
        self._tabs, self._stack = QTabBar(), QStackedWidget()
        for scroller in self._tabs.findChildren(QToolButton):  # two tabs have room; Qt names them
            scroller.setAccessibleName(_("Further tabs"))
        self._renewing = QTimer(self)
        self._renewing.setInterval(_RENEWED_MS)
        self._renewing.timeout.connect(self.renew)
        self._lay_out()
        self._connect()

    def add_tables(self, widget: QWidget) -> None:
        """Take the tables in, behind a tab of their own."""
        self._stack.addWidget(widget)
        for name in (_("Self-check"), _("Tables")):
            self._tabs.addTab(name)
        self._tabs.show()

    def show_check(self, day: date | None = None) -> None:
        """Show the self-check of a day; None for today."""
        if self._tabs.count():
            self._tabs.setCurrentIndex(0)
        self.state.want(day)
        self._ask()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def renew(self) -> None:
        """Look at the same day anew: something was done, or time has passed."""
        self.state.renew()
        if self.isVisible():
            self._ask()

    def show_rows(self) -> None:
        """Show the rows of the day, as they are opened and closed now."""
        self.list.show_rows(self.state.rows())
        if self.list.hasFocus():
            self.list.begin()

    def focus_day(self) -> None:
        """Put the cursor into the list, or into the tables where these are shown."""
        tables = self._stack.currentWidget() if self._stack.currentIndex() else None
        (tables or self.list).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if tables is None:
            self.list.begin()

    def focus_plan(self) -> None:
        """Put the cursor where something is planned."""
        self.show_check(None)
        self.plan.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """What is shown is of this moment."""
        super().showEvent(event)
        self._renewing.start()
        self.renew()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  (Qt's name)
        """Nobody looks: nothing is computed."""
        super().hideEvent(event)
        self._renewing.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """The calendar stands beside the list where there is room."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Esc leads to the list, and away from there."""
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        if self.state.next_question():
            day, shop = self.state.wanted, self.state.shop
            self._jobs.run(
                lambda workspace: read_day(workspace, day, shop), self._on_read, self._refuse
            )

    def _on_read(self, view: DayView) -> None:
        if self.state.take(view):
            self.show_rows()
            self.head.show_view(view)
            self.plan.setVisible(view.is_today)
            self.calendar.show_day(view.checked.day, view.today)
        self._ask()

    def _refuse(self, error: UserError) -> None:
        self.state.give_up()
        self._jobs.refused.emit(error)

    def _step(self, days: int) -> None:
        view = self.state.view
        if view is not None:
            day = view.checked.day + timedelta(days=days)
            if day <= view.today:
                self.show_check(day)

    def _on_month(self, first: date, last: date) -> None:
        shop = self.state.shop
        self._jobs.run(
            lambda workspace: read_history(workspace, first, last, shop),
            self.calendar.show_history,
        )

    def _on_turned(self, row: DayRow, shown: bool) -> None:  # noqa: FBT001  (a signal's values)
        if self.state.turn(row, shown=shown):
            self.show_rows()

    def _on_planned(self) -> None:
        text = self.plan.text().strip()
        if text:
            self.plan.clear()
            self.plan_written.emit(text)

    def _toggle_days(self) -> None:
        """Go to the calendar; away from it again, and put it away where there is no room."""
        if self.calendar.hasFocus():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.calendar.setVisible(self.width() >= _WIDE)
        else:
            self.calendar.show()
            self.calendar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        is_wide = self.width() >= _WIDE
        self.head.fit(self.width())
        self.calendar.setVisible(is_wide or self.calendar.hasFocus())
        self._beside.setDirection(
            QHBoxLayout.Direction.LeftToRight if is_wide else QHBoxLayout.Direction.BottomToTop
        )

    def _connect(self) -> None:
        self.head.earlier.clicked.connect(lambda: self._step(-1))
        self.head.later.clicked.connect(lambda: self._step(1))
        self.head.shop_chosen.connect(self._on_shop)
        self.head.days.clicked.connect(self._toggle_days)
        self.head.sign.clicked.connect(self.sign_asked)
        self.head.reopen.clicked.connect(self.reopen_asked)
        self.plan.returnPressed.connect(self._on_planned)
        self.list.turned.connect(self._on_turned)
        self.list.left.connect(self.left)
        self.calendar.month_wanted.connect(self._on_month)
        self.calendar.day_wanted.connect(self._on_day)
        self.calendar.left.connect(self._toggle_days)
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def _on_shop(self, shop: str) -> None:
        self.state.choose(shop)
        self._ask()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_day(self, day: date) -> None:
        self.show_check(day)
        self._fit()

    def _lay_out(self) -> None:
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName(_("Self-check or tables"))
        self._tabs.hide()  # one tab alone is none
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme.SPACE_LARGE)
        self._beside.addWidget(self.list, stretch=1)
        self._beside.addWidget(self.calendar, alignment=Qt.AlignmentFlag.AlignTop)
        self.calendar.hide()  # until there is known to be room for it
        check = QWidget()
        inner = QVBoxLayout(check)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.SPACE_SMALL)
        inner.addWidget(self.head)
        inner.addLayout(self._beside, stretch=1)
        inner.addWidget(self.plan)
        self._stack.addWidget(check)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._tabs)
        layout.addWidget(self._stack, stretch=1)
