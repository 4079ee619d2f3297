"""The tickets behind a bar, as rows that lead to each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from csconsole.desktop import theme
from csconsole.language import N_, _

COLUMNS = (
    N_("Number"), N_("Kind"), N_("State"), N_("Agent"), N_("Order number"), N_("Buyer"),
    N_("Opened"), N_("Next due"),
)  # fmt: skip
_DUE = 7
_WIDTHS = (110, 90, 130, 80, 170, 110, 120, 120)  # pixels
_ROOM_FOR = {5: 560, 4: 700, 3: 460, 6: 640}  # the width below which a column is left out
_ROW_HEIGHT = 28
_LEAST_HEIGHT = 180
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class TicketRow:
    """A ticket as the table shows it.

    Attributes:
        cells: a text for each column.
        is_late: whether something of it has run out.
    """

    id: str
    cells: tuple[str, ...]
    is_late: bool = False


class TicketModel(QAbstractTableModel):
    """The rows of the table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TicketRow] = []

    def show_rows(self, rows: Sequence[TicketRow]) -> None:
        """Show other tickets."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  (Qt's names from here)
        """The tickets that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802
        """What is told of each."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows; what has run out has its own colour."""
        row = self.rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and row.is_late and index.column() == _DUE:
            return theme.colour("late")
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


class TicketTable(QTableView):
    """The tickets, one to be opened with Enter or a double click.

    Signals:
        opened: the id of a ticket.
    """

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tickets = TicketModel()
        self.setModel(self.tickets)
        self.setAccessibleName(_("Tickets behind the bar"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        for at, width in enumerate(_WIDTHS):
            heads.resizeSection(at, width)
        heads.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self._open())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter opens the ticket."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave out columns that there is no room for."""
        super().resizeEvent(event)
        for column, room in _ROOM_FOR.items():
            self.setColumnHidden(column, event.size().width() < room)

    def _open(self) -> None:
        row = self.currentIndex().row()
        if 0 <= row < len(self.tickets.rows):
            self.opened.emit(self.tickets.rows[row].id)
