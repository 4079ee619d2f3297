"""Starting the program: the window, a locked store, a store that cannot be opened."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from csconsole import settings
from csconsole.desktop import theme
from csconsole.desktop.application import run_window
from csconsole.desktop.dialogs import PassphraseDialog
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.selftest import show_window_once
from csconsole.errors import DamagedError, UserError
from csconsole.storage.places import Places
from csconsole.workspace.workspace import open_workspace

PASSPHRASE = "correct horse"
PATIENCE_MS, GAVE_UP = 20_000, 99


@pytest.fixture
def locked_profile(small_profile: Places) -> Places:
    workspace = open_workspace(small_profile)
    workspace.set_passphrase(PASSPHRASE)
    workspace.close()
    return small_profile


def words(dialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def give(qtbot, dialog: PassphraseDialog, passphrase: str) -> None:
    qtbot.keyClicks(dialog.line, passphrase)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)


def test_the_program_opens_its_window(start) -> None:
    console = start()
    assert console.window.isVisible()
    assert len(console.window.page.state.library) == 8


def test_the_window_is_dressed_as_the_settings_say(start, small_profile: Places) -> None:
    kept = settings.Settings(language="zh_CN", theme="dark")
    settings.save(small_profile.settings, kept)
    console = start()
    assert theme.colours() is theme.DARK
    assert console.window.page.search_box.accessibleName() == "搜索标准回复"


def test_a_locked_store_asks_for_its_passphrase(qtbot, start, dialogs, locked_profile) -> None:
    console = start(locked_profile)
    (dialog,) = dialogs(PassphraseDialog)
    assert "locked with a passphrase" in words(dialog)
    give(qtbot, dialog, PASSPHRASE)
    qtbot.waitUntil(lambda: console.window is not None)
    assert console.window.page.state.results


def test_a_wrong_passphrase_is_asked_for_again(qtbot, start, dialogs, locked_profile) -> None:
    console = start(locked_profile)
    give(qtbot, dialogs(PassphraseDialog)[0], "wrong")
    qtbot.waitUntil(lambda: bool(dialogs(PassphraseDialog)))
    (dialog,) = dialogs(PassphraseDialog)
    assert "the passphrase is wrong" in words(dialog)
    assert dialog.line.text() == ""
    give(qtbot, dialog, PASSPHRASE)
    qtbot.waitUntil(lambda: console.window is not None)


def test_the_passphrase_is_not_shown(start, dialogs, locked_profile) -> None:
    start(locked_profile)
    (dialog,) = dialogs(PassphraseDialog)
    assert dialog.line.echoMode() is dialog.line.EchoMode.Password


def test_a_passphrase_that_was_given_at_the_start_is_not_asked_for(start, locked_profile) -> None:
    assert start(locked_profile, PASSPHRASE).window is not None


def test_quitting_the_question_for_the_passphrase_ends_the_program(
    qtbot, dialogs, locked_profile
) -> None:
    def quit_it() -> None:
        button = next(one for one in dialogs()[0].findChildren(QPushButton) if one.text() == "Quit")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    watch = QTimer()
    watch.timeout.connect(lambda: quit_it() if dialogs() else None)
    watch.start(10)
    assert run_window(locked_profile, None) == 0


def test_the_question_is_in_the_language_of_the_settings(start, dialogs, locked_profile) -> None:
    settings.save(locked_profile.settings, settings.Settings(language="zh_CN"))
    start(locked_profile)
    sentence = words(dialogs(PassphraseDialog)[0])
    assert sentence.endswith("。")
    assert not sentence.endswith(".")


def test_a_key_that_was_lost_is_told_with_the_way_to_open_the_store(
    start, dialogs, small_profile: Places
) -> None:
    next(small_profile.config.glob("keys/*")).unlink()
    console = start()
    told = str(console.refusal) + " ".join(words(dialog) for dialog in dialogs())
    assert "recovery" in told


def test_a_store_that_is_damaged_ends_the_program_with_its_reason(small_profile: Places) -> None:
    small_profile.key_record.write_text("nonsense", encoding="utf-8")
    with pytest.raises(DamagedError, match="not a key record"):
        run_window(small_profile, None)


def test_settings_that_cannot_be_read_end_the_program_with_their_reason(
    small_profile: Places,
) -> None:
    small_profile.settings.write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="settings cannot be read"):
        run_window(small_profile, None)


@pytest.fixture(autouse=True)
def _ending_with_the_last_window(_loops_that_go_on: None, qapp: QApplication) -> None:
    """What Qt does for every program, and the other tests have forbidden."""
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture
def when_shown(qapp: QApplication) -> Iterator[Callable[[Callable[[MainWindow], object]], None]]:
    """Do something as soon as the program shows its window; give up after a while."""
    watch, patience = QTimer(), QTimer()
    patience.setInterval(PATIENCE_MS)
    patience.timeout.connect(lambda: qapp.exit(GAVE_UP))

    def doing(deed: Callable[[MainWindow], object]) -> None:
        def look() -> None:
            shown = [one for one in qapp.topLevelWidgets() if isinstance(one, MainWindow)]
            visible = [window for window in shown if window.isVisible()]
            if visible:
                watch.stop()
                deed(visible[0])

        watch.timeout.connect(look)
        watch.start(10)
        patience.start()

    yield doing
    watch.stop()
    patience.stop()


def test_the_program_ends_when_its_window_is_closed(small_profile: Places, when_shown) -> None:
    when_shown(MainWindow.close)
    assert run_window(small_profile, None) == 0
    assert settings.load(small_profile.settings).window


def test_the_right_passphrase_leads_to_the_window(
    locked_profile: Places, when_shown, dialogs
) -> None:
    shown: list[bool] = []
    when_shown(lambda window: shown.append(True) or window.close())
    asking = QTimer()

    def answer() -> None:
        for dialog in dialogs(PassphraseDialog):
            asking.stop()
            dialog.line.setText(PASSPHRASE)
            dialog.accept()

    asking.timeout.connect(answer)
    asking.start(10)
    assert run_window(locked_profile, None) == 0
    assert shown == [True]


def test_ctrl_c_in_the_terminal_ends_the_program(qapp, small_profile: Places, when_shown) -> None:
    when_shown(lambda _window: os.kill(os.getpid(), signal.SIGINT))
    assert run_window(small_profile, None) == 130
    for window in qapp.topLevelWidgets():
        window.deleteLater()


def test_ctrl_c_is_pythons_again_after_the_program(small_profile: Places, when_shown) -> None:
    before = signal.getsignal(signal.SIGINT)
    when_shown(MainWindow.close)
    run_window(small_profile, None)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_self_test_shows_the_window_once(qapp, monkeypatch: pytest.MonkeyPatch) -> None:
    assert show_window_once().startswith(qapp.platformName())
