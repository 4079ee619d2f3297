"""Tells what kept a thread waiting: which lines ran in all threads while it gave no sign of life.

It looks from outside Python's lock, so that a call that holds the lock is seen while it does.
"""

import faulthandler
import re
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

_THREAD = re.compile(r"Thread 0x([0-9a-f]+)|Current thread 0x([0-9a-f]+)")
_LINE = re.compile(r'  File "(.*)", line (\d+) in (.*)')
_DUMP = "Timeout ("
_IDLE = {("wait", "threading.py"), ("_worker", "thread.py")}


class HeldUp:
    """Watches one thread."""

    def __init__(self, late_ms: float) -> None:
        self._late = late_ms / 1000
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as this lives)
        self._thread = threading.get_ident()
        self._armed = 0.0

    def begin(self) -> None:
        """Watch from now on."""
        self._file.seek(0)
        self._file.truncate()
        self.alive()

    def alive(self) -> None:
        """The thread is alive; look again if it is not for so long, and then again and again."""
        now = time.perf_counter()
        if now - self._armed > self._late / 4:
            self._armed = now
            faulthandler.dump_traceback_later(self._late, repeat=True, file=self._file)

    def end(self) -> None:
        """Watch no more."""
        faulthandler.cancel_dump_traceback_later()

    def told(self, late_ms: float, most: int = 12) -> list[str]:
        """Where the time went, a line each, the longest first."""
        self._file.seek(0)
        text = self._file.read().decode("utf-8", "replace")
        found = Counter(
            place for dump in text.split(_DUMP)[1:] for place in self._places(dump.splitlines())
        )
        return [
            f"    {count * late_ms:6.0f} ms  {place}" for place, count in found.most_common(most)
        ]

    def _places(self, lines: list[str]) -> list[str]:
        """What each thread that was not idle did, in one dump."""
        threads: dict[int, list[tuple[str, str, str]]] = {}
        stack: list[tuple[str, str, str]] = []
        for line in lines:
            if begun := _THREAD.match(line):
                stack = threads.setdefault(int(begun[1] or begun[2], 16), [])
            elif at := _LINE.match(line):
                stack.append((Path(at[1]).name, at[2], at[3]))
        told = []
        for thread, frames in threads.items():
            whose = "window" if thread == self._thread else "beside"
            if frames and (frames[0][2], frames[0][0]) not in _IDLE:
                told.append(f"{whose}: " + " < ".join(":".join(frame) for frame in frames[:3]))
        return told
