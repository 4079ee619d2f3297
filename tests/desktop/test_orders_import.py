"""Orders dropped on the window: looked at, shown, taken in beside it, taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMessageBox,
    QProgressBar,
    QToolButton,
)

from benchmarks.order_corpus import order_rows, write_csv
from csconsole.desktop.column_dialog import ColumnDialog
from csconsole.desktop.import_preview import ImportPreview
from csconsole.desktop.order_import.columns import OrderColumnsDialog
from csconsole.desktop.order_import.preview import OrderPreview
from csconsole.desktop.order_import.rejected_rows import RejectedRows
from csconsole.desktop.order_import.shops import ShopsDialog

PATIENCE_MS = 120_000
ODD = "本店订单号,买家旺旺,宝贝名称,件数,实收\nD1,小王,杯子 红,2,12.50\nD2,小李,碗,1,8.00\n"
Key = Qt.Key


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """Twelve orders in Taobao's columns; the file tells no shop."""
    return write_csv(tmp_path / "orders.csv", order_rows(12, shop=""))


@pytest.fixture
def long_export(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "long.csv", order_rows(15_000, shop="样例小店"))


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    return path


def dry_run(**changes: object) -> dict[str, object]:
    """What a dry run of two orders tells, with changes."""
    file = {"file": "/a/b.csv", "platform": "taobao", "encoding": "gb18030", "shop": "taobao"}
    counted = {"orders": 2, "lines": 2, "added": 2, "updated": 0, "unchanged": 0, "rejected": 0}
    kept = {"platform": "taobao", "shop": "taobao", "shop_known": False}
    return {**counted, **kept, "files": [file], "skipped": [], "notes": [], **changes}


def drop(desk, *paths: Path) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    desk.window.dropEvent(QDropEvent(QPointF(9, 9), action, files, buttons, keys))


def shown(desk, kind):
    """The dialog of a kind, once it is there."""

    def there():
        return [one for one in desk.window.findChildren(kind) if one.isVisible()]

    desk.qtbot.waitUntil(lambda: bool(there()), timeout=PATIENCE_MS)
    return there()[0]


def accepted(desk, dialog) -> None:
    """Accept a preview by its key and wait until the window has said what came of it."""
    before = len(desk.said)
    desk.qtbot.waitUntil(dialog._import.isEnabled, timeout=PATIENCE_MS)
    desk.qtbot.keyClick(dialog, Key.Key_Return)
    desk.qtbot.waitUntil(lambda: len(desk.said) > before, timeout=PATIENCE_MS)
    desk.wait_for_worker()
    back(desk)


def back(desk) -> None:
    """Let the window have the focus again, as a window manager does."""
    with desk.qtbot.waitActive(desk.window):
        desk.window.activateWindow()


def imported(desk, path: Path, shop: str = "") -> None:
    drop(desk, path)
    dialog = shown(desk, OrderPreview)
    if shop:
        dialog._shop.setCurrentText(shop)
    accepted(desk, dialog)


def counts(dialog) -> dict[str, str]:
    """The numbers that a preview shows, by what they count."""
    texts = [
        [label.text() for label in box.findChildren(QLabel)]
        for box in (
            dialog._count_line.itemAt(at).widget() for at in range(dialog._count_line.count())
        )
    ]
    return {told: number for number, told in texts}


def orders(desk) -> int:
    return desk.ask(lambda workspace: workspace.orders.count())


# From the drop to the orders


def test_a_dropped_export_is_shown_and_then_simply_in(desk, export: Path) -> None:
    told: list[None] = []
    desk.window.order_imports.changed.connect(lambda: told.append(None))
    drop(desk, export)
    dialog = shown(desk, OrderPreview)
    assert counts(dialog) == {
        "orders": "12",
        "kinds of goods": "12",
        "new": "12",
        "changed": "0",
        "the same": "0",
    }
    assert dialog._files.text() == "orders.csv · Taobao / Tmall · GBK"
    assert orders(desk) == 0
    accepted(desk, dialog)
    assert desk.said == ["Imported: 12 new, 0 changed, 0 the same"]
    assert orders(desk) == 12
    assert told == [None]


def test_an_import_is_taken_back_by_the_word_in_passing(desk, export: Path) -> None:
    imported(desk, export)
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: len(desk.said) == 2, timeout=PATIENCE_MS)
    assert desk.said[1] == "The import was undone; 0 later changes stay."
    assert orders(desk) == 0


