"""What there is to clean up: near-same replies, never sent ones, ones about to end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_shop import own_reply

from csconsole.replies.model import Reply, Usage
from csconsole.replies.reviewing import duplicates, ending, ends_soon, never_used

TODAY = date(2026, 11, 11)
TEXT = "亲，退货的运费由我们承担，请放心寄回。"


def replies(*texts):
    return [Reply(f"r{at:03}", {"zh": "题"}, {"zh": text}) for at, text in enumerate(texts)]


def pairs(found):
    return [(pair.one.id, pair.other.id) for pair in found]


# Near-same


def test_texts_that_differ_in_signs_alone_are_the_same():
    found = duplicates(replies(TEXT, "  亲~退货的运费由我们承担\n请放心寄回!! ", "别的"))
    assert pairs(found) == [("r000", "r001")]
    assert found[0].likeness == 100


def test_texts_that_differ_in_a_word_are_near_the_same():
    found = duplicates(replies(TEXT, TEXT.replace("请放心", "您放心")))
    assert pairs(found) == [("r000", "r001")]
    assert 88 <= found[0].likeness < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [("abcd", "abxcd"), ("退货寄哪里", "退货寄到哪里"), ("我们包邮哦", "我们都包邮哦")],
)
def test_short_texts_with_one_character_more_are_found(one, other):
    assert pairs(duplicates(replies(one, other))) == [("r000", "r001")]


def test_different_texts_are_no_pair():
    assert duplicates(replies(TEXT, "尺码请看详情页的尺码表。", "好", "不好")) == []


def test_texts_of_signs_alone_are_compared_as_they_are():
    assert duplicates(replies("😊", "👍", "…", "！")) == []
    assert pairs(duplicates(replies("😊", "😊"))) == [("r000", "r001")]


def test_many_copies_of_one_text_are_all_found():
    found = duplicates(replies(*[TEXT] * 100))
    assert pairs(found) == [("r000", f"r{at:03}") for at in range(1, 100)]


def test_each_language_is_compared_by_itself():
    one = Reply("a", {"en": "T"}, {"zh": TEXT, "en": "We pay for it, of course."})
    other = Reply("b", {"en": "T"}, {"zh": "完全不同的一段话", "en": "We pay for it of course"})
    assert [(pair.language, pair.likeness) for pair in duplicates([one, other])] == [("en", 100.0)]


@given(st.lists(st.text("退货运费承担请寄回", max_size=12), max_size=8), st.randoms())
def test_the_same_pairs_are_found_in_any_order(texts, chance):
    ordered = replies(*texts)
    mixed = list(ordered)
    chance.shuffle(mixed)
    assert duplicates(mixed) == duplicates(ordered)
    assert all(pair.one.id < pair.other.id for pair in duplicates(mixed))


@given(st.text("退货运费由我们承担请放心寄回哦亲", min_size=17, max_size=60), st.data())
def test_a_text_with_one_character_changed_is_found(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    other = text[:at] + "好" + text[at + 1 :]
    assert pairs(duplicates(replies(text, other))) == [("r000", "r001")]


# Never sent


def test_what_was_sent_once_is_not_among_the_never_sent():
    found = never_used(replies("一", "二", "三"), {"r001": Usage(1, 5), "r002": Usage()})
    assert [reply.id for reply in found] == ["r000", "r002"]


# About to end


def test_what_ends_today_or_in_three_days_ends_soon():
    days = [None, *(TODAY + timedelta(ahead) for ahead in (4, 3, 0, -1))]
    library = [
        Reply(f"r{at}", {"zh": "题"}, {"zh": "文"}, valid_until=day) for at, day in enumerate(days)
    ]
    assert [reply.id for reply in ending(library, TODAY)] == ["r3", "r2"]
    assert [ends_soon(reply, TODAY) for reply in library] == [False, False, True, True, False]
    assert ending(library, TODAY, days=0) == [library[3]]


# In a shop


def test_a_review_looks_at_what_the_agent_may_see(small_shop):
    small_shop.people.sit_down("小李")
    text = small_shop.replies.get("freight").text["zh"]
    today = small_shop.now().date()
    own = small_shop.editing.create(own_reply(text=text, valid_until=today), personal=True)
    small_shop.replies.record_use("hello", talk="t", language="zh", agent="小李")
    review = small_shop.review
    assert {pair.one.id for pair in review.duplicates()} | {
        pair.other.id for pair in review.duplicates()
    } == {"freight", own.id}
    assert {reply.id for reply in review.never_used()} == {"freight", "address", own.id}
    assert review.ending(today) == [own]
    small_shop.people.sit_down("小王")
    assert review.duplicates() == []
    assert {reply.id for reply in review.never_used()} == {"freight", "address"}
    assert review.ending(today) == []
