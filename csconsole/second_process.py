"""Starting another process of this program beside the one that runs, on a core to spare."""

import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

_NO_WINDOW = 0x08000000  # CREATE_NO_WINDOW of Windows


def started(module: str) -> subprocess.Popen[bytes] | None:
    """A module of the program run by itself, with pipes to and from it.

    None where none can be started: in a program without an interpreter of its own, say.
    """
    if getattr(sys, "frozen", False):
        return None
    search_path = [str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
    try:
        return subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what it has to say comes through the pipe
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, search_path))},
            start_new_session=os.name == "posix",  # Ctrl+C ends the one that asked
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError:  # no memory for it, or a system that forbids it
        return None


def asking(process: subprocess.Popen[bytes]) -> BinaryIO:
    """The pipe to a process that was started."""
    return _pipe(process.stdin)


def answering(process: subprocess.Popen[bytes]) -> BinaryIO:
    """The pipe from it."""
    return _pipe(process.stdout)


def _pipe(end: object) -> BinaryIO:
    if end is None:
        raise TypeError("the process was started without a pipe")
    pipe: BinaryIO = end  # type: ignore[assignment]
    return pipe
