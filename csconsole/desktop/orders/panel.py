"""The order panel: everything about one order at a glance, each value a key away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.acts import OrderActs
from csconsole.desktop.orders.choices import Choice, Doing, choices
from csconsole.desktop.orders.flag_menu import ask_flag
from csconsole.desktop.orders.lines import forget
from csconsole.desktop.orders.note_field import NoteField
from csconsole.desktop.orders.row_list import RowList
from csconsole.desktop.orders.rows import Kind, Row
from csconsole.desktop.orders.sheets import BuyerSheet, HistorySheet, WaybillSheet
from csconsole.desktop.orders.state import PanelState
from csconsole.desktop.orders.view import OrderView, read_view
from csconsole.language import _
from csconsole.orders.model import Note, NoteChange

SEEN_MS = 60_000  # how long phone and address are shown
_RENEWED_MS = 60_000  # what is said of the time left changes by the minute


class OrderPanel(QFrame):
    """Shows one order, and does what an agent does to it.

    Signals:
        was_read: the order that is wanted was read, for the first time or anew (None: not there).
        seen_changed: phone and address are shown, or are hidden again.
        order_asked: the id of another order that is to be shown.
        ticket_asked: the number of a ticket that is to be opened.
        buyer_asked: the name of a buyer whose orders are all to be listed.
        confirm_asked: goods and recipient are to be confirmed to the buyer.
        find_asked: an order is to be found for the talk.
        left: Esc was pressed.
    """

    was_read = Signal(object)
    seen_changed = Signal()
    order_asked = Signal(str)
    ticket_asked = Signal(str)
    buyer_asked = Signal(str)
    confirm_asked = Signal()
    find_asked = Signal()
    left = Signal()

    def __init__(self, state: PanelState, jobs: Jobs, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("order")
        self.state = state
        self._jobs = jobs
        self.acts = OrderActs(jobs, notices, self)
        self.list = RowList(self._choices)
        self.note = NoteField()
        self.find_button = QPushButton(_("Find an order (Alt+2)"))
        self._nothing = QLabel()
        self._nothing.setProperty("role", "quiet")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hiding = QTimer(self, singleShot=True, interval=SEEN_MS)
        self._renewing = QTimer(self, interval=_RENEWED_MS)
        self._doing = Doing(
            copy=self._copy,
            go=self.order_asked.emit,
            open_ticket=self.ticket_asked.emit,
            open_link=_open_link,
            describe_buyer=self.describe_buyer,
            change_note=lambda note: self.note.change(note.id, note.text),
            pin_note=self.acts.pin_note,
            remove_note=self.acts.remove_note,
            show_history=self.show_history,
            remove_waybill=self.acts.remove_waybill,
        )
        self._lay_out()
        self._connect()
        self._renewing.start()
        self._show()

    @property
    def view(self) -> OrderView | None:
        """The order that is shown."""
        return self.state.view

    @property
    def is_walked(self) -> bool:
        """Whether the focus stands at one of the order's values, or at what stands for them."""
        return self.list.hasFocus() or self.find_button.hasFocus()

    def show_order(self, order_id: str) -> None:
        """Show an order; nothing of the one before stays."""
        if self.state.want(order_id):
            self._hiding.stop()
            self.note.belong_to(order_id)
            self._show()
            self.seen_changed.emit()
        self.renew()

    def renew(self) -> None:
        """Read the order again."""
        order_id = self.state.order_id
        if order_id:
            self._jobs.run(
                lambda workspace: read_view(workspace, order_id),
                lambda view: self._on_read(order_id, view),
            )

    def focus_list(self) -> None:
        """Let the focus stand at the order's values."""
        self.list.begin()
        target = self.list if self.view is not None else self.find_button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Esc leads back to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def write_note(self) -> None:
        """Let a note be written."""
        if self.view is not None:
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def reveal(self, then: Callable[[], None] = lambda: None) -> None:
        """Show phone and address, which is written down; then do what they are wanted for."""
        order_id = self.state.order_id
        if self.state.is_revealed:
            then()
        elif order_id:
            self.acts.reveal(order_id, lambda: self._on_revealed(order_id, then))

    def hide_personal(self) -> None:
        """Mask phone and address again."""
        self._hiding.stop()
        if self.state.is_revealed:
            self.state.is_revealed = False
            forget()
            self._show()
            self.seen_changed.emit()

    def ask_flag(self) -> None:
        """Ask for the order's flag."""
        if self.view is not None:
            order = self.view.order
            ask_flag(self._flag_button, order.flag, lambda flag: self.acts.flag(order, flag))

    def ask_waybill(self) -> None:
        """Ask for a waybill that is entered by hand."""
        if self.view is not None:
            order, sheet = self.view.order, WaybillSheet(self._jobs, self.window())
            sheet.accepted.connect(
                lambda: self.acts.enter_waybill(order, sheet.number.text(), sheet.courier.text())
            )
            _open(sheet)

    def describe_buyer(self) -> None:
        """Ask what is to be said of the buyer."""
        if self.view is not None and self.view.order.buyer:
            sheet = BuyerSheet(self.view.page.buyer, self.window())
            sheet.accepted.connect(lambda: self.acts.describe_buyer(sheet.buyer()))
            _open(sheet)

    def show_history(self, note: Note) -> None:
        """Show which texts a note has had."""

        def on_known(changes: list[NoteChange]) -> None:
            _open(HistorySheet(changes, self.state.now(), self.window()))

        self.acts.history(note, on_known)

    def _connect(self) -> None:
        self.find_button.clicked.connect(self.find_asked)
        self._hiding.timeout.connect(self.hide_personal)
        self._renewing.timeout.connect(self._show)
        self.list.taken.connect(self._take)
        self.list.copy_asked.connect(self._copy)
        self.list.left.connect(self.left)
        self.note.left.connect(self.left)
        self.note.written.connect(self._on_written)

    def _choices(self, row: Row) -> list[Choice]:
        return choices(row, self.view, self._doing) if self.view is not None else []

    def _take(self, row: Row) -> None:
        if row.kind is Kind.ORDER:
            self.order_asked.emit(row.target)
        elif row.kind is Kind.TICKET:
            self.ticket_asked.emit(row.target)
        elif row.key == "more notes":
            self.state.shows_every_note = True
            self._show()
        elif row.key == "extra":
            self.state.shows_extra = True
            self._show()
        elif row.kind is Kind.MORE:
            self.buyer_asked.emit(row.target)
        else:
            self._copy(row)

    def _copy(self, row: Row) -> None:
        if row.is_hidden:
            self.reveal(lambda: self.acts.copy(row))
        else:
            self.acts.copy(row)

    def _on_written(self, text: str, note: str) -> None:
        order_id = self.state.order_id

        def refused(_error: object) -> None:
            self.state.not_saved(text)
            if self.state.order_id == order_id:
                self.note.give_back(text)
                self._show()

        if note:
            self.acts.change_note(note, text, refused)
            return
        self.state.saving(text)
        self._show()
        self.acts.add_note(order_id, text, refused)

    def _on_read(self, order_id: str, view: OrderView | None) -> None:
        if self.state.take(order_id, view):
            self._show()
            self.was_read.emit(view)

    def _on_revealed(self, order_id: str, then: Callable[[], None]) -> None:
        if order_id != self.state.order_id:
            return
        self.state.is_revealed = True
        self._hiding.start()
        self._show()
        self.seen_changed.emit()
        then()

    def _show(self) -> None:
        there = self.view is not None
        self.list.setVisible(there)
        self.note.setVisible(there)
        self._buttons.setVisible(there)
        self._empty.setVisible(not there)
        self.find_button.setVisible(not self.state.order_id)
        self.list.show_rows(self.state.rows())
        if there:
            return
        if not self.state.order_id:
            told = _("No order yet. A number that you copy is offered here.")
        elif self.state.is_read:
            told = _("This order is here no more.")
        else:
            told = ""  # it takes but a moment
        self._nothing.setText(told)

    def _lay_out(self) -> None:
        self._buttons = QWidget()
        row = FlowLayout(self._buttons, theme.SPACE_SMALL)
        for text, tip, do in (
            (
                _("Confirm"),
                _("Confirm goods and recipient to the buyer (Ctrl+J)"),
                self.confirm_asked.emit,
            ),
            (_("Flag"), _("Flag the order (Ctrl+Shift+F)"), self.ask_flag),
            (_("Waybill"), _("Enter a waybill by hand (Ctrl+B)"), self.ask_waybill),
            (_("Buyer"), _("Tags of the buyer (Ctrl+Shift+B)"), self.describe_buyer),
            (
                _("Reveal"),
                _("Show phone and address; it is written down (Ctrl+R)"),
                self.toggle_personal,
            ),
        ):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setProperty("role", "talk")
            button.clicked.connect(lambda _on=False, do=do: do())
            row.addWidget(button)
            if do == self.ask_flag:
                self._flag_button = button
        self._empty = _in_the_middle(self._nothing, self.find_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE] * 4)
        layout.setSpacing(theme.SPACE_SMALL)
        layout.addWidget(self._empty, stretch=1)
        layout.addWidget(self.list, stretch=1)
        layout.addWidget(self.note)
        layout.addWidget(self._buttons)

    def toggle_personal(self) -> None:
        """Show phone and address, or mask them again."""
        if self.state.is_revealed:
            self.hide_personal()
        else:
            self.reveal()


def _in_the_middle(label: QLabel, button: QPushButton) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setSpacing(theme.SPACE_LARGE)
    column.addStretch()
    column.addWidget(label)
    column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
    column.addStretch()
    return widget


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _open_link(link: str) -> None:
    QDesktopServices.openUrl(QUrl(link))
