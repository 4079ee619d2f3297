"""Who has a store open: a lock file for each opening, which the system lets go if it dies."""

from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock
from filelock import Timeout as LockTimeout

from csconsole.files import make_private_folder


class Presence:
    """One opening of a store, seen by whoever wants to replace it."""

    def __init__(self, folder: Path) -> None:
        make_private_folder(folder)
        self._path = folder / f"{uuid4()}.lock"
        self._lock = FileLock(self._path)
        self._lock.acquire()

    @property
    def is_alone(self) -> bool:
        """Whether no other living program has the store open."""
        return not is_anybody_there(self._path.parent, but=self._path)

    def leave(self) -> None:
        """The store is closed."""
        self._lock.release()
        _delete(self._path)


def is_anybody_there(folder: Path, but: Path | None = None) -> bool:
    """Whether a living program has the store open; what dead ones left is cleared away.

    `but`: an opening that does not count.
    """
    for path in folder.glob("*.lock"):
        if path == but:
            continue
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except LockTimeout:
            return True
        lock.release()
        _delete(path)
    return False


def _delete(path: Path) -> None:
    with suppress(OSError):  # Windows keeps a file that somebody is just looking at
        path.unlink(missing_ok=True)
