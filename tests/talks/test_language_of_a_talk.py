"""The language of a talk follows what the buyer writes, until the agent chooses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.talks.detecting import language_of
from csconsole.talks.model import Spoken, Talk


@pytest.mark.parametrize(
    "message",
    [
        "退货运费谁出",
        "請問這個什麼時候發貨",
        "hi 在吗",
        "这个iPhone15ProMax有货吗",
        "这个 iPhone Pro Max 手机壳有黑色吗",
        "https://item.example.com/some/long/path/of/words 这个有吗",
        "OK，那就发SF吧",
    ],
)
def test_chinese_is_told_whatever_english_stands_in_it(message: str) -> None:
    assert language_of(message) == "zh"


@pytest.mark.parametrize(
    "message",
    [
        "Where is my parcel?",
        "hello, when will you ship it",
        "I'd like to return the 旗袍 I bought last week, it's too small",
        "is this ok for a 10 year old",
    ],
)
def test_english_is_told(message: str) -> None:
    assert language_of(message) == "en"


@pytest.mark.parametrize(
    "message",
    [
        "",
        "   ",
        "OK",
        "hello",
        "hi hello",
        "XL",
        "A-203",
        "2233445566778899",
        "👍👍",
        "注文はまだですか",
    ],
)
def test_what_everybody_writes_tells_no_language(message: str) -> None:
    assert language_of(message) == ""


@given(st.text())
def test_every_text_is_read(message: str) -> None:
    assert language_of(message) in {"", "zh", "en"}


def test_a_talk_follows_its_buyer() -> None:
    talk = Talk("zh").asked("Where is my parcel?")
    assert (talk.language, talk.spoken) == ("en", Spoken.DETECTED)
    assert talk.asked("包裹到哪里了").language == "zh"


def test_a_message_that_tells_nothing_leaves_the_language() -> None:
    talk = Talk("zh").asked("Where is my parcel?").asked("OK")
    assert (talk.language, talk.spoken) == ("en", Spoken.DETECTED)


def test_what_the_agent_chose_stays_whatever_the_buyer_writes() -> None:
    talk = Talk("zh").speaking("en").asked("包裹到哪里了")
    assert (talk.language, talk.spoken) == ("en", Spoken.CHOSEN)


def test_the_settings_reach_only_a_talk_that_has_no_language_of_its_own() -> None:
    assert Talk("zh").speaking_as_set("en").language == "en"
    assert Talk("zh").speaking("zh").speaking_as_set("en").language == "zh"
    assert Talk("en").asked("包裹到哪里了").speaking_as_set("en").language == "zh"
