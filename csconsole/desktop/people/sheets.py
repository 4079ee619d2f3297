"""The sheets that ask for a secret: they stay open until the worker has said that it is right."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QPushButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.language import _

_WIDTH = 420


class AskingSheet(QDialog):
    """A sheet that hands over what was given and waits for a word about it.

    Signals:
        tried: the button that goes on was pressed.
    """

    tried = Signal()

    def __init__(self, title: str, why: str, *, ok: str, cancel: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(min(_WIDTH, parent.width()))
        told = QLabel(why)
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        told.setVisible(bool(why))
        self._complaint = QLabel()
        self._complaint.setProperty("role", "forbidden")
        self._complaint.setTextFormat(Qt.TextFormat.PlainText)
        self._complaint.setWordWrap(True)
        self._complaint.hide()
        self._lines: list[QLineEdit] = []
        self.form = QFormLayout()
        self.form.setVerticalSpacing(theme.SPACE)
        self.form.setHorizontalSpacing(theme.SPACE_LARGE)
        self.body = column(self)
        self.body.addWidget(told)
        self.body.addLayout(self.form)
        self.body.addWidget(self._complaint)
        self._buttons = buttons(self, ok=ok, cancel=cancel)
        self.body.addWidget(self._buttons)

    def secret(self, label: str) -> QLineEdit:
        """A labelled line whose letters are not shown."""
        line = QLineEdit()
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(label)
        told = QLabel(label)
        told.setBuddy(line)
        self.form.addRow(told, line)
        if not self._lines:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lines.append(line)
        stops = [*self._lines, *self._buttons.findChildren(QPushButton)]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        return line

    def accept(self) -> None:
        """Hand over what was given; the sheet is closed by `close_well` or goes on by `refuse`."""
        self._complaint.hide()
        self._wait(waiting=True)
        self.tried.emit()

    def close_well(self) -> None:
        """What was given is right."""
        super().accept()

    def refuse(self, sentence: str) -> None:
        """What was given is not right; it can be given again."""
        self._wait(waiting=False)
        self._complaint.setText(sentence[:1].upper() + sentence[1:])
        self._complaint.show()
        for line in self._lines:
            line.clear()
        self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, *, waiting: bool) -> None:
        for button in self._buttons.findChildren(QPushButton):
            button.setEnabled(not waiting)


class UnlockSheet(AskingSheet):
    """Asks for the supervisor's passphrase."""

    def __init__(self, why: str, parent: QWidget) -> None:
        super().__init__(_("Supervisor"), why, ok=_("Unlock"), cancel=_("Cancel"), parent=parent)
        self._line = self.secret(_("Passphrase"))

    @property
    def passphrase(self) -> str:
        """What was given."""
        return self._line.text()


class NewSecretSheet(AskingSheet):
    """Asks for a new secret, twice, since nobody sees what is typed.

    Attributes:
        may_be_empty: whether no secret at all is an answer, too.
    """

    may_be_empty = False

    def __init__(self, title: str, why: str, label: str, parent: QWidget) -> None:
        super().__init__(title, why, ok=_("Set"), cancel=_("Cancel"), parent=parent)
        self._new = self.secret(label)
        self._again = self.secret(_("Once more"))

    @property
    def secret_given(self) -> str:
        """The new secret."""
        return self._new.text()

    def accept(self) -> None:
        """Hand the secret over if it was typed the same way twice."""
        if self._new.text() != self._again.text():
            self.refuse(_("The two are not the same."))
        elif not self._new.text() and not self.may_be_empty:
            self.refuse(_("Nothing was given."))
        else:
            super().accept()


class NewPinSheet(NewSecretSheet):
    """Asks for an agent's new PIN, and for the present one of whoever must know it."""

    may_be_empty = True

    def __init__(self, name: str, parent: QWidget, *, asks_present: bool) -> None:
        super().__init__(
            _("PIN of {name}").format(name=name),
            _("4 to 12 digits. Without one, the name alone is enough to sit down."),
            _("New PIN"),
            parent,
        )
        self._new.setPlaceholderText(_("may stay empty"))
        self._present = self.secret(_("Present PIN")) if asks_present else None

    @property
    def present_given(self) -> str:
        """The present PIN, where it was asked for."""
        return self._present.text() if self._present is not None else ""
