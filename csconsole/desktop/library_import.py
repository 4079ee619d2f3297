"""Taking a library into the store while the window lives: a second process does the work.

Reading and writing a hundred thousand replies would hold Python's lock for many seconds; in a
process of its own it holds nobody. It is the command line's `replies import`, so both obey alike;
stopping it leaves the library as it was, since an import is one transaction.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.language import _, chosen
from csconsole.storage.places import CONFIG_DIR, Places

_STEPS = 1000  # of the progress bar
_BAR = (120, 8)  # pixels
PROGRESS = "progress "


class ImportLine(QWidget):
    """How far an import is, and a way to stop it: in the status line, where it takes no focus.

    Signals:
        stop_asked: the user wants no more of it.
    """

    stop_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setRange(0, _STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Importing…"))
        self._bar.setMaximumSize(*_BAR)
        stop = QToolButton()
        stop.setText(_("Stop"))
        stop.setProperty("role", "quiet")
        stop.clicked.connect(self.stop_asked)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for widget in (QLabel(_("Importing…")), self._bar, stop):
            row.addWidget(widget)

    def show_share(self, share: float) -> None:
        """Show the share that is done, from 0 to 1."""
        self._bar.setValue(int(_STEPS * share))


class LibraryImport(QObject):
    """One import in a process of its own, with progress and a way to stop it.

    Signals:
        done: the counts, as `replies import --json` prints them.
        refused: the sentence that says what is wrong; the library is as it was.
        stopped: the user stopped it; the library is as it was.
    """

    done = Signal(dict)
    refused = Signal(str)
    stopped = Signal()

    def __init__(self, places: Places, passphrase: str | None, window: QMainWindow) -> None:
        super().__init__(window)
        self._places, self._passphrase = places, passphrase
        self._complaint = ""
        self._was_stopped = False
        self._process = QProcess(self)
        self._process.setReadChannel(QProcess.ProcessChannel.StandardError)
        self._process.readyReadStandardError.connect(self._on_told)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._line = ImportLine(window)
        self._line.stop_asked.connect(self.stop)
        window.statusBar().addWidget(self._line)

    def start(
        self, paths: Sequence[Path], options: Sequence[str] = (), supervisor: str = ""
    ) -> None:
        """Begin to take these files in, with options of `replies import`.

        The process is handed the supervisor's passphrase while the window is unlocked; it works
        for the agent at this desk, whoever the surroundings may name.
        """
        environment = QProcessEnvironment.systemEnvironment()
        for name in ("CSCONSOLE_AGENT", "CSCONSOLE_PIN", "CSCONSOLE_SUPERVISOR"):
            environment.remove(name)
        if supervisor:
            environment.insert("CSCONSOLE_SUPERVISOR", supervisor)
        if self._passphrase:
            environment.insert("CSCONSOLE_PASSPHRASE", self._passphrase)
        search_path = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
        environment.insert("PYTHONPATH", os.pathsep.join(part for part in search_path if part))
        environment.insert("LANGUAGE", chosen())
        environment.insert(CONFIG_DIR, str(self._places.config))
        self._process.setProcessEnvironment(environment)
        folder = str(self._places.data)
        command = ["replies", "import", "--json", "--progress", "--data-dir", folder, *options]
        self._process.start(
            sys.executable, ["-m", "csconsole", *command, "--", *(str(path) for path in paths)]
        )

    def stop(self) -> None:
        """End the import; nothing of it stays."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._was_stopped = True
            self._process.kill()

    def _on_told(self) -> None:
        """Read the lines that are whole; the rest of one is still to come."""
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("utf-8", "replace").rstrip()
            if line.startswith(PROGRESS):
                self._line.show_share(float(line.removeprefix(PROGRESS)))
            elif line:
                self._complaint = line.removeprefix("csconsole: ")

    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._on_told()
        self._take_away_line()
        if self._was_stopped:
            self.stopped.emit()
        elif status == 0 and how is QProcess.ExitStatus.NormalExit:
            told = bytes(self._process.readAllStandardOutput().data()).decode("utf-8")
            self.done.emit(json.loads(told))
        else:
            self.refused.emit(self._complaint or _("the import ended without a word"))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._take_away_line()
            self.refused.emit(self._process.errorString())

    def _take_away_line(self) -> None:
        """Leave the status line as it was."""
        self._line.hide()
        self._line.deleteLater()
