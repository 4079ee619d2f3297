"""A list of tickets in view: rows of one height, however many, walked and marked by keys."""

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from csconsole.desktop.tickets.listing.cards import TicketCard
from csconsole.desktop.tickets.listing.delegate import ROW_HEIGHT, TicketDelegate
from csconsole.desktop.tickets.listing.model import CardModel

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_Action = QAbstractItemView.CursorAction
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


class CardTable(QTableView):
    """Cards in one column.

    A table and not a list: Qt lays every row of a list out before it shows the first, which takes
    a third of a second for 100,000, while a table only counts them.

    Signals:
        opened: the id of a ticket on which Enter was pressed, or that was clicked twice.
        pressed_key: a key of those that act here was pressed.
        left: Esc was pressed.
        menu_asked: the place at which a menu of what can be done is wanted.
        in_view: (first row, last row) that are in view now.
    """

    opened = Signal(str)
    pressed_key = Signal(object)
    left = Signal()
    menu_asked = Signal(object)
    in_view = Signal(int, int)

    def __init__(self, cards: CardModel, name: str, keys: Mapping[Qt.Key, str]) -> None:
        super().__init__()
        self._cards, self._keys = cards, keys
        self.setObjectName("found")
        self.setAccessibleName(name)
        self.setModel(cards)
        self.setItemDelegate(TicketDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setMinimumSize(200, ROW_HEIGHT)
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT // 3)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_view())
        self.doubleClicked.connect(self._on_double_click)

    @property
    def card(self) -> TicketCard | None:
        """The row that is looked at."""
        index = self.currentIndex()
        return self._cards.card(index.row()) if index.isValid() else None

    def marked_count(self) -> int:
        """How many rows are marked, or 1 for the one that is looked at."""
        spans = self.selectionModel().selection().toList()
        count = sum(span.height() for span in spans)
        return count or int(self.currentIndex().isValid())

    def marked_rows(self) -> list[int]:
        """The rows that are marked, or the one that is looked at."""
        spans = self.selectionModel().selection().toList()
        rows = [row for span in spans for row in range(span.top(), span.bottom() + 1)]
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return sorted(rows)

    def look_at(self, row: int) -> None:
        """Let a row be the one that is looked at."""
        self.setCurrentIndex(self.model().index(row, 0))

    def place_of_menu(self) -> QPoint:
        """Where a menu stands that a key has asked for: in the row that is looked at."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())

    def begin(self) -> None:
        """Let the focus stand at a row."""
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.look_at(0)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Other rows may be in view."""
        super().resizeEvent(event)
        self._tell_view()

    def moveCursor(  # noqa: N802  (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row that a key leads to; Home and End would else stay in a row of one cell."""
        rows = self.model().rowCount()
        if action is _Action.MoveHome and rows:
            return self.model().index(0, 0)
        if action is _Action.MoveEnd and rows:
            return self.model().index(rows - 1, 0)
        return super().moveCursor(action, modifiers)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter opens, Esc leaves, letters act; all else walks and marks."""
        key, card = Qt.Key(event.key()), self.card
        if key is Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _ENTER and event.modifiers() in _PLAIN:
            if card is not None and not event.isAutoRepeat():
                self.opened.emit(card.id)
        elif key in self._keys and event.modifiers() in _PLAIN:
            if card is not None and not event.isAutoRepeat():
                self.pressed_key.emit(key)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:  # noqa: N802  (Qt's name)
        """Letters act on tickets, and do not search among them."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  (Qt's name)
        """What can be done, as a menu."""
        if self.card is None:
            return
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            place = self.place_of_menu()
        self.menu_asked.emit(place)

    def _on_double_click(self, index: QModelIndex) -> None:
        card = self._cards.card(index.row())
        if card is not None:
            self.opened.emit(card.id)

    def _tell_view(self) -> None:
        first = max(0, self.verticalScrollBar().value() // ROW_HEIGHT)
        self.in_view.emit(first, first + self.viewport().height() // ROW_HEIGHT + 1)
