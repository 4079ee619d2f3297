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

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Qt, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

from csconsole.language import _, chosen
from csconsole.storage.places import CONFIG_DIR, Places

_STEPS = 1000  # of the progress bar
PROGRESS = "progress "


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

    def __init__(self, places: Places, passphrase: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._places, self._passphrase = places, passphrase
        self._complaint = ""
        self._was_stopped = False
        self._process = QProcess(self)
        self._process.readyReadStandardError.connect(self._on_told)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._dialog = QProgressDialog(_("Importing…"), _("Stop"), 0, _STEPS, parent)
        self._dialog.setWindowTitle(_("Import a library"))
        self._dialog.setWindowModality(Qt.WindowModality.NonModal)
        self._dialog.setAutoClose(False)
        self._dialog.setAutoReset(False)
        self._dialog.setMinimumDuration(300)
        self._dialog.canceled.connect(self.stop)

    def start(self, paths: Sequence[Path], options: Sequence[str] = ()) -> None:
        """Begin to take these files in, with options of `replies import`."""
        environment = QProcessEnvironment.systemEnvironment()
        if self._passphrase:
            environment.insert("CSCONSOLE_PASSPHRASE", self._passphrase)
        search_path = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
        environment.insert("PYTHONPATH", os.pathsep.join(part for part in search_path if part))
        environment.insert("LANGUAGE", chosen())
        environment.insert(CONFIG_DIR, str(self._places.config))
        self._process.setProcessEnvironment(environment)
        folder = str(self._places.data)
        command = ["replies", "import", "--json", "--progress", "--data-dir", folder, *options]
        self._dialog.setValue(0)
        self._process.start(
            sys.executable, ["-m", "csconsole", *command, "--", *(str(path) for path in paths)]
        )

    def stop(self) -> None:
        """End the import; nothing of it stays."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._was_stopped = True
            self._process.kill()

    def _on_told(self) -> None:
        text = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace")
        for line in text.splitlines():
            if line.startswith(PROGRESS):
                self._dialog.setValue(int(_STEPS * float(line.removeprefix(PROGRESS))))
            elif line.strip():
                self._complaint = line.removeprefix("csconsole: ")

    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._on_told()
        self._dialog.close()
        if self._was_stopped:
            self.stopped.emit()
        elif status == 0 and how is QProcess.ExitStatus.NormalExit:
            told = bytes(self._process.readAllStandardOutput().data()).decode("utf-8")
            self.done.emit(json.loads(told))
        else:
            self.refused.emit(self._complaint or _("the import ended without a word"))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._dialog.close()
            self.refused.emit(self._process.errorString())
