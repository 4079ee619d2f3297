"""The form of one product."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.products.draft import FACTS, Draft, draft_of
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.orders.products.model import FIELDS, Product

_LEAST_FACTS = 76  # pixels
_NUMBER_WIDTH = 96
_COLUMNS = 2


class ProductForm(QWidget):
    """Writes one product, a new one or one that is there.

    Signals:
        changed: something was written.
        save_asked, remove_asked: the product is to be kept, or taken away.
    """

    changed = Signal()
    save_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = draft_of(None)
        self._is_filling = False
        self.lines = {name: QLineEdit() for name in FIELDS}
        self.facts = QPlainTextEdit()
        self.facts.setAccessibleName(_("Facts"))
        self.facts.setTabChangesFocus(True)
        self.facts.setMinimumHeight(_LEAST_FACTS)
        # It takes what room there is; its own wish would push the fields below out of sight.
        self.facts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.facts.setPlaceholderText(_("One in a line, as in\nMaterial: cotton\nSizes: S to XL"))
        self.facts.setAcceptDrops(False)
        self.paired = QLabel()
        self.paired.setProperty("role", "quiet")
        self.paired.setTextFormat(Qt.TextFormat.PlainText)
        self.paired.setWordWrap(True)
        self.fault = QLabel()
        self.fault.setProperty("role", "forbidden")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.save_button, self.remove_button = QPushButton(), QPushButton(_("Take away"))
        self._dress_buttons()
        self._lay_out()
        for line in self.lines.values():
            line.setAcceptDrops(False)
            line.textEdited.connect(self._on_written)
            line.returnPressed.connect(self.save_asked)
        self.facts.textChanged.connect(self._on_written)

    def show_product(self, product: Product | None) -> None:
        """Show a product, or an empty form for a new one."""
        self._first = draft_of(product)
        self.fill(self._first)

    def fill(self, draft: Draft) -> None:
        """Show what somebody has written of the product that is shown."""
        self._is_filling = True
        for name, line in self.lines.items():
            line.setText(draft.texts[name])
            line.setCursorPosition(0)
        self.facts.setPlainText(draft.texts[FACTS])
        self._is_filling = False
        self.fault.hide()
        self._show_buttons()

    @property
    def first(self) -> Draft:
        """The product as it was before anybody wrote."""
        return self._first

    def draft(self) -> Draft:
        """What stands in the form now."""
        texts = {name: line.text() for name, line in self.lines.items()}
        return Draft(self._first.sku, {**texts, FACTS: self.facts.toPlainText()})

    @property
    def is_changed(self) -> bool:
        """Whether somebody has written something that is not kept yet."""
        return any(
            text.strip() != self._first.texts[name].strip()
            for name, text in self.draft().texts.items()
        )

    def complain(self, error: UserError) -> None:
        """Say why the product was not kept, and lead to the field."""
        self.fault.setText("\n".join(part for part in (error.sentence, error.hint) if part))
        self.fault.show()
        line = self.lines.get(error.place)
        if line is not None:
            line.setFocus()
            line.selectAll()

    def write_in(self, name: str, text: str) -> None:
        """Put in a field what was written elsewhere."""
        self.lines[name].setText(text)
        self._on_written()

    def begin(self) -> None:
        """Lead to what is written most often: the SKU of a new product, the stock of another."""
        line = self.lines["stock" if self._first.sku else "sku"]
        line.setFocus()
        line.selectAll()

    def show_paired(self, told: str) -> None:
        """Tell what the pairings are."""
        self.paired.setText(told)
        self.paired.setVisible(bool(told))

    def _on_written(self) -> None:
        if not self._is_filling:
            self.fault.hide()
            self._show_buttons()
            self.changed.emit()

    def _show_buttons(self) -> None:
        self.save_button.setText(_("Save") if self._first.sku else _("Add"))
        self.save_button.setEnabled(self.is_changed)
        self.remove_button.setVisible(bool(self._first.sku))

    def _dress_buttons(self) -> None:
        self.save_button.setProperty("role", "primary")
        self.save_button.setToolTip(_("Save (Ctrl+S)"))
        self.remove_button.setToolTip(_("Take the product away (Del in the list)"))
        for button, signal in (
            (self.save_button, self.save_asked),
            (self.remove_button, self.remove_asked),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, asked=signal: asked.emit())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_LARGE)
        grid.setVerticalSpacing(theme.SPACE_SMALL)
        above = (("sku",), ("name",), ("stock", "safety_stock"), ("pairings",))
        for at, names in enumerate(above):
            self._add_lines(grid, names, 2 * at)
        row = 2 * len(above)
        grid.addWidget(self.paired, row, 0, 1, _COLUMNS)
        label = QLabel(_("Facts for answers"))
        label.setBuddy(self.facts)
        grid.addWidget(label, row + 1, 0, 1, _COLUMNS)
        grid.addWidget(self.facts, row + 2, 0, 1, _COLUMNS)
        grid.setRowStretch(row + 2, 1)
        self._add_lines(grid, ("aliases",), row + 3)
        self._add_lines(grid, ("goods", "shop"), row + 5)
        acting = QHBoxLayout()
        acting.setSpacing(theme.SPACE)
        acting.addWidget(self.save_button)
        acting.addStretch()
        acting.addWidget(self.remove_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(_scrolled(grid), stretch=1)
        layout.addWidget(self.fault)
        layout.addLayout(acting)

        stops = [self.lines["pairings"], self.facts, self.lines["aliases"]]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _add_lines(self, grid: QGridLayout, names: Sequence[str], row: int) -> None:
        """Put fields side by side, each under its label."""
        for at, name in enumerate(names):
            label = QLabel(_(FIELDS[name]))
            label.setBuddy(self.lines[name])
            self.lines[name].setAccessibleName(label.text())
            self.lines[name].setMinimumWidth(_NUMBER_WIDTH)
            span = _COLUMNS // len(names)
            grid.addWidget(label, row, at, 1, span)
            grid.addWidget(self.lines[name], row + 1, at, 1, span)


def _scrolled(grid: QGridLayout) -> QScrollArea:
    """The fields, of which a low window shows a part."""
    fields = QWidget()
    fields.setLayout(grid)
    grid.setContentsMargins(0, 0, theme.SPACE_SMALL, 0)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(fields)
    return scroll
