"""What another program has put on the clipboard in the last seconds."""

import time

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from csconsole.desktop.system.model import Limits, System

_FRESH_SECONDS = 12.0  # what was copied longer ago was copied for something else
_LIMITS = Limits(seconds=0.04, most_bytes=100_000)  # the palette is to open at once
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

    def text(self) -> str:
        """What was copied in the last seconds; empty where nothing was, or we did it ourselves."""
        clipboard = QGuiApplication.clipboard()
        if time.monotonic() - self.at >= _FRESH_SECONDS or clipboard.ownsClipboard():
            return ""
        reader = self._system.clipboard
        text = reader.text(_LIMITS) if reader is not None else clipboard.text()
        return text.strip() if len(text) <= _LONGEST else ""

    def _on_copied(self) -> None:
        if not QGuiApplication.clipboard().ownsClipboard():
            self.at = time.monotonic()
