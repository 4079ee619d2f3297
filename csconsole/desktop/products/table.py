"""The table of the products: searched, sorted out by stock, and written in place."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.products.draft import number_written
from csconsole.language import N_, _
from csconsole.orders.products.model import FIELDS, Product, Standing, code_of, searched_text

_STATE = "state"
COLUMNS = ("sku", "name", "stock", "safety_stock", _STATE, "pairings")
_EDITED = {"name", "stock", "safety_stock", "pairings"}
_NUMBERS = {"stock", "safety_stock"}
_WIDTHS = {"sku": 116, "stock": 72, "safety_stock": 100, _STATE: 80, "pairings": 120}  # pixels
_ROOM_FOR = {"safety_stock": 460, "pairings": 600}  # the width below which a column is left out
_NARROW = 400  # the width below which the other columns give room to the name
_NARROW_WIDTHS = {"sku": 84, "stock": 64, _STATE: 80}
_ROW_HEIGHT = 32
_STATES = {
    Standing.SOLD_OUT: (N_("sold out"), "late"),
    Standing.LOW: (N_("low"), "due"),
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class ProductModel(QAbstractTableModel):
    """The products that match what is searched for.

    Signals:
        written: (SKU, field, text) a cell was written in; the products are still as they were.
    """

    written = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Product] = []
        self._searched: list[str] = []
        self._rows: list[Product] = []
        self._names: dict[str, str] = {}
        self._wanted, self._only_low = "", False

    def show_products(self, products: Sequence[Product]) -> None:
        """Show other products, searched as before."""
        self._all = list(products)
        self._searched = [searched_text(product) for product in products]
        self._names = {code_of(one.sku): one.name for one in products}
        self.search(self._wanted, only_low=self._only_low)

    def search(self, text: str, *, only_low: bool) -> None:
        """Show the products that have every word of a text, and those alone of too few pieces."""
        self._wanted, self._only_low = text, only_low
        sought = code_of(text).split()
        self.beginResetModel()
        self._rows = [
            product
            for product, words in zip(self._all, self._searched, strict=True)
            if (product.is_low or not only_low) and all(word in words for word in sought)
        ]
        self.endResetModel()

    def product(self, row: int) -> Product | None:
        """The product of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, sku: str) -> int:
        """The row of a SKU; -1 where it is not shown."""
        wanted = code_of(sku)
        return next((at for at, one in enumerate(self._rows) if code_of(one.sku) == wanted), -1)

    def name_of(self, sku: str) -> str | None:
        """The name of the product of a SKU; None where there is none."""
        return self._names.get(code_of(sku))

    def count(self) -> int:
        """How many products there are, shown or not."""
        return len(self._all)

    def count_low(self) -> int:
        """Of how many there are fewer pieces than there should be."""
        return sum(product.is_low for product in self._all)

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802  (Qt's names from here)
        """The products that are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802
        """What is told of each."""
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows, how it stands there, and what is written in it."""
        product, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _shown(product, column)
        if role == Qt.ItemDataRole.EditRole:
            return _written(product, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(product, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _NUMBERS:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and column in {_STATE, "stock"}:
            return (
                theme.colour(_STATES[product.standing][1]) if product.standing in _STATES else None
            )
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _("State") if column == _STATE else _(FIELDS[column])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (
                _RIGHT
                if column in _NUMBERS
                else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Which cells can be written in."""
        flags = super().flags(index)
        if index.isValid() and COLUMNS[index.column()] in _EDITED:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(  # noqa: N802
        self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Hand over what was written; it is shown once it is kept."""
        product, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.EditRole and str(value).strip() != _written(product, column):
            self.written.emit(product.sku, column, str(value))
        return False

    def _told(self, product: Product, column: str) -> str | None:
        if column == "pairings":
            return "\n".join(
                f"{sku}  {self.name_of(sku) or ''}".strip() for sku in product.pairings
            )
        return _shown(product, column) or None


class ProductTable(QTableView):
    """Rows to walk through with the arrows; F2 writes in a cell.

    Signals:
        chosen: the current row is another one; -1 for none.
        opened, remove_asked: Enter or Del was pressed in it.
    """

    chosen = Signal(int)
    opened = Signal()
    remove_asked = Signal()

    def __init__(self, model: ProductModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_narrow = False
        self.setModel(model)
        self.setAccessibleName(_("Products"))
        self.setItemDelegate(_Cells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAcceptDrops(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(220, 120)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(48)
        for at, column in enumerate(COLUMNS):
            if column == "name":
                heads.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            else:
                heads.resizeSection(at, _WIDTHS[column])
        self.selectionModel().currentRowChanged.connect(
            lambda now, _old: self.chosen.emit(now.row())
        )

    def skus(self) -> list[str]:
        """The SKUs of the rows that are marked."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._products().product(row) for row in rows)
        return [product.sku for product in found if product is not None]

    def mark(self, row: int, column: int = 0) -> None:
        """Make a row the current one, and mark it alone."""
        self.setCurrentIndex(self._products().index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Enter leads to the form, Del takes products away; everything else is the table's."""
        is_plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier,
        }  # fmt: skip
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if is_plain and not is_editing and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif is_plain and not is_editing and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave out columns that there is no room for; the form has them."""
        super().resizeEvent(event)
        for column, room in _ROOM_FOR.items():
            self.setColumnHidden(COLUMNS.index(column), event.size().width() < room)
        is_narrow = event.size().width() < _NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            widths = _NARROW_WIDTHS if is_narrow else {one: _WIDTHS[one] for one in _NARROW_WIDTHS}
            for column, width in widths.items():
                self.horizontalHeader().resizeSection(COLUMNS.index(column), width)

    def _products(self) -> ProductModel:
        model = self.model()
        if not isinstance(model, ProductModel):
            raise TypeError("the table shows products")
        return model


class _Cells(QStyledItemDelegate):
    """Paints a cell's text in its own colour on a marked row, too, and marks the current cell."""

    def initStyleOption(  # noqa: N802  (Qt's name)
        self, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Take the colour over for marked rows."""
        super().initStyleOption(option, index)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor):
            option.palette.setColor(QPalette.ColorRole.HighlightedText, colour)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Frame the cell that F2 writes in, while the keys go to the table."""
        super().paint(painter, option, index)
        is_written = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        if is_written and option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
            painter.restore()

    def createEditor(  # noqa: N802  (Qt's name)
        self, parent: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        """A field in which numbers stand at the right, as in the cell."""
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit) and COLUMNS[index.column()] in _NUMBERS:
            editor.setAlignment(_RIGHT)
        return editor


def _shown(product: Product, column: str) -> str:
    if column == _STATE:
        return _(_STATES[product.standing][0]) if product.standing in _STATES else ""
    if column in _NUMBERS:
        number = getattr(product, column)
        return "" if number is None else number_text(number)
    return _written(product, column)


def _written(product: Product, column: str) -> str:
    if column in _NUMBERS:
        return number_written(getattr(product, column))
    if column == "pairings":
        return ", ".join(product.pairings)
    return str(getattr(product, column)) if column in FIELDS else ""
