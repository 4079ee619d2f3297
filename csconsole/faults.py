"""What was not foreseen, written down in the config folder; the newest are kept.

A traceback shows the program's own lines and no values. What an exception says may hold a value
that came from a buyer (a phone that is no number, a name that cannot be encoded), so quoted texts,
long numbers and whatever is not ASCII are left out of it.
"""

import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from csconsole.files import write_privately

MOST_FAULTS = 20
LEFT_OUT = "…"
_VALUES = re.compile(
    r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|\d(?:[\s().-]?\d){4,}|[^\x00-\x7f]+|"
    r"[\w.+-]+@[\w-]+\.[\w.-]+"
)
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"


def write_fault(folder: Path, details: str) -> Path:
    """Write the details of a fault to a file of its own, and let the oldest go.

    Raises:
        OSError: the folder cannot be written.
    """
    path = folder / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    write_privately(path, details.encode("utf-8", "backslashreplace"))
    # The names sort by time; those of older versions have no fraction and come before.
    for old in sorted(folder.glob("fault-*.txt"), key=lambda one: one.stem)[:-MOST_FAULTS]:
        old.unlink(missing_ok=True)
    return path


def described(error: BaseException) -> str:
    """A fault on one line: its kind, and what it says without values."""
    said = LEFT_OUT.join(_VALUES.split(str(error)))
    told = " ".join(said.split())
    return f"{type(error).__qualname__}: {told}" if told else type(error).__qualname__


def traced(error: BaseException) -> str:
    """A fault with the lines of the program that led to it, and no values."""
    return "".join(_traced(error, set()))


def _traced(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _traced(before, seen)
        yield _CAUSE if error.__cause__ else _DURING
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{described(error)}\n"
