"""Asking for the supervisor where something needs one."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget

from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.jobs import Jobs
from csconsole.errors import UserError
from csconsole.language import _

_WIDTH = 420


class AskSupervisor(Protocol):
    """Has the supervisor unlock, and goes on when that was done; else nothing happens."""

    def __call__(self, then: Callable[[], None]) -> None:
        """Ask; `then` is called in the window's thread once the supervisor is here."""


class SupervisorQuestion(QObject):
    """Asks for the supervisor's passphrase until it fits or nobody wants any more."""

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._window = jobs, window

    def __call__(self, then: Callable[[], None]) -> None:
        """Ask; `then` is called once the passphrase was right."""
        dialog = _PassphraseDialog(self._window)
        dialog.finished.connect(lambda result: self._on_answer(dialog, result, then))
        dialog.open()

    def _on_answer(
        self, dialog: "_PassphraseDialog", result: int, then: Callable[[], None]
    ) -> None:
        if result != QDialog.DialogCode.Accepted:
            dialog.deleteLater()
            return
        passphrase = dialog.asked.text()

        def refused(error: UserError) -> None:
            dialog.complain(error.sentence)
            dialog.open()

        def unlocked(_nothing: None) -> None:
            dialog.deleteLater()
            then()

        self._jobs.run(lambda workspace: workspace.people.unlock(passphrase), unlocked, refused)


class _PassphraseDialog(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Supervisor"))
        self.setMinimumWidth(_WIDTH)
        told = QLabel(_("Only the supervisor may do this. Supervisor's passphrase:"))
        told.setWordWrap(True)
        self.asked = QLineEdit()
        self.asked.setEchoMode(QLineEdit.EchoMode.Password)
        self.asked.setAccessibleName(_("Supervisor's passphrase"))
        told.setBuddy(self.asked)
        self._why = QLabel()
        self._why.setProperty("role", "forbidden")
        self._why.setWordWrap(True)
        self._why.hide()
        layout = column(self)
        layout.addWidget(told)
        layout.addWidget(self.asked)
        layout.addWidget(self._why)
        layout.addWidget(buttons(self, ok=_("Unlock"), cancel=_("Cancel")))

    def complain(self, sentence: str) -> None:
        """Say why it did not unlock, and ask again."""
        self._why.setText(sentence)
        self._why.show()
        self.asked.clear()
        self.asked.setFocus()
