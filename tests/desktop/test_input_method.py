"""What an input method composes belongs to it until it hands the characters over."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

Key = Qt.Key


@pytest.fixture
def queries(desk) -> list[str]:
    """Every query that was searched for."""
    seen: list[str] = []
    desk.search_box.textChanged.connect(lambda _text: seen.append(desk.state.query))
    return seen


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_while_composing_copies_nothing(desk, clipboard: Callable[[], str], key: Key) -> None:
    desk.compose("thyf")
    desk.press(key)
    assert clipboard() == ""
    assert desk.said == []


def test_a_digit_while_composing_chooses_a_candidate_and_searches_nothing(
    desk, queries: list[str], clipboard: Callable[[], str]
) -> None:
    desk.compose("tui huo")
    desk.press(Key.Key_1)
    assert queries == []
    assert clipboard() == ""


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_Up, Key.Key_PageDown])
def test_the_arrows_while_composing_leave_the_list_alone(desk, key: Key) -> None:
    desk.press(Key.Key_Down)
    desk.compose("tui")
    desk.press(key)
    assert desk.row == 1


def test_esc_while_composing_keeps_what_was_typed_before(desk) -> None:
    desk.type_in("th")
    desk.compose("yun")
    desk.press(Key.Key_Escape)
    assert desk.search_box.text() == "th"


def test_the_search_waits_until_the_characters_are_handed_over(desk, queries: list[str]) -> None:
    desk.compose("t")
    desk.compose("tui")
    desk.compose("tui huo")
    assert queries == []
    assert len(desk.found) == 8
    desk.commit("退货")
    assert queries == ["退货"]
    assert desk.found[0] == "freight"


def test_enter_after_the_characters_were_handed_over_copies(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.compose("yun fei")
    desk.press(Key.Key_Return)
    desk.commit("运费")
    desk.press(Key.Key_Return)
    assert clipboard() == "亲，退货运费由我们承担。"


def test_a_composition_that_is_given_up_gives_the_keys_back(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.type_in("wh")
    desk.compose("x")
    desk.compose("")
    desk.press(Key.Key_Return)
    assert clipboard() == "在的亲，您请讲🌷"


def test_the_characters_of_an_input_method_are_found_by_their_title(desk) -> None:
    desk.commit("谁来垫付")
    assert desk.found[0] == "payer"


def test_enter_while_composing_in_a_field_copies_nothing(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("qsr")
    desk.field("姓名").setFocus()
    desk.compose("wang fang")
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    assert desk.state.answer("姓名") is None


def test_a_field_takes_what_was_handed_over_and_enter_then_copies(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("qsr")
    desk.field("姓名").setFocus()
    desk.compose("wang fang")
    desk.commit("王芳")
    assert desk.text == "包裹由王芳签收。"
    desk.press(Key.Key_Return)
    assert clipboard() == "包裹由王芳签收。"


def test_a_composition_that_ends_with_its_field_does_not_hold_enter_in_the_next(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("qsr")
    desk.field("姓名").setFocus()
    desk.compose("wang")
    desk.press(Key.Key_F3)
    desk.field("姓名").setFocus()
    desk.type_in("Wang")
    desk.press(Key.Key_Return)
    assert clipboard() == "包裹由Wang签收。"
