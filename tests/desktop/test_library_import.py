"""Taking a library file in from the window, in a process beside it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QPushButton

from csconsole import language
from csconsole.storage.places import Places

NEW = """
format: 1
language: zh
replies:
  - {id: thanks, title: 道谢, shortcut: dx, text: 谢谢亲的耐心等待。, category: follow-up/visit}
  - {id: greet, title: 问候, shortcut: wh, text: 您好，我在的。, category: pre-sale/greeting}
"""
PATIENCE_MS = 20_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a library.yaml"
    path.write_text(NEW, encoding="utf-8")
    return path


def imported(desk, *paths: Path) -> None:
    """Import files and wait until the window knows them."""
    desk.window.import_files(paths)
    desk.qtbot.waitUntil(
        lambda: bool(desk.said or desk.window.findChildren(QMessageBox)), timeout=PATIENCE_MS
    )
    assert [box.text() for box in desk.window.findChildren(QMessageBox)] == []
    desk.wait_for_worker()
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()


def test_what_was_imported_is_counted_and_found(desk, file: Path, words_of) -> None:
    imported(desk, file)
    assert desk.said == ["Imported: 1 new, 1 changed, 0 the same"]
    assert "9 replies" in words_of(desk.window)
    desk.find("dx")
    assert desk.text == "谢谢亲的耐心等待。"
    desk.find("wh")
    assert desk.text == "您好，我在的。"


def test_the_chips_count_what_was_imported(desk, file: Path) -> None:
    imported(desk, file)
    assert [chip.text() for chip in desk.chips()][-1] == "Follow-up  4"


def test_the_reply_that_is_looked_at_stays_in_view(desk, file: Path) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    looked_at = desk.state.chosen.id
    imported(desk, file)
    assert desk.state.chosen.id == looked_at
    assert desk.found[desk.row] == looked_at


def test_a_broken_file_is_refused_with_its_line_and_changes_nothing(
    desk, file: Path, dialogs
) -> None:
    file.write_text(NEW.replace("text: 您好，我在的。", "text: '{?'"), encoding="utf-8")
    desk.window.import_files([file])
    desk.qtbot.waitUntil(lambda: bool(dialogs(QMessageBox)), timeout=PATIENCE_MS)
    (box,) = dialogs(QMessageBox)
    assert f"{file.name}:6" in box.text() + box.informativeText()
    box.accept()
    desk.find("wh")
    assert desk.text == "在的亲，您请讲🌷"
    assert desk.said == []


def test_a_refusal_is_told_in_the_language_of_the_window(open_desk, file: Path, dialogs) -> None:
    file.write_text("format: 2\nreplies: []\n", encoding="utf-8")
    desk = open_desk(tag="zh_CN", language="zh_CN")
    assert language.chosen() == "zh_CN"
    desk.window.import_files([file])
    desk.qtbot.waitUntil(lambda: bool(dialogs(QMessageBox)), timeout=PATIENCE_MS)
    told = dialogs(QMessageBox)[0].text().split(file.name)[-1]
    assert any("\u4e00" <= character <= "\u9fff" for character in told), told


def test_a_stopped_import_leaves_the_library_as_it_was(desk, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    rows = "".join(f"  - {{id: r-{at}, title: 回复{at}, text: 文{at}}}\n" for at in range(20_000))
    path.write_text(f"format: 1\nlanguage: zh\nreplies:\n{rows}", encoding="utf-8")
    desk.window.import_files([path])
    shown = desk.window.findChild(QProgressDialog)
    desk.qtbot.waitUntil(lambda: shown.isVisible() and shown.value() > 0, timeout=PATIENCE_MS)
    stop = next(one for one in shown.findChildren(QPushButton) if one.text() == "Stop")
    desk.qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    assert desk.said == ["Stopped; nothing was imported"]
    assert desk.ask(lambda workspace: workspace.verify()).problems == ()
    assert desk.ask(lambda workspace: len(workspace.replies)) == 8


def test_a_library_is_taken_into_a_store_whose_settings_lie_elsewhere(
    open_desk, small_profile: Places, tmp_path: Path, file: Path
) -> None:
    # The usual places of a system keep data and settings apart.
    elsewhere = Places(small_profile.data, tmp_path / "config of its own")
    shutil.move(small_profile.config, elsewhere.config)
    desk = open_desk(elsewhere)
    imported(desk, file)
    assert desk.said == ["Imported: 1 new, 1 changed, 0 the same"]


def test_the_files_are_asked_for_with_ctrl_i(
    desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(  # the system's own dialog cannot be worked from a test
        QFileDialog, "getOpenFileNames", lambda *_told: ([str(file)], "")
    )
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    assert desk.said == ["Imported: 1 new, 1 changed, 0 the same"]


def test_no_file_chosen_imports_nothing(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_told: ([], ""))
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.findChild(QProgressDialog) is None