def test_files_are_asked_for_with_a_key(desk, export: Path, monkeypatch) -> None:
    monkeypatch.setattr(  # the system's own dialog cannot be worked from a test
        QFileDialog, "getOpenFileNames", lambda *_told: ([str(export)], "")
    )
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.press(Key.Key_I, both)
    assert counts(shown(desk, OrderPreview))["orders"] == "12"


# The shop


def test_the_shop_is_asked_once_and_the_same_file_changes_nothing(desk, export: Path) -> None:
    drop(desk, export)
    dialog = shown(desk, OrderPreview)
    assert dialog._shop.hasFocus() or dialog._shop.lineEdit().hasFocus()
    assert dialog._shop.accessibleName() == "Which shop is this?"
    dialog._shop.lineEdit().selectAll()
    desk.qtbot.keyClicks(dialog._shop.lineEdit(), "Hill goods")
    accepted(desk, dialog)
    drop(desk, export)
    again = shown(desk, OrderPreview)
    assert again._shop.accessibleName() == "Shop"
    assert again.shop == "Hill goods"
    assert (counts(again)["new"], counts(again)["the same"]) == ("0", "12")
    assert again._news.text() == "All of it is here already; nothing changes."
    assert again.options() == []


def test_another_shop_is_counted_again(desk, export: Path) -> None:
    imported(desk, export, shop="一店")
    drop(desk, export)
    dialog = shown(desk, OrderPreview)
    assert counts(dialog)["the same"] == "12"
    dialog._shop.lineEdit().setFocus()
    dialog._shop.setCurrentText("二店")
    dialog._import.setFocus()
    desk.qtbot.waitUntil(lambda: counts(dialog)["new"] == "12", timeout=PATIENCE_MS)
    accepted(desk, dialog)
    assert orders(desk) == 24


def test_without_a_name_nothing_can_be_imported(desk) -> None:
    dialog = OrderPreview(dry_run(), [], desk.window)
    dialog._shop.setCurrentText("  ")
    assert not dialog._import.isEnabled()


def test_a_name_that_is_left_as_it_is_is_remembered_too(desk) -> None:
    assert OrderPreview(dry_run(), [], desk.window).options() == ["--shop", "taobao"]


def test_files_of_several_shops_keep_theirs(desk, words_of) -> None:
    dialog = OrderPreview(dry_run(shop=None, shop_known=False), [], desk.window)
    assert "The files belong to several shops." in words_of(dialog)
    assert dialog.options() == []
    assert dialog._import.isEnabled()


def test_a_shop_gets_a_better_name_in_the_list_of_shops(desk, export: Path) -> None:
    imported(desk, export, shop="旧名")
    desk.window._actions["shops"].trigger()
    dialog = shown(desk, ShopsDialog)
    desk.qtbot.waitUntil(lambda: dialog._model.rowCount() == 1)
    row = [dialog._model.item(0, column).text() for column in range(3)]
    assert row == ["旧名", "Taobao / Tmall", "12"]
    dialog._model.item(0, 0).setText("新名")
    desk.wait_for_worker()
    assert desk.ask(lambda workspace: [one.name for one in workspace.orders.shops.all()]) == [
        "新名"
    ]


# What is not taken


def rejected(*lines: int) -> dict[str, object]:
    told = [{"where": f"/a/b.csv:{line}", "why": "there is no order number"} for line in lines]
    return dry_run(skipped=told, rejected=len(lines))


def test_rows_that_are_not_taken_are_listed_with_line_and_reason(desk, words_of) -> None:
    dialog = OrderPreview(rejected(4, 6, 5), [], desk.window)
    model = dialog.table.model()
    listed = [tuple(model.index(row, at).data() for at in (0, 1)) for row in range(3)]
    assert listed == [(line, "there is no order number") for line in ("4", "5", "6")]
    assert counts(dialog)["rows not taken"] == "3"
    assert "Not taken: 3" in words_of(dialog)


