"""What was not foreseen: shown with details to copy, and written down; the window goes on."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

import csconsole
from csconsole.faults import traced, write_fault
from csconsole.language import _
from csconsole.storage.places import Places


class FaultReporter(QObject):
    """Catches every exception that nobody handled.

    Signals:
        reported: the details of a fault.
    """

    reported = Signal(str)

    def __init__(self, places: Places, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._places, self._window = places, window
        self._open: QMessageBox | None = None

    def install(self) -> None:
        """Be told of what reaches the event loop."""
        sys.excepthook = self._on_exception

    def report(self, error: BaseException) -> None:
        """Show a fault and write it down."""
        details = f"csconsole {csconsole.__version__}\n{traced(error)}"
        if sys.stderr is not None:  # a Windows program without a console has none
            sys.stderr.write(details)
        try:
            write_fault(self._places.config, details)
        except OSError as failed:
            details += f"\n({failed})"
        self.reported.emit(details)
        self._show(details)

    def _show(self, details: str) -> None:
        if self._open is not None:
            return  # one at a time: a fault in painting comes sixty times a second
        box = QMessageBox(
            QMessageBox.Icon.Critical,
            "csconsole",
            _("Something went wrong in the program. What you had saved is safe."),
            QMessageBox.StandardButton.Ok,
            self._window,
        )
        box.setDetailedText(details)
        box.finished.connect(self._on_closed)
        self._open = box
        box.open()

    def _on_closed(self) -> None:
        self._open = None

    def _on_exception(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.report(error)
