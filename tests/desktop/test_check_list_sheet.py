"""What is checked, changed by a supervisor in the window, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt

from csconsole.desktop.day.list_draft import ListDraft
from csconsole.desktop.day.list_sheets import CheckListSheet, ItemSheet
from csconsole.selfcheck.item_file import usual_items
from csconsole.selfcheck.model import Group, ItemKind

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def draft():
    return ListDraft(usual_items(), usual_items())


def ids(draft):
    return [line.item.id for line in draft.lines]


def test_an_item_that_is_used_no_more_is_offered_again_the_next_time(draft):
    draft.turn(ids(draft).index("stock"))
    assert "stock" not in [one.id for one in draft.items]
    again = ListDraft(draft.items, usual_items())
    line = again.lines[ids(again).index("stock")]
    assert not line.is_used
    again.turn(again.lines.index(line))
    assert "stock" in [one.id for one in again.items]


def test_an_item_of_one_s_own_stands_at_the_end_of_its_group(draft):
    at = draft.add("  关灯  锁门 ", Group.SOLVED)
    other = draft.add("喂猫", Group.SOLVED)
    item = draft.lines[at].item
    assert (item.id, item.kind, item.title["zh"]) == ("own-1", ItemKind.MANUAL, "关灯 锁门")
    assert (draft.lines[other].item.id, other) == ("own-2", at + 1)
    assert draft.lines[other + 1].item.group is Group.READY


def test_a_change_of_words_is_taken_with_commas_of_either_kind(draft):
    at = ids(draft).index("notes-without-ticket")
    draft.change(at, "Notes", "退货，破损、 lost,")
    item = draft.lines[at].item
    assert item.parameters["words"] == ("退货", "破损", "lost")
    assert (item.title["en"], item.title["zh"]) == ("Notes", "备注提到售后但没有售后单")


def test_an_item_moves_within_its_group_alone(draft):
    assert draft.move(0, -1) == 0
    assert draft.move(0, 1) == 1
    last = sum(line.item.group is Group.RECORDED for line in draft.lines) - 1
    assert draft.move(last, 1) == last


@pytest.fixture
def sheet(order_desk):
    """The sheet, opened from the menu."""
    order_desk.wait_for_worker()
    order_desk.window.day.list.show()
    order_desk.wait_for_worker()
    return order_desk.dialog(CheckListSheet)


def kept(desk):
    return desk.ask(lambda one: [item.id for item in one.day.checks.checklist.items()])


def write(desk, title):
    desk.dialog(ItemSheet)
    desk.focused.selectAll()
    desk.type_in(title)
    desk.press(Key.Key_Return)


def at_list(desk, sheet):
    desk.qtbot.waitUntil(lambda: not sheet.findChildren(ItemSheet))
    sheet.activateWindow()
    desk.qtbot.waitUntil(sheet.list.hasFocus)


def test_items_are_left_out_added_and_renamed_by_keyboard_alone(order_desk, sheet, dialogs):
    order_desk.press(Key.Key_Space)  # the first one is used no more
    order_desk.press(Key.Key_N)
    write(order_desk, "关灯")
    at_list(order_desk, sheet)
    order_desk.press(Key.Key_E)  # where the new one stands
    write(order_desk, "关灯锁门")
    at_list(order_desk, sheet)
    order_desk.press(Key.Key_Up, ALT)
    order_desk.press(Key.Key_Return)
    order_desk.wait_for_worker()
    order_desk.qtbot.waitUntil(lambda: not dialogs())
    found = kept(order_desk)
    assert "replies-without-ticket" not in found
    assert found.index("own-1") < found.index("all-recorded")
    title = order_desk.ask(lambda one: one.day.checks.checklist.item("own-1").title)
    assert title == {"zh": "关灯锁门", "en": "关灯锁门"}


def test_a_fault_is_told_in_the_sheet_which_stays(order_desk, sheet):
    for line in sheet.draft.lines:
        sheet.draft.turn(sheet.draft.lines.index(line))
    order_desk.press(Key.Key_Return)
    order_desk.wait_for_worker()
    order_desk.qtbot.waitUntil(sheet.fault.isVisible)
    assert sheet.fault.text() == "a list has at least one item"
    assert kept(order_desk) == [one.id for one in usual_items()]
    order_desk.press(Key.Key_Escape)


def test_the_usual_list_comes_back_in_one_step(order_desk, sheet, dialogs):
    few = usual_items()[:3]
    order_desk.ask(lambda one: one.day.checks.checklist.take_items(few))
    sheet.usual.click()
    order_desk.wait_for_worker()
    order_desk.qtbot.waitUntil(lambda: not dialogs())
    assert not order_desk.ask(lambda one: one.day.checks.checklist.is_own)


def test_nothing_is_kept_where_the_sheet_is_left(order_desk, sheet, dialogs):
    order_desk.press(Key.Key_Space)
    order_desk.press(Key.Key_Escape)
    order_desk.qtbot.waitUntil(lambda: not dialogs())
    assert not order_desk.ask(lambda one: one.day.checks.checklist.is_own)
