"""The list of a day: arrows lead from row to row, Enter goes there, Space answers."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from csconsole.desktop.day.delegate import DayDelegate, action_place, mark_place
from csconsole.desktop.day.rows import DayRow, Kind, hint
from csconsole.desktop.row_list.model import RowModel
from csconsole.desktop.row_list.view import ENTER_KEYS, PLAIN, RowView
from csconsole.language import _


class DayList(RowView[DayRow]):
    """The rows of one day.

    Signals:
        taken: Enter or a double click in a row.
        turned: (row, whether what stands behind it is to be shown).
        answered: (row, whether with a note): Space, or N.
        removed: Del in a row.
    """

    turned = Signal(object, bool)
    answered = Signal(object, bool)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            RowModel(_tip, lambda row: row.spoken), _("What is asked at the end of the day")
        )
        self.setItemDelegate(DayDelegate(self))
        self.setMinimumHeight(80)

    def place_instead(self, at: int) -> int:
        """The mark stays at its place where its row has gone."""
        return min(at, len(self.rows.rows) - 1)

    def begin(self) -> None:
        """Let the focus stand at a row: at the first that is open."""
        if self.row is None and self.rows.rows:
            late = (at for at, row in enumerate(self.rows.rows) if row.tone == "late")
            self.go_to(next(late, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter goes to a row, Space answers it, arrows open and close it, Esc leaves."""
        row, key = self.row, Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif row is None or event.modifiers() not in PLAIN:
            super().keyPressEvent(event)
        elif key in ENTER_KEYS:
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


def _tip(row: DayRow) -> str | None:
    return hint(row) if row.is_value else None
