"""Measures the window: from a key press to the painted list, and how long it is kept waiting.

python benchmarks/window.py                  ten thousand replies
python benchmarks/window.py --full           a hundred thousand
python benchmarks/window.py --import 20000   so many
python benchmarks/window.py --where          and what kept the window waiting

The program is started as users start it, on a profile of its own. A library file is taken in
through the window's own import while a timer ticks in the window's thread; then the library is
prepared for searching and for suggesting beside the window; then keys are pressed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

if os.environ.get("CSCONSOLE_ONSCREEN") != "1":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded by anything below
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where it is not installed

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from benchmarks.held_up import HeldUp
from benchmarks.measuring import Times, load
from benchmarks.search_corpus import corpus, keystrokes
from csconsole.desktop.application import Console
from csconsole.desktop.main_window import MainWindow
from csconsole.replies.library_file import write_library
from csconsole.storage.places import places

TICK_MS = 2
LATE_MS = 16.0
PRESSES = 1000
WARM_UP = 30
PATIENCE = 900.0  # seconds


class Heartbeat(QObject):
    """A timer of the window's thread that notes how late it is each time."""

    def __init__(self, held_up: HeldUp | None = None) -> None:
        super().__init__()
        self._held_up = held_up
        self._last = time.perf_counter()
        self.gaps: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to tick."""
        self.gaps.clear()
        self._last = time.perf_counter()
        self._timer.start()
        if self._held_up is not None:
            self._held_up.begin()

    def stop(self) -> list[float]:
        """End, and tell the milliseconds between ticks."""
        self._beat()
        self._timer.stop()
        if self._held_up is not None:
            self._held_up.end()
        return list(self.gaps)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now
        if self._held_up is not None:
            self._held_up.alive()


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Let the program run until something is so.

    Raises:
        TimeoutError: it never was.
    """
    end = time.perf_counter() + PATIENCE
    while not done():
        if time.perf_counter() > end:
            raise TimeoutError(what)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)


def write_corpus(path: Path, size: int) -> None:
    """A library file of so many replies."""
    path.write_text(write_library(corpus(size)), encoding="utf-8")


