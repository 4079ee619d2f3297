"""Measures the palette: from the key to the painted window, and to the text in another program.

python benchmarks/palette.py           the shipped library, 100 openings
python benchmarks/palette.py --full    and ten thousand replies, 300 openings

Keys are pressed through the X server as a keyboard presses them, the other program is xterm. Where
there is no display, Xvfb and openbox are started for it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where it is not installed

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

from benchmarks.measuring import Times, load
from benchmarks.search_corpus import corpus
from csconsole.desktop.application import Console
from csconsole.replies.library_file import write_library
from csconsole.storage.places import Places, places
from csconsole.workspace.workspace import open_workspace

PATIENCE = 60.0  # seconds
SHORTCUT, TEXT = "zzpl", "亲，您的包裹今天发出🌷"
LIMIT_MS = 80.0
WARM_UP = 5
SHIPPED = 270


@contextmanager
def screen() -> Iterator[None]:
    """A display of this session, or one of its own."""
    started: list[subprocess.Popen[bytes]] = []
    if not os.environ.get("DISPLAY"):
        reading, writing = os.pipe()
        size = ["-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        command = ["Xvfb", "-displayfd", str(writing), *size]
        started.append(subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL))
        os.close(writing)
        with os.fdopen(reading) as told:
            os.environ["DISPLAY"] = f":{told.readline().strip()}"
        started.append(subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL))
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    try:
        yield
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait(PATIENCE)


class Bench:
    """The program, a terminal beside it, and hands on the keyboard."""

    def __init__(self, folder: Path, size: int) -> None:
        self.application = QApplication.instance() or QApplication([])
        where = places(folder / f"data {size}")
        self._fill(where, folder, size)
        self.console = Console(self.application, where, None)
        self.display = Display()
        self.pasted = folder / f"pasted {size}"
        self.pasted.touch()
        shell = ["sh", "-c", f"stty raw -echo; exec cat >>'{self.pasted}'"]
        self.wait(lambda: self.console.palette.window is not None, "the palette")
        self.terminal = subprocess.Popen(["xterm", "-u8", "-e", *shell])
        self.wait(self._has_terminal, "the terminal")
        self.painted_at = 0.0
        self._watch()

    def opening(self) -> tuple[float, float]:
        """Open and send once; the milliseconds to the painted palette, and to the pasted text."""
        palette = self.console.palette
        self.painted_at = 0.0
        begun = time.perf_counter()
        self.press("Control_L", "Alt_L", "space")
        self.wait(lambda: bool(self.painted_at), "the painted palette")
        painted = self.painted_at - begun
        self.wait(self._has_palette, "the keyboard")
        before = self.pasted.stat().st_size
        for letter in SHORTCUT:
            self.press(letter)
        self.wait(lambda: palette.window.box.text() == SHORTCUT, "the shortcut")
        sending = time.perf_counter()
        self.press("Return")
        wanted = before + len(TEXT.encode())
        self.wait(lambda: self.pasted.stat().st_size >= wanted, "the text")
        pasted = time.perf_counter() - sending
        self.wait(lambda: not palette.sending.is_busy and self._has_terminal(), "the end")
        return 1000 * painted, 1000 * pasted

    def close(self) -> None:
        """End everything that was started."""
        self.terminal.terminate()
        self.terminal.wait(PATIENCE)
        self.display.close()
        self.console.window.close()
        self.console.close()

    def press(self, *names: str) -> None:
        """Press keys together, and let them go."""
        codes = [self.display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            xtest.fake_input(self.display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(self.display, X.KeyRelease, code)
        self.display.flush()

    def wait(self, holds: Callable[[], object], what: str) -> None:
        """Let the program live until something holds."""
        limit = time.monotonic() + PATIENCE
        while not holds():
            self.application.processEvents()
            if time.monotonic() > limit:
                raise TimeoutError(f"waited in vain for {what}")

    def _has_terminal(self) -> bool:
        windows = self.console.palette.system.windows
        front = windows.foreground()
        return front is not None and "xterm" in front.names and windows.has_focus(front)

    def _has_palette(self) -> bool:
        palette = self.console.palette
        front = palette.system.windows.foreground()
        own = int(palette.window.winId())
        is_first = front is not None and front.id == own
        return is_first and palette.system.windows.has_focus(front)

    def _watch(self) -> None:
        """Note when the palette is painted, after Qt has handed the picture over."""
        self._watching = Watch(self)
        self.console.palette.window.installEventFilter(self._watching)

    @staticmethod
    def _fill(where: Places, folder: Path, size: int) -> None:
        own = folder / "own.yaml"
        own.write_text(
            "format: 1\nlanguage: zh\nreplies:\n"
            f"  - {{id: zz-palette, title: 发货, shortcut: {SHORTCUT}, text: {TEXT}}}\n",
            encoding="utf-8",
        )
        workspace = open_workspace(where)
        if size:
            many = folder / "many.yaml"
            many.write_text(write_library(corpus(size)), encoding="utf-8")
            workspace.replies.import_files([many], whole=True)
        workspace.replies.import_files([own])
        workspace.close()


class Watch(QObject):
    """Notes when a window is painted."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Note the moment after a painting."""
        if event.type() is QEvent.Type.Paint and not self._bench.painted_at:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self._bench.painted_at = self._bench.painted_at or time.perf_counter()


def measure(size: int, count: int) -> dict[str, Times]:
    """The times of so many openings among so many replies (0: the shipped ones)."""
    with tempfile.TemporaryDirectory(prefix="csconsole-palette-") as name, screen():
        bench = Bench(Path(name), size)
        try:
            for _round in range(WARM_UP):
                bench.opening()
            taken = [bench.opening() for _round in range(count)]
        finally:
            bench.close()
    painted, pasted = zip(*taken, strict=True)
    return {
        "key to painted palette": Times.of(painted),
        "Enter to the text in xterm": Times.of(pasted),
    }


def tell(size: int, count: int) -> bool:
    """Print the rows of a library; whether the palette came in time."""
    in_time = True
    for what, times in measure(size, count).items():
        in_time = in_time and not (what.startswith("key") and times.p95 > LIMIT_MS)
        numbers = f"{times.p50:.1f} | {times.p95:.1f} | {times.p99:.1f} | {times.longest:.1f}"
        told = load().removeprefix("load average ")
        replies = f"{size or SHIPPED:,}"
        print(f"| {what} | {replies} | {told} | {times.count} | {numbers} |", flush=True)
    return in_time


def main() -> None:
    """Measure, and print rows of a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--size", type=int, help="of the library; the shipped one where none")
    asked = parser.parse_args()
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    count = 300 if asked.full else 100
    if asked.size is None:
        print("| what | replies | load | count | p50 ms | p95 | p99 | longest |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
    in_time = tell(asked.size or 0, count)
    if asked.full and asked.size is None:  # in a process of its own: a display is not changed
        again = [sys.executable, __file__, "--full", "--size", "10000"]
        in_time = subprocess.run(again, check=False).returncode == 0 and in_time
    if not in_time:
        sys.exit(f"the palette is painted later than {LIMIT_MS:.0f} ms after its key")


if __name__ == "__main__":
    main()
