"""The recovery code: shown until it was written down, then a new one is offered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QToolButton

from csconsole.desktop.dialogs import RecoveryCodeDialog
from csconsole.errors import LockedError
from csconsole.storage.places import Places
from csconsole.workspace.workspace import open_workspace, unlock

WRITTEN, LATER = "I have written it down", "Later"


def code_of(dialog: RecoveryCodeDialog) -> str:
    return next(
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.accessibleName() == "Recovery code"
    )


def press(desk, dialog, text: str) -> None:
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def status_button(desk) -> QToolButton:
    return next(
        button
        for button in desk.window.statusBar().findChildren(QToolButton)
        if button.text() == "Note the recovery code"
    )


def kept_code(desk) -> str | None:
    return desk.ask(lambda workspace: workspace.recovery_code())


@pytest.fixture
def shown(desk):
    """The dialog with the code of a new store, opened from the status line."""
    desk.qtbot.waitUntil(status_button(desk).isVisible)
    desk.qtbot.mouseClick(status_button(desk), Qt.MouseButton.LeftButton)
    return desk.dialog(RecoveryCodeDialog)


def test_the_status_line_leads_to_the_code(desk, shown) -> None:
    assert code_of(shown) == kept_code(desk)


def test_the_menu_leads_to_the_code(desk) -> None:
    action = next(a for a in desk.window._menu.actions() if a.text() == "Recovery code…")
    action.trigger()
    assert code_of(desk.dialog(RecoveryCodeDialog)) == kept_code(desk)


def test_a_code_that_was_written_down_is_kept_nowhere(desk, shown) -> None:
    press(desk, shown, WRITTEN)
    assert kept_code(desk) is None
    assert not status_button(desk).isVisible()


def test_a_code_that_is_left_for_later_is_shown_again(desk, shown) -> None:
    code = code_of(shown)
    press(desk, shown, LATER)
    assert kept_code(desk) == code
    assert status_button(desk).isVisible()


def test_esc_leaves_the_code_for_later(desk, shown) -> None:
    desk.press(Qt.Key.Key_Escape)
    assert kept_code(desk) is not None


def test_enter_alone_leaves_the_code_for_later(desk, shown, dialogs) -> None:
    desk.press(Qt.Key.Key_Return)
    assert dialogs() == []
    assert kept_code(desk) is not None


def test_the_code_can_be_copied(desk, shown, clipboard) -> None:
    code = code_of(shown)
    press(desk, shown, "Copy")
    assert clipboard() == code


def test_the_code_opens_the_store(desk, shown, small_profile: Places) -> None:
    code = code_of(shown)
    press(desk, shown, WRITTEN)
    desk.wait_for_worker()
    desk.close()
    next(small_profile.config.glob("keys/*")).unlink()
    with pytest.raises(LockedError):
        open_workspace(small_profile)
    unlock(small_profile, code)
    open_workspace(small_profile).close()


@pytest.fixture
def offered(desk, shown):
    """What is asked when the code was written down before."""
    press(desk, shown, WRITTEN)
    desk.window._actions["recovery_code"].trigger()
    return desk.dialog(QMessageBox)


def test_a_second_time_a_new_code_is_offered(desk, offered) -> None:
    assert "written down already" in offered.text()
    press(desk, offered, "Leave it")
    assert kept_code(desk) is None


def test_a_new_code_is_shown_and_kept_until_it_is_written_down(desk, offered) -> None:
    press(desk, offered, "Make a new code")
    dialog = desk.dialog(RecoveryCodeDialog)
    assert code_of(dialog) == kept_code(desk)
    press(desk, dialog, WRITTEN)
    assert kept_code(desk) is None


def test_a_new_code_that_is_left_for_later_is_asked_for_in_the_status_line(desk, offered) -> None:
    press(desk, offered, "Make a new code")
    press(desk, desk.dialog(RecoveryCodeDialog), LATER)
    desk.wait_for_worker()
    assert status_button(desk).isVisible()


def test_a_store_whose_code_was_written_down_does_not_ask_again(
    desk, shown, open_desk, small_profile: Places
) -> None:
    press(desk, shown, WRITTEN)
    desk.close()
    again = open_desk(small_profile)
    again.wait_for_worker()
    assert not status_button(again).isVisible()
