"""The supervisor in the window: asked for where one is needed, and locked again by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.people.sheets import AskingSheet, NewSecretSheet, UnlockSheet
from csconsole.desktop.people.supervisor_sheet import SupervisorSheet
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.people.model import AtDesk, SupervisorNeededError
from csconsole.workspace.workspace import Workspace

_MINUTE_MS = 60_000
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}


class Supervision(QObject):
    """Asks for the passphrase, remembers it while unlocked, and forgets it in time.

    Signals:
        changed: it was unlocked, locked, set or removed.

    Attributes:
        is_set: whether there is a passphrase, when that was last asked for.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, window: QMainWindow, minutes: int) -> None:
        super().__init__(window)
        self._jobs, self._notices, self._window = jobs, notices, window
        application = QApplication.instance()
        if application is None:
            raise TypeError("a window needs a QApplication")
        self._application = application
        self.is_set = False
        self._passphrase = ""
        self._waiting: list[tuple[Callable[[], None], Callable[[], None]]] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(minutes * _MINUTE_MS)
        self._idle.timeout.connect(self.lock)
        jobs.ask_supervisor = self.ask

    @property
    def is_unlocked(self) -> bool:
        """Whether the supervisor has unlocked in this window."""
        return bool(self._passphrase)

    def take_over(self, other: "Supervision") -> None:
        """Go on as another window was: unlocked or not."""
        passphrase = other._passphrase  # noqa: SLF001  (the same class)
        other._forget()  # noqa: SLF001
        if passphrase:
            self._remember(passphrase)

    def ask(self, again: Callable[[], None], give_up: Callable[[], None]) -> None:
        """Ask for the passphrase, then do again what needed it; or give up."""
        self._waiting.append((again, give_up))
        if len(self._waiting) > 1:
            return  # it is being asked for already
        self._open_unlocking(_("Only the supervisor may do this."), self._go_on, self._give_up)

    def when_allowed(self, do: Callable[[str], None]) -> None:
        """Do something for the supervisor that another process does: it is handed the passphrase.

        It is empty where none is set, since everybody may do everything then.
        """
        if self.is_set and not self._passphrase:
            self.ask(lambda: do(self._passphrase), lambda: None)
        else:
            do(self._passphrase)

    def open_sheet(self) -> None:
        """Set, unlock, change or remove: whatever comes next for the supervisor."""
        self._jobs.run(_at_desk, self._on_opening)

    def lock(self) -> None:
        """From now on only what an agent may do is done."""
        if self._passphrase:
            self._forget()
            self._notices.say(_("The supervisor is locked again"))
        self._jobs.run(lambda workspace: workspace.people.lock(), lambda _none: self._tell())

    def forget(self) -> None:
        """The worker has locked by itself, since somebody else sits down."""
        self._forget()
        self.changed.emit()

    def set_passphrase(self) -> None:
        """Ask for a new passphrase and set it."""
        sheet = NewSecretSheet(
            _("Supervisor's passphrase"),
            _(
                "Whoever knows it may change the approved replies, the wording rules and the "
                "agents. Until one is set, everybody may do everything. There is no way around "
                "it: write it down."
            ),
            _("New passphrase"),
            self._window,
        )
        self._try(
            sheet,
            lambda: sheet.secret_given,
            lambda people, given: people.people.set_passphrase(given),
            lambda: self._notices.say(_("The supervisor's passphrase is set, and unlocked")),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Every key and click begins the time until locking anew; watched only while unlocked."""
        if event.type() in _KEYS:
            self._idle.start()
        return super().eventFilter(watched, event)

    def _on_opening(self, desk: AtDesk) -> None:
        if not desk.has_supervisor:
            self.set_passphrase()
        elif not desk.is_unlocked or not self._passphrase:
            told = _("Locks itself after {count} minutes without a key.").format(
                count=self._idle.interval() // _MINUTE_MS
            )
            self._open_unlocking(told, lambda: self._notices.say(_("Unlocked")), lambda: None)
        else:
            sheet = SupervisorSheet(self._window)
            sheet.lock_asked.connect(self.lock)
            sheet.change_asked.connect(self.set_passphrase)
            sheet.remove_asked.connect(self._remove)
            sheet.finished.connect(sheet.deleteLater)
            sheet.open()

    def _open_unlocking(self, why: str, done: Callable[[], None], left: Callable[[], None]) -> None:
        sheet = UnlockSheet(why, self._window)
        sheet.rejected.connect(left)
        self._try(
            sheet,
            lambda: sheet.passphrase,
            lambda workspace, given: workspace.people.unlock(given),
            done,
        )

    def _try(
        self,
        sheet: AskingSheet,
        given: Callable[[], str],
        work: Callable[[Workspace, str], None],
        done: Callable[[], None],
    ) -> None:
        """Let a sheet be answered until the worker takes the passphrase; that takes a moment."""

        def trying() -> None:
            passphrase = given()

            def ended(refusal: str) -> None:
                if refusal:
                    sheet.refuse(refusal)
                    return
                self._remember(passphrase)
                sheet.close_well()
                done()

            self._jobs.run(lambda workspace: _refusal(workspace, work, passphrase), ended)

        sheet.tried.connect(trying)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _remove(self) -> None:
        before = self._passphrase

        def removed(_none: None) -> None:
            self._forget()
            self.changed.emit()
            self._notices.say(
                _("The passphrase is removed: everybody may do everything"),
                undo=lambda: self._set_again(before),
            )

        self._jobs.run(lambda workspace: workspace.people.set_passphrase(None), removed)

    def _set_again(self, passphrase: str) -> None:
        self._jobs.run(
            lambda workspace: workspace.people.set_passphrase(passphrase),
            lambda _none: self._remember(passphrase),
        )

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for again, _give_up in waiting:
            again()

    def _give_up(self) -> None:
        waiting, self._waiting = self._waiting, []
        for _again, give_up in waiting:
            give_up()

    def _remember(self, passphrase: str) -> None:
        if not self._passphrase:
            self._application.installEventFilter(self)
        self._passphrase = passphrase
        self._idle.start()
        self._tell()

    def _forget(self) -> None:
        if self._passphrase:
            self._application.removeEventFilter(self)
        self._passphrase = ""
        self._idle.stop()

    def _tell(self) -> None:
        self.changed.emit()


def _at_desk(workspace: Workspace) -> AtDesk:
    return workspace.people.at_desk()


def _refusal(workspace: Workspace, work: Callable[[Workspace, str], None], passphrase: str) -> str:
    """Do what needs a passphrase; what is wrong with it, or nothing."""
    try:
        work(workspace, passphrase)
    except SupervisorNeededError as error:
        return error.sentence
    except UserError as error:
        return str(error)
    return ""
