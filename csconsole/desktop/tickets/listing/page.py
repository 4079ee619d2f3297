"""The page of the tickets: the list, what is owed today, and what needs attention."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.tickets.listing.attention_pane import AttentionPane
from csconsole.desktop.tickets.listing.list_pane import ListPane
from csconsole.desktop.tickets.listing.menu_chip import MenuChip
from csconsole.desktop.tickets.listing.owed_pane import OwedPane
from csconsole.desktop.tickets.listing.query import QueryReader
from csconsole.language import _
from csconsole.tickets.moving import in_language


class TicketsPage(QWidget):
    """Three lists of tickets, one of which is shown.

    Signals:
        opened: the id of a ticket that is wanted.
        new_asked: the kind of a ticket that is to be opened.
        left: Esc was pressed where nothing is left to go back to.
    """

    opened = Signal(str)
    new_asked = Signal(str)
    left = Signal()

    def __init__(
        self,
        panes: tuple[ListPane, OwedPane, AttentionPane],
        reader: QueryReader,
    ) -> None:
        super().__init__()
        self.list, self.owed, self.attention = panes
        self._stack = QStackedWidget()
        for pane in panes:
            self._stack.addWidget(pane)
        self.chips = {
            "list": _chip(_("Tickets"), _("All tickets (Alt+3)")),
            "owed": _chip(_("Owed today"), _("What is owed today (Ctrl+Shift+O)")),
            "attention": _chip(_("Attention"), _("What the supervisor should know (Ctrl+Shift+A)")),
        }
        self._group = QButtonGroup(self)
        self.new = self._new_button(reader)
        self._lay_out()
        self.show_list()
        for name, chip in self.chips.items():
            chip.clicked.connect(partial(self._on_chip, name))
        for pane in panes:
            pane.opened.connect(self.opened)
        self.list.left.connect(self.left)
        self.owed.left.connect(self.show_list)
        self.attention.left.connect(self.show_list)
        self.attention.counted.connect(self.show_attention_count)
        self._key("Ctrl+L", self._open_saved)

    @property
    def present(self) -> str:
        """Which of the lists is shown: `list`, `owed`, `attention`."""
        return list(self.chips)[self._stack.currentIndex()]

    def show_list(self) -> None:
        """Show the list, with the cursor in its box."""
        self._show("list")
        self.list.focus_search()

    def show_owed(self) -> None:
        """Show what is owed today."""
        self._show("owed")
        self.owed.begin()

    def show_attention(self) -> None:
        """Show what the supervisor should know."""
        self._show("attention")
        self.attention.begin()

    def go_on(self) -> None:
        """Put the focus where it was before a ticket was opened."""
        if self.present == "owed":
            self.owed.begin()
        elif self.present == "attention":
            self.attention.begin()
        else:
            self.list.table.begin()

    def renew(self) -> None:
        """Tickets have changed."""
        self.list.renew()
        self.owed.renew()
        self.attention.renew()

    def show_owed_count(self, count: int) -> None:
        """Say how much is owed today."""
        told = _("Owed today")
        self.chips["owed"].setText(f"{told} {number_text(count)}" if count else told)

    def show_attention_count(self, count: int) -> None:
        """Say how much needs attention."""
        told = _("Attention")
        self.chips["attention"].setText(f"{told} {number_text(count)}" if count else told)

    def _show(self, name: str) -> None:
        self._stack.setCurrentIndex(list(self.chips).index(name))
        self.chips[name].setChecked(True)

    def _on_chip(self, name: str, _on: object = None) -> None:
        show = {"list": self.show_list, "owed": self.show_owed, "attention": self.show_attention}
        show[name]()

    def _open_saved(self) -> None:
        self.show_list()
        self.list.filters.open_saved()

    def _key(self, key: QKeySequence.StandardKey | str, do: object) -> None:
        """A key of this page alone: a ticket that is open beside it has its own."""
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(do)

    def _new_button(self, reader: QueryReader) -> MenuChip:
        def fill(menu: QMenu) -> None:
            for kind, workflow in reader.workflows.items():
                action = menu.addAction(in_language(workflow.label))
                action.triggered.connect(
                    lambda _on=False, kind=kind: self.new_asked.emit(kind.value)
                )

        button = MenuChip(_("New ▾"), fill, self)
        button.setToolTip(_("Open a new ticket"))
        button.setAccessibleName(_("Open a new ticket"))
        return button

    def _lay_out(self) -> None:
        chips = QWidget()
        lines = FlowLayout(chips, theme.SPACE_SMALL)
        for chip in self.chips.values():
            self._group.addButton(chip)
            lines.addWidget(chip)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_SMALL)
        row.addWidget(chips, stretch=1)
        row.addWidget(self.new, alignment=Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(row)
        layout.addWidget(self._stack, stretch=1)


def _chip(text: str, tip: str) -> QToolButton:
    chip = QToolButton()
    chip.setText(text)
    chip.setToolTip(tip)
    chip.setCheckable(True)
    chip.setProperty("role", "chip")
    return chip
