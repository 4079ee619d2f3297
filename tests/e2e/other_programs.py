"""Programs of others that are pasted into: how each is started, emptied and read."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest

from tests.e2e.chat_page import ChatPage
from tests.e2e.conftest import Session, end, wait_until


class OtherProgram(Protocol):
    """A window that can be pasted into."""

    window: str

    def empty(self) -> None:
        """Make the box empty and give it the cursor."""

    def text(self) -> str:
        """What stands in the box."""


class Editor:
    """An editor with a file, which it saves with Ctrl+S."""

    def __init__(self, session: Session, window: str, file: Path) -> None:
        self._session, self.window, self._file = session, window, file

    def empty(self) -> None:
        """Remove everything and save."""
        self._session.press("ctrl+a", "Delete", "ctrl+s")
        wait_until(lambda: not self._file.read_text("utf-8").strip(), "an empty file")

    def text(self) -> str:
        """Save, and read what was saved."""
        self._session.press("ctrl+s")
        return self._file.read_text("utf-8").removesuffix("\n")


class Terminal:
    """A terminal in which everything that is typed goes into a file."""

    def __init__(self, window: str, file: Path) -> None:
        self.window, self._file = window, file

    def empty(self) -> None:
        """Forget what was typed."""
        os.truncate(self._file, 0)

    def text(self) -> str:
        """What was typed; a terminal sends Return for the end of a line."""
        return self._file.read_bytes().decode("utf-8", "replace").replace("\r", "\n")


class Browser:
    """A box of the chat page in a browser."""

    def __init__(self, window: str, page: ChatPage, box: str) -> None:
        self.window, self._page, self._box = window, page, box

    def empty(self) -> None:
        """Have the page empty its boxes and put the cursor into this one."""
        self._page.empty(self._box)
        wait_until(lambda: self._page.ready == self._box, "the page")

    def text(self) -> str:
        """What the page says that stands in the box."""
        return self._page.text.get(self._box, "")


@contextmanager
def running(
    session: Session, command: list[str], name: str, folder: Path, **told: str
) -> Iterator[str]:
    """Start a program and end it; gives the number of its window.

    Where the system offers no such program, the test is skipped; `./run test` has told so.
    """
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not to be had on this system")
    surroundings: Mapping[str, str] = {
        **session.environment,
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "NO_AT_BRIDGE": "1",
        **told,
    }
    with (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen(
            command, env=surroundings, stdout=stderr, stderr=stderr, cwd=folder
        )
    try:
        wait_until(lambda: session.windows(name), f"a window named {name}")
        yield session.windows(name)[-1]
    finally:
        end(process)
