"""Making the rows of a large workbook in two processes at once.

A ticket takes a fifth of a millisecond to be read, judged and written, and Python does one at a
time. Three fifths of a hundred thousand are done by a process beside this one, which reads the
store by itself and leaves its rows in the folder of drafts; this one has the summary and the
self-check to do besides, and puts the file together.
"""

import contextlib
import os
import pickle
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from csconsole.reports.figures import Count
from csconsole.reports.issues import Issues
from csconsole.reports.model import Asked, Sheet
from csconsole.reports.row_files import ColumnStyle, RowFile
from csconsole.reports.store import Part
from csconsole.second_process import asking, started
from csconsole.storage.entities import Tables
from csconsole.storage.places import Places
from csconsole.storage.store import Store

if TYPE_CHECKING:
    from csconsole.reports.workbook import Book

_LEAST = 4000  # tickets; fewer are written before another process has started
# What is left to this process, which has more to do besides, while the other one has to start.
_OUR_SHARE, _OUR_START = 0.38, 1200  # tickets
_WAIT = 0.05  # seconds
ANSWER = "answer"


@dataclass(frozen=True)
class Wanted:
    """Which tables are wanted, in which language (`zh` or `en`)."""

    asked: Asked
    now: datetime
    language: str
    is_masked: bool


@dataclass(frozen=True)
class Task:
    """What the other process is asked for; it goes through a pipe, since it has the key.

    Attributes:
        folder: where the rows are put.
        styles: those of the columns of each sheet.
    """

    places: Places
    key: bytes
    features: tuple[Tables, ...]
    wanted: Wanted
    parted: int
    folder: Path
    styles: Mapping[Sheet, list[ColumnStyle]]


@dataclass(frozen=True)
class Half:
    """What the other process has made.

    Attributes:
        rows: for each sheet the files of rows, which are to be closed.
        orders: whose buyers stand in the sheets, where they do so unmasked.
    """

    rows: Mapping[Sheet, RowFile]
    count: Count
    orders: list[str]


class Beside:
    """The other process at work.

    Attributes:
        book: the workbook that the rows are for.
        ours: the tickets that are left to this process.
        theirs: those that the other one has.
    """

    def __init__(self, process: subprocess.Popen[bytes], task: Task, book: "Book") -> None:
        self.book, self._process, self._folder = book, process, task.folder
        self.ours, self.theirs = Part(task.parted, is_later=False), Part(task.parted, is_later=True)

    def half(self, waiting: Callable[[], None]) -> Half | None:
        """What it has made, when it is done; None where this process must do it itself.

        `waiting` is called again and again meanwhile.

        Raises:
            RuntimeError: a fault of the program.
        """
        while self._process.poll() is None:
            waiting()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_WAIT)
        path = self._folder / ANSWER
        if self._process.returncode or not path.exists():
            return None  # it was ended, or could not read or write: whoever does it now says why
        with path.open("rb") as file:
            answer = pickle.load(file)  # noqa: S301  (our own process's)
        if isinstance(answer, Half):
            return answer
        raise RuntimeError(f"making rows in a process of its own failed:\n{answer}")


@contextlib.contextmanager
def beside(
    store: Store, issues: Issues, wanted: Wanted, folder: Path, book: "Book"
) -> Iterator[Beside | None]:
    """Have the later tickets made into rows by another process, which ends with the `with`.

    None where the tickets are few, or there is no core to spare.
    """
    parted = None
    if (os.cpu_count() or 1) > 1:
        parted = issues.parted(wanted.asked, wanted.now, _our_share)
    process = started("csconsole.reports.later_half") if parted is not None else None
    if process is None or parted is None:
        yield None
        return
    task = Task(store.places, store.key, store.tables, wanted, parted, folder, book.styles)
    with process:
        try:
            with contextlib.suppress(BrokenPipeError):
                pickle.dump(task, asking(process))
                asking(process).flush()  # and left open: its end tells that nobody waits any more
            yield Beside(process, task, book)
        finally:
            process.kill()


def _our_share(whole: int) -> int:
    """How many of so many tickets are left to this process."""
    return whole if whole < _LEAST else int(_OUR_SHARE * whole) + _OUR_START
