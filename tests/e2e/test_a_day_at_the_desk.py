"""A few stories of a working day, with real keys and the real clipboard."""

import json
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import PATIENCE_SECONDS, Desk, Program

pytestmark = pytest.mark.e2e

FREIGHT = "亲，退货运费由我们承担。"
GREETING = "在的亲🌷，您请讲👨‍👩‍👧\n“退货”还是“換貨”？𠮷祥如意 ①②"
NOTHING_YET = "nothing yet"
SHIPPED = "亲，质量问题或我们发错、漏发的，退货运费由我们承担；"
PROMPT_SECONDS = 5


@pytest.fixture
def window(start: Callable, data: Path):
    """The program with its window in front."""
    program = start(data)
    program.wait_for_window()
    return program


@pytest.fixture(scope="module")
def long_day(session, tmp_path_factory, pattern) -> Iterator[tuple[Program, str]]:
    """A program that runs through several stories, and its window; it ends without complaints."""
    desk = Desk(session, tmp_path_factory.mktemp("day"), pattern)
    try:
        program = desk.start(desk.data())
        window = program.wait_for_window()
        yield program, window
        session.run("xdotool", "windowactivate", "--sync", window)
        assert quit_program(session, program) == 0
        assert desk.complaints() == {}
    finally:
        desk.leave()


@pytest.fixture
def next_buyer(session, long_day) -> None:
    """Another buyer: an empty search, and nothing of what is to come on the clipboard."""
    _program, window = long_day
    session.run("xdotool", "windowactivate", "--sync", window)
    session.wait_until(lambda: session.focused == window, "the keyboard")
    session.press("ctrl+n")
    session.copy_elsewhere(NOTHING_YET)
    session.wait_until(lambda: session.clipboard() == NOTHING_YET, "the other program")


def quit_program(session, program) -> int:
    session.press("ctrl+q")
    return program.process.wait(PATIENCE_SECONDS)


@pytest.mark.usefixtures("next_buyer")
def test_a_shortcut_and_enter_give_the_text_to_every_other_program(session) -> None:
    session.type_in("thyf")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text")


@pytest.mark.usefixtures("next_buyer")
def test_chinese_and_emoji_reach_the_other_program_whole(session) -> None:
    session.type_in("wh")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() != NOTHING_YET, "the text")
    assert session.clipboard() == GREETING


@pytest.mark.usefixtures("next_buyer")
def test_another_wording_of_the_clipboard_is_no_matter(session) -> None:
    session.copy_elsewhere("订单号 2233445566")
    session.wait_until(lambda: session.clipboard() == "订单号 2233445566", "the other program")
    session.type_in("thyf")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text")
    session.copy_elsewhere("王芳")
    session.wait_until(lambda: session.clipboard() == "王芳", "the other program")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text again")


@pytest.mark.usefixtures("next_buyer")
def test_a_query_may_be_pasted_from_another_program(session) -> None:
    session.copy_elsewhere("退货运费谁出")
    session.wait_until(lambda: session.clipboard() == "退货运费谁出", "the other program")
    session.press("ctrl+v")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text")


@pytest.mark.usefixtures("next_buyer")
def test_the_whole_way_goes_by_keys(session) -> None:
    session.type_in("thyf")
    session.press("F2", "Return")
    session.wait_until(lambda: session.clipboard() == "The postage is on us.", "the English text")
    session.press("Escape", "ctrl+Next", "Return")
    session.wait_until(lambda: session.clipboard() == "Hello", "the pre-sale reply")


@pytest.mark.usefixtures("next_buyer")
def test_f10_opens_the_menu_and_the_arrows_walk_to_its_end(session) -> None:
    session.press("F10")
    session.press("Up", "Up", "Return")
    session.wait_until(lambda: session.windows("About csconsole"), "the last but one command")
    session.press("Escape")
    session.wait_until(lambda: not session.windows("About csconsole"), "the end of the dialog")


def test_a_program_that_is_killed_while_it_copies_opens_again_with_what_it_said(
    session, window, start: Callable, data: Path, command_line
) -> None:
    session.type_in("thyf")
    session.press(*["Return"] * 20)
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text")
    assert window.killed() == -signal.SIGKILL
    verified = command_line(data, "verify", "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["problems"] == []
    again = start(data)
    again.wait_for_window()
    session.type_in("wh")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == GREETING, "the text after the kill")
    assert not again.ended()


def test_a_chinese_system_gets_a_chinese_window(
    session, start: Callable, data: Path, complaints
) -> None:
    program = start(data, LANG="zh_CN.UTF-8")
    program.wait_for_window()
    session.press("F1")
    session.wait_until(lambda: session.windows("快捷键"), "the list of keys in Chinese")
    session.press("Escape")
    session.wait_until(lambda: not session.windows("快捷键"), "the end of the list")
    assert quit_program(session, program) == 0
    assert complaints() == {}


def test_a_locked_store_is_opened_with_the_passphrase_that_is_typed(
    session, start: Callable, data: Path, command_line
) -> None:
    done = command_line(data, "passphrase", "--set", CSCONSOLE_NEW_PASSPHRASE="open sesame")
    assert done.returncode == 0, done.stderr
    program = start(data)
    program.wait_for_window()
    assert session.windows("Unlock")
    session.type_in("open sesame")
    session.press("Return")
    session.wait_until(lambda: session.windows("^csconsole$") or program.ended(), "the window")
    assert not program.ended()
    program.wait_for_window()
    session.type_in("thyf")
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text")


def test_a_second_start_brings_the_running_program_to_the_front_and_ends(
    session, window, start: Callable, data: Path, complaints
) -> None:
    session.type_in("thyf")
    session.run("xdotool", "getactivewindow", "windowminimize", "--sync")
    second = start(data)
    assert second.process.wait(PATIENCE_SECONDS) == 0
    session.wait_until(lambda: session.windows("^csconsole$"), "the window of the first")
    window.wait_for_window()
    session.press("Return")
    session.wait_until(lambda: session.clipboard() == FREIGHT, "the text typed for before")
    assert quit_program(session, window) == 0
    assert complaints() == {}


def test_the_first_start_of_all_has_the_shipped_library_at_hand(
    session, start: Callable, tmp_path: Path, complaints
) -> None:
    program = start(tmp_path / "new")
    program.wait_for_window()
    session.type_in("thyf")
    session.press("Return")
    session.wait_until(lambda: session.clipboard().startswith(SHIPPED), "the shipped reply")
    assert quit_program(session, program) == 0
    assert complaints() == {}


@pytest.mark.usefixtures("next_buyer")
def test_a_message_from_the_chat_is_answered(session) -> None:
    message = "退货的运费到底谁承担啊？"
    session.copy_elsewhere(message)
    session.wait_until(lambda: session.clipboard() == message, "the other program")
    session.press("ctrl+v")

    def copied() -> bool:
        session.press("Return")  # at first nothing is suggested yet
        return session.clipboard() == FREIGHT

    session.wait_until(copied, "the suggested reply")


def test_the_program_ends_promptly_while_it_prepares_its_suggestions(
    session, start: Callable, tmp_path: Path
) -> None:
    begun = time.monotonic()
    program = start(tmp_path / "new")
    program.wait_for_window()
    took_to_start = time.monotonic() - begun  # on a busy machine nothing is prompt
    session.type_in("when will my parcel arrive please")
    session.press("ctrl+q")
    begun = time.monotonic()
    assert program.process.wait(PATIENCE_SECONDS) == 0
    assert time.monotonic() - begun < max(PROMPT_SECONDS, took_to_start)
