"""The window's part of the self-test: show it once, search in it, copy from it."""

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from csconsole.desktop.application import Console
from csconsole.desktop.theme import colours
from csconsole.storage.places import places
from csconsole.workspace.doctor import has_screen

_PATIENCE_MS = 20_000
_PASSPHRASE = "self-test"  # noqa: S105  (of a store that is thrown away)


def show_window_once() -> str:
    """Show the window on a temporary profile; returns what was seen.

    Raises:
        AssertionError: it did not come up, or did not find what was typed.
    """
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QApplication.instance() or QApplication([])
    if not isinstance(application, QApplication):
        raise TypeError("a window needs a QApplication")
    with tempfile.TemporaryDirectory(prefix="csconsole-window-") as name:
        console = Console(application, places(Path(name)), _PASSPHRASE)
        try:
            _wait_for_window(console)
            if console.window is None:
                raise AssertionError("the window did not open")
            page = console.window.page
            page.search_box.setText(page.state.library.all()[0].shortcut)
            if not page.state.results:
                raise AssertionError("the window finds nothing")
            console.window.close()
        finally:
            console.close()
    return f"{application.platformName()}, {colours().ground}"


def _wait_for_window(console: Console) -> None:
    loop = QEventLoop()
    watch = QTimer()
    watch.timeout.connect(lambda: loop.quit() if console.window or console.refusal else None)
    watch.start(10)
    QTimer.singleShot(_PATIENCE_MS, loop.quit)
    loop.exec()
    watch.stop()
