"""An editor for each kind of field; whatever is typed stays, also what cannot be read."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.tickets.case import Goods
from csconsole.language import _
from csconsole.tickets.model import FieldKind, FieldRule
from csconsole.tickets.moving import in_language

_LONGEST = 16_000_000  # signs; more than anybody pastes, so that nothing is cut
_BEST = 5
_LONG_HEIGHT = 76
_COUNT_WIDTH = 56


class Editor(QWidget):
    """What a field is edited with.

    Signals:
        typed: its content is another one.
        left: the focus has left it.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, inner: QWidget | None = None) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._stops: list[QWidget] = []
        if inner is not None:
            self._column.addWidget(inner)
            self._watch(inner)

    def stops(self) -> list[QWidget]:
        """What the Tab key stops at."""
        return self._stops

    def text(self) -> str:
        """What stands in it."""
        return ""

    def show_text(self, text: str) -> None:
        """Show something else, without saying that it was typed."""
        raise LookupError(text)

    def name(self, label: str) -> None:
        """Tell a screen reader what it is."""
        for stop in self._stops:
            stop.setAccessibleName(label)

    def words(self) -> list[str]:
        """What can be chosen in it."""
        return []

    def mark(self, *, wrong: bool) -> None:
        """Show whether something is wrong with it."""
        for stop in self._stops:
            if bool(stop.property("lacking")) != wrong:
                stop.setProperty("lacking", wrong)
                stop.style().unpolish(stop)
                stop.style().polish(stop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Notice that the focus leaves."""
        if isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusOut:
            self.left.emit()
        return super().eventFilter(watched, event)

    def _watch(self, stop: QWidget) -> None:
        self._stops.append(stop)
        stop.installEventFilter(self)
        if len(self._stops) == 1:
            self.setFocusProxy(stop)


class LineEditor(Editor):
    """One line."""

    def __init__(self, hint: str = "", *, right: bool = False) -> None:
        self.line = QLineEdit()
        self.line.setMaxLength(_LONGEST)
        self.line.setPlaceholderText(hint)
        if right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(self.line)
        self.line.textChanged.connect(self.typed)

    def text(self) -> str:
        """What stands in it."""
        return self.line.text()

    def show_text(self, text: str) -> None:
        """Show something else."""
        if text != self.line.text():
            self.line.blockSignals(True)  # noqa: FBT003  (Qt's own form)
            self.line.setText(text)
            self.line.setCursorPosition(0)
            self.line.blockSignals(False)  # noqa: FBT003


class LongEditor(Editor):
    """Several lines; Tab leads on to the next field."""

    def __init__(self) -> None:
        self.box = QPlainTextEdit()
        self.box.setObjectName("long")
        self.box.setTabChangesFocus(True)
        self.box.setFixedHeight(_LONG_HEIGHT)
        super().__init__(self.box)
        self.box.textChanged.connect(lambda: self.typed.emit(self.box.toPlainText()))

    def text(self) -> str:
        """What stands in it."""
        return self.box.toPlainText()

    def show_text(self, text: str) -> None:
        """Show something else."""
        if text != self.box.toPlainText():
            self.box.blockSignals(True)  # noqa: FBT003  (Qt's own form)
            self.box.setPlainText(text)
            self.box.blockSignals(False)  # noqa: FBT003


class ChoiceEditor(Editor):
    """One of several; the wheel scrolls the form and not the choices."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        self.box = _QuietBox()
        self.box.addItem("—", "")
        for value, label in choices:
            self.box.addItem(label, value)
        super().__init__(self.box)
        self.box.currentIndexChanged.connect(lambda _at: self.typed.emit(self.text()))

    def text(self) -> str:
        """The choice, as it is kept."""
        return str(self.box.currentData() or "")

    def words(self) -> list[str]:
        """What can be chosen."""
        return [self.box.itemText(at) for at in range(self.box.count())]

    def show_text(self, text: str) -> None:
        """Choose; what is none of the choices is shown as it is."""
        self.box.blockSignals(True)  # noqa: FBT003  (Qt's own form)
        at = self.box.findData(text)
        if at < 0:
            self.box.addItem(text, text)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)
        self.box.blockSignals(False)  # noqa: FBT003


