"""The page of the orders: one box that finds them, the list, and the panel of the one marked."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.orders.finding import (
    Answer,
    Counts,
    OrderFinding,
    Query,
    count_orders,
    find_orders,
)
from csconsole.desktop.orders.order_delegate import OrderDelegate
from csconsole.desktop.orders.order_model import OrderModel
from csconsole.desktop.replies.result_list import ResultList
from csconsole.desktop.replies.search_box import SearchBox
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.orders.model import Order

_RENEWED_MS = 60_000  # what must be sent changes with time


class OrdersPage(QWidget):
    """Finds orders.

    Signals:
        marked: the id of the order that is looked at; "" for none.
        taken: (order, whether it gets a talk of its own) was chosen for the talk.
        left: Esc was pressed in an empty box.
    """

    marked = Signal(str)
    taken = Signal(object, bool)
    left = Signal()

    def __init__(self, finding: OrderFinding, jobs: Jobs) -> None:
        super().__init__()
        self.finding, self._jobs = finding, jobs
        self._shown: Query | None = None
        self._to_take: bool | None = None  # Enter came before the answer: whether apart
        self.search_box = SearchBox()
        self.search_box.setPlaceholderText(_("Order number, buyer, phone's end, waybill, goods"))
        self.search_box.setAccessibleName(_("Search the orders"))
        self.model = OrderModel(finding)
        self.list = self._list()
        self.to_send = QToolButton()
        self.to_send.setCheckable(True)
        self.to_send.setProperty("role", "chip")
        self._count, self._nothing = QLabel(), QLabel()
        for label in (self._count, self._nothing):
            label.setProperty("role", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._lay_out()
        self.search_box.textChanged.connect(lambda _text: self._want())
        self.search_box.copy_asked.connect(self.take)
        self.search_box.list_key.connect(self._on_list_key)
        self.search_box.escaped.connect(self._on_escaped)
        self.to_send.toggled.connect(lambda _on: self._want())
        self.list.activated.connect(lambda _index: self.take())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._renewing = QTimer(self)
        self._renewing.setInterval(_RENEWED_MS)
        self._renewing.timeout.connect(self.renew)
        self._show_counts()

    @property
    def order(self) -> Order | None:
        """The order that is looked at."""
        row = self.list.currentIndex().row()
        return self.finding.orders[row] if 0 <= row < len(self.finding.orders) else None

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """What is shown is of this moment."""
        super().showEvent(event)
        self._renewing.start()
        self.renew()

    def focus_search(self) -> None:
        """Put the cursor into the box with its text selected."""
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def look_for(self, text: str) -> None:
        """Find something from elsewhere."""
        self.to_send.setChecked(False)
        self.search_box.setText(text)
        self.focus_search()

    def renew(self) -> None:
        """Find the same anew: orders have changed, or time has passed."""
        self.finding.renew()
        if self.isVisible():
            self._ask()
            self._jobs.run(count_orders, self._on_counted)
        else:
            self._renewing.stop()

    def take(self, *, apart: bool = False) -> None:
        """Put the order that is looked at into the talk, once what was typed is answered."""
        if self._shown != self.finding.query:
            self._to_take = apart
            return
        self._to_take = None
        order = self.order
        if order is not None:
            self.taken.emit(order, apart)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Ctrl+Enter takes the order into a talk of its own; Esc leads to the box, then away."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and control:
            self.take(apart=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.focus_search()
        else:
            super().keyPressEvent(event)

    def _want(self) -> None:
        self._to_take = None
        self.finding.want(Query(self.search_box.text(), self.to_send.isChecked()))
        self._ask()

    def _ask(self) -> None:
        query = self.finding.next_question()
        if query is not None:
            self._jobs.run(
                lambda workspace: find_orders(workspace, query), self._on_found, self._on_refused
            )

    def _on_found(self, answer: Answer) -> None:
        before = self.order
        if self.finding.take(answer):
            self.model.renew()
            self._show_counts()
            self._mark(before if answer.query == self._shown else None)
            self._shown = answer.query
            if self._to_take is not None:
                self.take(apart=self._to_take)
        self._ask()

    def _on_refused(self, error: UserError) -> None:
        self._to_take = None
        self.finding.give_up()
        self._jobs.refused.emit(error)

    def _on_counted(self, counts: Counts) -> None:
        self.finding.counts = counts
        self._show_counts()

    def _mark(self, before: Order | None) -> None:
        """Mark the order that was looked at, where the same was asked for; else the first."""
        orders = self.finding.orders
        kept = before.id if before is not None else ""
        row = next((at for at, one in enumerate(orders) if one.id == kept), 0)
        self.list.setVisible(bool(orders))
        self._nothing.setVisible(not orders)
        self._nothing.setText(self.finding.nothing())
        if orders:
            self.list.setCurrentIndex(self.model.index(row))
        else:
            self.marked.emit("")

    def _show_counts(self) -> None:
        counts = self.finding.counts
        self._count.setText(self.finding.told())
        words = [_("To send")]
        if counts is not None:
            words.append(number_text(counts.due))
            if counts.late:
                words.append(_("· {count} late").format(count=number_text(counts.late)))
        self.to_send.setText(" ".join(words))
        tip = _("Paid, and to be sent soon: 48 hours unless the export says otherwise (Ctrl+S)")
        self.to_send.setToolTip(tip)
        self.to_send.setAccessibleName(self.to_send.text())

    def _on_list_key(self, event: QKeyEvent) -> None:
        """Let the list move its own mark, while the cursor stays in the box."""
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(self.list, copy)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and current.row() < len(self.finding.orders):
            self.list.scrollTo(current)
            self.marked.emit(self.finding.orders[current.row()].id)

    def _on_escaped(self) -> None:
        if self.to_send.isChecked():
            self.to_send.setChecked(False)
        else:
            self.left.emit()

    def _list(self) -> QListView:
        view = ResultList()
        view.setObjectName("found")
        view.setAccessibleName(_("Orders that were found"))
        view.setModel(self.model)
        view.setItemDelegate(OrderDelegate(view))
        return view

    def _lay_out(self) -> None:
        counts = QHBoxLayout()
        counts.setSpacing(theme.SPACE)
        counts.addWidget(self.to_send)
        counts.addWidget(self._count, stretch=1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self.search_box)
        layout.addLayout(counts)
        layout.addWidget(self.list, stretch=1)
        layout.addWidget(self._nothing, stretch=1)
