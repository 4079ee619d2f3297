"""Agents at the desk: asked for at the start, switched with a key, each with their own."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from csconsole import settings
from csconsole.desktop.people.sit_down_sheet import SitDownSheet
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace, open_workspace

Key = Qt.Key


def press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()


def type_in(text: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), text)


@pytest.fixture
def staffed(small_profile: Places) -> Places:
    """A shop with Li, who has a PIN, and Wang and Zhao, who have none; Wang was here last."""
    workspace = open_workspace(small_profile)
    for name, pin in (("Li", "2468"), ("Wang", ""), ("Zhao", "")):
        workspace.people.add(name, pin)
    workspace.sit_down("Wang")
    workspace.close()
    return small_profile


@pytest.fixture
def sheet_of(qtbot, dialogs) -> Callable[[], SitDownSheet]:
    """The sheet, once it has the focus."""

    def waiting() -> SitDownSheet:
        qtbot.waitUntil(lambda: bool(dialogs(SitDownSheet)))
        (sheet,) = dialogs(SitDownSheet)
        with qtbot.waitActive(sheet):
            sheet.activateWindow()  # the window was shown, too
        return sheet

    return waiting


@pytest.fixture
def asked(start, staffed: Places, sheet_of):
    """The program after its start in that shop, and what it asks."""
    console = start(staffed)
    return console, sheet_of()


def agent_button(console) -> QToolButton:
    return console.window.seat._agent_button


def seat_is_taken(console, name: str) -> Callable[[], bool]:
    return lambda: console.window.page.state.values.get("agent") == name


def test_where_no_agents_are_kept_nobody_is_asked_for(qtbot, start, dialogs) -> None:
    console = start()
    known: list[object] = []
    console.jobs.run(lambda workspace: workspace.people.at_desk(), known.append)
    qtbot.waitUntil(lambda: bool(known))
    assert dialogs() == []
    assert not agent_button(console).isVisible()


def test_who_was_here_last_is_chosen_and_one_enter_away(qtbot, asked, dialogs) -> None:
    console, sheet = asked
    assert sheet.name == "Wang"
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    assert dialogs() == []
    assert agent_button(console).text() == "Wang"


def test_before_somebody_sits_down_the_desk_is_nobodys(asked) -> None:
    console, _sheet = asked
    assert "agent" not in console.window.page.state.values
    assert agent_button(console).text() == "Who sits here?"


def test_the_arrows_walk_to_another_agent(qtbot, asked) -> None:
    console, _sheet = asked
    press(Key.Key_Down)
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Zhao"))


def test_an_agent_with_a_pin_types_it_at_once(qtbot, asked) -> None:
    console, sheet = asked
    press(Key.Key_Up)
    assert sheet.name == "Li"
    type_in("2468")
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Li"))


def test_a_wrong_pin_is_told_and_asked_for_again(qtbot, asked) -> None:
    console, sheet = asked
    press(Key.Key_Up)
    type_in("1111")
    press(Key.Key_Return)
    told = lambda: [one.text() for one in sheet.findChildren(QLabel)]  # noqa: E731
    qtbot.waitUntil(lambda: "This is not the PIN of Li." in told())
    assert sheet.isVisible()
    type_in("2468")
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Li"))


def test_a_pin_that_was_begun_is_not_given_for_another_agent(qtbot, asked) -> None:
    _console, sheet = asked
    press(Key.Key_Up)
    type_in("24")
    press(Key.Key_Down)
    assert (sheet.name, sheet.pin) == ("Wang", "")
    press(Key.Key_Up)
    assert sheet.pin == ""


def test_esc_at_the_start_leaves_the_program(qtbot, asked) -> None:
    console, _sheet = asked
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not console.window.isVisible())


def test_f8_lets_somebody_else_sit_down(qtbot, asked, sheet_of, staffed: Places) -> None:
    console, _sheet = asked
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    with qtbot.waitActive(console.window):
        console.window.activateWindow()
    press(Key.Key_F8)
    assert sheet_of().name == "Wang"
    press(Key.Key_Down)
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Zhao"))
    assert settings.load(staffed.settings).agent == "Zhao"


def test_esc_later_leaves_everything_as_it_is(qtbot, asked, sheet_of, dialogs) -> None:
    console, _sheet = asked
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    agent_button(console).click()
    sheet_of()
    press(Key.Key_Escape)
    qtbot.waitUntil(lambda: dialogs() == [])
    assert console.window.isVisible()
    assert agent_button(console).text() == "Wang"


def test_uses_are_counted_for_who_sits_here(qtbot, asked) -> None:
    console, _sheet = asked
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    console.window.page.copy()
    written: list[list[str]] = []
    console.jobs.run(
        lambda one: [entry.agent for entry in one._store.journal.written_of("reply_use")],
        written.append,
    )
    qtbot.waitUntil(lambda: written == [["Wang"]])


def own_reply(name: str) -> Callable[[Workspace], None]:
    library = (
        "format: 1\nlanguage: zh\nreplies:\n"
        f"  - {{id: own-{name.lower()}, title: {name}自己的, text: '我是{{agent}}'}}\n"
    )

    def work(workspace: Workspace) -> None:
        path = workspace.places.data / "own.yaml"
        path.write_text(library, encoding="utf-8")
        workspace.replies.import_files([path])
        workspace._store.journal.write(
            "reply", f"own-{name.lower()}", {"owner": name}, cause="reply"
        )
        workspace.replies.reload()

    return work


def test_personal_replies_are_seen_by_their_agent_alone(
    qtbot, start, staffed: Places, sheet_of
) -> None:
    workspace = open_workspace(staffed)
    own_reply("Zhao")(workspace)
    workspace.close()
    console = start(staffed)
    sheet_of()
    state = console.window.page.state
    found = lambda: {one.reply.id for one in state.results}  # noqa: E731
    assert "own-zhao" not in found()
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    assert "own-zhao" not in found()
    with qtbot.waitActive(console.window):
        console.window.activateWindow()
    press(Key.Key_F8)
    sheet_of()
    press(Key.Key_Down)
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Zhao"))
    assert "own-zhao" in found()
    state.search("自己的")
    assert state.filled().text == "我是Zhao"


def test_the_settings_cannot_name_another_agent(qtbot, asked, dialogs) -> None:
    console, _sheet = asked
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    console.window._ask_settings()
    assert "agent" not in dialogs()[0].values()


def test_who_sits_here_stays_when_the_look_is_changed(qtbot, asked, dialogs) -> None:
    console, _sheet = asked
    press(Key.Key_Return)
    qtbot.waitUntil(seat_is_taken(console, "Wang"))
    before = console.window
    console.window._save_settings({"theme": "dark"})
    qtbot.waitUntil(lambda: console.window is not before)
    assert dialogs() == []
    assert agent_button(console).text() == "Wang"
    assert console.window.page.state.values["agent"] == "Wang"
