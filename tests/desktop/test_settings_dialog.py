"""The settings in their dialog: what they offer, what they keep, what the window becomes."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from csconsole import language, settings
from csconsole.desktop import theme
from csconsole.desktop.application import Console
from csconsole.desktop.dialogs import SettingsDialog
from csconsole.settings import Settings
from csconsole.storage.places import Places


def named(dialog: SettingsDialog, label: str) -> QLineEdit | QComboBox:
    fields = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QComboBox)]
    return next(field for field in fields if field.accessibleName() == label)


def choose(dialog: SettingsDialog, label: str, text: str) -> None:
    box = named(dialog, label)
    box.setCurrentIndex(box.findText(text))


@pytest.fixture
def console(start) -> Console:
    return start()


@pytest.fixture
def open_settings(qtbot, console: Console, dialogs):
    """Open the settings of the window that is there now."""

    def opening() -> SettingsDialog:
        qtbot.keyClick(
            console.window.page.search_box, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier
        )
        qtbot.waitUntil(lambda: bool(dialogs(SettingsDialog)))
        return dialogs(SettingsDialog)[0]

    return opening


@pytest.fixture
def save(qtbot, console: Console):
    """Press Enter in the dialog and wait for the window that comes of it."""

    def saving(dialog: SettingsDialog) -> None:
        before = console.window
        qtbot.keyClick(named(dialog, dialog_label(dialog)), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: console.window is not before)

    return saving


def dialog_label(dialog: SettingsDialog) -> str:
    return dialog.findChildren(QLineEdit)[0].accessibleName()


def test_the_dialog_shows_what_is_set(open_settings, console: Console) -> None:
    dialog = open_settings()
    assert named(dialog, "Language of the program").currentText() == "As the system"
    assert named(dialog, "Language of the replies that are sent").currentText() == "Chinese"
    assert dialog.values() == {
        "language": "system",
        "theme": "system",
        "reply_language": "zh",
        "agent": "",
        "shop": "",
        "lock_after": "10",
        "retention_days": "",
        "suggest_by": "meaning",
        "hotkey": "Ctrl+Alt+Space",
        "paste_pause": "300",
        "paste_keys": "",
        "strip": "chat",
        "report_language": "zh",
    }


def test_the_languages_are_offered_by_their_own_names(open_settings) -> None:
    box = named(open_settings(), "Language of the program")
    offered = [box.itemText(at) for at in range(box.count())]
    assert offered == ["As the system", "English", "简体中文", "繁體中文"]


def test_another_language_makes_the_window_anew_in_it(
    open_settings, save, console: Console
) -> None:
    dialog = open_settings()
    choose(dialog, "Language of the program", "简体中文")
    save(dialog)
    assert console.window.page.search_box.accessibleName() == "搜索标准回复"
    assert language.chosen() == "zh_CN"


def test_the_window_made_anew_stands_where_the_old_one_stood(
    qtbot, open_settings, save, console: Console
) -> None:
    console.window.setGeometry(30, 60, 500, 600)
    before, place = console.window, console.window.geometry()
    dialog = open_settings()
    choose(dialog, "Language of the program", "繁體中文")
    save(dialog)
    assert console.window is not before
    assert console.window.geometry() == place
    assert console.window.isVisible()


def test_back_to_the_language_of_the_system(open_settings, save, console: Console) -> None:
    dialog = open_settings()
    choose(dialog, "Language of the program", "简体中文")
    save(dialog)
    dialog = open_settings()
    choose(dialog, "界面语言", "跟随系统")
    save(dialog)
    assert language.chosen() == "en"
    assert console.window.page.search_box.accessibleName() == "Search the replies"


def test_the_dark_look_is_put_on_at_once(open_settings, save, console: Console) -> None:
    dialog = open_settings()
    choose(dialog, "Light or dark", "Dark")
    save(dialog)
    assert theme.colours() is theme.DARK
    ground = console.window.palette().window().color().name()
    assert ground == theme.DARK.ground


def test_what_was_saved_is_there_at_the_next_start(
    open_settings, save, console: Console, small_profile: Places
) -> None:
    dialog = open_settings()
    choose(dialog, "Light or dark", "Dark")
    choose(dialog, "Language of the replies that are sent", "English")
    named(dialog, "Name of the agent at this desk, used for {agent}").setText("  小林 ")
    named(dialog, "Name of the shop, used for {shop}").setText("山货铺")
    save(dialog)
    kept = settings.load(small_profile.settings)
    assert (kept.theme, kept.reply_language) == ("dark", "en")
    assert (kept.agent, kept.shop) == ("小林", "山货铺")
    assert console.window.page.state.language == "en"
    assert console.window.page.state.values == {"agent": "小林", "shop": "山货铺"}


def test_the_agent_of_the_settings_stands_in_the_status_line(
    open_settings, save, console: Console, words_of
) -> None:
    dialog = open_settings()
    named(dialog, "Name of the agent at this desk, used for {agent}").setText("小林")
    save(dialog)
    assert words_of(console.window)["小林"].isVisible()


def test_cancelled_settings_change_nothing(
    qtbot, open_settings, console: Console, small_profile: Places
) -> None:
    before = console.window
    dialog = open_settings()
    choose(dialog, "Light or dark", "Dark")
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert console.window is before
    assert not small_profile.settings.exists()


def test_settings_are_saved_by_a_worker_that_is_busy_at_first(
    qtbot, open_settings, console: Console, dialogs, small_profile: Places
) -> None:
    free = threading.Event()
    console.jobs.run(lambda _workspace: free.wait(10))
    before, dialog = console.window, open_settings()
    choose(dialog, "Light or dark", "Dark")
    dialog.accept()
    qtbot.waitUntil(lambda: before.findChildren(SettingsDialog) == [])
    free.set()
    qtbot.waitUntil(lambda: console.window is not before)
    assert settings.load(small_profile.settings).theme == "dark"


def test_saved_settings_leave_the_buyer_who_is_served(
    open_settings, save, console: Console
) -> None:
    page = console.window.page
    page.search_box.setText("qsr")
    page.state.give("姓名", "王芳")
    talk = page.state.talk.id
    dialog = open_settings()
    choose(dialog, "Light or dark", "Dark")
    save(dialog)
    page = console.window.page
    assert page.state.talk.id == talk
    assert page.state.answer("姓名") == "王芳"
    assert page.search_box.text() == "qsr"


def test_every_setting_of_a_person_is_in_the_dialog(qtbot, qapp) -> None:
    dialog = SettingsDialog(Settings(agent="x"))
    qtbot.addWidget(dialog)
    assert set(dialog.values()) | {"window", "order_panel", "ticket_filters"} == set(
        settings.Settings.__dataclass_fields__
    )


@pytest.fixture
def system_turns(qapp: QApplication) -> Callable[[], None]:
    """Have the system tell of another look, while the window is in the dark one."""

    def turning() -> None:
        theme.apply(qapp, "dark")
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)

    return turning


def test_the_look_follows_the_system_while_the_program_runs(
    console: Console, system_turns: Callable[[], None]
) -> None:
    system_turns()
    assert theme.colours() is theme.LIGHT


def test_a_look_of_ones_own_stays_whatever_the_system_does(
    open_settings, save, console: Console, system_turns: Callable[[], None]
) -> None:
    dialog = open_settings()
    choose(dialog, "Light or dark", "Dark")
    save(dialog)
    system_turns()
    assert theme.colours() is theme.DARK


def test_the_wheel_scrolls_the_settings_and_changes_none(open_settings) -> None:
    dialog = open_settings()
    before = dialog.values()
    for box in dialog.findChildren(QComboBox):
        middle = QPointF(box.rect().center())
        turned = QPoint(0, -120)
        wheel = QWheelEvent(
            middle, box.mapToGlobal(middle), QPoint(), turned, Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, wheel)
    assert dialog.values() == before
