"""The form of a ticket on the screen: labels, editors, and under each what is to be said of it."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.tickets.form.editors import WIDE, Editor, editor_for
from csconsole.desktop.tickets.form_state import FormState, Said
from csconsole.desktop.tickets.look import dress
from csconsole.language import _
from csconsole.tickets.moving import in_language

_COLUMN = 160  # pixels that a short field needs
_LEAST_COLUMNS = 2
_LONGEST_WORDS = 96  # pixels; a choice with longer ones needs the whole width
_TOLD_AFTER_MS = 250
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


class TicketForm(QWidget):
    """The fields of one ticket.

    Signals:
        typed: something was typed.
        save_asked: Enter was pressed in a field.

    Attributes:
        after: what the Tab key stops at before the first field; None for nothing.
    """

    typed = Signal()
    save_asked = Signal()

    def __init__(self, state: FormState) -> None:
        super().__init__()
        self.state = state
        self._rows: dict[str, FieldRow] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.SPACE)
        self._columns = 0
        self.after: QWidget | None = None
        self._composing = False
        self._made_for: tuple[object, ...] = ()
        self._touched: set[str] = set()
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_AFTER_MS)
        self._telling.timeout.connect(self._tell_touched)

    def show_form(self) -> None:
        """Show the form that the state has now.

        Fields that were there already stay as they are, with the cursor and what is composed.
        """
        form = self.state.form
        made_for = (form.workflow.kind, form.goods) if form else ()
        kept = self._rows if made_for == self._made_for else {}
        names = self.state.names()
        is_same = list(kept) == names
        self._made_for = made_for
        for name, row in self._rows.items():
            if name not in names or name not in kept:
                self._grid.removeWidget(row)
                row.hide()
                row.deleteLater()
        self._rows = {name: kept.get(name) or self._row(name) for name in names}
        self._touched.clear()
        for name, row in self._rows.items():
            row.editor.show_text(self.state.text(name))
            row.need(form.needs.get(name, ()) if form else ())
            self.tell(name)
        if not is_same:
            self._columns = 0
            self._arrange()
            self._order_stops()

    def _order_stops(self) -> None:
        """New widgets come last in the window's order, wherever they stand."""
        stops = [*filter(None, (self.after,)), *self.stops()]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def editor(self, name: str) -> Editor:
        """The editor of a field.

        Raises:
            KeyError: it is not on the form.
        """
        return self._rows[name].editor

    def said(self, name: str) -> Said:
        """What stands under a field."""
        return self._rows[name].shown

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at, in order."""
        return [stop for row in self._rows.values() for stop in row.editor.stops()]

    def focus(self, name: str = "") -> None:
        """Put the cursor into a field: the named one, else the first that is needed and empty."""
        if name not in self._rows:
            name = self.first_open()
        if name in self._rows:
            stops = self._rows[name].editor.stops()
            stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            if isinstance(stops[0], QLineEdit):
                stops[0].selectAll()

    def first_open(self) -> str:
        """The first empty field that the usual next move needs; else the first field."""
        form = self.state.form
        needed = form.needed_next if form else ()
        empty = (name for name in self._rows if name in needed and not self.state.text(name))
        return next(empty, next(iter(self._rows), ""))

    def tell_all(self) -> None:
        """Say of every field what is to be said."""
        for name in self._rows:
            self.tell(name)

    def tell(self, name: str) -> None:
        """Say of a field what is to be said."""
        row = self._rows.get(name)
        if row is not None:
            row.tell(self.state.said(name), empty=not self.state.text(name).strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Enter in a line saves, unless an input method is composing."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _ENTER
            and event.modifiers() in _PLAIN
            and isinstance(watched, QLineEdit | QComboBox)
            and not self._composing
            and not _is_open(watched)
        ):
            if not event.isAutoRepeat():
                self.save_asked.emit()
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Short fields stand side by side, as many as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _row(self, name: str) -> "FieldRow":
        form, rule = self.state.form, self.state.rule(name)
        editor = editor_for(rule, form.goods if form else ())
        row = FieldRow(in_language(rule.label), editor)
        widest = max(
            (self.fontMetrics().horizontalAdvance(one) for one in editor.words()), default=0
        )
        row.is_wide = rule.kind in WIDE or widest > _LONGEST_WORDS
        editor.typed.connect(partial(self._on_typed, name))
        editor.left.connect(partial(self.tell, name))
        for stop in editor.stops():
            stop.installEventFilter(self)
        return row

    def _on_typed(self, name: str, text: str) -> None:
        self.state.type(name, text)
        self._touched.add(name)
        self._telling.start()
        self.typed.emit()

    def _tell_touched(self) -> None:
        for name in {*self._touched, *({"waybill"} if "courier" in self._touched else ())}:
            self.tell(name)
        self._touched.clear()

    def _arrange(self) -> None:
        pairs = self.width() // _COLUMN // _LEAST_COLUMNS  # so that wide fields leave no gaps
        columns = _LEAST_COLUMNS * max(1, pairs)
        if columns == self._columns:
            return
        self._columns = columns
        line, column = 0, 0
        for row in self._rows.values():
            self._grid.removeWidget(row)
            span = _LEAST_COLUMNS if row.is_wide else 1
            if column + span > columns:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            row.show()
            column += span
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)


class FieldRow(QWidget):
    """A label, an editor, and what is said of it."""

    def __init__(self, label: str, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.is_wide = False
        self.shown = Said()
        self._name = label
        self._needed: Sequence[str] = ()
        editor.name(label)
        self._label = QLabel(label)
        self._label.setBuddy(editor)
        self._label.setProperty("role", "quiet")
        self._need = QLabel()
        self._need.setProperty("role", "quiet")
        self._need.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._need.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.hide()
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_SMALL)
        head.addWidget(self._label)
        head.addWidget(self._need, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(editor)
        column.addWidget(self._said)

    def need(self, moves: Sequence[str]) -> None:
        """Mark what these moves need."""
        self._needed = moves
        self._label.setText(f"{self._name} *" if moves else self._name)
        self._need.setText(", ".join(moves[:1]) + ("…" if moves[1:] else ""))
        told = _("needed for: {moves}").format(moves=", ".join(moves)) if moves else ""
        self._label.setToolTip(told)
        self._need.setToolTip(told)

    def tell(self, said: Said, *, empty: bool) -> None:
        """Say what is to be said; what a move needs is named while it is missing."""
        self.shown = said
        self._need.setVisible(bool(self._needed) and empty)
        self._said.setText(said.text)
        self._said.setVisible(bool(said.text))
        self.editor.mark(wrong=said.is_wrong)
        dress(self._said, "role", said.tone)
        told = self._label.toolTip() if empty else ""
        for stop in self.editor.stops():
            stop.setAccessibleDescription(said.text or told)


def _is_open(widget: QWidget) -> bool:
    if not isinstance(widget, QComboBox):
        return False
    view: QAbstractItemView = widget.view()
    return view.isVisible()
