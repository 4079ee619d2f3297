"""The variables of a reply as fields: filled in, lacking, remembered for this buyer alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

Key = Qt.Key


def fill(desk, label: str, text: str) -> None:
    """Write something into a field as an agent does."""
    desk.field(label).setFocus()
    desk.field(label).selectAll()
    desk.press(Key.Key_Delete)
    desk.type_in(text)


def test_each_variable_is_a_field_of_its_kind(desk) -> None:
    desk.find("fhcn")
    assert desk.field("姓名").text() == ""
    assert desk.field("小时").text() == "48"
    assert desk.field("小时").validator() is not None
    assert "2026-11-30" in desk.field("发货日").placeholderText()
    assert desk.field("备注").placeholderText() == "may stay empty"
    assert desk.field("买家").placeholderText() == "may stay empty"
    desk.find("thyf")
    assert isinstance(desk.field("承担"), QComboBox)


def test_each_field_has_its_label(desk) -> None:
    desk.find("fhcn")
    labels = [label for label in desk.form.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in labels] == ["买家", "姓名", "发货日", "小时", "备注"]
    assert [label.buddy() for label in labels] == [desk.field(one.text()) for one in labels]


def test_the_first_choice_is_preselected(desk) -> None:
    desk.find("thyf")
    assert desk.field("承担").currentText() == "我们"
    assert desk.text == "亲，退货运费由我们承担。"


def test_another_choice_changes_the_text(desk, clipboard: Callable[[], str]) -> None:
    desk.find("thyf")
    desk.field("承担").setFocus()
    desk.press(Key.Key_Down)
    assert desk.text == "亲，退货运费由您承担。"
    desk.press(Key.Key_Return)
    assert clipboard() == "亲，退货运费由您承担。"


def test_the_text_follows_every_key(desk) -> None:
    desk.find("qsr")
    desk.field("姓名").setFocus()
    desk.type_in("Li")
    assert desk.text == "包裹由Li签收。"
    desk.press(Key.Key_Backspace)
    assert desk.text == "包裹由L签收。"


def test_enter_with_a_required_field_empty_copies_nothing_and_leads_there(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("qsr")
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    assert desk.uses() == []
    assert desk.field("姓名").hasFocus()
    assert desk.field("姓名").property("lacking")
    assert desk.said == ["Still to be filled in: 姓名"]


def test_every_lacking_field_is_named_and_the_first_is_gone_to(desk) -> None:
    desk.find("fhcn")
    desk.press(Key.Key_Return)
    assert desk.said == ["Still to be filled in: 姓名, 发货日"]
    assert desk.field("姓名").hasFocus()


def test_a_filled_field_is_marked_no_longer_and_enter_in_it_copies(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("qsr")
    desk.press(Key.Key_Return)
    desk.type_in("王芳")
    assert not desk.field("姓名").property("lacking")
    desk.press(Key.Key_Return)
    assert clipboard() == "包裹由王芳签收。"
    assert len(desk.uses()) == 1


def test_blanks_alone_do_not_fill_a_field(desk, clipboard: Callable[[], str]) -> None:
    desk.find("qsr")
    fill(desk, "姓名", "   ")
    desk.press(Key.Key_Return)
    assert clipboard() == ""


def test_optional_fields_may_stay_empty(desk, clipboard: Callable[[], str]) -> None:
    desk.find("fhcn")
    fill(desk, "姓名", "王芳")
    fill(desk, "发货日", "2026-11-30")
    desk.press(Key.Key_Return)
    assert clipboard() == "亲，王芳的包裹11月30日发出，48小时内到。"


def test_optional_fields_may_be_filled_in(desk, clipboard: Callable[[], str]) -> None:
    desk.find("fhcn")
    fill(desk, "买家", "李雷")
    fill(desk, "姓名", "王芳")
    fill(desk, "发货日", "下周三")
    fill(desk, "小时", "24")
    fill(desk, "备注", "，请留意")
    desk.press(Key.Key_Return)
    assert clipboard() == "李雷，王芳的包裹下周三发出，24小时内到，请留意。"


def test_a_day_may_be_typed_as_one_says_it(desk) -> None:
    desk.find("fhcn")
    fill(desk, "发货日", "明天")
    day = desk.state.today() + timedelta(days=1)
    assert f"{day.month}月{day.day}日发出" in desk.text
    fill(desk, "发货日", "+1")
    assert f"{day.month}月{day.day}日发出" in desk.text


def test_shift_enter_goes_on_to_the_next_field_and_from_the_last_to_the_first(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("fhcn")
    desk.field("买家").setFocus()
    for label in ("姓名", "发货日", "小时", "备注", "买家"):
        desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert desk.field(label).hasFocus(), label
    assert clipboard() == ""


def test_shift_enter_belongs_to_an_input_method_that_is_composing(desk) -> None:
    desk.find("qsr")
    desk.field("姓名").setFocus()
    desk.compose("wang")
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert desk.field("姓名").hasFocus()


def test_where_nothing_is_found_there_is_no_empty_sheet(desk) -> None:
    desk.find("qqqq zzzz")
    assert not desk.preview.isVisible()
    desk.find("wh")
    assert desk.preview.isVisible()


def test_the_text_begins_below_its_title(desk) -> None:
    desk.find("wh")
    preview = desk.preview
    title = preview._title.mapTo(preview, preview._title.contentsRect().topLeft()).x()
    document = preview.text.document()
    text = preview.text.viewport().mapTo(preview, QPoint(0, 0)).x()
    assert title == text + document.documentMargin()


def test_a_word_in_passing_is_gone_when_typing_goes_on(desk) -> None:
    desk.find("wh")
    desk.press(Key.Key_Return)
    assert desk.window.notices._toast.isVisible()
    desk.find("th")
    assert not desk.window.notices._toast.isVisible()


def test_a_preset_that_was_wiped_is_lacking(desk, clipboard: Callable[[], str]) -> None:
    desk.find("fhcn")
    fill(desk, "姓名", "王芳")
    fill(desk, "发货日", "2026-11-30")
    fill(desk, "小时", "")
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    assert desk.field("小时").hasFocus()
    assert desk.said == ["Still to be filled in: 小时"]


def test_a_number_field_takes_no_letters(desk) -> None:
    desk.find("fhcn")
    fill(desk, "小时", "7x2")
    assert desk.field("小时").text() == "72"


@pytest.mark.parametrize("number", ["-3", "2.5", "1,5", "+7"])
def test_a_number_field_takes_every_way_of_writing_a_number(desk, number: str) -> None:
    desk.find("fhcn")
    fill(desk, "小时", number)
    assert desk.field("小时").text() == number


def test_enter_on_the_number_block_copies_too(desk, clipboard: Callable[[], str]) -> None:
    desk.find("qsr")
    fill(desk, "姓名", "王芳")
    desk.press(Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert clipboard() == "包裹由王芳签收。"


def test_a_value_is_remembered_for_another_reply_to_the_same_buyer(desk) -> None:
    desk.find("qsr")
    fill(desk, "姓名", "王芳")
    desk.find("fhcn")
    assert desk.field("姓名").text() == "王芳"
    assert "王芳的包裹" in desk.text


def test_a_value_is_gone_for_the_next_buyer(desk) -> None:
    desk.find("qsr")
    fill(desk, "姓名", "王芳")
    desk.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.find("fhcn")
    assert desk.field("姓名").text() == ""
    assert "王芳" not in desk.text


def test_a_choice_of_another_reply_is_not_sent_where_it_cannot_be_chosen(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("thyf")
    desk.field("承担").setFocus()
    desk.press(Key.Key_Down)
    desk.find("sldf")
    assert desk.field("承担").currentText() == "店铺"
    desk.press(Key.Key_Return)
    assert clipboard() == "先由店铺垫付。"


def test_a_choice_is_kept_in_another_wording_that_offers_it(desk) -> None:
    desk.find("thyf")
    desk.field("承担").setFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_F3)
    assert desk.field("承担").currentText() == "您"
    assert desk.text == "您好，这一单的运费您来出。"


def test_what_the_settings_know_is_not_asked(open_desk, small_profile) -> None:
    library = (
        "format: 1\nlanguage: zh\nreplies:\n"
        "  - {id: a, title: 签名, shortcut: qm, text: '{shop}客服{agent}为您服务'}\n"
    )
    desk = open_desk(library=library, agent="小林", shop="山货铺")
    assert desk.text == "山货铺客服小林为您服务"
    assert desk.form.findChildren(QLineEdit) == []


def test_a_reply_without_variables_has_no_form(desk) -> None:
    desk.find("wh")
    assert not desk.form.isVisible()


def test_missing_and_filled_pieces_stand_on_grounds_of_their_own(desk) -> None:
    desk.find("fhcn")
    document = desk.preview.text.document()

    def ground(piece: str) -> str:
        cursor = document.find(piece)
        return cursor.charFormat().background().color().name()

    gap, preset, plain = ground("［姓名］"), ground("48"), ground("小时内到")
    assert len({gap, preset, plain}) == 3


def test_pieces_behind_an_emoji_are_marked_in_their_place(open_desk) -> None:
    library = (
        "format: 1\nlanguage: zh\nreplies:\n"
        "  - {id: a, title: 表情, shortcut: bq, text: '🎉👨‍👩‍👧{?几=三}天🎉'}\n"
    )
    desk = open_desk(library=library)
    cursor = desk.preview.text.document().find("三")
    after = desk.preview.text.document().find("天")
    assert cursor.charFormat().background() != after.charFormat().background()


def test_the_fields_of_the_other_language_are_asked_in_it(desk) -> None:
    desk.find("qsr")
    desk.press(Key.Key_F2)
    fill(desk, "name", "Wang Fang")
    assert desk.text == "The parcel was signed by Wang Fang."
