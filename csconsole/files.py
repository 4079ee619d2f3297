"""Writing small files so that a power cut leaves the old one or the new one, never a half."""

import os
import tempfile
from pathlib import Path

PRIVATE_FILE = 0o600
SHARED_FILE = 0o644
PRIVATE_FOLDER = 0o700


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that its owner alone can read, in a folder made for it where there is none.

    Raises:
        OSError: the folder cannot be written.
    """
    make_private_folder(path.parent)
    write_atomically(path, content, PRIVATE_FILE)


def write_atomically(path: Path, content: bytes, mode: int = SHARED_FILE) -> None:
    """Write `content` to `path` in one step.

    Raises:
        OSError: the folder is not there or cannot be written.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner can read; an existing one is left as it is."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename inside `folder` survive a power cut, where the system has a call for it."""
    if os.name != "posix":
        return  # Windows writes its folder entries through on its own
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
