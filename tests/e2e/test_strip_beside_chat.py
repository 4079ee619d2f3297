"""The narrow strip beside a window of another program, in a real X session."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Session, wait_until
from tests.e2e.other_programs import running

pytestmark = pytest.mark.e2e


def left_and_width(session: Session, window: str) -> tuple[int, int]:
    """Where a window begins, and how wide it is, without its frame."""
    told = session.run("xdotool", "getwindowgeometry", "--shell", window).stdout
    numbers = dict(line.split("=") for line in told.split())
    return int(numbers["X"]), int(numbers["WIDTH"])


def test_the_strip_moves_with_the_chat(
    session: Session, start: Callable, data: Path, tmp_path: Path, complaints: Callable
) -> None:
    with running(session, ["xterm", "-T", "the chat"], "^the chat$", tmp_path) as chat:
        session.run("xdotool", "windowmove", "--sync", chat, "40", "60")
        strip = start(data).wait_for_window()
        session.press("ctrl+shift+m")

        def is_beside() -> bool:
            left, width = left_and_width(session, chat)
            return 0 < left_and_width(session, strip)[0] - left - width < 20

        wait_until(is_beside, "the strip beside the chat")
        session.run("xdotool", "windowmove", "--sync", chat, "300", "80")
        wait_until(lambda: left_and_width(session, chat)[0] > 290, "the move")
        wait_until(is_beside, "the strip where the chat went")
    assert complaints() == {}
