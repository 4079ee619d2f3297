"""What was not foreseen, written down in the config folder; the newest are kept."""

from datetime import UTC, datetime
from pathlib import Path

from csconsole.files import write_privately

MOST_FAULTS = 20


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
