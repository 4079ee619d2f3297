"""What the day asks for: a note, the reasons of a signature, a notice."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.language import _, ngettext
from csconsole.selfcheck.model import Checked
from csconsole.selfcheck.telling import title_of
from csconsole.selfcheck.texts import LONGEST_NOTE

_WIDTH, _USUAL_WIDTH = 300, 440
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ROOM = 360  # pixels of reasons before one must scroll


class LineSheet(QDialog):
    """Asks for one line of text."""

    def __init__(self, title: str, label: str, ok: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST_NOTE)
        form = form_of(((label, self.line),))
        layout = column(self)
        layout.addLayout(form)
        layout.addWidget(buttons(self, ok=ok, cancel=_("Cancel")))
        self.line.setFocus()


class SignSheet(QDialog):
    """Asks for a reason of each open item; Enter goes to the next one, and signs at the end."""

    def __init__(self, agent: str, left: Sequence[Checked], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Sign the day"))
        self.setMinimumWidth(_WIDTH)
        self._lines: Mapping[str, QLineEdit] = {one.item.id: _reason_line(one) for one in left}
        self._area: QScrollArea | None = None
        layout = column(self)
        told = QLabel(_told(len(left)))
        told.setWordWrap(True)
        layout.addWidget(told)
        if len(left) > 1:
            hint = QLabel(_("Ctrl+Enter writes a reason to all that have none."))
            hint.setProperty("role", "quiet")
            hint.setWordWrap(True)
            layout.addWidget(hint)
        if left:
            fields = [(_label(one), self._lines[one.item.id]) for one in left]
            self._area = _scrolled(form_of(fields))
            layout.addWidget(self._area)
        self._buttons = buttons(self, ok=_("Sign as {name}").format(name=agent), cancel=_("Cancel"))
        layout.addWidget(self._buttons)
        first = next((line for line in self._lines.values() if not line.text()), None)
        if first is not None:
            first.setFocus()
        self.resize(_USUAL_WIDTH, self.sizeHint().height())

    def reasons(self) -> dict[str, str]:
        """The reasons as they were written, by item."""
        return {item: line.text().strip() for item, line in self._lines.items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Ctrl+Enter writes the reason that stands here wherever none stands yet."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        here = self.focusWidget()
        if event.key() in _ENTER and control and isinstance(here, QLineEdit):
            for line in self._lines.values():
                if not line.text().strip():
                    line.setText(here.text())
                    _mark(line, lacking=False)
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        """Go to the reason that is missing; close only where none is."""
        for line in self._lines.values():
            if not line.text().strip():
                _mark(line)
                line.setFocus(Qt.FocusReason.TabFocusReason)
                if self._area is not None:
                    self._area.ensureWidgetVisible(line)
                return
        super().accept()


def open_sheet(sheet: QDialog, done: Callable[[], None]) -> None:
    """Open a sheet that goes when it is closed; `done` is called where it was accepted."""
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.accepted.connect(done)
    sheet.open()


def _told(count: int) -> str:
    if not count:
        return _("Everything is done. The day is kept as it stands, and locked.")
    told = ngettext(
        "{count} item is open. Its reason is shown tomorrow again.",
        "{count} items are open. Their reasons are shown tomorrow again.",
        count,
    )
    return told.format(count=count)


def _label(one: Checked) -> str:
    title = title_of(one.item)
    return f"{title} · {one.count}" if one.evidence else title


def _reason_line(one: Checked) -> QLineEdit:
    """A line for a reason; the one of yesterday stands there, to be kept or changed."""
    line = QLineEdit(one.carried.reason if one.carried else "")
    line.setMaxLength(LONGEST_NOTE)
    line.setPlaceholderText(_("Why it is left open"))
    line.textEdited.connect(lambda _text: _mark(line, lacking=False))
    return line


def _mark(line: QLineEdit, *, lacking: bool = True) -> None:
    line.setProperty("lacking", lacking)
    line.style().unpolish(line)
    line.style().polish(line)


def _scrolled(form: QFormLayout) -> QScrollArea:
    inner = QWidget()
    outer = QVBoxLayout(inner)
    outer.setContentsMargins(0, 0, theme.SPACE, 0)
    outer.addLayout(form)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumHeight(min(_ROOM, inner.sizeHint().height() + theme.SPACE))
    return area


def form_of(fields: Sequence[tuple[str, QWidget]]) -> QFormLayout:
    """Fields below each other, each under what it is called."""
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(theme.SPACE)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    for words, field in fields:
        label = QLabel(words)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setAccessibleName(words)
        form.addRow(label, field)
    return form
