"""A list of rows as an agent walks through it: from value to value, past the headings."""

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView

from csconsole.desktop.row_list.model import RowModel, RowT

ENTER_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_Action = QAbstractItemView.CursorAction


class RowView(QListView, Generic[RowT]):
    """Rows, one of which is looked at.

    Signals:
        taken: a row was asked for.
        left: Esc was pressed.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, rows: RowModel[RowT], name: str) -> None:
        super().__init__()
        self.rows = rows
        self.setObjectName("rows")
        self.setAccessibleName(name)
        self.setModel(rows)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWordWrap(True)  # so that Qt lays out anew when the width changes
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def row(self) -> RowT | None:
        """The row that is looked at."""
        return self.rows.row_at(self.currentIndex())

    def show_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows; the one that is looked at stays, and what is in view, too."""
        before, at = self.row, self.currentIndex().row()
        place = self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        if before is not None:
            found = self.rows.place_of(before.key)
            self.go_to(found if found >= 0 else self.place_instead(at))
        self.verticalScrollBar().setValue(place)

    def place_instead(self, _at: int) -> int:
        """Where the mark goes from a place whose row has gone."""
        return 0

    def go_to(self, at: int) -> None:
        """Look at the row of a place, or at the next value after it."""
        row = self.rows.row_at(self.rows.index(at))
        while row is not None and not row.is_value:
            at += 1
            row = self.rows.row_at(self.rows.index(at))
        self.setCurrentIndex(self.rows.index(at) if row is not None else QModelIndex())

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

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802  (Qt's name)
        """Letters act on rows, and do not search among them."""
