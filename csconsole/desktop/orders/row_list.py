"""The list of an order's values: arrows lead from one to the next, a key copies or opens it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu

from csconsole.desktop.orders.choices import Choice
from csconsole.desktop.orders.row_delegate import ValueDelegate
from csconsole.desktop.orders.rows import Kind, Row
from csconsole.desktop.orders.words import flag_name
from csconsole.desktop.row_list.model import RowModel
from csconsole.desktop.row_list.view import ENTER_KEYS, PLAIN, RowView
from csconsole.language import _


class RowList(RowView[Row]):
    """The values of one order.

    Signals:
        taken: a value was asked for by Enter or a click.
        copy_asked: it is to be copied, whatever else it leads to.
    """

    copy_asked = Signal(object)

    def __init__(self, choices: Callable[[Row], list[Choice]]) -> None:
        super().__init__(RowModel(_tip, _spoken), _("What is known of the order"))
        self._choices = choices
        self.setItemDelegate(ValueDelegate(self))
        self.setMinimumHeight(44)

    def begin(self) -> None:
        """Let the focus stand at a value."""
        if self.row is None and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter takes a value, Ctrl+C copies it, letters act on it, Esc leaves."""
        row, key = self.row, Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif row is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(row)
        elif row is not None and key in ENTER_KEYS and event.modifiers() in PLAIN:
            if not event.isAutoRepeat():
                self.taken.emit(row)
        elif row is not None and event.modifiers() in PLAIN and self._is_chosen(row, key):
            pass
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """A click takes the value under it."""
        super().mouseReleaseEvent(event)
        row = self.rows.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and row.is_value and event.button() is Qt.MouseButton.LeftButton:
            self.taken.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  (Qt's name)
        """What can be done with a value, as a menu."""
        row = self.row
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, key, do in self._choices(row):
            action = QAction(words, menu)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(lambda _on=False, do=do: do())
            menu.addAction(action)
        if not menu.isEmpty():
            place = event.globalPos()
            if event.reason() is QContextMenuEvent.Reason.Keyboard:
                place = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
            menu.popup(place)

    def _is_chosen(self, row: Row, key: Qt.Key) -> bool:
        """Do what a letter means for a value; False where it means nothing."""
        for _words, wanted, do in self._choices(row):
            if QKeySequence(wanted) == QKeySequence(key):
                do()
                return True
        return False


def _tip(row: Row) -> str | None:
    """What a value is exactly, and what one can do with it."""
    if row.kind is Kind.PARCEL and row.target:
        hint = _("Enter copies, O follows the parcel")
    elif row.kind in {Kind.ORDER, Kind.TICKET, Kind.MORE}:
        hint = _("Enter goes there")
    else:
        hint = _("Enter copies") if row.copied else ""
    return "\n".join(part for part in (row.tip, hint) if part) or None


def _spoken(row: Row) -> str:
    flag = flag_name(row.flag) if row.flag else ""
    return ", ".join(part for part in (row.label, row.text, row.detail, flag) if part)
