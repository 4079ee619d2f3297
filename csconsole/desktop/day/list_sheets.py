"""The sheets in which a supervisor changes what is checked at the end of a day."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.day.list_draft import Line, ListDraft, in_words
from csconsole.desktop.day.sheets import form_of, open_sheet
from csconsole.desktop.dialogs import buttons, column
from csconsole.language import _
from csconsole.selfcheck.model import Group, ItemKind
from csconsole.selfcheck.telling import GROUPS
from csconsole.selfcheck.texts import LONGEST_TITLE

_WIDTH, _USUAL_WIDTH, _LIST_HEIGHT = 320, 560, 400
_LONGEST_LINE = 2000
_SHOWN = 40  # characters of what a rule looks for
_PLACE = Qt.ItemDataRole.UserRole
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Items(QListWidget):
    """Leaves the keys of the sheet to it, which a list would search with."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Arrows walk, Space uses an item or not; what else acts goes on to the sheet."""
        moves = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if moves or event.key() in {Qt.Key.Key_N, Qt.Key.Key_E}:
            event.ignore()
        else:
            super().keyPressEvent(event)


class CheckListSheet(QDialog):
    """What is checked, item by item.

    Signals:
        save_asked: the items that are to be the shop's list.
        usual_asked: the shipped list is wanted again.
    """

    save_asked = Signal(object)
    usual_asked = Signal()

    def __init__(self, draft: ListDraft, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is checked"))
        self.setMinimumWidth(_WIDTH)
        self.draft, self.list, self.fault = draft, _Items(), QLabel()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        told = QLabel(_("Space uses an item or not, E changes it, N adds one, Alt+↑↓ moves it."))
        told.setProperty("role", "quiet")
        for label in (told, self.fault):
            label.setWordWrap(True)
        self.fault.setProperty("role", "due")
        self.fault.hide()
        box = buttons(self, ok=_("Save"), cancel=_("Cancel"))
        self.new, self.edit, self.usual = (
            QPushButton(name) for name in (_("New…"), _("Change…"), _("The usual list"))
        )
        for button, do in (
            (self.new, self._ask_new),
            (self.edit, self._ask_change),
            (self.usual, self.usual_asked.emit),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, do=do: do())
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        layout = column(self)
        for widget in (told, self.list, self.fault, box):
            layout.addWidget(widget)
        self._show(0)
        self.list.itemChanged.connect(self._on_ticked)
        self.list.itemDoubleClicked.connect(lambda _item: self._ask_change())
        self.list.setFocus()
        self.resize(_USUAL_WIDTH, self.sizeHint().height())

    def accept(self) -> None:
        """Ask that the list be kept; whoever keeps it closes the sheet."""
        self.save_asked.emit(self.draft.items)

    def tell_fault(self, sentence: str) -> None:
        """Say what is wrong with the list; it stays open."""
        self.fault.setText(sentence)
        self.fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """N adds an item, E changes one, Alt and an arrow move it."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_N:
            self._ask_new()
        elif key is Qt.Key.Key_E:
            self._ask_change()
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if (at := self._at()) is not None:
                self._show(self.draft.move(at, _STEPS[key]))
        else:
            super().keyPressEvent(event)

    def _at(self) -> int | None:
        item = self.list.currentItem()
        place = item.data(_PLACE) if item is not None else None
        return place if isinstance(place, int) else None

    def _ask_new(self) -> None:
        sheet = ItemSheet(None, self)

        def add() -> None:
            if sheet.title.text().strip():
                group = Group(sheet.group.currentData())
                self._show(self.draft.add(sheet.title.text(), group))

        open_sheet(sheet, add)

    def _ask_change(self) -> None:
        at = self._at()
        if at is None:
            return
        sheet = ItemSheet(self.draft.lines[at], self)

        def change() -> None:
            self.draft.change(at, sheet.title.text(), sheet.words.text())
            self._show(at)

        open_sheet(sheet, change)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        at = item.data(_PLACE)
        is_ticked = item.checkState() is Qt.CheckState.Checked
        if isinstance(at, int) and is_ticked is not self.draft.lines[at].is_used:
            self.draft.turn(at)

    def _show(self, at: int) -> None:
        """Show the list anew, standing at an item."""
        self.list.blockSignals(True)  # noqa: FBT003  (Qt's own form)
        self.list.clear()
        group = None
        for place, line in enumerate(self.draft.lines):
            if line.item.group is not group:
                group = line.item.group
                head = QListWidgetItem(_(GROUPS[group]), self.list)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setFont(theme.pixel_font(self.font(), theme.TEXT_BODY, bold=True))
            item = QListWidgetItem(_told(line), self.list)
            item.setData(_PLACE, place)
            ticked, not_ticked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
            item.setCheckState(ticked if line.is_used else not_ticked)
            if place == at:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)  # noqa: FBT003


class ItemSheet(QDialog):
    """Asks for the title of an item and what it looks for; of a new one, for its group."""

    def __init__(self, line: Line | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New item") if line is None else in_words(line.item.title))
        self.setMinimumWidth(_WIDTH)
        self.title = QLineEdit("" if line is None else in_words(line.item.title))
        self.title.setMaxLength(LONGEST_TITLE)
        self.words = QLineEdit("" if line is None else line.looks_for)
        self.words.setMaxLength(_LONGEST_LINE)
        self.group = QComboBox()
        for group, name in GROUPS.items():
            self.group.addItem(_(name), group.value)
        fields: list[tuple[str, QWidget]] = [(_("What is asked"), self.title)]
        if line is None:
            fields.append((_("Group"), self.group))
        elif line.parameter == "hours":
            fields.append((_("Hours"), self.words))
        elif line.parameter:
            fields.append((_("What it looks for, with commas between"), self.words))
        layout = column(self)
        layout.addLayout(form_of(fields))
        self.words.setVisible(any(field is self.words for _label, field in fields))
        self.group.setVisible(line is None)
        layout.addWidget(buttons(self, ok=_("Take over"), cancel=_("Cancel")))
        self.title.setFocus()


def _told(line: Line) -> str:
    """An item, and who answers it."""
    who = _("a person answers it") if line.item.kind is ItemKind.MANUAL else line.looks_for
    who = who if len(who) <= _SHOWN else f"{who[:_SHOWN].rsplit(',', maxsplit=1)[0]}…"
    return " · ".join(filter(None, (in_words(line.item.title), who)))
