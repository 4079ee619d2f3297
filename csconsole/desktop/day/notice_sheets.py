"""The sheets of the notices: all of them with who has read them, and a new one."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from csconsole.desktop.day.sheets import form_of
from csconsole.desktop.dialogs import buttons, column
from csconsole.language import _
from csconsole.selfcheck.model import Notice
from csconsole.selfcheck.texts import LONGEST_NOTICE

_WIDTH, _LIST_WIDTH = 300, 340
_USUAL_WIDTH, _LIST_HEIGHT = 480, 220


class NoticesSheet(QDialog):
    """Every notice of today and the days to come.

    Signals:
        new_asked: another one is to be written.
        remove_asked: the id of one that is to be taken away.
    """

    new_asked = Signal()
    remove_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Notices"))
        self.setMinimumWidth(_LIST_WIDTH)
        self.list, self._nothing = QListWidget(), QLabel(_("No notices yet."))
        self.list.setAccessibleName(self.windowTitle())
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self._nothing.setProperty("role", "quiet")
        box = buttons(self, ok=_("Close"))
        self.new = QPushButton(_("New…"))
        self.new.setToolTip(_("Make something known (N)"))
        self.remove = QPushButton(_("Take away"))
        self.remove.setToolTip(_("Take the notice away (Del)"))
        for button in (self.new, self.remove):
            button.setAutoDefault(False)
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        self.new.clicked.connect(self.new_asked)
        self.remove.clicked.connect(self._on_remove)
        layout = column(self)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list)
        layout.addWidget(box)
        self.list.setFocus()
        self.resize(_USUAL_WIDTH, self.sizeHint().height())

    def show_notices(self, told: Sequence[tuple[Notice, str]]) -> None:
        """Show other notices, each with the titles of its replies."""
        row = max(0, self.list.currentRow())
        self.list.clear()
        for notice, replies in told:
            item = QListWidgetItem(_lines(notice, replies), self.list)
            item.setData(Qt.ItemDataRole.UserRole, notice.id)
        self._nothing.setVisible(not told)
        self.list.setVisible(bool(told))
        self.remove.setEnabled(bool(told))
        self.list.setCurrentRow(min(row, len(told) - 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """N writes a new one, Del takes the one that is looked at away."""
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_N:
            self.new_asked.emit()
        elif key is Qt.Key.Key_Delete:
            self._on_remove()
        else:
            super().keyPressEvent(event)

    def _on_remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.remove_asked.emit(item.data(Qt.ItemDataRole.UserRole))


class NoticeSheet(QDialog):
    """Asks for a notice: its text, its days, the replies that belong to it."""

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New notice"))
        self.setMinimumWidth(_WIDTH)
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST_NOTICE)
        self.text.setPlaceholderText(_("such as: 12 December, 40 off 300"))
        self.first, self.last = _day_field(today), _day_field(today)
        self.first.dateChanged.connect(self._on_first)
        self.replies = QLineEdit()
        self.replies.setPlaceholderText(_("their ids or shortcuts, with commas between"))
        form = form_of(
            (
                (_("What every agent is to know"), self.text),
                (_("From"), self.first),
                (_("Until"), self.last),
                (_("Replies that belong to it"), self.replies),
            )
        )
        layout = column(self)
        layout.addLayout(form)
        for field in (self.first, self.last):
            field.lineEdit().setAccessibleName(field.accessibleName())
        self._buttons = buttons(self, ok=_("Make it known"), cancel=_("Cancel"))
        layout.addWidget(self._buttons)
        accept = QDialogButtonBox.ButtonRole.AcceptRole
        box = self._buttons
        ok = next(one for one in box.buttons() if box.buttonRole(one) is accept)
        ok.setEnabled(False)
        self.text.textChanged.connect(lambda text: ok.setEnabled(bool(text.strip())))
        self.text.setFocus()

    def days(self) -> tuple[date, date]:
        """Its first and its last day."""
        return _day(self.first.date()), _day(self.last.date())

    def codes(self) -> list[str]:
        """The replies as they were written."""
        told = self.replies.text().replace("，", ",").split(",")
        return [code.strip() for code in told if code.strip()]

    def _on_first(self, day: QDate) -> None:
        """A notice does not end before it begins."""
        self.last.setMinimumDate(day)


def _day_field(day: date) -> QDateEdit:
    field = QDateEdit(QDate(day.year, day.month, day.day))
    field.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
    field.setDisplayFormat("yyyy-MM-dd")
    field.setMinimumDate(QDate(day.year, day.month, day.day))
    return field


def _day(told: QDate) -> date:
    return date(told.year(), told.month(), told.day())


def _lines(notice: Notice, replies: str) -> str:
    """A notice with its days, its replies, and who has read it."""
    days = f"{notice.first:%m-%d}"
    if notice.last != notice.first:
        days += f" – {notice.last:%m-%d}"
    names = ", ".join(filter(None, notice.acknowledged))
    lines = [f"{days}  {notice.text}"]
    if replies:
        lines.append(_("Replies: {replies}").format(replies=replies))
    if names:
        lines.append(_("Read by: {names}").format(names=names))
    return "\n".join(lines)
