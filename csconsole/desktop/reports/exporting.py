"""Writing the tables to files while the window lives: a second process does the work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from csconsole.desktop.command_process import CommandProcess
from csconsole.desktop.notices import Notices
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.reports.model import Asked
from csconsole.storage.places import Places
from csconsole.workspace.reporting import remove_drafts

# The ending of a file, "" for a folder, and what it is called.
FORMS = {
    ".xlsx": N_("Workbook (Excel)…"),
    ".pdf": N_("Pages to print (PDF)…"),
    "": N_("Folder of CSV files…"),
}

WhenAllowed = Callable[[Callable[[str], None]], None]


class Exporting(QObject):
    """One export at a time, as a process of the command line.

    Signals:
        began: an export runs.
        progressed: the share that is done, from 0 to 1.
        ended: it has ended, however.
        written: the files that were written.

    Attributes:
        allow: calls what it is given with the supervisor's passphrase, once that is known.
    """

    began = Signal()
    progressed = Signal(float)
    ended = Signal()
    written = Signal(list)

    def __init__(
        self, places: Places, passphrase: str | None, notices: Notices, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.allow: WhenAllowed = lambda do: do("")
        self._places, self._passphrase, self._notices = places, passphrase, notices
        self._window = parent
        self._running: CommandProcess | None = None
        self._target = Path()

    @property
    def is_running(self) -> bool:
        """Whether an export runs."""
        return self._running is not None

    def ask(self, asked: Asked, ending: str, *, is_revealed: bool) -> None:
        """Ask where to, then write."""
        days = str(asked.begin) if asked.begin == asked.until else f"{asked.begin}_{asked.until}"
        name = _("issue-tables")
        usual = str(Path.home() / f"{name}-{days}{ending}")
        if ending:
            form = f"{_(FORMS[ending]).rstrip('…')} (*{ending})"
            name, _form = QFileDialog.getSaveFileName(self._window, _("Export"), usual, form)
        else:
            name = QFileDialog.getExistingDirectory(self._window, _("Export"), str(Path.home()))
        if name:
            target = Path(name)
            if ending and target.suffix.lower() != ending:
                target = target.with_name(target.name + ending)
            self.begin(asked, target, is_revealed=is_revealed)

    def begin(self, asked: Asked, target: Path, *, is_revealed: bool = False) -> None:
        """Write the tables there; the supervisor is asked for where data is to be whole."""
        if self._running is not None:
            return
        if is_revealed:
            self.allow(lambda passphrase: self._run(asked, target, ["--reveal"], passphrase))
        else:
            self._run(asked, target, [], "")

    def stop(self) -> None:
        """End it; what was there before stays as it is."""
        if self._running is not None:
            self._running.stop()

    def _run(self, asked: Asked, target: Path, options: list[str], supervisor: str) -> None:
        if self._running is not None:
            return
        self._target = target
        self._running = CommandProcess(self._places, self._passphrase, self)
        self._running.progressed.connect(self.progressed)
        self._running.finished.connect(self._on_ended)
        self._running.done.connect(self._on_done)
        self._running.refused.connect(self._on_refused)
        self._running.stopped.connect(self._on_stopped)
        told = [f"--out={target}", f"--until={asked.until}", "--progress", *options]
        for name, value in (("agent", asked.agent), ("kind", asked.kind), ("shop", asked.shop)):
            told += [f"--{name}={value}"] if value else []
        self._running.run(["report", *told], [str(asked.begin)], supervisor)
        self.began.emit()

    def _on_ended(self) -> None:
        ended, self._running = self._running, None
        if ended is not None:
            ended.deleteLater()
        self.ended.emit()

    def _on_done(self, told: dict[str, Any]) -> None:
        self.written.emit(told["files"])
        rows = sum(told["sheets"].values())
        self._notices.say(
            _("Written: {name}, {rows} rows.").format(name=self._target.name, rows=rows)
        )

    def open_folder(self) -> None:
        """Show the folder of what was written last, in the system's own way."""
        folder = self._target if self._target.is_dir() else self._target.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _on_refused(self, sentence: str) -> None:
        self._notices.complain(BadInputError(sentence))

    def _on_stopped(self) -> None:
        remove_drafts(self._target)
        self._notices.say(_("Stopped; nothing was changed."))
