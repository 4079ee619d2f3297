"""Measures the window while the issue tables are shown, counted, written and stopped.

Run by `python -m benchmarks.reports --window`: the program is started as users start it, on a
profile with so many tickets, and a timer ticks in the window's thread meanwhile.
"""

import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.window import Heartbeat, program, wait_until  # first: it chooses the platform

from PySide6.QtCore import Qt  # isort: skip
from PySide6.QtTest import QTest

from benchmarks.held_up import HeldUp
from benchmarks.measuring import Times, load
from csconsole.desktop.day.page import DayPage
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.reports.tab import TablesTab
from csconsole.desktop.reports.view import ReportsView
from csconsole.reports.model import Asked
from csconsole.storage.places import places
from csconsole.storage.store import Store, open_store
from csconsole.workspace.workspace import FEATURES

LIMIT_MS = 16.0
_LATE_MS = 12.0


def measure(
    count: int, fill: Callable[[Store, int], None], span: tuple[date, date], *, where: bool = False
) -> bool:
    """Print what is done with the gaps of the window's thread; whether each p99 is in its limit."""
    held_up = HeldUp(_LATE_MS) if where else None
    beat, is_within = Heartbeat(held_up), True
    print(f"{count:,} tickets; {load()}")
    print(f"| what | s | ticks | p50 ms | p99 | longest |\n{'|---' * 6}|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(places(folder / "profile"), FEATURES)
        fill(store, count)
        store.close()
        with program(folder / "profile") as console:
            assert console.window is not None
            for part, step in _steps(console.window, Asked(*span), folder):
                beat.start()
                step()
                taken = Times.of(gaps := beat.stop())
                is_within = is_within and taken.p99 <= LIMIT_MS
                print(
                    f"| {part} | {sum(gaps) / 1000:.1f} | {taken.count} | {taken.p50:.1f} "
                    f"| {taken.p99:.1f} | {taken.longest:.0f} |",
                    flush=True,
                )
                if held_up is not None:
                    print("\n".join(held_up.told()))
    return is_within


def _steps(
    window: MainWindow, asked: Asked, folder: Path
) -> Iterator[tuple[str, Callable[[], None]]]:
    page = window.day.page
    target = folder / "tables.xlsx"
    yield "the page of the day", lambda: _open_day(window)
    tables = page.findChild(TablesTab)
    assert tables is not None
    yield "the tables shown first", lambda: _show(page, tables)
    view = tables.view
    assert view is not None
    yield "the figures of all days", lambda: _count(view, asked)
    yield "the workbook", lambda: _write(view, asked, target)
    yield "stopped in the middle", lambda: _stop(view, asked, target)
    if not target.exists() or [one for one in folder.iterdir() if "draft" in one.name]:
        raise RuntimeError("stopping left something, or took the old file")


def _open_day(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    wait_until(window.day.page.list.isVisible, "the page of the day")
    end = time.monotonic() + 1
    wait_until(lambda: time.monotonic() > end, "its rows")


def _show(page: DayPage, tables: TablesTab) -> None:
    page._tabs.setCurrentIndex(1)
    wait_until(lambda: tables.view is not None and tables.view.dashboard is not None, "the figures")


def _count(view: ReportsView, asked: Asked) -> None:
    view.choosing.choose(asked.begin, asked.until)
    wait_until(lambda: view.dashboard is not None and view.dashboard.asked == asked, "the figures")


def _write(view: ReportsView, asked: Asked, target: Path) -> None:
    view.exporting.begin(asked, target)
    wait_until(lambda: not view.exporting.is_running, "the workbook")
    if not target.exists():
        raise RuntimeError("nothing was written")


def _stop(view: ReportsView, asked: Asked, target: Path) -> None:
    view.exporting.begin(asked, target)
    end = time.monotonic() + 2
    wait_until(lambda: time.monotonic() > end or not view.exporting.is_running, "a while")
    view.exporting.stop()
    wait_until(lambda: not view.exporting.is_running, "the end")
