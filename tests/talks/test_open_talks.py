"""Several talks open at once: each with its own, whatever is done in the others."""

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from csconsole.talks.model import Spoken, Talk
from csconsole.talks.open_talks import OpenTalks, label

PLACES = st.integers(0, 5)
TEXTS = st.text(alphabet="ab亲", min_size=1, max_size=3)


def two() -> OpenTalks:
    """A talk with something in it, and a new one before the agent."""
    first = OpenTalks((Talk("zh").answered("buyer", "王芳"),))
    return first.begun("zh")


def test_a_new_talk_stands_behind_the_others_and_before_the_agent():
    talks = two()
    assert (len(talks.talks), talks.at) == (2, 1)
    assert talks.present.is_untouched


def test_a_talk_that_is_still_untouched_is_used_before_another_is_begun():
    talks = two().switched(0).begun("zh")
    assert (len(talks.talks), talks.at) == (2, 1)


def test_closing_the_last_talk_begins_a_new_one():
    talks = OpenTalks((Talk("en").asked("Where is my parcel?"),)).without(0, "zh")
    assert talks.present.is_untouched
    assert talks.present.language == "zh"


def test_closing_another_talk_leaves_the_agent_where_the_agent_is():
    talks = two()
    assert talks.without(0, "zh").present == talks.present


def test_a_closed_talk_comes_back_as_it_was_and_where_it_was():
    talks = two()
    closed = talks.talks[0]
    back = talks.without(0, "zh").with_back(closed, 0)
    assert back.talks[0].answers == closed.answers
    assert back.at == 0


def test_a_place_where_no_talk_is_leads_nowhere():
    talks = two()
    assert talks.switched(7) == talks.switched(-1) == talks


def test_a_talk_is_called_by_the_buyers_name_before_the_message():
    talk = Talk("zh").asked("请问退货运费谁来承担呀，我想退掉这一件")
    assert label(talk) == "请问退货运费谁来承担呀，我想退…"
    assert label(talk.answered("buyer", " 王芳 ")) == "王芳"
    assert label(Talk("zh")) == ""


def test_numbers_tell_open_talks_apart_and_are_used_again():
    talks = OpenTalks((Talk("zh").asked("一"),))
    for message in ("二", "三"):
        talks = talks.begun("zh")
        talks = talks.with_present(talks.present.asked(message))
    assert [talk.number for talk in talks.talks] == [1, 2, 3]
    again = talks.without(1, "zh").begun("zh")
    assert [talk.number for talk in again.talks] == [1, 3, 2]


class TalksAtADesk(RuleBasedStateMachine):
    """An agent among open talks, beside a plain record of each talk by its id."""

    @initialize()
    def begin(self):
        self.open = OpenTalks((Talk("zh"),))
        self.records = {self.open.present.id: self.empty()}
        self.closed = []

    @staticmethod
    def empty():
        return {"answers": {}, "sent": {}, "message": "", "query": "", "reply": "", "wordings": {}}

    @property
    def record(self):
        return self.records[self.open.present.id]

    def become(self, talk):
        self.open = self.open.with_present(talk)

    @rule(name=st.sampled_from(["buyer", "尺码"]), text=TEXTS)
    def answer(self, name, text):
        self.become(self.open.present.answered(name, text))
        self.record["answers"][name] = text

    @rule(reply=st.sampled_from("xyz"))
    def send(self, reply):
        self.become(self.open.present.with_sent(reply))
        self.record["sent"][reply] = self.record["sent"].get(reply, 0) + 1

    @rule(message=TEXTS)
    def ask(self, message):
        self.become(self.open.present.asked(message))
        self.record["message"] = message

    @rule(query=TEXTS, reply=st.sampled_from("xyz"))
    def look(self, query, reply):
        self.become(self.open.present.looking(query, "", reply))
        self.record.update(query=query, reply=reply)

    @rule(reply=st.sampled_from("xyz"), at=st.integers(0, 2))
    def show(self, reply, at):
        self.become(self.open.present.showing(reply, at))
        self.record["wordings"][reply] = at

    @rule(language=st.sampled_from(["zh", "en"]))
    def speak(self, language):
        self.become(self.open.present.speaking(language))
        self.record["language"] = language

    @rule()
    def begin_another(self):
        self.open = self.open.begun("zh")
        self.records.setdefault(self.open.present.id, self.empty())

    @rule(at=PLACES)
    def switch(self, at):
        self.open = self.open.switched(at)

    @rule(at=PLACES)
    def close(self, at):
        if at < len(self.open.talks):
            self.closed.append((self.open.talks[at], at))
            self.open = self.open.without(at, "zh")
            self.records.setdefault(self.open.present.id, self.empty())

    @precondition(lambda self: self.closed)
    @rule()
    def reopen(self):
        talk, at = self.closed.pop()
        self.open = self.open.with_back(talk, at)
        assert self.open.present.id == talk.id

    @invariant()
    def each_talk_has_its_own_and_nothing_else(self):
        for talk in self.open.talks:
            record = self.records[talk.id]
            assert talk.answers == record["answers"]
            assert talk.sent == record["sent"]
            assert talk.wordings == record["wordings"]
            assert (talk.message, talk.query) == (record["message"], record["query"])
            assert talk.reply_id == record["reply"]
            if "language" in record:
                assert (talk.language, talk.spoken) == (record["language"], Spoken.CHOSEN)

    @invariant()
    def one_talk_is_before_the_agent_and_none_is_open_twice(self):
        assert 0 <= self.open.at < len(self.open.talks)
        ids = [talk.id for talk in self.open.talks]
        numbers = [talk.number for talk in self.open.talks]
        assert len(set(ids)) == len(ids)
        assert len(set(numbers)) == len(numbers)


TestTalksAtADesk = TalksAtADesk.TestCase


def test_talks_of_the_last_time_stand_before_those_begun_since():
    kept = OpenTalks((Talk("zh").asked("旧的"),))
    assert OpenTalks((Talk("zh"),)).joined(kept) == kept
    begun = OpenTalks((replace(Talk("zh").asked("新的"), number=1),))
    joined = begun.joined(kept)
    assert [talk.message for talk in joined.talks] == ["旧的", "新的"]
    assert joined.present.message == "新的"


@pytest.mark.parametrize(
    ("buyer", "number", "called"),
    [
        ("买家甲", "3100000000000002233", "买家甲 · …2233"),
        ("买家甲", "#1042", "买家甲 · #1042"),
        ("", "3100000000000002233", "…2233"),
        ("a buyer with a very long name", "#1", "a buyer with a … · #1"),
    ],
)
def test_a_talk_is_called_by_buyer_and_number_of_its_order(buyer, number, called):
    assert label(Talk("zh").asked("在吗"), buyer, number) == called


def test_the_name_that_the_agent_gave_goes_before_the_one_of_the_order():
    assert label(Talk("zh").answered("buyer", "王芳"), "tb_123", "#1042") == "王芳 · #1042"


def test_the_talk_about_an_order_is_found():
    talks = OpenTalks((Talk("zh"), Talk("zh", number=2).with_order("one")))
    assert talks.about("one") == 1
    assert talks.about("another") is None
    assert talks.about("") is None
