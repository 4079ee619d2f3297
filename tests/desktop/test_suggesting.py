"""What a buyer wrote is pasted into the same box, and replies are suggested for it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key
MESSAGE = "退回去要我自己出运费吗？"


@pytest.fixture
def thinking(desk):
    """A window whose library is prepared."""
    desk.wait_for_thoughts()
    return desk


def reading(desk) -> str:
    """What the page says about how it reads what was typed."""
    return desk.page._reading.text() if desk.page._reading.isVisible() else ""


def test_a_message_is_answered_and_the_page_says_how_it_was_read(
    thinking, clipboard: Callable[[], str]
) -> None:
    thinking.type_in(MESSAGE)
    assert thinking.found[0] == "freight"
    assert "Suggested" in reading(thinking)
    thinking.press(Key.Key_Return)
    assert clipboard() == "亲，退货运费由我们承担。"


def test_a_search_says_nothing_about_messages(thinking) -> None:
    thinking.type_in("thyf")
    assert reading(thinking) == ""


def test_a_suggestion_tells_the_question_that_it_answers(thinking) -> None:
    thinking.type_in(MESSAGE)
    assert thinking.card().category == "answers: 退回去要我出运费吗"


def test_a_suggestion_shows_no_braces_of_the_library(thinking) -> None:
    thinking.type_in("do I have to pay for the return")
    for row in range(len(thinking.found)):
        assert "{" not in thinking.card(row).category


def test_in_a_suggestion_only_words_that_say_something_are_marked(thinking) -> None:
    thinking.type_in("do I pay for the postage of a return, and when is it")
    row = thinking.found.index("freight")
    card = thinking.card(row)
    marked = {card.title[start:end].strip() for start, end in card.title_marks}
    marked |= {card.text[start:end].strip() for start, end in card.text_marks}
    assert "postage" in marked
    assert not marked & {"is", "on", "the", "The", "a", "and"}


def test_f4_searches_the_words_instead_and_back(thinking) -> None:
    thinking.type_in(MESSAGE)
    thinking.press(Key.Key_F4)
    assert "Found by the words" in reading(thinking)
    thinking.press(Key.Key_F4)
    assert "Suggested" in reading(thinking)
    assert thinking.found[0] == "freight"


def test_an_emptied_box_forgets_how_the_last_message_was_read(thinking) -> None:
    thinking.type_in(MESSAGE)
    thinking.press(Key.Key_F4)
    thinking.press(Key.Key_Escape)
    assert reading(thinking) == ""
    thinking.type_in(MESSAGE)
    assert "Suggested" in reading(thinking)


def test_what_was_thought_of_comes_after_a_moment(qtbot, thinking) -> None:
    with qtbot.waitSignal(thinking.page.message_read) as told:
        thinking.type_in(MESSAGE)
    assert told.args == [MESSAGE]
    thinking.wait_for_thoughts()
    assert thinking.found[0] == "freight"


def test_thoughts_do_not_move_what_the_agent_is_choosing(thinking) -> None:
    thinking.type_in(MESSAGE)
    thinking.press(Key.Key_Down)
    before = thinking.state.chosen
    thinking.qtbot.waitSignal(thinking.page.message_read).wait()
    thinking.wait_for_thoughts()
    assert thinking.row == 1
    assert thinking.state.chosen is before


def test_thoughts_do_not_move_the_first_reply_once_the_agent_came_back_to_it(thinking) -> None:
    thinking.type_in(MESSAGE)
    thinking.press(Key.Key_Down)
    thinking.press(Key.Key_Up)
    before = thinking.found
    thinking.page.take_suggestions(MESSAGE, [])
    assert thinking.found == before
    assert thinking.row == 0


def test_a_late_thought_leaves_the_mark_on_the_reply_that_is_read(qtbot, thinking) -> None:
    thinking.type_in(MESSAGE)
    engine = thinking.state.finding.suggestions
    found = engine.suggest(MESSAGE, limit=8, context=None, today=None)
    turned = [*reversed(found)]
    assert len(turned) > 1
    qtbot.waitUntil(lambda: thinking.page.is_being_read)
    thinking.wait_for_thoughts()
    before = thinking.state.chosen
    thinking.page.take_suggestions(MESSAGE, turned)
    assert thinking.found == [one.reply.id for one in turned]
    assert thinking.state.chosen is before
    assert thinking.found[thinking.row] == before.id


def test_a_quick_thought_leads_with_its_best_reply(thinking) -> None:
    thinking.type_in(MESSAGE)
    found = thinking.state.finding.suggestions.suggest(MESSAGE, limit=8, context=None, today=None)
    thinking.page.take_suggestions(MESSAGE, [*reversed(found)])
    assert thinking.row == 0
    assert thinking.state.chosen.id == found[-1].reply.id


def test_a_message_that_nothing_fits_after_all_says_so(thinking) -> None:
    thinking.type_in(MESSAGE)
    thinking.page.take_suggestions(MESSAGE, [])
    assert "No reply is sure" in reading(thinking)


def test_thoughts_about_an_older_message_are_dropped(thinking) -> None:
    thinking.type_in(MESSAGE)
    thinking.press(Key.Key_Escape)
    thinking.page.take_suggestions(MESSAGE, [])
    assert len(thinking.found) == 8


def test_a_message_that_nothing_shares_a_word_with_says_so_once(thinking) -> None:
    thinking.type_in("你们老板是不是姓赵钱孙李周吴郑王？")
    assert thinking.found == []
    assert reading(thinking) == ""
    assert "No reply fits this message." in thinking.page._nothing.text()


def test_what_is_sent_for_a_message_is_learned(thinking) -> None:
    thinking.type_in("我要自己掏钱寄回去么？")
    thinking.find("我要自己掏钱寄回去么？")
    for row, reply_id in enumerate(thinking.found):
        if reply_id == "payer":
            for _step in range(row):
                thinking.press(Key.Key_Down)
    sent = thinking.state.chosen.id
    with thinking.qtbot.waitSignal(thinking.page.answered) as told:
        thinking.press(Key.Key_Return)
    assert told.args == ["我要自己掏钱寄回去么？", sent]
    thinking.wait_for_worker()


def test_the_next_buyer_has_written_nothing_yet(thinking) -> None:
    thinking.type_in(MESSAGE)
    assert thinking.state.talk.message == MESSAGE
    thinking.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert thinking.state.talk.message == ""


def test_before_the_suggestions_are_ready_a_message_is_searched_by_its_words(desk) -> None:
    desk.state.finding.suggestions = None
    desk.type_in(MESSAGE)
    assert "freight" in desk.found
    assert reading(desk) == ""
