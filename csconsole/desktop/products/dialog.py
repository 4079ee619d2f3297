"""The window of the products: a table at the left, the form of the current one at the right."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.desktop.products.form import ProductForm
from csconsole.desktop.products.look import dress
from csconsole.desktop.products.table import ProductModel, ProductTable
from csconsole.desktop.replies.editing.list_keys import WindowKeys
from csconsole.language import _, ngettext

_SIZE = (1060, 690)
_LEAST = (340, 420)
_NARROW = 720  # pixels; below it the form stands under the table
_UP_AND_DOWN = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class ProductsDialog(QDialog):
    """What is shown of the products; what is done about them is the desk's.

    Signals:
        dropped: (paths) sheets were dropped on it.
        import_asked, export_asked, undo_asked: a button or a key of it was pressed.
        new_asked: an empty form is wanted.
        closing: it is about to be closed.
    """

    dropped = Signal(list)
    import_asked = Signal()
    export_asked = Signal()
    undo_asked = Signal()
    new_asked = Signal()
    closing = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Products"))
        self.setAcceptDrops(True)
        self.setMinimumSize(*_LEAST)
        self.model = ProductModel()
        self.table = ProductTable(self.model)
        self.form = ProductForm()
        self.notices = Notices(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search SKU, name and facts"))
        self.search.setAccessibleName(_("Search the products"))
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)
        self.search.installEventFilter(self)
        self.low = QToolButton()
        self.low.setCheckable(True)
        self.low.setProperty("role", "chip")
        self.low.setToolTip(_("Only products whose stock is under their safety stock"))
        self._nothing = QLabel()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setProperty("role", "empty")
        self._count = QLabel()
        self._count.setProperty("role", "quiet")
        self.foot = QHBoxLayout()
        self._splitter = QSplitter()
        self._lay_out()
        self._add_keys()
        dress(self)
        self.search.textChanged.connect(lambda _text: self._search())
        self.low.toggled.connect(lambda _on: self._search())
        self._fit(parent)
        self.show_counts(is_known=False)

    def show_counts(self, *, is_known: bool = True) -> None:
        """Tell how many there are, and what to do where there is nothing to see."""
        count, low = self.model.count(), self.model.count_low()
        shown = self.model.rowCount()
        told = ngettext("{count} product", "{count} products", count)
        self._count.setText(told.format(count=number_text(count)) if is_known else "")
        self.low.setText(f"{_('Low stock')}  {number_text(low)}")
        self.low.setVisible(bool(low) or self.low.isChecked())
        self.table.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        if not is_known:
            self._nothing.setText(_("One moment…"))
        elif count:
            self._nothing.setText(_("No product matches.\nTry fewer words, or press Esc."))
        else:
            self._nothing.setText(
                _(
                    "No products yet.\n\nDrop a sheet here (CSV or XLSX), or press Import. It "
                    "needs a column with the SKU; name, stock, safety stock and pairings are "
                    "found by their headers, and every other column becomes a fact for answers."
                )
            )

    def mark(self, row: int, column: int = 0) -> None:
        """Make a row the current one."""
        if self.model.rowCount():
            self.table.mark(max(0, min(row, self.model.rowCount() - 1)), column)

    def reject(self) -> None:
        """Close; what was written is kept first."""
        self.closing.emit()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Esc: out of the form, then out of the search, then out of the window."""
        inside = self.focusWidget()
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif inside is not None and self.form.isAncestorOf(inside) and self.table.isVisible():
            self.table.setFocus()
        elif self.search.text() or self.low.isChecked():
            self.low.setChecked(False)
            self.search.clear()
            self.search.setFocus()
        else:
            self.reject()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Put the form beside the table, or under it where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
            self._share_room()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt's name)
        """Sheets can be dropped on it."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt's name)
        """Hand dropped sheets over."""
        urls = event.mimeData().urls()
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Let the arrows walk through the table, and Enter lead to it, from the search box."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _UP_AND_DOWN and self.table.isVisible():
                self.table.keyPressEvent(event)
                return True
            if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.table.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        present = self.form.first.sku
        self.model.search(self.search.text(), only_low=self.low.isChecked())
        self.show_counts()
        self.mark(max(0, self.model.row_of(present)))

    def _button(self, text: str, tip: str, asked: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: asked())
        return button

    def _add_keys(self) -> None:
        for keys, do in (
            ("Ctrl+F", self._focus_search),
            ("Ctrl+N", self.new_asked.emit),
            ("Ctrl+I", self.import_asked.emit),
            ("Ctrl+E", self.export_asked.emit),
            ("Ctrl+S", self.form.save_asked.emit),
            ("Ctrl+Return", self.form.save_asked.emit),
            ("Ctrl+Z", self.undo_asked.emit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        WindowKeys(self, ["Ctrl+Z"])  # a line claims it even where it has nothing to undo

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _lay_out(self) -> None:
        buttons = QWidget()
        line = FlowLayout(buttons, theme.SPACE)
        for button in (
            self._button(_("New product"), _("New product (Ctrl+N)"), self.new_asked.emit),
            self._button(_("Import…"), _("Import sheets (Ctrl+I)"), self.import_asked.emit),
            self._button(_("Export…"), _("Export all products (Ctrl+E)"), self.export_asked.emit),
        ):
            line.addWidget(button)
        line.addWidget(self.low)  # last: while it is hidden, nothing stands aside for it
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.search)
        column.addWidget(buttons)
        column.addWidget(self.table, stretch=1)
        column.addWidget(self._nothing, stretch=1)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.form)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE_WIDE)
        self.foot.setSpacing(theme.SPACE)
        self.foot.addWidget(self._count)
        self.foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_WIDE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._splitter, stretch=1)
        layout.addLayout(self.foot)

    def _fit(self, parent: QWidget) -> None:
        room = parent.window().screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self._share_room()

    def _share_room(self) -> None:
        is_beside = self._splitter.orientation() is Qt.Orientation.Horizontal
        self._splitter.setSizes([700, 340] if is_beside else [330, 300])
