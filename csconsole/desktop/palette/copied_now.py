"""What another program has put on the clipboard in the last seconds."""

import time

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from csconsole.desktop.palette.clipboard_loan import is_from_here
from csconsole.desktop.system.model import Limits, System

_FRESH_SECONDS = 12.0  # what was copied longer ago was copied for something else
_LIMITS = Limits(seconds=0.04, most_bytes=100_000)  # the palette is to open at once
_ASKED_MS = 400  # between two questions, where nobody tells that something was copied
_LONGEST = 2000  # characters of a buyer's message


class CopiedNow(QObject):
    """Notes when something is copied, and reads it only when it is asked for.

    Attributes:
        at: when something was copied last, by `time.monotonic`.
    """

    def __init__(self, system: System, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self.at = float("-inf")
        QGuiApplication.clipboard().dataChanged.connect(self._on_copied)
        self._count = 0
        if system.changes is not None:
            self._count = system.changes()
            self._asking = QTimer(self)
            self._asking.timeout.connect(self.ask)
            self._asking.start(_ASKED_MS)

    def text(self) -> str:
        """What was copied in the last seconds; empty where nothing was, or we did it ourselves."""
        self.ask()
        if time.monotonic() - self.at >= _FRESH_SECONDS or is_from_here():
            return ""
        reader = self._system.clipboard
        clipboard = QGuiApplication.clipboard()
        text = reader.text(_LIMITS) if reader is not None else clipboard.text()
        return text.strip() if len(text) <= _LONGEST else ""

    def ask(self) -> None:
        """Where the system only counts what is copied, see whether it has counted on."""
        count = self._system.changes() if self._system.changes is not None else self._count
        if count != self._count:
            self._count = count
            self._on_copied()

    def _on_copied(self) -> None:
        if not is_from_here():
            self.at = time.monotonic()
