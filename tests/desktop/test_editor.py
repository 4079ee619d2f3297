"""Writing a reply in the editor: with keys alone, checked and filled in while one types."""

import pytest
from PySide6.QtCore import Qt

from csconsole.desktop.replies.editing.editor import Keeping, ReplyEditor
from csconsole.desktop.replies.editing.emoji import emoji, fitting
from csconsole.desktop.replies.editing.emoji_picker import EmojiPicker

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASSPHRASE = "the supervisor's own"


@pytest.fixture
def editor(desk):
    """Open the editor by a key and give its dialog."""

    def opening(key=Qt.Key.Key_N, modifiers=CONTROL | SHIFT):
        desk.press(key, modifiers)
        desk.wait_for_worker()
        return desk.dialog(ReplyEditor)

    return opening


@pytest.fixture
def with_agent(desk):
    """An agent at the desk of a shop that has a supervisor, who is not here."""

    def sitting(workspace):
        workspace.people.add("Lin")
        workspace.sit_down("Lin")
        workspace.people.set_passphrase(PASSPHRASE)
        workspace.people.lock()

    desk.ask(sitting)


def back_in_the_window(desk):
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)


def replies(desk):
    return {one.id: one for one in desk.ask(lambda workspace: workspace.replies.all())}


def titled(desk, title):
    return next(one for one in replies(desk).values() if one.title_in("zh") == title)


def test_a_new_reply_is_written_with_keys_alone(desk, editor):
    editor()
    desk.type_in("新的回复")
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("亲，已经为您处理好了")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    made = titled(desk, "新的回复")
    assert made.text["zh"] == "亲，已经为您处理好了"
    assert made.owner == ""
    assert desk.state.chosen.id == made.id


def test_a_saved_reply_can_be_undone_with_a_key(desk, editor):
    editor()
    desk.type_in("新的回复")
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("亲")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    back_in_the_window(desk)
    desk.press(Qt.Key.Key_Z, CONTROL)
    desk.wait_for_worker()
    assert "新的回复" not in [one.title_in("zh") for one in replies(desk).values()]


def test_the_reply_that_is_looked_at_is_changed(desk, editor):
    desk.find("wh")
    editor(Qt.Key.Key_E, CONTROL)
    desk.press(Qt.Key.Key_End, CONTROL)
    desk.type_in(" ok")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    assert replies(desk)["greet"].text["zh"].endswith("🌷 ok")
    assert desk.text.endswith("🌷 ok")


def test_a_copy_begins_as_the_reply_that_is_looked_at(desk, editor):
    desk.find("wh")
    editor(Qt.Key.Key_D, CONTROL | SHIFT)
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    assert titled(desk, "问候 (copy)").text == replies(desk)["greet"].text


