"""Archiving, moving, tagging and dating the replies of the list, and taking it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from csconsole.desktop.replies.editing.archive import ArchiveDialog
from csconsole.desktop.replies.editing.bulk import MoveDialog, TagDialog, ValidityDialog
from csconsole.desktop.replies.editing.history import HistoryDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def in_list(desk):
    """The focus in the list, on the first of the two replies about returns."""
    desk.find("category:return")
    desk.state.enter_category("after-sale/return")
    desk.page.search_box.clear()
    desk.page.renew()
    desk.results.setFocus()
    return desk


def replies(desk):
    return {one.id: one for one in desk.ask(lambda workspace: workspace.replies.all())}


def back_in_the_window(desk):
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def test_delete_in_the_list_archives_the_reply_and_asks_nothing(in_list):
    first, second = in_list.found
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    assert first not in replies(in_list)
    assert in_list.state.chosen.id == second
    assert in_list.said[-1].startswith("Archived: ")


def test_one_key_brings_the_archived_reply_back(in_list):
    first, _second = in_list.found
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    in_list.press(Qt.Key.Key_Z, CONTROL)
    in_list.wait_for_worker()
    assert first in replies(in_list)
    assert in_list.said[-1].startswith("Undone: ")


def test_the_button_of_the_word_undoes_too(in_list):
    first, _second = in_list.found
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    in_list.window.notices._offer.button.click()
    in_list.wait_for_worker()
    assert first in replies(in_list)


def test_delete_in_the_search_box_archives_nothing(desk):
    before = replies(desk)
    desk.find("wh")
    desk.press(Qt.Key.Key_Home)
    desk.press(Qt.Key.Key_Delete)
    assert replies(desk) == before
    assert desk.page.search_box.text() == "h"


def test_control_z_in_the_search_box_undoes_what_was_typed_first(in_list):
    first, _second = in_list.found
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    in_list.page.focus_search()
    in_list.type_in("x")
    in_list.press(Qt.Key.Key_Z, CONTROL)
    in_list.wait_for_worker()
    assert in_list.page.search_box.text() == ""
    assert first not in replies(in_list)


def test_several_replies_are_archived_and_brought_back_as_one(in_list):
    both = in_list.found
    in_list.press(Qt.Key.Key_Down, SHIFT)
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    assert not set(both) & replies(in_list).keys()
    in_list.press(Qt.Key.Key_Z, CONTROL)
    in_list.wait_for_worker()
    assert set(both) <= replies(in_list).keys()


def test_replies_are_moved_by_the_name_of_a_category(in_list):
    both = in_list.found
    in_list.press(Qt.Key.Key_Down, SHIFT)
    in_list.press(Qt.Key.Key_M)
    dialog = in_list.dialog(MoveDialog)
    dialog.field.setEditText("Pre-sale / Size")
    in_list.press(Qt.Key.Key_Return)
    in_list.wait_for_worker()
    assert {replies(in_list)[one].category for one in both} == {"pre-sale/size"}


def test_a_category_that_nobody_knew_is_a_new_one(in_list):
    first = in_list.found[0]
    in_list.press(Qt.Key.Key_M)
    in_list.dialog(MoveDialog).field.setEditText("after-sale/warranty")
    in_list.press(Qt.Key.Key_Return)
    in_list.wait_for_worker()
    assert replies(in_list)[first].category == "after-sale/warranty"


def test_tags_are_given_and_taken_from_several(in_list):
    both = in_list.found
    in_list.press(Qt.Key.Key_A, CONTROL)
    in_list.press(Qt.Key.Key_T)
    in_list.dialog(TagDialog)
    in_list.type_in("new")
    in_list.press(Qt.Key.Key_Tab)
    in_list.commit("运费")
    in_list.press(Qt.Key.Key_Return)
    in_list.wait_for_worker()
    assert all("new" in replies(in_list)[one].tags for one in both)
    assert not any("运费" in replies(in_list)[one].tags for one in both)


def test_days_are_given_to_several(in_list):
    both = in_list.found
    in_list.press(Qt.Key.Key_A, CONTROL)
    in_list.press(Qt.Key.Key_V)
    in_list.dialog(ValidityDialog)
    in_list.press(Qt.Key.Key_Tab)
    in_list.type_in("2999-05-01")
    in_list.press(Qt.Key.Key_Return)
    in_list.wait_for_worker()
    assert {replies(in_list)[one].valid_until.year for one in both} == {2999}


def test_what_is_no_day_is_told_and_changes_nothing(in_list):
    before = replies(in_list)
    in_list.press(Qt.Key.Key_V)
    dialog = in_list.dialog(ValidityDialog)
    in_list.type_in("2026-02-31")
    in_list.press(Qt.Key.Key_Return)
    assert "is no day" in dialog._fault.text()
    assert dialog.isVisible()
    assert replies(in_list) == before


def test_the_archive_brings_back_what_it_shows(in_list):
    first = in_list.found[0]
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    in_list.window._actions["archive"].trigger()
    dialog = in_list.dialog(ArchiveDialog)
    in_list.wait_for_worker()
    assert dialog.rows.currentItem().text() == "退货运费谁出"
    in_list.press(Qt.Key.Key_Return)
    in_list.wait_for_worker()
    assert first in replies(in_list)
    assert in_list.state.chosen.id == first


def test_the_archive_is_searched_as_one_types(in_list):
    in_list.press(Qt.Key.Key_A, CONTROL)
    in_list.press(Qt.Key.Key_Delete)
    in_list.wait_for_worker()
    in_list.window._actions["archive"].trigger()
    dialog = in_list.dialog(ArchiveDialog)
    in_list.wait_for_worker()
    dialog.findChild(QLineEdit).setFocus()
    in_list.type_in("sldf")
    assert [dialog.rows.item(row).text() for row in range(dialog.rows.count())] == ["谁来垫付"]


def test_the_history_tells_who_did_what_and_puts_a_version_back(in_list):
    first = in_list.found[0]
    before = replies(in_list)[first]
    in_list.ask(lambda workspace: workspace.editing.move([first], "pre-sale/size"))
    in_list.ask(lambda workspace: workspace.editing.tag([first], add=["later"]))
    in_list.press(Qt.Key.Key_H)
    dialog = in_list.dialog(HistoryDialog)
    in_list.wait_for_worker()
    rows = [dialog.rows.item(row).text() for row in range(dialog.rows.count())]
    assert [row.split(" · ")[-1] for row in rows] == ["tags changed", "moved", "imported"]
    in_list.press(Qt.Key.Key_End)
    assert "Title" in dialog.shown.toPlainText()
    in_list.press(Qt.Key.Key_Return)
    in_list.wait_for_worker()
    assert replies(in_list)[first] == before


def test_one_change_of_the_history_is_taken_back_alone(in_list):
    first = in_list.found[0]
    in_list.ask(lambda workspace: workspace.editing.move([first], "pre-sale/size"))
    in_list.ask(lambda workspace: workspace.editing.tag([first], add=["later"]))
    in_list.press(Qt.Key.Key_H)
    in_list.dialog(HistoryDialog)
    in_list.wait_for_worker()
    in_list.press(Qt.Key.Key_Down)
    in_list.press(Qt.Key.Key_U)
    in_list.wait_for_worker()
    assert replies(in_list)[first].category == "after-sale/return"
    assert "later" in replies(in_list)[first].tags


def test_with_nothing_changed_there_is_nothing_to_undo(desk):
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for_worker()
    assert desk.said == ["There is nothing to undo"]
