"""Sheets of products taken in: asked for or dropped, looked through, then written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QToolButton

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.products.dialog import ProductsDialog
from csconsole.desktop.products.layout_dialog import LayoutDialog
from csconsole.desktop.products.preview import ProductPreview
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.orders.products.model import ImportedProducts, UnknownLayout
from csconsole.workspace.workspace import Workspace

Result = TypeVar("Result")

_STEPS = 1000  # of the progress bar
_BAR = (120, 8)  # pixels


class StoppedError(UserError):
    """The user wants no more of an import."""


class ProductImport(QObject):
    """The way of sheets into the products; it goes on when their window is closed.

    Signals:
        done: (what is to be said, the action to undo it by).
        refused: (error) nothing was imported, and why.
    """

    done = Signal(str, str)
    refused = Signal(object)
    _came = Signal(float)

    def __init__(self, jobs: Jobs, dialog: ProductsDialog, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._dialog = jobs, dialog
        self._is_stopped, self._is_open, self._is_running = False, True, False
        self._told = QLabel()
        self._told.setProperty("role", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximumSize(*_BAR)
        self._bar.setAccessibleName(_("Importing…"))
        self._stop = QToolButton()
        self._stop.setText(_("Stop"))
        self._stop.setProperty("role", "quiet")
        self._stop.clicked.connect(self._on_stop)
        for widget in (self._told, self._bar, self._stop):
            widget.hide()
            dialog.foot.addWidget(widget)
        self._came.connect(self._on_came)
        dialog.finished.connect(self._on_closed)

    def ask(self) -> None:
        """Ask for sheets and show what would become of them."""
        names, _chosen = QFileDialog.getOpenFileNames(
            self._dialog,
            _("Import products"),
            "",
            f"{_('Sheets')} (*.csv *.tsv *.txt *.xlsx);;{_('All files')} (*)",
        )
        if names:
            self.preview([Path(name) for name in names])

    def preview(self, paths: Sequence[Path]) -> None:
        """Show what would become of sheets; which column is the SKU's is asked where it must be."""
        self._begin(_("Looking through…"))
        self._run(
            lambda workspace: workspace.products.unknown_layout(paths),
            lambda layout: self._on_layout(paths, layout),
        )

    def _on_layout(self, paths: Sequence[Path], layout: UnknownLayout | None) -> None:
        if layout is None:
            self._look_through(paths, {})
            return
        self._end()
        if not self._is_open:
            return
        dialog = LayoutDialog(layout, self._dialog)
        dialog.accepted.connect(lambda: self._look_through(paths, dialog.columns()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _look_through(self, paths: Sequence[Path], columns: Mapping[str, str]) -> None:
        self._begin(_("Looking through…"))

        def show(told: ImportedProducts) -> None:
            self._end()
            if not self._is_open:
                return
            preview = ProductPreview(told, self._dialog)
            preview.accepted.connect(lambda: self._take(paths, columns))
            preview.finished.connect(preview.deleteLater)
            preview.open()

        self._run(
            lambda workspace: workspace.products.import_files(paths, dry_run=True, columns=columns),
            show,
        )

    def _take(self, paths: Sequence[Path], columns: Mapping[str, str]) -> None:
        self._begin(_("Importing…"), can_be_stopped=True)

        def show(told: ImportedProducts) -> None:
            self._end()
            self.done.emit(_summary(told), told.action)

        self._run(
            lambda workspace: workspace.products.import_files(
                paths, columns=columns, progress=self._tell_share
            ),
            show,
        )

    def _run(self, work: Callable[[Workspace], Result], done: Callable[[Result], None]) -> None:
        self._jobs.run(work, done, self._on_refused)

    def _tell_share(self, share: float) -> None:
        """Called in the worker: tell the window, and end where it wants no more."""
        if self._is_stopped:
            raise StoppedError(_("Stopped; nothing was imported"))
        self._came.emit(share)

    def _begin(self, told: str, *, can_be_stopped: bool = False) -> None:
        self._is_stopped, self._is_running = False, True
        if self._is_open:
            self._told.setText(told)
            self._bar.setRange(0, _STEPS if can_be_stopped else 0)
            self._bar.setValue(0)
            self._told.show()
            self._bar.show()
            self._stop.setVisible(can_be_stopped)

    def _end(self) -> None:
        self._is_running = False
        if self._is_open:
            for widget in (self._told, self._bar, self._stop):
                widget.hide()
        else:
            self.deleteLater()

    def _on_came(self, share: float) -> None:
        if self._is_open:
            self._bar.setValue(int(_STEPS * share))

    def _on_stop(self) -> None:
        self._is_stopped = True

    def _on_closed(self) -> None:
        self._is_open = False
        if not self._is_running:
            self.deleteLater()

    def _on_refused(self, error: UserError) -> None:
        self._end()
        self.refused.emit(error)


def _summary(told: ImportedProducts) -> str:
    said = _("Imported: {added} new, {updated} changed, {unchanged} the same").format(
        added=number_text(told.added),
        updated=number_text(told.updated),
        unchanged=number_text(told.unchanged),
    )
    if told.skipped:
        said += _(", {count} not taken").format(count=number_text(len(told.skipped)))
    return said