def test_a_brace_offers_the_variables_and_enter_takes_one(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("{way")
    field = dialog.form.page().text
    assert field.offered() == [
        "{waybill}   waybill number",
        "{return_waybill}   return waybill number",
    ]
    desk.press(Qt.Key.Key_Return)
    assert field.toPlainText() == "{waybill}"
    assert not field.is_offering


def test_tab_takes_the_offer_that_the_arrows_lead_to(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("{way")
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Tab)
    assert dialog.form.page().text.toPlainText() == "{return_waybill}"
    assert dialog.form.page().text.hasFocus()


def test_a_question_is_put_in_with_its_label_ready_to_be_overwritten(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("🌷")
    desk.type_in("{?")
    desk.press(Qt.Key.Key_Return)
    desk.type_in("size")
    assert dialog.form.page().text.toPlainText() == "🌷{?size}"


def test_escape_closes_the_offers_and_not_the_editor(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("{b")
    desk.press(Qt.Key.Key_Escape)
    assert not dialog.form.page().text.is_offering
    assert dialog.isVisible()


def test_a_brace_that_is_not_closed_is_told_at_once(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("{buyer")
    assert dialog.preview.fault.isVisible()
    assert "not closed" in dialog.preview.fault.text()
    desk.type_in("}")
    assert not dialog.preview.fault.isVisible()


def test_forbidden_words_are_marked_while_one_types(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("加我微信")
    assert [one.cursor.selectedText() for one in dialog.form.page().text.extraSelections()]
    assert dialog.preview.notes.isVisible()


def test_the_text_is_shown_filled_in_while_one_types(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("{?size}")
    assert dialog.preview.text.text() == "［size］"


def test_what_is_missing_is_told_and_nothing_is_saved(desk, editor):
    before = replies(desk)
    dialog = editor()
    desk.type_in("只有标题")
    desk.press(Qt.Key.Key_S, CONTROL)
    assert dialog.fault.text() == "the text is missing"
    assert replies(desk) == before


def test_a_shortcut_that_is_taken_is_refused_in_the_editor(desk, editor):
    dialog = editor()
    desk.type_in("又一条")
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("亲")
    dialog.form.shortcut.setFocus()
    desk.type_in("thyf")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    assert "thyf" in dialog.fault.text()
    assert dialog.isVisible()


def test_what_was_written_and_not_saved_is_there_again(desk, editor):
    editor()
    desk.type_in("halb")
    desk.press(Qt.Key.Key_Escape)
    assert "Not saved" in desk.said[-1]
    back_in_the_window(desk)
    again = editor()
    assert again.form.page().title.text() == "halb"


def test_an_agent_proposes_a_change_and_the_library_stays(desk, editor, with_agent):
    desk.find("wh")
    editor(Qt.Key.Key_E, CONTROL)
    desk.type_in("new ")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    (proposal,) = desk.ask(lambda workspace: workspace.proposals.open())
    assert proposal.fields.keys() == {"text"}
    assert replies(desk)["greet"].text["zh"].startswith("在的亲")


def test_an_agent_keeps_an_own_reply_beside_the_approved_one(desk, editor, with_agent):
    desk.find("wh")
    dialog = editor(Qt.Key.Key_E, CONTROL)
    dialog.ways[Keeping.OWN].setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.wait_for_worker()
    owners = [one.owner for one in replies(desk).values() if one.title_in("zh") == "问候"]
    assert sorted(owners) == ["", "Lin"]


def test_the_supervisor_saves_after_giving_the_passphrase(desk, editor, with_agent):
    desk.find("wh")
    dialog = editor(Qt.Key.Key_E, CONTROL)
    desk.type_in("new ")
    dialog.keep(Keeping.APPROVED)
    desk.wait_for_worker()
    desk.type_in("wrong one")
    desk.press(Qt.Key.Key_Return)
    desk.wait_for_worker()
    desk.type_in(PASSPHRASE)
    desk.press(Qt.Key.Key_Return)
    desk.wait_for_worker()
    desk.wait_for_worker()
    assert replies(desk)["greet"].text["zh"].startswith("new ")


def test_the_editor_shows_a_page_for_each_language(desk, editor):
    desk.find("wh")
    dialog = editor(Qt.Key.Key_E, CONTROL)
    dialog.form.tabs.setCurrentIndex(1)
    dialog.form.page().text.setFocus()
    desk.type_in("Well. ")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    assert replies(desk)["greet"].text["en"].startswith("Well. ")


def test_a_second_wording_can_be_added_and_removed(desk, editor):
    desk.find("wh")
    dialog = editor(Qt.Key.Key_E, CONTROL)
    page = dialog.form.page()
    page._more.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.type_in("second")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    assert replies(desk)["greet"].variants == {"zh": ("second",)}


def test_days_and_tags_are_read_as_people_type_them(desk, editor):
    desk.find("wh")
    dialog = editor(Qt.Key.Key_E, CONTROL)
    dialog.form.tags.setFocus()
    desk.type_in("问候，#早安 问候")
    dialog.form.valid_until.setFocus()
    desk.type_in("2999/1/31")
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    kept = replies(desk)["greet"]
    assert kept.tags == ("问候", "早安")
    assert kept.valid_until.isoformat() == "2999-01-31"


def test_an_emoji_is_found_by_a_word_and_put_where_the_cursor_is(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.type_in("ab")
    desk.press(Qt.Key.Key_Left)
    desk.press(Qt.Key.Key_Period, CONTROL)
    desk.dialog(EmojiPicker)
    desk.type_in("parcel")
    desk.press(Qt.Key.Key_Return)
    assert dialog.form.page().text.toPlainText() == "a📦b"


def test_what_was_chosen_lately_comes_first(desk, editor):
    dialog = editor()
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Period, CONTROL)
    desk.dialog(EmojiPicker)
    desk.commit("发货")
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_Return)
    dialog.activateWindow()
    desk.qtbot.waitUntil(dialog.form.page().text.hasFocus)
    desk.press(Qt.Key.Key_Period, CONTROL)
    assert desk.dialog(EmojiPicker).shown()[0] == "🚚"


def test_emoji_are_found_in_both_languages():
    assert fitting("谢谢")[0].sign == fitting("thanks")[0].sign == "🙏"
    assert fitting("") == list(emoji())
    assert fitting("no such word") == []
