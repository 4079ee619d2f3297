"""Measures the orders: exports taken in through the window, what the window feels of it, finding.

python benchmarks/orders.py                  ten thousand orders
python benchmarks/orders.py --full           a hundred thousand; finding among two hundred thousand
python benchmarks/orders.py --orders 20000   so many; finding among twice as many
python benchmarks/orders.py --where          and what kept the window waiting

The program is started as users start it, on a profile of its own. A file is dropped on the window:
Taobao's columns, 45 of them, in GBK, then further orders as a workbook. A timer ticks in the
window's thread meanwhile, and the memory of the process that works beside the window is read.
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where it is not installed

from benchmarks.window import LATE_MS, Heartbeat, program, wait_until  # before Qt: it sets that up

# isort: split
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.held_up import HeldUp
from benchmarks.measuring import Times, load
from benchmarks.order_corpus import HEAD, order_rows, write_csv, write_workbook
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.order_import.preview import OrderPreview
from csconsole.storage.places import places
from csconsole.workspace.workspace import Workspace, open_workspace

SHOP = "样例小店"
LOOKED_AT_MS = 100
QUERIES = 300
WARM_UP = 20
MOST_FOUND = 50
_SETTLED = 0.3  # seconds; the pages of orders are shown anew


@dataclass(frozen=True)
class Part:
    """One part of what was measured.

    Attributes:
        seconds: by the clock.
        processor: seconds that the process beside the window worked.
        gaps: milliseconds between ticks in the window's thread.
        peak: megabytes of the process beside the window.

    What only Linux tells is 0 elsewhere.
    """

    seconds: float
    processor: float
    gaps: Times
    peak: float


class Beside(QObject):
    """Reads what the processes beside the window need: memory of all at once, processor in all."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._imports = window.order_imports
        self.peak = 0.0
        self._worked: dict[int, float] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKED_AT_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def processor(self) -> float:
        """Seconds that they worked."""
        return sum(self._worked.values())

    def _look(self) -> None:
        running = self._imports._running
        if running is None:
            return
        held = 0.0
        for number in with_children(running.number):
            folder = Path(f"/proc/{number}")
            try:
                status = (folder / "status").read_text(encoding="ascii", errors="replace")
                stat = (folder / "stat").read_text(encoding="ascii", errors="replace")
            except OSError:  # it has just ended
                continue
            for line in status.splitlines():
                if line.startswith("VmRSS:"):
                    held += int(line.split()[1]) / 1024
            times = stat.rpartition(")")[2].split()
            self._worked[number] = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
        self.peak = max(self.peak, held)


def with_children(number: int) -> list[int]:
    """A process and those that it has started, by number."""
    try:
        told = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
    except OSError:
        return [number]
    return [number, *map(int, told.split())]


class Dropper:
    """Drops files on the window and measures what becomes of them."""

    def __init__(self, window: MainWindow, held_up: HeldUp | None) -> None:
        self._window = window
        self._beat = Heartbeat(held_up)
        self._said: list[str] = []
        window.notices.said.connect(self._said.append)

    def drop(self, path: Path) -> Iterator[tuple[str, Part]]:
        """The preview of a file, and its import."""
        beside = self._begin()
        start = time.perf_counter()
        self._window.order_imports.drop([path])
        wait_until(lambda: isinstance(QApplication.activeModalWidget(), OrderPreview), "preview")
        yield "preview", self._end(start, beside)
        beside = self._begin()
        start = time.perf_counter()
        preview = QApplication.activeModalWidget()
        assert isinstance(preview, OrderPreview)
        preview.accept()
        wait_until(lambda: bool(self._said), "the import")
        part = self._end(start, beside)
        yield "import", part

    def _begin(self) -> Beside:
        self._said.clear()
        self._beat.start()
        return Beside(self._window)

    def _end(self, start: float, beside: Beside) -> Part:
        seconds = time.perf_counter() - start
        settled = time.perf_counter() + _SETTLED
        wait_until(lambda: time.perf_counter() > settled, "the pages")
        beside.deleteLater()
        return Part(seconds, beside.processor, Times.of(self._beat.stop()), beside.peak)


def is_settled(window: MainWindow) -> bool:
    """Whether what the window prepares after its start is prepared."""
    return window.page.state.finding.suggestions is not None


