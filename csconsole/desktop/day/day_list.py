"""The list of a day: arrows lead from row to row, Enter goes there, Space answers."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from csconsole.desktop.day.delegate import DayDelegate, action_place, mark_place
from csconsole.desktop.day.row_model import DayModel
from csconsole.desktop.day.rows import DayRow, Kind
from csconsole.language import _

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_Action = QAbstractItemView.CursorAction


class DayList(QListView):
    """The rows of one day.

    Signals:
        taken: Enter or a double click in a row.
        turned: (row, whether what stands behind it is to be shown).
        answered: (row, whether with a note): Space, or N.
        removed: Del in a row.
        left: Esc was pressed.
    """

    taken = Signal(object)
    turned = Signal(object, bool)
    answered = Signal(object, bool)
    removed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = DayModel()
        self.setObjectName("rows")
        self.setAccessibleName(_("What is asked at the end of the day"))
        self.setModel(self.rows)
        self.setItemDelegate(DayDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)  # so that Qt lays out anew when the width changes
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(80)

    @property
    def row(self) -> DayRow | None:
        """The row that is looked at."""
        return self.rows.row_at(self.currentIndex())

    def show_rows(self, rows: list[DayRow]) -> None:
        """Show other rows; the mark stays at its row, or at its place where that has gone."""
        before, at = self.row, self.currentIndex().row()
        place = self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        if before is not None:
            found = self.rows.place_of(before.key)
            self._go_to(found if found >= 0 else min(at, len(rows) - 1))
        self.verticalScrollBar().setValue(place)

    def begin(self) -> None:
        """Let the focus stand at a row: at the first that is open."""
        if self.row is None and self.rows.rows:
            late = (at for at, row in enumerate(self.rows.rows) if row.tone == "late")
            self._go_to(next(late, 1))

    def moveCursor(  # noqa: N802  (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row that a key leads to; headings are passed by."""
        steps = {_Action.MoveDown: 1, _Action.MoveNext: 1, _Action.MoveUp: -1}
        step = steps.get(action)
        if step is None:
            found = super().moveCursor(action, modifiers)
            step = -1 if action is _Action.MoveEnd else 1
        else:
            found = self.rows.index(self.currentIndex().row() + step)
        while (row := self.rows.row_at(found)) is not None and not row.is_value:
            if found.row() == 0 and step < 0:
                self.scrollToTop()
            found = self.rows.index(found.row() + step)
        return found if found.isValid() else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter goes to a row, Space answers it, arrows open and close it, Esc leaves."""
        row, key = self.row, Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif row is None or event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        elif key in _ENTER:
            if not event.isAutoRepeat():
                self.taken.emit(row)
        elif key is Qt.Key.Key_Space or key is Qt.Key.Key_N:
            self.answered.emit(row, key is Qt.Key.Key_N)
        elif key is Qt.Key.Key_Delete:
            self.removed.emit(row)
        elif key is Qt.Key.Key_Left or key is Qt.Key.Key_Right:
            self.turned.emit(row, key is Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802  (Qt's name)
        """Letters act on rows, and do not search among them."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """A click on the word at the right end does it; one on the mark answers the item."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        row, rect = self.rows.row_at(index), self.visualRect(index)
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        is_action = row.evidence is not None and action_place(rect, row, self.font()).contains(
            place
        )
        if is_action or row.kind is Kind.MORE:
            self.taken.emit(row)
        elif row.kind is Kind.ITEM and mark_place(rect, self.font()).contains(place):
            with_note = False
            self.answered.emit(row, with_note)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """A double click goes to the row under it."""
        row = self.rows.row_at(self.indexAt(event.position().toPoint()))
        if row is not None and row.is_value:
            self.taken.emit(row)

    def _go_to(self, at: int) -> None:
        row = self.rows.row_at(self.rows.index(at))
        while row is not None and not row.is_value:
            at += 1
            row = self.rows.row_at(self.rows.index(at))
        self.setCurrentIndex(self.rows.index(at) if row is not None else QModelIndex())
