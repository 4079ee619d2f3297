"""Tells what kept a thread waiting: which lines ran in all threads when it gave no sign of life.

It looks from a thread of its own, so a call that holds Python's lock is seen the moment it lets go;
the time since the look before is counted to it.
"""

import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

_LOOK_S = 0.004
_FRAMES = 3
_IDLE = {"wait", "_worker", "_look"}


class HeldUp:
    """Watches the thread that makes it."""

    def __init__(self, late_ms: float) -> None:
        self._late = late_ms / 1000
        self._watched = threading.get_ident()
        self._alive = 0.0
        self._found: Counter[str] = Counter()
        self._looking = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Watch from now on."""
        self._found.clear()
        self.alive()
        self._looking.set()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def alive(self) -> None:
        """The thread is alive."""
        self._alive = time.perf_counter()

    def end(self) -> None:
        """Watch no more."""
        self._looking.clear()
        if self._thread is not None:
            self._thread.join()

    def told(self, most: int = 12) -> list[str]:
        """Where the time went, a line each, the longest first."""
        return [f"    {1000 * s:6.0f} ms  {place}" for place, s in self._found.most_common(most)]

    def _look(self) -> None:
        before = time.perf_counter()
        while self._looking.is_set():
            time.sleep(_LOOK_S)
            now = time.perf_counter()
            if now - self._alive > self._late:
                since = now - max(before, self._alive)
                for thread, frame in sys._current_frames().items():
                    if frame.f_code.co_name not in _IDLE:
                        self._found[self._place(thread, frame)] += since
            before = now

    def _place(self, thread: int, frame: FrameType) -> str:
        at: FrameType | None = frame
        told = []
        while at is not None and len(told) < _FRAMES:
            code = at.f_code
            told.append(f"{Path(code.co_filename).name}:{at.f_lineno}:{code.co_name}")
            at = at.f_back
        return f"{'window' if thread == self._watched else 'beside'}: {' < '.join(told)}"
