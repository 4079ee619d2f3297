"""Importing from the window: files are asked for or dropped, looked through, and taken in."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow

from csconsole.desktop.column_dialog import ColumnDialog
from csconsole.desktop.import_preview import ImportPreview
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.library_import import LibraryImport
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.replies.model import UndoneImport, UnknownColumns
from csconsole.storage.places import Places

_ENDINGS = "*.yaml *.yml *.csv *.tsv *.xlsx *.json *.zip *.txt *.ini *.xml *.plist *.textexpander"


class Imports(QObject):
    """The way of files into the library.

    Signals:
        changed: the library is another one now.

    Attributes:
        allow: calls what it is given with the supervisor's passphrase, once that is known.
    """

    changed = Signal()

    def __init__(
        self,
        places: Places,
        passphrase: str | None,
        jobs: Jobs,
        notices: Notices,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._places, self._passphrase = places, passphrase
        self._jobs, self._notices, self._window = jobs, notices, window
        self._preview: ImportPreview | None = None
        self.allow: Callable[[Callable[[str], None]], None] = lambda do: do("")

    def ask(self) -> None:
        """Ask for files and show what would become of them."""
        names, _chosen = QFileDialog.getOpenFileNames(
            self._window,
            _("Import a library"),
            "",
            f"{_('Libraries, sheets and files of other programs')} ({_ENDINGS});;"
            f"{_('All files')} (*)",
        )
        if names:
            self.preview([Path(name) for name in names])

    def preview(self, paths: Sequence[Path]) -> None:
        """Show what would become of files; a sheet's columns are asked for where they must be."""
        self._jobs.run(
            lambda workspace: workspace.unknown_columns(paths),
            lambda columns: self._on_columns(paths, columns),
            self._notices.complain,
        )

    def take(self, paths: Sequence[Path], options: Sequence[str] = ()) -> None:
        """Take files in, in a process beside the window."""

        def run(supervisor: str) -> None:
            self._run(paths, options, supervisor).done.connect(self._on_imported)

        self.allow(run)

    def undo(self) -> None:
        """Take the last import back."""
        self._jobs.run(
            lambda workspace: workspace.undo_import(), self._on_undone, self._notices.complain
        )

    def _run(
        self, paths: Sequence[Path], options: Sequence[str], supervisor: str = ""
    ) -> LibraryImport:
        importing = LibraryImport(self._places, self._passphrase, self._window)
        importing.refused.connect(lambda told: self._notices.complain(UserError(told)))
        importing.stopped.connect(lambda: self._notices.say(_("Stopped; nothing was imported")))
        importing.start(paths, options, supervisor)
        return importing

    def _on_columns(self, paths: Sequence[Path], columns: UnknownColumns | None) -> None:
        if columns is None:
            self._look_through(paths, ())
            return
        dialog = ColumnDialog(columns, self._window)
        dialog.accepted.connect(lambda: self._look_through(paths, dialog.options()))
        _open(dialog)

    def _look_through(self, paths: Sequence[Path], options: Sequence[str]) -> None:
        run = self._run(paths, [*options, "--dry-run"])
        run.done.connect(lambda told: self._on_looked_through(paths, options, told))

    def _on_looked_through(
        self, paths: Sequence[Path], options: Sequence[str], told: Mapping[str, Any]
    ) -> None:
        dialog = ImportPreview(told, self._window)

        def policy() -> list[str]:
            return [*options, "--policy", dialog.policy]

        def again() -> None:
            run = self._run(paths, [*policy(), "--dry-run"])
            run.done.connect(dialog.show_result)

        dialog.policy_chosen.connect(again)
        dialog.accepted.connect(lambda: self.take(paths, policy()))
        _open(dialog)

    def _on_imported(self, counts: Mapping[str, Any]) -> None:
        told = _("Imported: {added} new, {updated} changed, {unchanged} the same").format(
            added=number_text(counts["added"]),
            updated=number_text(counts["updated"]),
            unchanged=number_text(counts["unchanged"]),
        )
        if counts["skipped"]:
            told += _(", {count} not taken").format(count=number_text(len(counts["skipped"])))
        self._notices.say(told)
        self.changed.emit()

    def _on_undone(self, undone: UndoneImport) -> None:
        self._notices.say(
            _("The import was undone; {kept} later changes stay.").format(
                kept=number_text(len(undone.kept))
            )
        )
        self.changed.emit()


def _open(dialog: QDialog) -> None:
    """Open a dialog and let the window live meanwhile."""
    dialog.open()
    dialog.finished.connect(dialog.deleteLater)