def queries(count: int, most: int = QUERIES) -> dict[str, list[str]]:
    """What is typed to find some of so many orders, by its kind; `most` of each."""
    random = Random(11)
    asked: dict[str, list[str]] = {}
    for _query in range(most):
        row = next(order_rows(1, first=random.randrange(count)))
        told = dict(zip(HEAD, row, strict=True))
        number, goods = told["订单编号"], told["宝贝标题"].split()
        asked.setdefault("whole number", []).append(number)
        asked.setdefault("part of a number", []).append(number[6:14])
        asked.setdefault("end of a number", []).append(number[-6:])
        asked.setdefault("buyer", []).append(told["买家会员名"])
        asked.setdefault("last digits of a phone", []).append(told["联系手机"][-4:])
        asked.setdefault("name and goods", []).append(f"{told['收货人姓名']} {goods[0]}")
        asked.setdefault("words of goods", []).append(" ".join((goods[0], goods[-1])))
        if told["物流单号"]:
            asked.setdefault("part of a waybill", []).append(told["物流单号"][-8:])
    return asked


def times_of_finding(workspace: Workspace, asked: Sequence[str]) -> Times:
    """How long a search takes."""
    for text in asked[:WARM_UP]:
        workspace.orders.find(text, MOST_FOUND)
    taken = []
    for text in asked:
        start = time.perf_counter()
        workspace.orders.find(text, MOST_FOUND)
        taken.append(1000 * (time.perf_counter() - start))
    return Times.of(taken)


def measure(
    size: int, among: int, held_up: HeldUp | None = None, *, most: int = QUERIES
) -> dict[str, Part | Times]:
    """Print the figures for files of so many orders, and for finding among so many.

    `most`: how often each kind of query is asked.
    """
    found: dict[str, Part | Times] = {}
    print(
        "| what | orders | load | s | of the processor | gaps p50 ms | p99 | longest | peak MB |\n"
        + "|---" * 9
        + "|"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {
            "CSV": write_csv(folder / "orders.csv", order_rows(size, shop=SHOP)),
            "CSV again": folder / "orders.csv",
            "newer CSV": write_csv(
                folder / "newer.csv", order_rows(size, shop=SHOP, later=size // 10)
            ),
            "workbook": write_workbook(
                folder / "orders.xlsx", order_rows(among - size, shop=SHOP, first=size)
            ),
        }
        with program(folder / "profile") as console:
            window = console.window
            assert window is not None
            wait_until(lambda: is_settled(window), "the suggestions")
            dropper = Dropper(window, held_up)
            for kind, path in files.items():
                for what, part in dropper.drop(path):
                    _print_part(
                        f"{kind}, {what}", size if path.suffix == ".csv" else among - size, part
                    )
                    found[f"{kind}, {what}"] = part
                    if held_up is not None:
                        print("\n".join(held_up.told()), flush=True)
        workspace = open_workspace(places(folder / "profile"))
        try:
            found |= measure_finding(workspace, among, most)
        finally:
            workspace.close()
    return found


def measure_finding(workspace: Workspace, among: int, most: int) -> dict[str, Times]:
    """Print how long finding takes."""
    print("\n| found by | orders | load | count | p50 ms | p99 | longest |\n" + "|---" * 7 + "|")
    gc.collect()
    gc.freeze()
    found = {}
    for kind, asked in queries(among, most).items():
        found[kind] = taken = times_of_finding(workspace, asked)
        print(
            f"| {kind} | {among:,} | {load().split()[-1]} | {taken.count} "
            f"| {taken.p50:.1f} | {taken.p99:.1f} | {taken.longest:.1f} |",
            flush=True,
        )
    gc.unfreeze()
    return found


def _print_part(what: str, size: int, part: Part) -> None:
    gaps, worked = part.gaps, f"{part.seconds:.1f} | {part.processor:.1f}"
    print(
        f"| {what} | {size:,} | {load().split()[-1]} | {worked} | {gaps.p50:.1f} "
        f"| {gaps.p99:.1f} | {gaps.longest:.0f} | {part.peak:.0f} |",
        flush=True,
    )


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="a hundred thousand orders")
    options.add_argument("--orders", dest="size", type=int, default=0, help="so many orders")
    options.add_argument("--where", action="store_true", help="say what kept the window waiting")
    chosen = options.parse_args()
    size = chosen.size or (100_000 if chosen.full else 10_000)
    measure(size, 2 * size, HeldUp(LATE_MS) if chosen.where else None)


if __name__ == "__main__":
    main()
