"""The supervisor in the window: asked for where needed, told while unlocked, locked in time."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from csconsole.desktop.people.agents_dialog import AgentsDialog
from csconsole.desktop.people.sheets import NewPinSheet, NewSecretSheet, UnlockSheet
from csconsole.desktop.people.sit_down_sheet import SitDownSheet
from csconsole.desktop.people.supervisor_sheet import SupervisorSheet
from csconsole.errors import UserError
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace, open_workspace

Key = Qt.Key
SECRET = "open sesame"


def nothing_more(workspace: Workspace) -> str:
    """Something that only the supervisor may do."""
    workspace.people.require_supervisor()
    return "done"


@pytest.fixture
def guarded(small_profile: Places) -> Places:
    """A shop whose supervisor has set a passphrase."""
    workspace = open_workspace(small_profile)
    workspace.people.set_passphrase(SECRET)
    workspace.close()
    return small_profile


@pytest.fixture
def locked(open_desk, guarded: Places):
    return open_desk(guarded)


def unlock(desk, passphrase: str = SECRET) -> None:
    """Give the passphrase to the sheet that asks for it."""
    desk.dialog(UnlockSheet)
    desk.type_in(passphrase)
    desk.press(Key.Key_Return)


def to_the_window(desk) -> None:
    """Have the window active, as it becomes by itself where windows are managed."""
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()


def says(dialog, words: str) -> Callable[[], bool]:
    return lambda: any(words in label.text() for label in dialog.findChildren(QLabel))


def status(desk) -> str:
    button = desk.window.seat._lock_button
    return button.text() if button.isVisible() else ""


def choose(dialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


@pytest.fixture
def unlocked(locked, dialogs):
    """A window in which the supervisor has unlocked."""
    locked.window._actions["supervisor"].trigger()
    unlock(locked)
    locked.qtbot.waitUntil(lambda: status(locked) == "Unlocked")
    to_the_window(locked)
    return locked


def test_what_needs_the_supervisor_asks_for_the_passphrase_and_is_then_done(locked) -> None:
    done: list[str] = []
    locked.jobs.run(nothing_more, done.append)
    unlock(locked)
    locked.qtbot.waitUntil(lambda: done == ["done"])
    locked.qtbot.waitUntil(lambda: status(locked) == "Unlocked")


def test_a_wrong_passphrase_is_told_and_can_be_given_again(locked) -> None:
    done: list[str] = []
    locked.jobs.run(nothing_more, done.append)
    sheet = locked.dialog(UnlockSheet)
    unlock(locked, "open barley")
    locked.qtbot.waitUntil(says(sheet, "This is not the supervisor's passphrase"))
    assert done == []
    unlock(locked)
    locked.qtbot.waitUntil(lambda: done == ["done"])


def test_who_leaves_the_question_is_told_why_nothing_was_done(locked, dialogs) -> None:
    done: list[str] = []
    locked.jobs.run(nothing_more, done.append, locked.window.notices.complain)
    locked.dialog(UnlockSheet)
    locked.press(Key.Key_Escape)
    assert (done, dialogs()) == ([], [])
    assert locked.said == ["Only the supervisor may do this"]


def test_two_pieces_of_work_ask_once(locked, dialogs) -> None:
    done: list[str] = []
    locked.jobs.run(nothing_more, done.append)
    locked.jobs.run(nothing_more, done.append)
    locked.dialog(UnlockSheet)
    locked.wait_for_worker()
    assert len(dialogs(UnlockSheet)) == 1
    unlock(locked)
    locked.qtbot.waitUntil(lambda: done == ["done", "done"])


def test_as_long_as_none_is_set_nobody_is_asked(desk, dialogs) -> None:
    done: list[str] = []
    desk.jobs.run(nothing_more, done.append)
    desk.qtbot.waitUntil(lambda: done == ["done"])
    assert dialogs() == []
    assert status(desk) == ""


def test_the_menu_sets_the_first_passphrase_and_says_what_that_means(desk) -> None:
    desk.window._actions["supervisor"].trigger()
    sheet = desk.dialog(NewSecretSheet)
    assert says(sheet, "everybody may do everything")()
    desk.type_in(SECRET)
    desk.press(Key.Key_Tab)
    desk.type_in(SECRET)
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: status(desk) == "Unlocked")
    assert desk.ask(lambda workspace: workspace.people.has_supervisor)


def test_a_passphrase_that_was_typed_in_two_ways_is_not_set(desk) -> None:
    desk.window._actions["supervisor"].trigger()
    sheet = desk.dialog(NewSecretSheet)
    desk.type_in(SECRET)
    desk.press(Key.Key_Tab)
    desk.type_in("open barley")
    desk.press(Key.Key_Return)
    assert says(sheet, "not the same")()
    assert not desk.ask(lambda workspace: workspace.people.has_supervisor)


def test_a_passphrase_that_is_too_short_is_told(desk) -> None:
    desk.window._actions["supervisor"].trigger()
    sheet = desk.dialog(NewSecretSheet)
    desk.type_in("abc")
    desk.press(Key.Key_Tab)
    desk.type_in("abc")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(says(sheet, "at least 6 characters"))


def test_a_click_in_the_status_line_locks(unlocked) -> None:
    unlocked.window.seat._lock_button.click()
    unlocked.qtbot.waitUntil(lambda: status(unlocked) == "")
    with pytest.raises(UserError):
        unlocked.ask(nothing_more)


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
def test_in_a_narrow_window_it_is_told_whole(open_desk, guarded: Places, tag: str) -> None:
    desk = open_desk(guarded, tag=tag, agent="Lin", size=(320, 640))
    desk.window._actions["supervisor"].trigger()
    unlock(desk)
    button = desk.window.seat._lock_button
    desk.qtbot.waitUntil(button.isVisible)
    desk.settle()
    shown = [one for one in (button, desk.window.seat._agent_button) if one.isVisible()]
    for one in shown:
        assert one.width() >= one.sizeHint().width()
        right = one.mapTo(desk.window, one.rect().topRight()).x()
        assert right <= 320


def test_it_locks_itself_when_no_key_is_pressed_for_long(unlocked) -> None:
    idle = unlocked.window.seat.supervision._idle
    assert idle.interval() == 10 * 60_000
    idle.setInterval(1)
    idle.start()
    unlocked.qtbot.waitUntil(lambda: status(unlocked) == "")
    assert unlocked.said[-1] == "The supervisor is locked again"


def test_every_key_begins_the_time_anew(qtbot, unlocked) -> None:
    idle = unlocked.window.seat.supervision._idle
    idle.setTimerType(Qt.TimerType.PreciseTimer)
    idle.start()
    passed = lambda: idle.interval() - idle.remainingTime()  # noqa: E731
    qtbot.waitUntil(lambda: passed() > 400)
    unlocked.press(Key.Key_Down)
    assert passed() < 400


def test_the_minutes_until_locking_are_a_setting(open_desk, guarded: Places) -> None:
    desk = open_desk(guarded, lock_after="30")
    assert desk.window.seat.supervision._idle.interval() == 30 * 60_000


def test_it_locks_itself_when_somebody_else_sits_down(unlocked) -> None:
    unlocked.ask(lambda workspace: (workspace.people.add("Li"), workspace.people.add("Wang")))
    unlocked.press(Key.Key_F8)
    unlocked.dialog(SitDownSheet)
    unlocked.press(Key.Key_Return)
    unlocked.qtbot.waitUntil(lambda: status(unlocked) == "")
    with pytest.raises(UserError):
        unlocked.ask(nothing_more)


def test_the_menu_removes_the_passphrase_and_undo_brings_it_back(unlocked) -> None:
    unlocked.window._actions["supervisor"].trigger()
    choose(unlocked.dialog(SupervisorSheet), "Remove the passphrase").click()
    unlocked.qtbot.waitUntil(lambda: status(unlocked) == "")
    assert not unlocked.ask(lambda workspace: workspace.people.has_supervisor)
    to_the_window(unlocked)
    unlocked.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    unlocked.qtbot.waitUntil(lambda: status(unlocked) == "Unlocked")
    assert unlocked.ask(lambda workspace: workspace.people.has_supervisor)


def test_the_menu_changes_the_passphrase(unlocked) -> None:
    unlocked.window._actions["supervisor"].trigger()
    choose(unlocked.dialog(SupervisorSheet), "Change the passphrase…").click()
    unlocked.dialog(NewSecretSheet)
    unlocked.type_in("another one")
    unlocked.press(Key.Key_Tab)
    unlocked.type_in("another one")
    unlocked.press(Key.Key_Return)
    unlocked.qtbot.waitUntil(lambda: unlocked.said[-1].startswith("The supervisor's passphrase"))
    unlocked.ask(lambda workspace: workspace.people.lock())
    unlocked.ask(lambda workspace: workspace.people.unlock("another one"))


def test_an_import_asks_first_and_is_then_done(locked, tmp_path) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(
        "format: 1\nlanguage: zh\nreplies:\n  - {id: more, title: 新的, text: 新的一条}\n",
        encoding="utf-8",
    )
    locked.window.import_files([path])
    unlock(locked)
    locked.qtbot.waitUntil(lambda: locked.state.library.get("more") is not None, timeout=30_000)


@pytest.fixture
def agents(desk) -> AgentsDialog:
    desk.window._actions["agents"].trigger()
    return desk.dialog(AgentsDialog)


def names(dialog: AgentsDialog) -> list[str]:
    (listed,) = dialog.findChildren(QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def test_an_agent_is_added_with_the_keyboard_alone(desk, agents) -> None:
    desk.type_in("Li")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li"])
    desk.type_in("Wang")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li", "Wang"])


def test_a_name_that_is_taken_is_told(desk, agents, dialogs) -> None:
    for name in ("Li", "li"):
        desk.type_in(name)
        desk.press(Key.Key_Return)
        desk.wait_for_worker()
    desk.qtbot.waitUntil(lambda: len(dialogs()) == 2)
    assert names(agents) == ["Li"]


def test_an_agent_gets_a_pin(desk, agents) -> None:
    desk.type_in("Li")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li"])
    agents.findChild(QListWidget).setCurrentRow(0)
    choose(agents, "PIN…").click()
    desk.dialog(NewPinSheet)
    desk.type_in("1357")
    desk.press(Key.Key_Tab)
    desk.type_in("1357")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li (with a PIN)"])


def test_an_agent_is_let_go_and_taken_back_with_the_pin(desk, agents) -> None:
    desk.ask(lambda workspace: workspace.people.add("Li", "1357"))
    agents.refresh()
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li (with a PIN)"])
    agents.findChild(QListWidget).setCurrentRow(0)
    choose(agents, "Remove").click()
    desk.qtbot.waitUntil(lambda: names(agents) == [])
    desk.window.notices._offer.button.click()
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li (with a PIN)"])


def test_the_supervisor_is_asked_for_a_second_agent(locked) -> None:
    locked.ask(lambda workspace: workspace.people.add("Li"))
    locked.window._actions["agents"].trigger()
    agents = locked.dialog(AgentsDialog)
    locked.type_in("Wang")
    locked.press(Key.Key_Return)
    unlock(locked)
    locked.qtbot.waitUntil(lambda: names(agents) == ["Li", "Wang"])


def test_after_the_first_agent_is_added_the_window_asks_who_sits_here(desk, agents) -> None:
    desk.type_in("Li")
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: names(agents) == ["Li"])
    desk.press(Key.Key_Escape)
    desk.dialog(SitDownSheet)
    desk.press(Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.state.values.get("agent") == "Li")
