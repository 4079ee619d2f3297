"""A few stories of a working day, with real keys and the real clipboard."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

FREIGHT = "亲，退货运费由我们承担。"
GREETING = "在的亲🌷，您请讲👨‍👩‍👧\n“退货”还是“換貨”？𠮷祥如意 ①②"
PATIENCE_SECONDS = 30


@pytest.fixture
def window(start: Callable, data: Path):
    """The program with its window in front."""
    program = start(data)
    program.wait_for_window()
    return program


def quit_program(session, program) -> int:
    session.press("ctrl+q")
    return program.process.wait(PATIENCE_SECONDS)


def test_a_shortcut_and_enter_give_the_text_to_every_other_program(
    session, window, wait_until, complaints
) -> None:
    session.type_in("thyf")
    session.press("Return")
    wait_until(lambda: session.clipboard() == FREIGHT, "the text")
    assert quit_program(session, window) == 0
    assert complaints() == {}


def test_chinese_and_emoji_reach_the_other_program_whole(session, window, wait_until) -> None:
    session.type_in("wh")
    session.press("Return")
    wait_until(session.clipboard, "the text")
    assert session.clipboard() == GREETING


def test_another_wording_of_the_clipboard_is_no_matter(session, window, wait_until) -> None:
    session.copy_elsewhere("订单号 2233445566")
    wait_until(lambda: session.clipboard() == "订单号 2233445566", "the other program")
    session.type_in("thyf")
    session.press("Return")
    wait_until(lambda: session.clipboard() == FREIGHT, "the text")
    session.copy_elsewhere("王芳")
    wait_until(lambda: session.clipboard() == "王芳", "the other program")
    session.press("Return")
    wait_until(lambda: session.clipboard() == FREIGHT, "the text again")
    assert quit_program(session, window) == 0


def test_a_query_may_be_pasted_from_another_program(session, window, wait_until) -> None:
    session.copy_elsewhere("退货运费谁出")
    wait_until(lambda: session.clipboard() == "退货运费谁出", "the other program")
    session.press("ctrl+v")
    session.press("Return")
    wait_until(lambda: session.clipboard() == FREIGHT, "the text")


def test_the_whole_way_goes_by_keys(session, window, wait_until) -> None:
    session.type_in("thyf")
    session.press("F2", "Return")
    wait_until(lambda: session.clipboard() == "The postage is on us.", "the English text")
    session.press("Escape", "ctrl+Next", "Return")
    wait_until(lambda: session.clipboard() == "Hello", "the pre-sale reply")


def test_f10_opens_the_menu_and_the_arrows_walk_to_its_end(session, window, wait_until) -> None:
    session.press("F10")
    session.press("Up", "Up", "Return")
    wait_until(lambda: session.windows("About csconsole"), "the last but one command")
    session.press("Escape")
    wait_until(lambda: not session.windows("About csconsole"), "the end of the dialog")
    assert quit_program(session, window) == 0


def test_a_program_that_is_killed_while_it_copies_opens_again_with_what_it_said(
    session, window, start: Callable, data: Path, wait_until, command_line
) -> None:
    session.type_in("thyf")
    session.press(*["Return"] * 20)
    wait_until(lambda: session.clipboard() == FREIGHT, "the text")
    assert window.killed() == -signal.SIGKILL
    verified = command_line(data, "verify", "--json")
    assert verified.returncode == 0, verified.stderr
    assert json.loads(verified.stdout)["problems"] == []
    start(data).wait_for_window()
    session.type_in("wh")
    session.press("Return")
    wait_until(lambda: session.clipboard() == GREETING, "the text after the kill")


def test_a_chinese_system_gets_a_chinese_window(
    session, start: Callable, data: Path, wait_until, complaints
) -> None:
    program = start(data, LANG="zh_CN.UTF-8")
    program.wait_for_window()
    session.press("F1")
    wait_until(lambda: session.windows("快捷键"), "the list of keys in Chinese")
    session.press("Escape")
    wait_until(lambda: not session.windows("快捷键"), "the end of the list")
    assert quit_program(session, program) == 0
    assert complaints() == {}


def test_a_locked_store_is_opened_with_the_passphrase_that_is_typed(
    session, start: Callable, data: Path, wait_until, command_line
) -> None:
    done = command_line(data, "passphrase", "--set", CSCONSOLE_NEW_PASSPHRASE="open sesame")
    assert done.returncode == 0, done.stderr
    program = start(data)
    program.wait_for_window()
    assert session.windows("Unlock")
    session.type_in("open sesame")
    session.press("Return")
    wait_until(lambda: session.windows("^csconsole$") or program.ended(), "the window")
    assert not program.ended()
    program.wait_for_window()
    session.type_in("thyf")
    session.press("Return")
    wait_until(lambda: session.clipboard() == FREIGHT, "the text")


def test_two_programs_on_one_store_do_not_disturb_each_other(
    session, window, start: Callable, data: Path, wait_until, command_line
) -> None:
    second = start(data)
    second.wait_for_window()
    session.type_in("thyf")
    session.press("Return")
    wait_until(lambda: session.clipboard() == FREIGHT, "the text of the second")
    assert quit_program(session, second) == 0
    window.wait_for_window()
    session.type_in("wh")
    session.press("Return")
    wait_until(lambda: session.clipboard() == GREETING, "the text of the first")
    assert quit_program(session, window) == 0
    verified = command_line(data, "verify", "--json")
    assert json.loads(verified.stdout)["problems"] == []