@contextmanager
def program(folder: Path) -> Iterator[Console]:
    """The running program over a new profile."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    console = Console(application, places(folder), None)
    try:
        wait_until(lambda: console.window is not None, "the window")
        wait_until(lambda: worker_is_idle(console), "the worker")
        yield console
    finally:
        if console.window is not None:
            console.window.close()
            console.window.deleteLater()
        console.close()
        console.deleteLater()


def worker_is_idle(console: Console) -> bool:
    """Whether the worker has done what it was given."""
    return not console.jobs._worker._work_queue.qsize()


def run_import(
    window: MainWindow, path: Path, beat: Heartbeat
) -> Iterator[tuple[str, list[float]]]:
    """Take a file in and prepare it for searching; what each part did to the window."""
    said: list[str] = []
    begun: list[bool] = []
    window.notices.said.connect(said.append)
    finding, thoughts = window.page.state.finding, window._thoughts
    begin = thoughts.begin

    def beginning() -> None:
        begun.append(True)
        begin()
        thoughts._idle.stop()  # suggestions are prepared when their turn has come

    thoughts.begin = beginning  # type: ignore[method-assign]
    beat.start()
    window.import_files([path])
    wait_until(lambda: bool(said), "the import")
    yield "import", beat.stop()
    beat.start()
    wait_until(lambda: bool(begun), "the library")
    yield "reading it from the store, showing it", beat.stop()
    beat.start()
    wait_until(lambda: not finding.is_preparing, "the index")
    yield "preparing the search", beat.stop()


@dataclass(frozen=True)
class Press:
    """What a key press took, in milliseconds.

    Attributes:
        whole: until the list was painted.
        processor: the same as processor time of the window's thread.
        search: the part of it which is the search.
        after: the preview, which is shown and painted after the list.
    """

    whole: float
    processor: float
    search: float
    after: float


class Typist:
    """Presses keys in the search box and waits for the list."""

    def __init__(self, window: MainWindow) -> None:
        self._box, self._list = window.page.search_box, window.page.results
        self._turn = window.page.turn
        self._painted = 0.0
        self._state = window.page.state
        self._searching = 0.0
        search = self._state.search

        def painting(event: QPaintEvent) -> None:
            QListView.paintEvent(self._list, event)
            self._painted = time.perf_counter()

        def searching(text: str) -> None:
            start = time.perf_counter()
            search(text)
            self._searching = time.perf_counter() - start

        self._list.paintEvent = painting  # type: ignore[method-assign]
        self._state.search = searching  # type: ignore[method-assign]

    def press(self, wanted: str) -> Press:
        """Bring the box to a text by one key, and wait until all of it is shown.

        A letter is a key; what no key bears, and what is pasted, comes as an input method sends it.
        """
        before = self._box.text()
        added = wanted.removeprefix(before) if before and wanted.startswith(before) else ""
        if not added:
            self._box.selectAll()
        self._painted = 0.0
        processor = time.thread_time()
        start = time.perf_counter()
        if len(added) == 1 and added.isascii():
            QTest.keyClick(self._box, added)
        else:
            event = QInputMethodEvent()
            event.setCommitString(added or wanted)
            QApplication.sendEvent(self._box, event)
        QApplication.processEvents()
        end = self._painted or time.perf_counter()  # where nothing is found, no list is painted
        spent = time.thread_time() - processor
        shown = time.perf_counter()
        while self._turn.is_waiting:
            QApplication.processEvents()
        QApplication.processEvents()  # which paints it
        after = time.perf_counter() - shown
        return Press(*(1000 * part for part in (end - start, spent, self._searching, after)))


def type_everything(window: MainWindow, typed: Sequence[str]) -> list[Press]:
    """Press a key for each text."""
    typist = Typist(window)
    for text in typed[:WARM_UP]:
        typist.press(text)
    return [typist.press(text) for text in typed]


class Report:
    """Prints the rows as they are measured.

    Attributes:
        found: the times by what they are of.
    """

    def __init__(self, size: int, held_up: HeldUp | None) -> None:
        self.found: dict[str, Times] = {}
        self._size, self._held_up = size, held_up
        print(
            "| what | replies | load | s | count | p50 ms | p95 | p99 | longest |\n"
            + "|---" * 9
            + "|"
        )

    def gaps(self, part: str, gaps: Sequence[float]) -> None:
        """How late the window's thread was while something was done."""
        self._row(f"gaps: {part}", Times.of(gaps), f"{sum(gaps) / 1000:.1f}")
        if self._held_up is not None:
            print("\n".join(self._held_up.told()), flush=True)

    def typing(self, part: str, window: MainWindow, typed: Sequence[str]) -> None:
        """How long key presses take at some time."""
        taken = type_everything(window, typed)
        self._row(f"key press to painted list{part}", Times.of(one.whole for one in taken))
        self._row(f"the same, processor time{part}", Times.of(one.processor for one in taken))
        self._row(f"of it the search{part}", Times.of(one.search for one in taken))
        self._row(f"the preview after it{part}", Times.of(one.after for one in taken))

    def _row(self, part: str, taken: Times, seconds: str = "") -> None:
        self.found[part] = taken
        print(
            f"| {part} | {self._size:,} | {load().split()[-1]} | {seconds} | {taken.count} "
            f"| {taken.p50:.1f} | {taken.p95:.1f} | {taken.p99:.1f} | {taken.longest:.0f} |",
            flush=True,
        )


def measure(
    size: int, presses: int, held_up: HeldUp | None = None, *, suggesting: bool = True
) -> dict[str, Times]:
    """Print the figures for a library of so many replies; the times by what they are of."""
    beat, report = Heartbeat(held_up), Report(size, held_up)
    typed = keystrokes(corpus(size), presses)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "library.yaml"
        write_corpus(path, size)
        with program(Path(name) / "profile") as console:
            window = console.window
            assert window is not None
            thoughts = window._thoughts
            thoughts._idle.stop()
            prepare_suggestions = thoughts._ask_for_engine
            thoughts._ask_for_engine = lambda: None  # type: ignore[method-assign]
            for part, gaps in run_import(window, path, beat):
                report.gaps(part, gaps)
            report.typing("", window, typed)
            if suggesting:
                prepare_suggestions()
                report.typing(", suggestions being prepared", window, typed[: presses // 4])
                beat.start()
                finding = window.page.state.finding
                wait_until(lambda: finding.suggestions is not None, "the suggestions")
                report.gaps("the rest of preparing the suggestions", beat.stop())
                report.typing(", suggestions prepared", window, typed)
    return report.found


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="a hundred thousand replies")
    options.add_argument("--import", dest="size", type=int, default=0, help="so many replies")
    options.add_argument("--presses", type=int, default=PRESSES, help="how many key presses")
    options.add_argument("--no-suggestions", action="store_true", help="search alone")
    options.add_argument("--where", action="store_true", help="say what kept the window waiting")
    chosen = options.parse_args()
    size = chosen.size or (100_000 if chosen.full else 10_000)
    held_up = HeldUp(LATE_MS) if chosen.where else None
    measure(size, chosen.presses, held_up, suggesting=not chosen.no_suggestions)


if __name__ == "__main__":
    main()
