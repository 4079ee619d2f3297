"""Putting files in their place: drafts beside the target, so that the old file stays until then."""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.files import PRIVATE_FILE, PRIVATE_FOLDER, sync_folder
from csconsole.language import _

_DRAFT = ".csconsole-draft"
_LEFT_BEHIND = 3600  # seconds; nothing takes so long


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """A folder for drafts beside the target, gone at the end whatever happens.

    Raises:
        BadInputError: it cannot be written there; the target is as it was.
    """
    remove_drafts(target, older_than=_LEFT_BEHIND)
    folder = target.parent / f".{target.name[:60]}.{secrets.token_hex(4)}{_DRAFT}"
    try:
        folder.mkdir(mode=PRIVATE_FOLDER)
    except OSError as error:
        raise unwritable(target, error) from error
    try:
        yield folder
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(draft: Path, target: Path) -> None:
    """Let a draft take the target's place in one step.

    Raises:
        OSError: it cannot, because another program holds the old file, say.
    """
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.chmod(PRIVATE_FILE)
    draft.replace(target)
    sync_folder(target.parent)


def remove_drafts(target: Path, older_than: float = 0) -> None:
    """Take away what a process that was ended has left beside a target.

    `older_than`: seconds; younger ones may be another process's that still writes.
    """
    for folder in target.parent.glob(f".*{_DRAFT}"):
        if folder.name.startswith(f".{target.name[:60]}.") and _age(folder) >= older_than:
            shutil.rmtree(folder, ignore_errors=True)


def _age(folder: Path) -> float:
    """How many seconds ago a folder was made; 0 where it is gone already."""
    try:
        return max(0.0, time.time() - folder.stat().st_mtime)
    except OSError:
        return 0.0


def unwritable(target: Path, error: OSError) -> BadInputError:
    """What is told of a file that cannot be written; the old one is as it was."""
    is_held = isinstance(error, PermissionError)
    return BadInputError(
        _("the file cannot be written: {why}").format(why=error.strerror or error),
        place=str(target),
        hint=_("close it where it is open, or choose another name") if is_held else "",
    )