def test_marked_rows_are_copied(desk, clipboard) -> None:
    dialog = OrderPreview(rejected(4, 5), [], desk.window)
    with desk.qtbot.waitExposed(dialog):
        dialog.show()
    dialog.table.setFocus()
    dialog.table.selectRow(1)
    desk.qtbot.keyClick(dialog.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "5\tthere is no order number"


def test_all_rows_are_copied_by_the_button(desk, clipboard, words_of) -> None:
    dialog = OrderPreview(rejected(4, 5), [], desk.window)
    words_of(dialog)["Copy all"].click()
    assert clipboard().splitlines()[0] == "4\tthere is no order number"


def test_of_too_many_rows_the_first_are_listed(desk, words_of) -> None:
    told = {**rejected(4, 5), "rejected": 70_000}
    dialog = OrderPreview(told, [], desk.window)
    assert "Not taken: 70,000 · the first 2 are listed" in words_of(dialog)


def test_lines_sort_as_numbers(qtbot) -> None:
    told = [{"where": f"/a/b.csv:{line}", "why": "x"} for line in (10, 9, 100)]
    model = RejectedRows(told, ["/a/b.csv"])
    model.sort(0, Qt.SortOrder.AscendingOrder)
    assert [model.index(row, 0).data() for row in range(3)] == ["9", "10", "100"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert model.index(0, 0).data() == "100"


# Unknown layouts


def mapped(desk, path: Path):
    """Drop an unknown sheet and say that it is of orders."""
    drop(desk, path)
    box = shown(desk, QMessageBox)
    button = next(one for one in box.buttons() if one.text() == "Orders")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return shown(desk, OrderColumnsDialog)


def test_columns_of_an_unknown_sheet_are_guessed_and_read_as_an_example(desk, odd: Path) -> None:
    dialog = mapped(desk, odd)
    assert dialog.chosen.columns["no"] == "本店订单号"
    desk.qtbot.waitUntil(lambda: dialog._read.rowCount() == 2, timeout=PATIENCE_MS)
    read = [dialog._read.item(0, column).text() for column in range(5)]
    assert read == ["D1", "小王", "杯子 红 ×2", "12.50", ""]


def looked(**changes: object) -> dict[str, object]:
    """What `orders look` tells of a sheet with two columns."""
    fields = {"no": "Order number (needed)", "buyer": "Buyer"}
    unknown = {"file": "/a/odd.csv", "names": ["甲", "乙"], "samples": [["1", "王"]]}
    told = {**unknown, "fields": fields, "guesses": {"no": "甲"}}
    return {"unknown": told, "platforms": ["taobao", "other"], **changes}


def test_without_the_number_one_cannot_go_on(desk) -> None:
    dialog = OrderColumnsDialog(looked(), desk.window, must_keep=False)
    assert dialog._go_on.isEnabled()
    dialog.choose("no", "—")
    assert not dialog._go_on.isEnabled()


def test_columns_for_once_are_options_of_the_import(desk) -> None:
    dialog = OrderColumnsDialog(looked(), desk.window, must_keep=False)
    assert dialog.chosen.options() == []
    dialog._keeping.setChecked(False)
    dialog.choose("buyer", "乙")
    told = ["--map", "no=甲", "--map", "buyer=乙", "--platform", "other"]
    assert dialog.chosen.options() == told


def test_columns_of_one_among_several_files_are_remembered(desk) -> None:
    dialog = OrderColumnsDialog(looked(), desk.window, must_keep=True)
    assert dialog._keeping.isChecked()
    assert not dialog._keeping.isEnabled()


def test_a_remembered_layout_is_never_asked_for_again(desk, odd: Path) -> None:
    dialog = mapped(desk, odd)
    dialog._platform.setCurrentText("微店")
    assert not dialog._keeping.isEnabled()
    dialog.accept()
    preview = shown(desk, OrderPreview)
    assert preview._files.text() == "odd.csv · 微店 · UTF-8"
    accepted(desk, preview)
    assert desk.said[-1] == "Imported: 2 new, 0 changed, 0 the same"
    drop(desk, odd)
    assert counts(shown(desk, OrderPreview))["the same"] == "2"


def test_an_unknown_sheet_may_be_a_library(desk, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\n道谢,谢谢亲。\n", encoding="utf-8")
    drop(desk, path)
    box = shown(desk, QMessageBox)
    assert box.text() == "What stands in odd.csv?"
    button = next(one for one in box.buttons() if one.text() == "Replies")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown(desk, ColumnDialog)


def test_a_dropped_library_goes_to_the_replies(desk, tmp_path: Path) -> None:
    path = tmp_path / "library.yaml"
    path.write_text("replies: [{id: new, title: 新, text: 新的一条}]\n", encoding="utf-8")
    drop(desk, path)
    assert shown(desk, ImportPreview)


def test_orders_and_replies_in_one_drop_are_refused(desk, export: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.yaml"
    path.write_text("replies: [{id: new, title: 新, text: 新的一条}]\n", encoding="utf-8")
    drop(desk, export, path)
    box = shown(desk, QMessageBox)
    assert box.text() == "some of these files are orders, others are replies"
    box.accept()


# Beside the window


def test_a_stopped_import_leaves_the_orders_as_they_were(desk, long_export: Path) -> None:
    drop(desk, long_export)
    dialog = shown(desk, OrderPreview)
    desk.qtbot.keyClick(dialog, Key.Key_Return)

    def bars() -> list[QProgressBar]:
        return [one for one in desk.window.findChildren(QProgressBar) if one.isVisible()]

    desk.qtbot.waitUntil(lambda: bool(bars()) and bars()[0].value() > 0, timeout=PATIENCE_MS)
    stop = next(
        one
        for one in desk.window.findChildren(QToolButton)
        if one.text() == "Stop" and one.isVisible()
    )
    desk.qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    assert desk.said == ["Stopped; nothing was imported"]
    assert orders(desk) == 0
    assert desk.ask(lambda workspace: workspace.verify()).problems == ()


def test_an_import_that_was_stopped_too_late_is_told_and_can_be_taken_back(
    desk, export: Path
) -> None:
    imported(desk, export)
    desk.said.clear()
    desk.window.order_imports._on_stopped("")
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    assert desk.said == ["It was too late to stop: the orders are imported"]
    desk.press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.qtbot.waitUntil(lambda: len(desk.said) == 2, timeout=PATIENCE_MS)
    assert orders(desk) == 0


def test_the_window_lives_and_keeps_the_cursor_while_orders_come_in(
    desk, long_export: Path
) -> None:
    drop(desk, long_export)
    dialog = shown(desk, OrderPreview)
    beats: list[None] = []
    heart = QTimer()
    heart.timeout.connect(lambda: beats.append(None))
    desk.qtbot.keyClick(dialog, Key.Key_Return)
    heart.start(1)
    desk.qtbot.waitUntil(
        lambda: any(bar.value() > 0 for bar in desk.window.findChildren(QProgressBar)),
        timeout=PATIENCE_MS,
    )
    assert desk.window.focusWidget() is desk.search_box
    assert len(beats) > 10
    back(desk)
    desk.find("thyf")
    assert desk.found[0] == "freight"
    desk.qtbot.waitUntil(lambda: bool(desk.said), timeout=PATIENCE_MS)
    assert desk.said == ["Imported: 15,000 new, 0 changed, 0 the same"]


def test_an_import_goes_with_its_window_and_leaves_nothing(
    desk, tmp_path: Path, open_profile
) -> None:
    # So long that it still runs when the window has seen it begin, on a busy machine, too.
    rows = order_rows(45_000, shop="样例小店")
    drop(desk, write_csv(tmp_path / "longer.csv", rows))
    dialog = shown(desk, OrderPreview)
    desk.qtbot.keyClick(dialog, Key.Key_Return)
    desk.qtbot.waitUntil(
        lambda: any(bar.value() > 0 for bar in desk.window.findChildren(QProgressBar)),
        timeout=PATIENCE_MS,
    )
    running = desk.window.order_imports._running
    desk.close()
    assert running.number == 0
    workspace = open_profile(desk.window._places)
    assert workspace.orders.count() == 0
    assert workspace.verify().problems == ()


def test_only_one_import_runs_at_a_time(desk, long_export: Path, export: Path) -> None:
    drop(desk, long_export)
    drop(desk, export)
    assert desk.said == ["An import is still running"]
    shown(desk, OrderPreview).reject()


# Files that must not come in


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nul.csv", b"a,b\n\0\0\0\0\n"),
        ("half.xlsx", b"PK\x03\x04\x14\0\0\0\x08\0half of a workbook"),
        ("empty.csv", b""),
        ("page.xls", b"<html><table><tr><td>no</td></tr></table></html>"),
    ],
)
def test_a_hostile_file_is_one_clear_line_and_the_window_lives(
    desk, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    drop(desk, path)
    box = shown(desk, QMessageBox)
    assert name in box.text()
    assert "\n" not in box.text()
    box.accept()
    assert orders(desk) == 0
    back(desk)
    desk.find("thyf")
    assert desk.found[0] == "freight"


def test_a_folder_and_a_file_that_is_gone_are_one_clear_line(desk, tmp_path: Path) -> None:
    for path, why in ((tmp_path / "home", "this is a folder"), (tmp_path / "gone.csv", "No such")):
        drop(desk, path)
        box = shown(desk, QMessageBox)
        assert why in box.text()
        box.accept()
        desk.qtbot.waitUntil(lambda box=box: not box.isVisible())
