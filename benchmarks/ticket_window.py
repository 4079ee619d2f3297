"""Measures the window's list of tickets: how long it is kept waiting, and each filter.

Run by `python -m benchmarks.tickets --window`: the program is started as users start it, on a
profile with so many tickets. The list is scrolled by the wheel, by pages, and by drawing the bar
right through, while a timer ticks in the window's thread; then filters are typed.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.window import Heartbeat, program, wait_until  # first: it chooses the platform

from PySide6.QtCore import Qt  # isort: skip
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measuring import Times, load
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.tickets.listing.delegate import ROW_HEIGHT
from csconsole.desktop.tickets.listing.list_pane import ListPane
from csconsole.storage.places import places
from csconsole.storage.store import open_store
from csconsole.workspace.workspace import FEATURES

LIMIT_GAP_MS, LIMIT_FILTER_MS = 16.0, 50.0
_STEPS = 400
FILTERS = (
    "is:all",
    "kind:exchange",
    "state:asked-courier",
    "tier:major",
    "owner:客服7",
    "on:{day}",
    "is:late",
    "is:complaint",
    "sort:oldest is:all",
    "sort:urgent is:all",
    "004321",
    "买家777",
    "3100000000000004321",
    "kind:return tier:urgent owner:客服3 买家",
    "zzzz",
)


def measure(
    count: int, fill: Callable[..., None], rounds: int = 5
) -> Iterator[tuple[str, Times, float]]:
    """What was done, its times in milliseconds, and their limit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "profile"
        store = open_store(places(folder), FEATURES)
        fill(store, count, now=datetime.now(UTC))
        store.close()
        with program(folder) as console:
            window = console.window
            assert window is not None
            pane = _list(window)
            for part, steps in _ways(pane).items():
                yield part, Times.of(_gaps(pane, steps)), LIMIT_GAP_MS
            for text in FILTERS:
                typed = text.format(day=f"{datetime.now().astimezone():%Y-%m-%d}")
                taken = [_typed(pane, typed) for _round in range(rounds)]
                clock, processor = zip(*taken, strict=True)
                yield f"typed: {text}", Times.of(processor), LIMIT_FILTER_MS
                yield f"by the clock: {text}", Times.of(clock), float("inf")


def told(count: int, found: Iterator[tuple[str, Times, float]]) -> bool:
    """Print the figures; whether each p95 stays within its limit."""
    is_within = True
    print(f"| what | tickets | count | p50 ms | p95 | p99 | longest |\n{'|---' * 7}|")
    for part, taken, limit in found:
        is_within = is_within and taken.p95 <= limit
        print(
            f"| {part} | {count:,} | {taken.count} | {taken.p50:.1f} | {taken.p95:.1f} "
            f"| {taken.p99:.1f} | {taken.longest:.0f} |",
            flush=True,
        )
    print(load())
    return is_within


def _list(window: MainWindow) -> ListPane:
    """The list of all tickets, shown and read."""
    QTest.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    pane = window.tickets.page.list
    pane.search_box.setText("is:all")
    wait_until(lambda: not pane.finding.is_pending, "the list")
    wait_until(window.tickets.status.late.isVisible, "the status line")
    window.tickets.pulse.stop()  # no shop is reminded of ten thousand late ones by the minute
    return pane


def _ways(pane: ListPane) -> dict[str, Sequence[Callable[[], None]]]:
    """Ways to scroll, step by step."""
    bar, table = pane.table.verticalScrollBar(), pane.table
    wheel = [lambda: bar.setValue(bar.value() + 3 * bar.singleStep())] * _STEPS
    page = [lambda: QTest.keyClick(table, Qt.Key.Key_PageDown)] * _STEPS
    drag = [
        lambda at=at: bar.setValue(bar.maximum() * at // _STEPS)  # type: ignore[misc]
        for at in range(_STEPS)
    ]
    return {"gaps: wheel": wheel, "gaps: page by page": page, "gaps: bar drawn through": drag}


def _gaps(pane: ListPane, steps: Sequence[Callable[[], None]]) -> list[float]:
    """The gaps between the ticks of the window's thread while one scrolls, sixty steps a second."""
    pane.table.verticalScrollBar().setValue(0)
    QApplication.processEvents()
    beat = Heartbeat()
    beat.start()
    for step in steps:
        end = time.perf_counter() + 1 / 60
        step()
        while time.perf_counter() < end:
            QApplication.processEvents()
            time.sleep(0.0005)
    bar = pane.table.verticalScrollBar()
    wait_until(lambda: pane.finding.card(bar.value() // ROW_HEIGHT) is not None, "the rows")
    return beat.stop()


def _typed(pane: ListPane, typed: str) -> tuple[float, float]:
    """Milliseconds from the last letter to the painted list: by the clock, and of the processor.

    The processor's are those of window and worker together; other programs are left out.
    """
    pane.search_box.setText("is:open")
    wait_until(lambda: pane.finding.is_at_rest, "the open ones")
    spent, start = time.process_time(), time.perf_counter()
    pane.search_box.setText(typed)
    wait_until(lambda: not pane.finding.is_pending, typed)
    QApplication.processEvents()  # which paints it
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - spent)
