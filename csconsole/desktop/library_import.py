"""Taking a library into the store while the window lives: a second process does the work.

It is the command line's `replies import`; stopping it leaves the library as it was, since an
import is one transaction.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from csconsole.desktop.command_process import WatchedCommand
from csconsole.language import _
from csconsole.storage.places import Places


class LibraryImport(WatchedCommand):
    """One import of replies; when it is done, it tells the counts of `replies import --json`."""

    def __init__(self, places: Places, passphrase: str | None, window: QMainWindow) -> None:
        super().__init__(places, passphrase, window, _("Importing…"))

    def start(
        self, paths: Sequence[Path], options: Sequence[str] = (), supervisor: str = ""
    ) -> None:
        """Begin to take these files in, with options of `replies import`."""
        command = ["replies", "import", "--progress", *options]
        self.run(command, [str(path) for path in paths], supervisor)