class GoodsEditor(Editor):
    """How many of each line of the order; the arrows count."""

    def __init__(self, goods: Sequence[Goods]) -> None:
        super().__init__()
        self._goods = goods
        self._counts: list[QLineEdit] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.SPACE_SMALL)
        grid.setColumnStretch(2, 1)
        for at, one in enumerate(goods):
            count = _CountLine()
            count.setFixedWidth(_COUNT_WIDTH)
            count.setMaxLength(_LONGEST)
            count.setPlaceholderText("0")
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            count.textChanged.connect(lambda _text: self.typed.emit(self.text()))
            of = QLabel(_("of {count}").format(count=one.ordered))
            of.setProperty("role", "quiet")
            title = QLabel(one.title or _("line {line}").format(line=at + 1))
            title.setTextFormat(Qt.TextFormat.PlainText)
            title.setToolTip(one.title)
            title.setMinimumWidth(0)
            title.setWordWrap(True)
            grid.addWidget(count, at, 0)
            grid.addWidget(of, at, 1)
            grid.addWidget(title, at, 2)
            self._counts.append(count)
            self._watch(count)
        self._column.addLayout(grid)

    def name(self, label: str) -> None:
        """Tell a screen reader which goods each number is of."""
        for count, one in zip(self._counts, self._goods, strict=True):
            count.setAccessibleName(f"{label}: {one.title}")

    def text(self) -> str:
        """The quantities as a form keeps them; what is no number stays as it is."""
        told = enumerate((count.text().strip() for count in self._counts), 1)
        return ", ".join(f"{line}:{count}" for line, count in told if count not in {"", "0"})

    def show_text(self, text: str) -> None:
        """Show other quantities."""
        if text == self.text():
            return
        read = (part.partition(":") for part in text.split(","))
        parts = {line.strip(): count.strip() for line, _colon, count in read}
        for line, count in enumerate(self._counts, 1):
            count.blockSignals(True)  # noqa: FBT003  (Qt's own form)
            count.setText(parts.get(str(line), ""))
            count.blockSignals(False)  # noqa: FBT003


class _CountLine(QLineEdit):
    """A number that the arrows make larger and smaller."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Up adds one, Down takes one away."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        bare = self.text().strip() or "0"
        if step and bare.isdecimal():
            self.setText(str(max(0, int(bare) + step)))
        else:
            super().keyPressEvent(event)


class _QuietBox(QComboBox):
    """A box that the wheel does not change in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave the wheel to what lies around."""
        event.ignore()


def editor_for(rule: FieldRule, goods: Sequence[Goods]) -> Editor:
    """The editor of a field."""
    if rule.kind is FieldKind.CHOICE:
        return ChoiceEditor([(value, in_language(label)) for value, label in rule.choices.items()])
    if rule.kind is FieldKind.RATING:
        return ChoiceEditor([(str(at), str(at)) for at in range(_BEST, 0, -1)])
    if rule.kind is FieldKind.LONG:
        return LongEditor()
    if rule.kind is FieldKind.LINES and goods:
        return GoodsEditor(goods)
    hints = {
        FieldKind.MONEY: "0.00",
        FieldKind.MOMENT: _("in 2 days, tomorrow 18:00"),
        FieldKind.LINES: _("LINE:COUNT, such as 1:2"),
    }
    return LineEditor(hints.get(rule.kind, ""), right=rule.kind in _NUMBERS)


_NUMBERS = {FieldKind.MONEY, FieldKind.COUNT}
# Fields that need the whole width of a narrow form.
WIDE = {FieldKind.LONG, FieldKind.LINES, FieldKind.WAYBILL, FieldKind.MOMENT, FieldKind.TEXT}
