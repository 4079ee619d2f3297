"""From a few letters to the filled-in text on the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from csconsole.storage.places import Places

Key = Qt.Key


def test_the_cursor_is_in_the_search_box_at_the_start(desk) -> None:
    assert desk.search_box.hasFocus()


def test_a_shortcut_and_enter_put_the_filled_in_text_on_the_clipboard(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.type_in("thyf")
    assert desk.found[0] == "freight"
    desk.press(Key.Key_Return)
    assert clipboard() == "亲，退货运费由我们承担。"


def test_copying_says_so_and_asks_nothing(desk, dialogs) -> None:
    desk.type_in("wh")
    desk.press(Key.Key_Return)
    assert desk.said == ["Copied: 问候"]
    assert dialogs() == []
    assert desk.search_box.hasFocus()


def test_each_copy_is_a_use_of_its_talk_in_the_store(desk) -> None:
    desk.type_in("wh")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Enter)
    talk = desk.state.talk.id
    assert desk.uses() == [("greet", talk, "zh")] * 2


def test_what_was_copied_survives_the_program(
    desk, small_profile: Places, open_profile: Callable
) -> None:
    desk.type_in("wh")
    desk.press(Key.Key_Return)
    desk.close()
    assert open_profile(small_profile)._store.database["reply_uses"].count == 1


def test_a_click_on_a_card_shows_it(desk) -> None:
    desk.click_card(2)
    assert desk.row == 2
    assert desk.labels[0] == desk.card(2).title


def test_a_double_click_on_a_card_copies_it(desk, clipboard: Callable[[], str]) -> None:
    desk.find("wh")
    desk.click_card(0, double=True)
    assert clipboard() == "在的亲，您请讲🌷"
    assert len(desk.uses()) == 1


def test_enter_in_the_list_copies(desk, clipboard: Callable[[], str]) -> None:
    desk.find("wh")
    desk.results.setFocus()
    desk.press(Key.Key_Return)
    assert clipboard() == "在的亲，您请讲🌷"


def test_the_copy_button_copies(qtbot, desk, clipboard: Callable[[], str]) -> None:
    desk.find("wh")
    qtbot.mouseClick(desk.preview.copy_button, Qt.MouseButton.LeftButton)
    assert clipboard() == "在的亲，您请讲🌷"


def test_ctrl_enter_copies_from_the_text(desk, clipboard: Callable[[], str]) -> None:
    desk.find("wh")
    desk.preview.text.setFocus()
    desk.press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "在的亲，您请讲🌷"


def test_where_nothing_was_found_nothing_is_copied(desk, clipboard: Callable[[], str]) -> None:
    desk.type_in("qqqq zzzz")
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    assert desk.said == ["Nothing is chosen to be copied"]
    assert desk.uses() == []


def test_an_out_of_date_reply_says_so_and_is_copied_with_a_warning(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.type_in("jhd")
    assert any("Expired on" in words for words in desk.labels)
    desk.press(Key.Key_Return)
    assert clipboard() == "活动进行中。"
    assert desk.said == ["Copied, though not valid today: 旧活动"]


def test_a_reply_that_is_not_valid_yet_says_from_when(desk) -> None:
    desk.type_in("xhd")
    assert any("Not valid before" in words and "99" in words for words in desk.labels)


def test_a_reply_that_is_valid_for_a_while_says_until_when(desk) -> None:
    desk.type_in("cqhd")
    assert any("Valid until" in words and "99" in words for words in desk.labels)
    desk.press(Key.Key_Return)
    assert desk.said == ["Copied: 长期活动"]


def test_the_notice_of_the_dates_goes_with_its_reply(desk) -> None:
    desk.type_in("jhd")
    desk.find("wh")
    assert not any("Expired" in words for words in desk.labels)
