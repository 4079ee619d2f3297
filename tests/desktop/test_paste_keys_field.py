"""The lines of the settings that say which keys paste into which program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QToolButton

from csconsole.desktop.dialogs import SettingsDialog, Surrounding
from csconsole.desktop.paste_keys_field import PasteKeysField
from csconsole.settings import Settings


@pytest.fixture
def field(qtbot) -> PasteKeysField:
    field = PasteKeysField("mychat=Shift+Ins", ("mychat", "notes"))
    qtbot.addWidget(field)
    return field


def boxes(field: PasteKeysField, label: str) -> list[QComboBox]:
    return [one for one in field.findChildren(QComboBox) if one.accessibleName() == label]


def test_what_was_chosen_is_shown_and_kept(field) -> None:
    assert [one.currentText() for one in boxes(field, "Program")] == ["mychat"]
    assert boxes(field, "Keys that paste")[0].currentData() == "Shift+Ins"
    assert field.text() == "mychat=Shift+Ins"


def test_another_program_is_the_one_that_the_palette_was_opened_over(field, qtbot) -> None:
    qtbot.keyClick(field.more, Qt.Key.Key_Space)
    keys = boxes(field, "Keys that paste")[1]
    keys.setCurrentIndex(keys.findData("Ctrl+Shift+V"))
    assert field.text() == "mychat=Shift+Ins; notes=Ctrl+Shift+V"


def test_a_program_that_is_taken_away_is_pasted_into_as_usual(field, qtbot) -> None:
    away = next(one for one in field.findChildren(QToolButton) if one.text() == "×")
    qtbot.keyClick(away, Qt.Key.Key_Space)
    assert field.text() == ""


def test_a_line_without_a_program_says_nothing(field) -> None:
    boxes(field, "Program")[0].setCurrentText("")
    assert field.text() == ""


def test_the_dialog_hands_out_what_was_chosen(qtbot) -> None:
    dialog = SettingsDialog(Settings(paste_keys="a=Shift+Ins"), near=Surrounding(programs=("b",)))
    qtbot.addWidget(dialog)
    assert dialog.values()["paste_keys"] == "a=Shift+Ins"
    assert Settings(**dialog.values()) == Settings(paste_keys="a=Shift+Ins")
