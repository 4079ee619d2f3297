"""The rows of the form for variables: each serves one field after the other."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRegularExpression, QSignalBlocker, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

from csconsole.language import _
from csconsole.replies.model import AskKind, Field

_NUMBER = QRegularExpression(r"[+-]?\d*[.,]?\d*")


class FieldRow(QObject):
    """A label and what is filled in beside it.

    Signals:
        given: (name, text) whenever somebody changes the content.
    """

    given = Signal(str, str)

    def __init__(self, widget: QWidget, content: Callable[[], str]) -> None:
        super().__init__(widget)
        self.widget = widget
        self._content = content
        self.label = QLabel()
        self.label.setBuddy(widget)
        self._name = ""

    def show_field(self, field: Field, content: str) -> None:
        """Show a field; where it stands there already with that content, it is left alone."""
        is_new = field.name != self._name or content != self._content()
        self._name = field.name
        self.label.setText(field.label)
        self.widget.setAccessibleName(field.label)
        silent = QSignalBlocker(self.widget)
        self._fit(field)
        if is_new:
            self._fill(content)
        silent.unblock()

    def _fit(self, field: Field) -> None:
        """Let only that be filled in which the field takes."""

    def _fill(self, content: str) -> None:
        """Put something in, which cannot be undone into what stood there before."""

    def _on_changed(self, text: str) -> None:
        self.given.emit(self._name, text)


class LineRow(FieldRow):
    """A line to type in."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        super().__init__(self._line, self._line.text)
        self._number = QRegularExpressionValidator(_NUMBER, self._line)
        self._line.textChanged.connect(self._on_changed)

    def _fit(self, field: Field) -> None:
        is_number = field.kind is AskKind.NUMBER
        if (self._line.validator() is not None) is not is_number:
            self._line.setValidator(self._number if is_number else None)  # type: ignore[arg-type]
        told = "" if field.required else _("may stay empty")
        if field.kind is AskKind.DATE:
            told = _("a day: 2026-11-30, 12-01, +3")
        self._line.setPlaceholderText(told)

    def _fill(self, content: str) -> None:
        self._line.setText(content)


class ChoiceRow(FieldRow):
    """A choice among a few words."""

    def __init__(self) -> None:
        self._box = QComboBox()
        super().__init__(self._box, self._box.currentText)
        adjusted = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._box.setSizeAdjustPolicy(adjusted)
        self._box.setMinimumContentsLength(8)
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.currentTextChanged.connect(self._on_changed)

    def _fit(self, field: Field) -> None:
        there = tuple(self._box.itemText(at) for at in range(self._box.count()))
        if there != field.choices:
            shown = self._box.currentText()
            self._box.clear()
            self._box.addItems(list(field.choices))
            self._fill(shown)

    def _fill(self, content: str) -> None:
        self._box.setCurrentIndex(max(0, self._box.findText(content)))


def row_for(field: Field) -> FieldRow:
    """A new row that can show a field."""
    return ChoiceRow() if field.kind is AskKind.CHOICE else LineRow()


def can_show(row: FieldRow, field: Field) -> bool:
    """Whether a row is of the kind that a field needs."""
    return isinstance(row, ChoiceRow) is (field.kind is AskKind.CHOICE)
