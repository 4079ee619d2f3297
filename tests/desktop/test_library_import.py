"""Taking a library file in from the window, in a process beside it."""

import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QProgressBar, QToolButton

from csconsole import language
from csconsole.desktop.column_dialog import ColumnDialog
from csconsole.desktop.import_preview import ImportPreview
from csconsole.desktop.library_import import LibraryImport
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


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    path = tmp_path / "long.yaml"
    rows = "".join(f"  - {{id: r-{at}, title: 回复{at}, text: 文{at}}}\n" for at in range(5_000))
    path.write_text(f"format: 1\nlanguage: zh\nreplies:\n{rows}", encoding="utf-8")
    return path


def begin(desk, path: Path) -> QProgressBar:
    """Begin an import and wait until it has told how far it is."""
    desk.window.import_files([path])
    bar = desk.window.findChild(QProgressBar)
    desk.qtbot.waitUntil(lambda: bar.isVisible() and bar.value() > 0, timeout=PATIENCE_MS)
    return bar


def imported(desk, *paths: Path) -> None:
    """Import files and wait until the window knows them."""
    desk.window.import_files(paths)
    desk.qtbot.waitUntil(
        lambda: bool(desk.said or desk.window.findChildren(QMessageBox)), timeout=PATIENCE_MS
    )
    assert [box.text() for box in desk.window.findChildren(QMessageBox)] == []
    desk.wait_for_worker()
    desk.settle()


def shown(desk, kind):
    """The dialog of a kind, once it is there."""
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(kind)), timeout=PATIENCE_MS)
    (dialog,) = desk.window.findChildren(kind)
    return dialog


def accepted(desk, dialog) -> None:
    """Accept a preview by its key and wait for the import."""
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    desk.wait_for_worker()
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()


def rows(dialog):
    model = dialog.table.model()
    return [
        tuple(model.index(row, column).data() for column in (0, 1, 3))
        for row in range(model.rowCount())
    ]


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


def test_a_stopped_import_leaves_the_library_as_it_was(desk, long_file: Path) -> None:
    begin(desk, long_file)
    stop = next(one for one in desk.window.findChildren(QToolButton) if one.text() == "Stop")
    desk.qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    assert desk.said == ["Stopped; nothing was imported"]
    assert desk.ask(lambda workspace: workspace.verify()).problems == ()
    assert desk.ask(lambda workspace: len(workspace.replies)) == 8


def test_one_can_search_while_an_import_runs(desk, long_file: Path) -> None:
    begin(desk, long_file)
    desk.qtbot.waitUntil(lambda: desk.focused is desk.search_box)
    desk.type_in("thyf")
    desk.qtbot.waitUntil(lambda: desk.found[0] == "freight")
    desk.press(Qt.Key.Key_Return)
    assert desk.said == ["Copied: 退货运费谁出"]  # the import has not ended
    desk.qtbot.waitUntil(lambda: len(desk.said) > 1, timeout=PATIENCE_MS)
    assert desk.said[1] == "Imported: 5,000 new, 0 changed, 0 the same"


def test_the_window_lives_while_an_import_runs(desk, long_file: Path) -> None:
    beats: list[None] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(None))
    bar = begin(desk, long_file)
    heart.start(1)
    for _part in range(3):
        before = bar.value()
        beats.clear()
        desk.qtbot.waitUntil(lambda before=before: bar.value() > before, timeout=PATIENCE_MS)
        assert beats
    assert desk.said == []


def test_an_import_leaves_the_cursor_in_the_search_box(desk, long_file: Path) -> None:
    assert desk.focused is desk.search_box
    begin(desk, long_file)
    assert desk.focused is desk.search_box
    assert QApplication.activeWindow() is desk.window


def test_nothing_of_an_import_stays_on_the_screen_when_it_has_ended(desk, file: Path) -> None:
    imported(desk, file)
    assert [bar for bar in desk.window.findChildren(QProgressBar) if bar.isVisible()] == []


