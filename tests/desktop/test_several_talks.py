"""Several talks in the window: switched, closed, brought back, kept; nothing leaks between them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QToolButton

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def strip(desk):
    return desk.window.talks.strip


def tabs(desk) -> list[str]:
    bar = strip(desk).tabs
    return [bar.tabText(place) for place in range(bar.count())]


def give(desk, label: str, text: str) -> None:
    """Fill a field in."""
    desk.field(label).setFocus()
    desk.field(label).selectAll()
    desk.type_in(text)


def undo(desk) -> None:
    desk.window.notices._offer.button.click()
    desk.settle()


@pytest.fixture
def two(desk):
    """Wang's parcel in the first talk, nothing yet in the second, which is shown."""
    desk.find("fhcn")
    give(desk, "买家", "Wang")
    give(desk, "姓名", "Fang")
    desk.press(Key.Key_N, CTRL)
    return desk


def test_one_talk_is_open_at_first(desk) -> None:
    assert tabs(desk) == ["Buyer 1"]


def test_a_tab_is_called_by_the_buyer_as_soon_as_the_name_is_given(desk) -> None:
    desk.find("fhcn")
    give(desk, "买家", "Wang & Co")
    assert tabs(desk) == ["Wang && Co"]


def test_a_new_talk_has_a_tab_beside(two) -> None:
    assert tabs(two) == ["Wang", "Buyer 2"]
    assert strip(two).tabs.currentIndex() == 1


def test_a_second_new_talk_is_not_begun_while_one_is_untouched(two) -> None:
    two.press(Key.Key_N, CTRL)
    assert tabs(two) == ["Wang", "Buyer 2"]


def test_nothing_that_was_given_for_one_buyer_is_there_for_another(two) -> None:
    assert two.search_box.text() == ""
    two.find("fhcn")
    assert two.field("买家").text() == two.field("姓名").text() == ""
    assert "Fang" not in two.text


def test_ctrl_1_leads_back_to_where_the_first_talk_was_left(two) -> None:
    two.press(Key.Key_1, CTRL)
    assert two.search_box.text() == "fhcn"
    assert two.field("姓名").text() == "Fang"
    assert two.search_box.hasFocus()


def test_undo_in_the_search_box_brings_back_nothing_of_another_talk(two) -> None:
    two.press(Key.Key_Z, CTRL)
    assert two.search_box.text() == ""


def test_the_reply_and_the_wording_that_were_looked_at_are_there_again(desk) -> None:
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.find("运费")
    desk.press(Key.Key_F3)
    before = (desk.row, desk.text)
    desk.press(Key.Key_N, CTRL)
    desk.find("wh")
    desk.press(Key.Key_1, CTRL)
    assert (desk.row, desk.text) == before
    assert desk.preview.wording_button.text() == "Wording 2 of 3"


def test_what_was_sent_in_one_talk_turns_no_wording_of_another(desk) -> None:
    desk.find("thyf")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_N, CTRL)
    desk.find("thyf")
    assert desk.preview.wording_button.text() == "Wording 1 of 3"
    desk.find("wh")
    desk.press(Key.Key_1, CTRL)
    desk.find("wh")
    desk.find("thyf")
    assert desk.preview.wording_button.text() == "Wording 2 of 3"


def test_ctrl_tab_goes_round(two) -> None:
    two.press(Key.Key_Tab, CTRL)
    assert strip(two).tabs.currentIndex() == 0
    two.press(Key.Key_Backtab, CTRL | SHIFT)
    assert strip(two).tabs.currentIndex() == 1


def test_a_key_for_a_talk_that_is_not_there_does_nothing(two) -> None:
    two.press(Key.Key_7, CTRL)
    assert strip(two).tabs.currentIndex() == 1


def test_a_click_on_a_tab_goes_there(two) -> None:
    place = strip(two).tabs.tabRect(0).center()
    two.qtbot.mouseClick(strip(two).tabs, Qt.MouseButton.LeftButton, pos=place)
    assert two.search_box.text() == "fhcn"


def test_ctrl_w_closes_the_talk_and_undo_brings_it_back(two) -> None:
    two.press(Key.Key_1, CTRL)
    two.press(Key.Key_W, CTRL)
    assert tabs(two) == ["Buyer 2"]
    assert two.said[-1] == "Closed: Wang"
    undo(two)
    assert two.field("姓名").text() == "Fang"
    assert tabs(two)[0] == "Wang"


def test_an_untouched_talk_is_closed_without_a_word(two) -> None:
    before = list(two.said)
    two.press(Key.Key_W, CTRL)
    assert tabs(two) == ["Wang"]
    assert two.said == before


def test_the_cross_on_a_tab_closes_that_talk_and_leaves_the_one_shown(two) -> None:
    two.find("wh")
    strip(two).tabs.tabButton(0, QTabBar.ButtonPosition.RightSide).click()
    assert tabs(two) == ["Buyer 2"]
    assert two.search_box.text() == "wh"


