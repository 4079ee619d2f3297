"""Make docs/screenshot.png and docs/screenshot-zh.png, pictures of the real window.

    python packaging/screenshot.py

Run it in the environment of `./run test`, on Linux with Xvfb and openbox: each picture is taken
of a window that came up on a screen of its own, on a profile that is thrown away.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csconsole import settings
from csconsole.desktop.application import Console
from csconsole.desktop.main_window import MainWindow
from csconsole.storage.places import Places, places
from csconsole.workspace.workspace import open_workspace

DOCS = Path(__file__).resolve().parent.parent / "docs"
SCREEN = "1366x768x24"
WINDOW = (1120, 700)
QUERY = "tuihuo yf"
PASSPHRASE = "of a store that is thrown away"
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Picture:
    """One picture: its file, and the settings of the program that it shows."""

    name: str
    language: str
    theme: str
    agent: str
    shop: str


PICTURES = (
    Picture("screenshot.png", "en", "light", "Lin", "Mountain Goods"),
    Picture("screenshot-zh.png", "zh_CN", "dark", "小林", "山货铺"),
)


@contextmanager
def screen() -> Iterator[str]:
    """A screen with a window manager that nobody sees; gives its display."""
    reading, writing = os.pipe()
    arguments = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        server = subprocess.Popen(arguments, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()  # empty where the server did not come up
        try:
            if not number:
                raise RuntimeError("Xvfb does not start")
            display = f":{number}"
            manager = subprocess.Popen(
                ["openbox", "--startup", f"touch {ready}"], env={**os.environ, "DISPLAY": display}
            )
            try:
                wait_until(ready.exists, "openbox")
                yield display
            finally:
                stop(manager)
        finally:
            stop(server)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process that was started here."""
    process.terminate()
    process.wait(PATIENCE_SECONDS)


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Let the program run until something holds.

    Raises:
        TimeoutError: it does not.
    """
    limit = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > limit:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(20)


def settle(where: Places, picture: Picture) -> None:
    """A profile as it is after the first day: set up, its recovery code written down."""
    workspace = open_workspace(where, PASSPHRASE)
    workspace.recovery_code_seen()
    workspace.close()
    kept = replace(
        settings.Settings(),
        language=picture.language,
        theme=picture.theme,
        agent=picture.agent,
        shop=picture.shop,
    )
    settings.save(where.settings, kept)


def show(application: QApplication, where: Places, take: Callable[[MainWindow], None]) -> None:
    """Show the window of a profile, and close it when the picture was taken."""
    console = Console(application, where, PASSPHRASE)
    try:
        wait_until(lambda: console.window or console.refusal, "the window")
        if console.window is None:
            raise RuntimeError(str(console.refusal))
        console.window.resize(*WINDOW)
        if not QTest.qWaitForWindowActive(console.window, 1000 * PATIENCE_SECONDS):
            raise TimeoutError("the window does not become active")
        take(console.window)
        console.window.close()
    finally:
        console.close()


def search_and_save(window: MainWindow, path: Path) -> None:
    """Type the query as an agent would, and save what the screen then shows."""
    QTest.keyClicks(window.page.search_box, QUERY)
    wait_until(lambda: window.page.state.query == QUERY and window.size().toTuple() == WINDOW, path)
    QTest.qWait(500)  # the server paints what it was told
    picture = window.screen().grabWindow(window.winId())
    if not picture.save(str(path)):
        raise OSError(f"{path} cannot be written")


def main() -> None:
    """Take every picture."""
    DOCS.mkdir(exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    with screen() as os.environ["DISPLAY"]:
        application = QApplication(sys.argv[:1])
        application.setCursorFlashTime(0)  # a cursor that blinks is there in every other picture
        for picture in PICTURES:
            with tempfile.TemporaryDirectory() as folder:
                where = places(Path(folder))
                settle(where, picture)
                show(
                    application,
                    where,
                    lambda window, name=picture.name: search_and_save(window, DOCS / name),
                )
                print(DOCS / picture.name)


if __name__ == "__main__":
    main()
