"""One command of the command line, run as a process beside the window.

Reading and writing a hundred thousand rows would hold Python's lock for many seconds; in a process
of its own it holds nobody, and what a hostile file does to it leaves the window alone. It is the
same command that people use, so both obey alike.
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QProcess, QProcessEnvironment, Signal
from PySide6.QtWidgets import QMainWindow

from csconsole.desktop.progress_line import ProgressLine
from csconsole.language import _, chosen
from csconsole.storage.places import CONFIG_DIR, Places

PROGRESS = "progress "
_ENDS = (QEvent.Type.Close, QEvent.Type.DeferredDelete)


class CommandProcess(QObject):
    """A command with `--json`, followed while it runs.

    Signals:
        progressed: the share that is done, from 0 to 1.
        done: what the command printed as JSON.
        refused: the sentence that says what is wrong.
        stopped: somebody stopped it.
        finished: it has ended, however; comes before the others.
    """

    progressed = Signal(float)
    done = Signal(object)
    refused = Signal(str)
    stopped = Signal()
    finished = Signal()

    def __init__(self, places: Places, passphrase: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self._places, self._passphrase = places, passphrase
        self._complaint = ""
        self._was_stopped = False
        self._process = QProcess(self)
        self._process.setReadChannel(QProcess.ProcessChannel.StandardError)
        self._process.readyReadStandardError.connect(self._on_told)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    @property
    def number(self) -> int:
        """The number that the system knows the process by; 0 where it does not run."""
        return int(self._process.processId())

    def run(
        self, command: Sequence[str], operands: Sequence[str] = (), supervisor: str = ""
    ) -> None:
        """Begin; `operands` are what stands behind `--`, whatever they look like.

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
        told = [*command, "--json", "--data-dir", str(self._places.data), "--", *operands]
        self._process.start(sys.executable, ["-m", "csconsole", *told])

    def stop(self) -> None:
        """End it; a command that writes does so in one go, or not at all."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._was_stopped = True
            self._process.kill()

    def abandon(self) -> None:
        """End it without a word, and wait until it has ended: nobody is there any more to tell."""
        self._process.blockSignals(True)  # noqa: FBT003  (Qt's own form)
        self._process.kill()
        self._process.waitForFinished()

    def _on_told(self) -> None:
        """Read the lines that are whole; the rest of one is still to come."""
        while self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("utf-8", "replace").rstrip()
            if line.startswith(PROGRESS):
                self.progressed.emit(float(line.removeprefix(PROGRESS)))
            elif line:
                self._complaint = line.removeprefix("csconsole: ")

    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._on_told()
        self.finished.emit()
        if self._was_stopped:
            self.stopped.emit()
        elif status == 0 and how is QProcess.ExitStatus.NormalExit:
            told = bytes(self._process.readAllStandardOutput().data()).decode("utf-8")
            self.done.emit(json.loads(told))
        else:
            self.refused.emit(self._complaint or _("the import ended without a word"))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.finished.emit()
            self.refused.emit(self._process.errorString())


class WatchedCommand(CommandProcess):
    """A command whose progress is shown in the status line, where it takes no focus."""

    def __init__(
        self,
        places: Places,
        passphrase: str | None,
        window: QMainWindow,
        told: str,
        *,
        can_stop: bool = True,
    ) -> None:
        super().__init__(places, passphrase, window)
        self._line = ProgressLine(told, window, can_stop=can_stop)
        self._line.stop_asked.connect(self.stop)
        self.progressed.connect(self._line.show_share)
        self.finished.connect(self._take_away_line)
        window.statusBar().addWidget(self._line)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Go with the window; a process that outlives it would speak to what is gone."""
        if event.type() in _ENDS:
            self.abandon()
        return super().eventFilter(watched, event)

    def _take_away_line(self) -> None:
        """Leave the status line as it was."""
        self._window.removeEventFilter(self)
        self._line.hide()
        self._line.deleteLater()
