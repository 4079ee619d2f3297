"""The row of the settings that takes keys as they are pressed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from csconsole.desktop.dialogs import SettingsDialog, Surrounding
from csconsole.desktop.hotkey_field import HotkeyField
from csconsole.settings import Settings

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def dialog(qtbot) -> SettingsDialog:
    def judge(keys: str) -> str:
        return "taken by another program" if keys == "Ctrl+Alt+K" else ""

    dialog = SettingsDialog(Settings(), near=Surrounding(judge))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def field(dialog) -> HotkeyField:
    return dialog.findChild(HotkeyField)


@pytest.fixture
def press(field) -> Callable[..., None]:
    return lambda key, held=Held.NoModifier: QTest.keyClick(field, key, held)


def test_the_keys_that_are_pressed_are_the_keys_that_are_kept(dialog, field, press) -> None:
    press(Key.Key_J, Held.ControlModifier | Held.AltModifier)
    assert field.text() == "Ctrl+Alt+J"
    assert dialog.values()["hotkey"] == "Ctrl+Alt+J"


def test_a_modifier_alone_is_no_key_yet(field, press) -> None:
    press(Key.Key_Control, Held.ControlModifier)
    assert field.text() == "Ctrl+Alt+Space"


def test_keys_that_another_program_has_are_told_at_once(field, press) -> None:
    press(Key.Key_K, Held.ControlModifier | Held.AltModifier)
    assert field.told.isVisible()
    assert field.told.text() == "Taken by another program"
    press(Key.Key_L, Held.ControlModifier | Held.AltModifier)
    assert not field.told.isVisible()


def test_backspace_leaves_no_key_at_all(dialog, press) -> None:
    press(Key.Key_Backspace)
    assert dialog.values()["hotkey"] == ""


def test_tab_leads_out_of_the_field(field, press) -> None:
    field.setFocus()
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is not field
    assert field.text() == "Ctrl+Alt+Space"


def test_keys_that_are_a_command_of_the_window_can_be_taken_too(field) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_F, Held.ControlModifier)
    QApplication.sendEvent(field, event)
    assert event.isAccepted()


def test_a_system_that_lets_nobody_paste_is_told_of_in_the_settings(qtbot) -> None:
    dialog = SettingsDialog(Settings(), near=Surrounding(no_paste="the palette copies"))
    qtbot.addWidget(dialog)
    assert "The palette copies" in [label.text() for label in dialog.findChildren(QLabel)]
