"""Reckoning the figures of many tickets a piece at a time, so that others can work in between."""

import time
from collections.abc import Callable, Iterator

from csconsole.reports.figures import Count
from csconsole.reports.model import Dashboard, Figure, Issue

_A_PIECE = 0.1  # seconds


class Reckoning:
    """Figures on their way; used from the thread that opened the store."""

    def __init__(
        self,
        issues: Iterator[Issue],
        count: Count,
        named: Callable[[list[Figure]], Dashboard],
    ) -> None:
        self._issues, self._count, self._named = issues, count, named

    def step(self) -> bool:
        """Count some more; whether that were all.

        Raises:
            UserError: what is asked for is not there.
        """
        end = time.monotonic() + _A_PIECE
        for issue in self._issues:
            self._count.take(issue)
            if time.monotonic() >= end:
                return False
        return True

    def dashboard(self) -> Dashboard:
        """What was counted."""
        return self._named(self._count.figures())
