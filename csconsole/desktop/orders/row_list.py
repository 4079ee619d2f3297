"""The list of an order's values: arrows lead from one to the next, a key copies or opens it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu

from csconsole.desktop.orders.choices import Choice
from csconsole.desktop.orders.row_delegate import RowDelegate
from csconsole.desktop.orders.row_model import RowModel
from csconsole.desktop.orders.rows import Row
from csconsole.language import _

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_Action = QAbstractItemView.CursorAction


class RowList(QListView):
    """The values of one order.

    Signals:
        taken: a value was asked for by Enter or a click.
        copy_asked: it is to be copied, whatever else it leads to.
        left: Esc was pressed.
    """

    taken = Signal(object)
    copy_asked = Signal(object)
    left = Signal()

    def __init__(self, choices: Callable[[Row], list[Choice]]) -> None:
        super().__init__()
        self._choices = choices
        self.rows = RowModel()
        self.setObjectName("rows")
        self.setAccessibleName(_("What is known of the order"))
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)  # so that Qt lays out anew when the width changes
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(44)

    @property
    def row(self) -> Row | None:
        """The value that is looked at."""
        return self.rows.row_at(self.currentIndex())

    def show_rows(self, rows: list[Row]) -> None:
        """Show other rows; the value that is looked at stays, and what is in view, too."""
        before = self.row
        place = self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        at = self.rows.place_of(before.key) if before else -1
        if at < 0 and before is not None and rows:
            at = 0
        self.setCurrentIndex(self.rows.index(at) if at >= 0 else QModelIndex())
        self.verticalScrollBar().setValue(place)

    def begin(self) -> None:
        """Let the focus stand at a value."""
        if self.row is None and self.rows.rows:
            self.setCurrentIndex(self.rows.index(0))

    def moveCursor(  # noqa: N802  (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The value that a key leads to; headings are passed by."""
        steps = {_Action.MoveDown: 1, _Action.MoveNext: 1, _Action.MoveUp: -1}
        step = steps.get(action)
        if step is None:
            found = super().moveCursor(action, modifiers)
            step = -1 if action is _Action.MoveEnd else 1
        else:
            found = self.rows.index(self.currentIndex().row() + step)
        while (row := self.rows.row_at(found)) is not None and not row.is_value:
            found = self.rows.index(found.row() + step)
        return found if found.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter takes a value, Ctrl+C copies it, letters act on it, Esc leaves."""
        row, key = self.row, Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif row is not None and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit(row)
        elif row is not None and key in _ENTER and event.modifiers() in _PLAIN:
            if not event.isAutoRepeat():
                self.taken.emit(row)
        elif row is not None and event.modifiers() in _PLAIN and self._is_chosen(row, key):
            pass
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802  (Qt's name)
        """Letters act on values, and do not search among them."""

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
