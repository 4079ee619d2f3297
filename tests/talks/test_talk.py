"""Talks: what was answered and sent for one buyer is never seen in another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from csconsole.talks.model import Talk


def test_a_new_talk_knows_nothing_and_has_an_id_of_its_own():
    first, second = Talk("zh"), Talk("zh")
    assert (dict(first.answers), dict(first.sent)) == ({}, {})
    assert first.id != second.id


def test_ids_follow_the_order_in_which_talks_began():
    ids = [Talk("zh").id for _talk in range(50)]
    assert ids == sorted(ids)


def test_an_answer_stays_in_its_talk():
    first, second = Talk("zh"), Talk("zh")
    answered = first.answered("尺码", "L")
    assert answered.answers == {"尺码": "L"}
    assert (dict(first.answers), dict(second.answers)) == ({}, {})


def test_an_answer_may_be_given_again():
    talk = Talk("zh").answered("尺码", "L").answered("尺码", "M").answered("颜色", "红")
    assert talk.answers == {"尺码": "M", "颜色": "红"}


def test_what_was_sent_is_counted_in_its_talk():
    first = Talk("zh").with_sent("a").with_sent("b").with_sent("a")
    assert first.sent == {"a": 2, "b": 1}
    assert dict(Talk("zh").sent) == {}


def test_a_wording_that_was_chosen_and_sent_does_not_come_up_again():
    talk = Talk("zh").with_sent("a", 1)
    assert talk.turn("a", 3) == 2
    assert talk.with_sent("a", 2).turn("a", 3) == 0


def test_after_every_wording_the_one_of_longest_ago_comes_again():
    talk = Talk("zh").with_sent("a", 1).with_sent("a", 0).with_sent("a", 2)
    assert talk.turn("a", 3) == 1
    assert talk.turn("a", 1) == 0


@given(st.integers(2, 5), st.lists(st.integers(0, 4), max_size=8))
def test_nobody_is_told_the_same_twice_in_a_row(count: int, sent: list[int]):
    talk = Talk("zh")
    for wording in sent:
        talk = talk.with_sent("a", wording % count)
    for _time in range(6):
        turn = talk.turn("a", count)
        assert 0 <= turn < count
        assert not talk.said.get("a") or turn != talk.said["a"][-1]
        talk = talk.with_sent("a", turn)


def test_what_a_buyer_wrote_stays_in_its_talk():
    first, second = Talk("zh"), Talk("zh")
    asked = first.asked("运费谁出").asked("退货呢")
    assert (asked.message, first.message, second.message) == ("退货呢", "", "")
    assert asked.id == first.id


def test_a_talk_goes_on_in_another_language_with_its_answers():
    talk = Talk("zh").answered("buyer", "买家甲").with_sent("a")
    english = talk.speaking("en")
    assert (english.language, english.id) == ("en", talk.id)
    assert (english.answers, english.sent) == (talk.answers, talk.sent)
    assert talk.language == "zh"


def test_nobody_changes_a_talk_from_outside():
    talk = Talk("zh")
    with pytest.raises(AttributeError):
        talk.language = "en"


class SeveralTalks(RuleBasedStateMachine):
    """Several talks at once, each beside a plain record of what was done in it alone."""

    @initialize()
    def begin(self):
        self.talks = [Talk("zh") for _talk in range(3)]
        self.records = [({}, {}) for _talk in self.talks]
        self.messages = ["" for _talk in self.talks]

    @rule(at=st.integers(0, 2), name=st.sampled_from("abc"), text=st.text(max_size=3))
    def answer(self, at, name, text):
        self.talks[at] = self.talks[at].answered(name, text)
        self.records[at][0][name] = text

    @rule(at=st.integers(0, 2), reply=st.sampled_from("xyz"))
    def send(self, at, reply):
        self.talks[at] = self.talks[at].with_sent(reply)
        sent = self.records[at][1]
        sent[reply] = sent.get(reply, 0) + 1

    @rule(at=st.integers(0, 2), message=st.text(max_size=3))
    def ask(self, at, message):
        self.talks[at] = self.talks[at].asked(message)
        self.messages[at] = message

    @rule(at=st.integers(0, 2), language=st.sampled_from(["zh", "en"]))
    def speak(self, at, language):
        self.talks[at] = self.talks[at].speaking(language)

    @invariant()
    def each_talk_has_its_own_and_nothing_else(self):
        for talk, (answers, sent) in zip(self.talks, self.records, strict=True):
            assert (talk.answers, talk.sent) == (answers, sent)
        assert [talk.message for talk in self.talks] == self.messages


TestSeveralTalks = SeveralTalks.TestCase


def test_a_talk_with_an_order_is_touched():
    assert not Talk("zh").with_order("an order").is_untouched
    assert Talk("zh").with_order("an order").with_order("").is_untouched
