"""The small form in which an agent fills in a reply's variables."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.replies.field_rows import FieldRow, can_show, row_for
from csconsole.language import _
from csconsole.replies.model import Field

_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FieldsForm(QWidget):
    """One labelled field for each variable that the agent can give.

    Signals:
        given: (name, text) whenever a field's content changes.
        copy_asked: Enter was pressed in a field.
        left: the field with the cursor is gone.
        edit_asked: Shift+Enter was pressed, where the whole text may be changed.

    Attributes:
        may_edit: whether Shift+Enter lets the text be changed; else it goes on to the next field.
    """

    given = Signal(str, str)
    copy_asked = Signal()
    left = Signal()
    edit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(theme.SPACE_LARGE)
        self._layout.setVerticalSpacing(theme.SPACE)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows: list[FieldRow] = []
        self._widgets: dict[str, QWidget] = {}
        self._fields: list[Field] = []
        self._composing = False
        self.may_edit = False

    def show_fields(self, fields: Sequence[Field], answer: Callable[[str], str | None]) -> None:
        """Show the fields of a reply with what this talk has given for them already.

        Rows that are there already serve again: to make one takes longer than a whole search.
        """
        focused = next((name for name, one in self._widgets.items() if one.hasFocus()), None)
        if self._composing:
            QGuiApplication.inputMethod().reset()
            self._composing = False
        self._make_rows(fields)
        self._fields = list(fields)
        self._widgets = {}
        for row, field in zip(self._rows, fields, strict=True):
            content = answer(field.name)
            row.show_field(field, field.default if content is None else content)
            self._widgets[field.name] = row.widget
        self.setVisible(bool(fields))
        for row in self._rows:  # now, or a Tab that was pressed already would pass them by
            row.label.show()
            row.widget.show()
        if focused in self._widgets:
            self.focus(focused)
        elif focused is not None:
            self.left.emit()

    def mark_missing(self, labels: Sequence[str]) -> None:
        """Show which fields must still be filled in."""
        for field in self._fields:
            widget = self._widgets[field.name]
            lacking = field.label in labels
            if bool(widget.property("lacking")) != lacking:
                widget.setProperty("lacking", lacking)
                widget.setAccessibleDescription(_("must be filled in") if lacking else "")
                widget.style().unpolish(widget)
                widget.style().polish(widget)

    def stops(self) -> list[QWidget]:
        """The fields in their order."""
        return list(self._widgets.values())

    def field(self, name: str) -> QWidget | None:
        """The field of a name."""
        return self._widgets.get(name)

    def focus(self, name: str) -> None:
        """Put the cursor into a field."""
        widget = self._widgets.get(name)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Enter in a field copies, Shift+Enter goes on or edits, unless something is composed."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif self._is_enter(event, {Qt.KeyboardModifier.ShiftModifier}):
            if self.may_edit:
                self.edit_asked.emit()
            else:
                self._go_on(watched)
            return True
        elif self._is_enter(event, _PLAIN):
            if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
                self.copy_asked.emit()
            return True
        return super().eventFilter(watched, event)

    def _go_on(self, field: QObject) -> None:
        """From a field to the next, and from the last to the first."""
        names = [name for name, widget in self._widgets.items() if widget is field]
        if names:
            order = list(self._widgets)
            self.focus(order[(order.index(names[0]) + 1) % len(order)])

    def _is_enter(self, event: QEvent, modifiers: set[Qt.KeyboardModifier]) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _ENTER
            and not self._composing
            and event.modifiers() in modifiers
        )

    def _make_rows(self, fields: Sequence[Field]) -> None:
        """Have as many rows of the right kinds as there are fields."""
        pairs = list(zip(self._rows, fields, strict=False))
        kept = next((at for at, pair in enumerate(pairs) if not can_show(*pair)), len(pairs))
        for _row in self._rows[kept:]:
            self._layout.removeRow(kept)
        del self._rows[kept:]
        for field in fields[kept:]:
            row = row_for(field)
            row.given.connect(self.given)
            row.widget.installEventFilter(self)
            self._layout.addRow(row.label, row.widget)
            self._rows.append(row)
