"""Wordings that take turns, and talks that know nothing of one another."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key


@pytest.fixture
def freight(desk):
    desk.find("thyf")
    return desk


def look_away_and_back(desk) -> None:
    desk.find("wh")
    desk.find("thyf")


def test_what_was_copied_stays_in_view(freight) -> None:
    freight.press(Key.Key_Return)
    assert freight.text == "亲，退货运费由我们承担。"
    freight.press(Key.Key_Return)
    assert freight.text == "亲，退货运费由我们承担。"


def test_after_copying_and_looking_away_the_next_wording_comes_up(
    freight, clipboard: Callable[[], str]
) -> None:
    freight.press(Key.Key_Return)
    look_away_and_back(freight)
    freight.press(Key.Key_Return)
    assert clipboard() == "您好，这一单的运费我们来出。"
    look_away_and_back(freight)
    assert freight.text == "运费归我们。"


def test_after_the_last_wording_the_first_comes_again(freight) -> None:
    for _wording in range(3):
        freight.press(Key.Key_Return)
        look_away_and_back(freight)
    assert freight.text == "亲，退货运费由我们承担。"


def test_a_wording_chosen_by_hand_is_not_sent_to_the_same_buyer_again(freight) -> None:
    freight.press(Key.Key_F3)
    freight.press(Key.Key_Return)
    look_away_and_back(freight)
    assert freight.preview.wording_button.text() == "Wording 3 of 3"
    freight.press(Key.Key_Return)
    look_away_and_back(freight)
    assert freight.preview.wording_button.text() == "Wording 1 of 3"


def test_looking_alone_changes_no_wording(freight) -> None:
    look_away_and_back(freight)
    assert freight.text == "亲，退货运费由我们承担。"


def test_a_wording_that_was_only_looked_at_is_not_kept(freight) -> None:
    freight.press(Key.Key_F3)
    look_away_and_back(freight)
    assert freight.text == "亲，退货运费由我们承担。"


def test_the_button_tells_which_wording_is_shown_and_shows_the_next(qtbot, freight) -> None:
    button = freight.preview.wording_button
    assert button.text() == "Wording 1 of 3"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == "Wording 2 of 3"
    assert freight.text == "您好，这一单的运费我们来出。"


def test_a_single_wording_has_no_button(desk) -> None:
    desk.find("wh")
    assert not desk.preview.wording_button.isVisible()


def test_the_wordings_of_the_other_language_take_turns_too(
    freight, clipboard: Callable[[], str]
) -> None:
    freight.press(Key.Key_F2)
    freight.press(Key.Key_Return)
    look_away_and_back(freight)
    freight.press(Key.Key_Return)
    assert clipboard() == "For this one the postage is on us."
    assert freight.preview.wording_button.text() == "Wording 2 of 2"


def test_the_next_buyer_gets_the_first_wording(freight) -> None:
    freight.press(Key.Key_Return)
    freight.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    freight.find("thyf")
    assert freight.text == "亲，退货运费由我们承担。"


def test_the_language_button_tells_the_language_and_changes_it(qtbot, freight) -> None:
    button = freight.preview.language_button
    assert button.text() == "In Chinese"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == "In English"
    assert freight.labels[0] == "Who pays the postage"


def test_a_reply_in_one_language_alone_is_sent_in_that(
    open_desk, clipboard: Callable[[], str]
) -> None:
    library = "format: 1\nlanguage: zh\nreplies:\n  - {id: a, title: 只有中文, text: 亲，在的。}\n"
    desk = open_desk(library=library)
    assert not desk.preview.language_button.isVisible()
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Return)
    assert clipboard() == "亲，在的。"


def test_replies_are_sent_in_the_language_of_the_settings(open_desk) -> None:
    desk = open_desk(reply_language="en")
    desk.find("wh")
    assert desk.text == "Hello, I am here 🌷"


def test_a_use_records_the_language_it_was_sent_in(freight) -> None:
    freight.press(Key.Key_F2)
    freight.press(Key.Key_Return)
    assert [use[2] for use in freight.uses()] == ["en"]


def test_uses_for_two_buyers_are_uses_in_two_talks(freight) -> None:
    freight.press(Key.Key_Return)
    freight.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    freight.find("thyf")
    freight.press(Key.Key_Return)
    assert len({talk for _reply, talk, _language in freight.uses()}) == 2


def test_a_use_records_who_was_at_the_desk(open_desk) -> None:
    desk = open_desk(agent="小林")
    desk.find("wh")
    desk.press(Key.Key_Return)
    written = desk.ask(
        lambda workspace: [e.agent for e in workspace._store.journal.written_of("reply_use")]
    )
    assert written == ["小林"]
