"""`csconsole palette`: of the program that runs, or of one that is started for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

PALETTE = "^csconsole palette$"
GREETING = "在的亲🌷，您请讲👨‍👩‍👧\n“退货”还是“換貨”？𠮷祥如意 ①②"


def test_the_command_opens_the_palette_of_the_running_program(
    session, start: Callable, data: Path, command_line: Callable, complaints: Callable
) -> None:
    start(data).wait_for_window()
    done = command_line(data, "palette", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"palette": "shown"}
    session.wait_until(lambda: session.windows(PALETTE), "the palette")
    session.type_in("wh")
    session.press("ctrl+Return")
    session.wait_until(lambda: session.clipboard() == GREETING, "the copied text")
    session.wait_until(lambda: not session.windows(PALETTE), "the end of the palette")
    assert complaints() == {}


def test_where_no_program_runs_the_command_starts_one_with_the_palette_over_it(
    session, start: Callable, data: Path, complaints: Callable
) -> None:
    program = start(data, "palette", "--json")
    session.wait_until(lambda: session.windows(PALETTE), "the palette")
    assert session.windows("^csconsole$")
    session.press("Escape")
    session.wait_until(lambda: not session.windows(PALETTE), "the end of the palette")
    assert not program.ended()
    assert complaints() == {}


def test_without_a_display_the_command_says_so_in_one_line(
    command_line: Callable, data: Path
) -> None:
    done = command_line(data, "palette", DISPLAY="", QT_QPA_PLATFORM="", WAYLAND_DISPLAY="")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "display" in done.stderr