def test_after_the_last_talk_is_closed_a_new_one_begins(desk) -> None:
    desk.find("thyf")
    desk.press(Key.Key_W, CTRL)
    assert tabs(desk) == ["Buyer 1"]
    assert desk.search_box.text() == ""


def test_a_narrow_window_has_a_list_that_drops_down(two) -> None:
    two.resize(420, 640)
    assert not strip(two).tabs.isVisible()
    drop_down = strip(two).list
    assert drop_down.isVisible()
    assert [drop_down.itemText(at) for at in range(drop_down.count())] == ["Wang", "Buyer 2"]
    drop_down.setFocus()
    two.press(Key.Key_Up)
    assert two.search_box.text() == "fhcn"


def test_forty_talks_leave_the_window_as_narrow_as_it_may_be(desk) -> None:
    for number in range(40):
        desk.find(f"talk {number}")
        desk.press(Key.Key_N, CTRL)
    assert len(tabs(desk)) == 41
    desk.resize(320, 640)
    assert desk.window.minimumSizeHint().width() <= 320


def test_uses_tell_the_talk_they_were_in(two) -> None:
    two.find("wh")
    two.press(Key.Key_Return)
    two.press(Key.Key_1, CTRL)
    two.find("wh")
    two.press(Key.Key_Return)
    ids = [talk for _reply, talk, _language in two.uses()]
    assert ids == [talk.id for talk in reversed(two.window.talks.state.now().talks)]


def test_a_forbidden_text_that_was_stopped_for_one_buyer_is_stopped_for_the_next(
    open_desk, clipboard: Callable[[], str]
) -> None:
    library = (
        "format: 1\nlanguage: zh\nreplies:\n  - {id: a, title: 加我, text: 加我微信 abc12345}\n"
    )
    desk = open_desk(library=library)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_N, CTRL)
    desk.press(Key.Key_Return)
    assert clipboard() == ""


# Language


def test_the_replies_follow_the_language_of_the_buyer(open_desk) -> None:
    desk = open_desk()
    desk.wait_for_thoughts()
    desk.find("Hello, who pays the return postage please?")
    assert desk.state.language == "en"
    assert strip(desk).language_button.text() == "English, detected"
    desk.find("退货的邮费谁来承担呀，麻烦说一下")
    assert desk.state.language == "zh"


def test_f2_chooses_and_it_stays_chosen_for_that_talk_alone(open_desk) -> None:
    desk = open_desk()
    desk.wait_for_thoughts()
    assert strip(desk).language_button.text() == "Chinese"
    desk.press(Key.Key_F2)
    assert strip(desk).language_button.text() == "English, chosen"
    desk.find("退货的邮费谁来承担呀，麻烦说一下")
    assert desk.state.language == "en"
    desk.press(Key.Key_N, CTRL)
    assert strip(desk).language_button.text() == "Chinese"
    desk.press(Key.Key_1, CTRL)
    assert strip(desk).language_button.text() == "English, chosen"


def test_a_search_in_english_letters_changes_no_language(open_desk) -> None:
    desk = open_desk()
    desk.wait_for_thoughts()
    desk.find("pays postage")
    assert desk.state.language == "zh"


# A restart


def test_talks_are_there_again_after_a_restart(qtbot, start, desk, small_profile) -> None:
    desk.find("fhcn")
    give(desk, "买家", "Wang")
    desk.close()
    console = start(small_profile)
    page = console.window.page
    qtbot.waitUntil(lambda: page.search_box.text() == "fhcn")
    assert page.state.answer("buyer") == "Wang"
    assert page.preview.form.field("buyer").text() == "Wang"


def test_talks_are_kept_without_a_proper_end_of_the_program(qtbot, desk, small_profile) -> None:
    desk.find("fhcn")
    qtbot.waitUntil(small_profile.open_talks.exists)


def test_a_changed_look_leaves_every_talk(qtbot, start, dialogs) -> None:
    console = start()
    first = console.window
    first.page.search_box.setText("qsr")
    first.talks.begin()
    first.page.search_box.setText("wh")
    first._save_settings({"theme": "dark"})
    qtbot.waitUntil(lambda: console.window is not first)
    window = console.window
    assert window.talks.strip.tabs.count() == 2
    assert window.page.search_box.text() == "wh"
    window.talks.switch(0)
    assert window.page.search_box.text() == "qsr"


def test_tabs_that_have_room_show_no_arrows_to_scroll_by(open_desk) -> None:
    desk = open_desk(size=(1120, 720))
    desk.press(Qt.Key.Key_N, CTRL)
    desk.settle()
    tabs = desk.window.talks.strip.tabs
    names = {"Talks before", "Talks behind"}
    scrollers = [one for one in tabs.findChildren(QToolButton) if one.accessibleName() in names]
    assert len(scrollers) == 2
    assert not any(one.isVisible() for one in scrollers)
