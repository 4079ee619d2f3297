"""Lines of the settings: a program, and the keys that paste into it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.choice_box import ChoiceBox
from csconsole.desktop.system.applications import PASTE_KEYS, read_chosen_keys, written_keys
from csconsole.errors import UserError
from csconsole.language import _

_Line = tuple[QComboBox, QComboBox, QWidget]


class PasteKeysField(QWidget):
    """A line for each program that wants other keys, and a button for one more.

    `programs` are those over which the palette was opened: nobody has to know what they are called.
    """

    def __init__(
        self, content: str, programs: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._programs = programs
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE)
        self.more = QToolButton()
        self.more.setText(_("+ another program"))
        self.more.setToolTip(
            _("Terminals are known. Open the palette over a program once, and it is offered here.")
        )
        self.more.setProperty("role", "quiet")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.clicked.connect(self._on_more)
        self._column.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        for name, keys in _read(content):
            self._add(name, keys)

    def text(self) -> str:
        """What was chosen, as the settings keep it."""
        return written_keys(
            (name.currentText(), str(keys.currentData())) for name, keys, _holder in self._lines
        )

    def _add(self, name: str, keys: str) -> QComboBox:
        names, choice, away = ChoiceBox(), ChoiceBox(), QToolButton()
        names.setEditable(True)
        names.addItems([one for one in self._programs if one not in self._named()])
        names.setCurrentText(name)
        names.setAccessibleName(_("Program"))
        line = names.lineEdit()
        if line is not None:
            line.setPlaceholderText(_("What the program is called"))
            line.setAccessibleName(_("Program"))
        for one in dict.fromkeys([*map(str, PASTE_KEYS), keys]):
            shown = QKeySequence(one).toString(QKeySequence.SequenceFormat.NativeText)
            choice.addItem(shown, one)
        choice.setCurrentIndex(choice.findData(keys))
        choice.setAccessibleName(_("Keys that paste"))
        away.setText("×")
        away.setProperty("role", "quiet")
        away.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        away.setToolTip(_("As usual again"))
        away.setAccessibleName(_("As usual again"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(names, stretch=1)
        row.addWidget(choice)
        row.addWidget(away)
        self._column.insertWidget(self._column.count() - 1, holder)
        self._lines.append((names, choice, holder))
        away.clicked.connect(lambda: self._remove(holder))
        return names

    def _named(self) -> set[str]:
        return {names.currentText() for names, _keys, _holder in self._lines}

    def _on_more(self) -> None:
        known = (one for one in self._programs if one not in self._named())
        self._add(next(known, ""), str(PASTE_KEYS[1])).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, holder: QWidget) -> None:
        self._lines = [line for line in self._lines if line[2] is not holder]
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        holder.hide()
        holder.deleteLater()


def _read(content: str) -> list[tuple[str, str]]:
    """The programs and keys of the settings; none where somebody has written something else."""
    try:
        return [(name, str(keys)) for name, keys in read_chosen_keys(content).items()]
    except UserError:
        return []  # the window has said so when it was opened
