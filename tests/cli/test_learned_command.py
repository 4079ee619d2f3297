"""`csconsole replies learned` and `forget-learned`: what was learned is counted and forgotten."""

import pytest


@pytest.fixture
def taught(shop, open_profile):
    """A profile whose agents have answered three messages."""
    workspace = open_profile(shop)
    workspace.replies.learning.use_meaning(wanted=False)
    for message in ("猫砂盆寄回去谁付钱", "包裹退回要运费吗"):
        workspace.learn(message, "return-freight")
    workspace.learn("寄到哪个仓库呢", "return-address")
    workspace.close()


def test_learned_messages_are_counted_for_each_reply(taught, command):
    assert command("replies", "learned", "--json").json == [
        {"id": "return-freight", "title": "退货运费谁出", "messages": 2},
        {"id": "return-address", "title": "退货地址", "messages": 1},
    ]
    assert command("replies", "learned").out.splitlines()[0] == "2  return-freight  退货运费谁出"


def test_nothing_learned_is_said_in_words(command):
    assert command("replies", "learned").out == "Nothing was learned yet.\n"


def test_what_was_learned_for_a_reply_is_forgotten(taught, command):
    told = command("replies", "forget-learned", "--reply", "return-freight", "--json").json
    assert told == {"forgotten": 2}
    left = command("replies", "learned", "--json").json
    assert [one["id"] for one in left] == ["return-address"]


def test_all_that_was_learned_is_forgotten(taught, command):
    assert command("replies", "forget-learned", "--all").out == "Messages forgotten: 3.\n"
    assert command("replies", "learned", "--json").json == []


def test_a_reply_that_does_not_exist_is_refused(taught, command):
    told = command("replies", "forget-learned", "--reply", "no-such-reply").reason
    assert told.startswith("there is no reply no-such-reply")


@pytest.mark.parametrize("arguments", [[], ["--all", "--reply", "return-freight"]])
def test_it_must_be_said_what_to_forget(command, arguments):
    ran = command("replies", "forget-learned", *arguments)
    assert (ran.status, ran.out) == (2, "")
