"""Starting the window: language, look, the worker with the store, then the window itself."""

import signal
import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QDialog

from csconsole import language, settings
from csconsole.desktop import theme
from csconsole.desktop.crash import FaultReporter
from csconsole.desktop.dialogs import PassphraseDialog
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import use_language
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.notices import Notices
from csconsole.desktop.palette.desk import PaletteDesk
from csconsole.desktop.retaining import Retaining
from csconsole.desktop.running import Wish, Wishes
from csconsole.errors import PassphraseError, UserError
from csconsole.language import _
from csconsole.settings import Settings
from csconsole.shipped import RESOURCES
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace, open_workspace

_SIGNAL_CHECK_MS = 300
_SWITCH_SECONDS = 0.0005  # a tenth of Python's own: how long a worker keeps the window waiting


def run_window(places: Places, passphrase: str | None, wish: Wish = Wish.WINDOW) -> int:
    """Open the window and run until it is closed; returns the exit status.

    Raises:
        UserError: the settings or the store cannot be opened.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    application.setApplicationName("csconsole")
    application.setDesktopFileName("csconsole")
    application.setWindowIcon(QIcon(str(RESOURCES / "icons" / "csconsole.svg")))
    with _interruptible():
        console = Console(application, places, passphrase)
        Wishes(places, console).asked.connect(console.palette.grant)
        console.palette.grant(wish)
        status = application.exec()
        console.close()
    if console.refusal is not None:
        raise console.refusal
    return status


class Console(QObject):
    """The running program: it makes the window, and makes it anew in another language or look."""

    def __init__(self, application: QApplication, places: Places, passphrase: str | None) -> None:
        super().__init__(application)
        self._application, self._places = application, places
        self.refusal: UserError | None = None
        self.window: MainWindow | None = None
        self._workspace: Workspace | None = None
        self._translator = QTranslator(self)
        self._faults = FaultReporter(places)
        self._faults.install()
        self._dress(settings.load(places.settings))
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_look)
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._faults.report)
        self.jobs.refused.connect(self._complain)
        self.palette = PaletteDesk(self.jobs, self)
        self._open(passphrase)

    def close(self) -> None:
        """Finish what was begun and close the store."""
        self._application.styleHints().colorSchemeChanged.disconnect(self._on_system_look)
        self.palette.close()
        self.jobs.close()
        sys.excepthook = sys.__excepthook__

    def _open(self, passphrase: str | None) -> None:
        self._passphrase = passphrase
        self.jobs.open(lambda: self._opened(passphrase), self._on_open, self._on_refused)

    def _opened(self, passphrase: str | None) -> Workspace:
        """The workspace, ready to be searched where that takes but a moment; in the worker."""
        workspace = open_workspace(self._places, passphrase)
        if workspace.people.agents():
            workspace.people.stand_up()  # the window asks who sits here
        if not workspace.replies.is_large:
            workspace.replies.prepare_search()
        return workspace

    def _on_open(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._make_window(workspace).seat.begin()

    def _on_refused(self, error: UserError) -> None:
        if isinstance(error, PassphraseError):
            # The question is the only window; its end is not the program's.
            self._application.setQuitOnLastWindowClosed(False)
            dialog = PassphraseDialog(_("{sentence}.").format(sentence=error.sentence))
            dialog.accepted.connect(lambda: self._open(dialog.line.text()))
            dialog.rejected.connect(lambda: self._application.exit(0))
            dialog.open()
            self._dialog: QDialog = dialog  # kept alive while it is open
            return
        self.refusal = error
        self._application.exit(1)

    def _on_settings(self, kept: Settings) -> None:
        """Settings were saved: make the window anew where it was, dressed as they say."""
        old = self.window
        self._dress(kept)
        if self._workspace is not None:
            window = self._make_window(self._workspace)
            if old is not None:
                window.take_over(old)
                old.deleteLater()

    def _on_system_look(self) -> None:
        """The system went from light to dark or back: follow, if that is the wish."""
        if self._workspace is None or self._workspace.settings.theme != "system":
            return
        before = theme.colours()
        theme.apply(self._application, "system")
        if self.window is not None and theme.colours() is not before:
            self.window.page.renew()
            self.window.page.preview.renew()

    def _say(self, text: str) -> None:
        if self.window is not None:
            self.window.notices.say(text)

    def _make_window(self, workspace: Workspace) -> MainWindow:
        window = MainWindow(workspace, self.jobs, language.chosen(), self._passphrase)
        window.settings_changed.connect(self._on_settings)
        window.closed.connect(self._application.quit, Qt.ConnectionType.QueuedConnection)
        self.window = window
        self.palette.serve(window, workspace)
        days = workspace.settings.retention_days
        Retaining(self.jobs, self._say, days).begin()
        window.show()
        window.activateWindow()
        self._application.setQuitOnLastWindowClosed(True)
        return window

    def _complain(self, error: UserError) -> None:
        if self.window is not None:
            Notices.complain(self.window.notices, error)

    def _dress(self, kept: Settings) -> None:
        """Take language and look from the settings."""
        wanted = (
            [kept.language]
            if kept.language != "system"
            else [*language.system_languages(), *QLocale.system().uiLanguages()]
        )
        tag = language.choose(wanted)
        use_language(tag)
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{tag}", folder):
            self._application.installTranslator(self._translator)
        theme.apply(self._application, kept.theme)


class _interruptible:  # noqa: N801  (read as a verb: with _interruptible())
    """Let Ctrl+C in a terminal end the event loop; Python looks at signals only now and then."""

    def __enter__(self) -> None:
        self._before = signal.signal(signal.SIGINT, lambda *_told: QApplication.exit(130))
        self._timer = QTimer()
        self._timer.timeout.connect(lambda: None)
        self._timer.start(_SIGNAL_CHECK_MS)

    def __exit__(self, *_error: object) -> None:
        self._timer.stop()
        signal.signal(signal.SIGINT, self._before)