def test_a_refusal_that_arrives_in_pieces_is_told_whole(desk, small_profile: Places) -> None:
    refusals: list[str] = []
    importing = LibraryImport(small_profile, None, desk.window)
    importing.refused.connect(refusals.append)
    pieces: list[None] = []
    importing._process.readyReadStandardError.connect(lambda: pieces.append(None))
    telling = (
        "import sys; say = sys.stderr; say.write('progress 0.5\\ncsconsole: a.yaml:6: ');"
        "say.flush(); sys.stdin.read(1); say.write('too long\\n'); say.flush(); sys.exit(2)"
    )
    importing._process.start(sys.executable, ["-S", "-c", telling])
    desk.qtbot.waitUntil(lambda: bool(pieces), timeout=PATIENCE_MS)
    importing._process.write(b"\n")
    desk.qtbot.waitUntil(lambda: bool(refusals), timeout=PATIENCE_MS)
    assert refusals == ["a.yaml:6: too long"]


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
    accepted(desk, shown(desk, ImportPreview))
    assert desk.said == ["Imported: 1 new, 1 changed, 0 the same"]


def test_no_file_chosen_imports_nothing(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_told: ([], ""))
    desk.press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.findChild(QProgressBar) is None


# Looking through before anything is written


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text("标题,快捷编码,内容\n道谢,dx,谢谢亲\n空,kong,\n", encoding="gbk")
    return path


def dropped(desk, *paths: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    desk.window.dropEvent(QDropEvent(QPointF(9, 9), action, files, buttons, keys))


def test_dropped_files_show_what_would_become_of_each_entry(desk, sheet: Path) -> None:
    dropped(desk, sheet)
    dialog = shown(desk, ImportPreview)
    assert rows(dialog) == [("not taken", "", "the text is empty"), ("new", "道谢", "")]
    assert desk.ask(lambda workspace: len(workspace.replies)) == 8
    accepted(desk, dialog)
    assert desk.said == ["Imported: 1 new, 0 changed, 0 the same, 1 not taken"]
    desk.find("dx")
    assert desk.text == "谢谢亲"


def test_another_policy_shows_what_it_would_do(desk, file: Path) -> None:
    desk.window.imports.preview([file])
    dialog = shown(desk, ImportPreview)
    assert [state for state, _title, _why in rows(dialog)] == ["new", "changed"]
    dialog._policy.setCurrentIndex(1)
    desk.qtbot.waitUntil(lambda: rows(dialog)[0][0] == "not taken", timeout=PATIENCE_MS)
    accepted(desk, dialog)
    assert desk.said == ["Imported: 1 new, 0 changed, 0 the same, 1 not taken"]


def test_one_state_alone_can_be_looked_at(desk, file: Path) -> None:
    desk.window.imports.preview([file])
    dialog = shown(desk, ImportPreview)
    dialog._state.setCurrentIndex(2)
    assert [state for state, _title, _why in rows(dialog)] == ["changed"]
    dialog.reject()


def test_a_sheet_of_unknown_columns_asks_which_holds_what(desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\n道谢,谢谢亲。\n", encoding="utf-8")
    desk.window.imports.preview([path])
    columns = shown(desk, ColumnDialog)
    assert not columns._go_on.isEnabled()
    columns.choose("text", "乙")
    columns.choose("title", "甲")
    columns.accept()
    dialog = shown(desk, ImportPreview)
    assert rows(dialog) == [("new", "道谢", "")]
    dialog.reject()


def test_the_last_import_is_undone_from_the_menu(desk, file: Path) -> None:
    imported(desk, file)
    desk.said.clear()
    desk.window.imports.undo()
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    desk.wait_for_worker()
    assert desk.said == ["The import was undone; 0 later changes stay."]
    desk.find("wh")
    assert desk.text == "在的亲，您请讲🌷"
