"""What agents propose for the approved library, and what the supervisor decides."""

from dataclasses import replace

import pytest
from small_shop import PASSPHRASE, own_reply

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import SupervisorNeededError


@pytest.fixture
def decide(desk):
    """Do something as the supervisor, and go again."""

    def deciding(what):
        desk.people.unlock(PASSPHRASE)
        try:
            return what()
        finally:
            desk.people.lock()

    return deciding


@pytest.fixture
def proposed(desk):
    """小李 proposes another text for the greeting."""
    wanted = replace(desk.replies.get("hello"), text={"zh": "在的亲"})
    return desk.proposals.propose(wanted, " 短一点 ")


def test_a_proposal_tells_who_wants_what_and_why_and_changes_nothing(desk, proposed):
    (one,) = desk.proposals.open()
    assert (one.id, one.agent, one.note) == (proposed, "小李", "短一点")
    assert one.present == desk.replies.get("hello")
    assert one.proposed.text == {"zh": "在的亲"}
    assert one.fields == {"text": ({"zh": "您好，很高兴为您服务！"}, {"zh": "在的亲"})}
    assert desk.replies.get("hello").text == {"zh": "您好，很高兴为您服务！"}


def test_a_new_reply_can_be_proposed(desk, decide):
    proposal_id = desk.proposals.propose(own_reply("发票"))
    assert desk.proposals.open()[0].present is None
    made = decide(lambda: desk.proposals.accept(proposal_id))
    assert desk.replies.get(made.id).title == {"zh": "发票"}
    assert made.owner == ""


def test_an_accepted_proposal_is_the_reply_and_open_no_more(desk, decide, proposed):
    kept = decide(lambda: desk.proposals.accept(proposed))
    assert kept == desk.replies.get("hello")
    assert kept.text == {"zh": "在的亲"}
    assert desk.proposals.open() == []
    for decision in (desk.proposals.accept, desk.proposals.reject):
        with pytest.raises(NotFoundError):
            decide(lambda decision=decision: decision(proposed))


def test_accepting_is_one_action_and_undone_as_one(desk, decide, proposed):
    decide(lambda: desk.proposals.accept(proposed))
    action = desk.editing.history("hello")[0].action
    with pytest.raises(SupervisorNeededError):
        desk.editing.undo(action)
    decide(lambda: desk.editing.undo(action))
    assert desk.replies.get("hello").text == {"zh": "您好，很高兴为您服务！"}
    assert [one.id for one in desk.proposals.open()] == [proposed]


def test_a_proposal_leaves_other_fields_as_they_are_by_then(desk, decide, proposed):
    decide(lambda: desk.editing.tag(["hello"], add=["新"]))
    kept = decide(lambda: desk.proposals.accept(proposed))
    assert (kept.tags, kept.text) == (("新",), {"zh": "在的亲"})


def test_a_rejected_proposal_leaves_the_library_as_it_is(desk, decide, proposed):
    before = desk.replies.all()
    decide(lambda: desk.proposals.reject(proposed))
    assert desk.replies.all() == before
    assert desk.proposals.open() == []


def test_an_agent_decides_nothing(desk, proposed):
    for decision in (desk.proposals.accept, desk.proposals.reject):
        with pytest.raises(SupervisorNeededError):
            decision(proposed)
    assert len(desk.proposals.open()) == 1


def test_an_agent_withdraws_what_was_proposed(desk, proposed):
    desk.proposals.withdraw(proposed)
    assert desk.proposals.open() == []


def test_an_agent_neither_sees_nor_withdraws_what_others_propose(desk, decide, proposed):
    desk.people.sit_down("小王")
    assert desk.proposals.open() == []
    with pytest.raises(NotFoundError):
        desk.proposals.withdraw(proposed)
    assert [one.agent for one in decide(desk.proposals.open)] == ["小李"]


@pytest.mark.parametrize(
    "wrong",
    [own_reply(text="{"), own_reply(title=""), own_reply(shortcut="thyf")],
)
def test_what_could_not_be_kept_cannot_be_proposed(desk, wrong):
    with pytest.raises(BadInputError):
        desk.proposals.propose(wrong)


def test_what_changes_nothing_cannot_be_proposed(desk):
    with pytest.raises(BadInputError, match="nothing was changed"):
        desk.proposals.propose(desk.replies.get("hello"))


def test_a_proposal_for_a_reply_that_was_put_away_is_refused_in_words(desk, decide, proposed):
    decide(lambda: desk.editing.archive(["hello"]))
    with pytest.raises(BadInputError, match="was put away"):
        decide(lambda: desk.proposals.accept(proposed))
    decide(lambda: desk.proposals.reject(proposed))
    with pytest.raises(NotFoundError):
        desk.proposals.propose(replace(own_reply(), id="hello"))


def test_a_proposal_that_does_not_fit_any_more_stays_open(desk, decide):
    proposal_id = desk.proposals.propose(replace(desk.replies.get("hello"), shortcut="fp"))
    decide(lambda: desk.editing.create(own_reply(shortcut="fp")))
    with pytest.raises(BadInputError, match="fp belongs"):
        decide(lambda: desk.proposals.accept(proposal_id))
    assert [one.id for one in desk.proposals.open()] == [proposal_id]
    assert desk.replies.get("hello").shortcut == ""


# Own replies


def test_an_own_reply_becomes_an_approved_one(desk, decide):
    own = desk.editing.create(own_reply("我的"), personal=True)
    proposal_id = desk.proposals.propose(own)
    assert desk.proposals.open()[0].present is None
    decide(lambda: desk.proposals.accept(proposal_id))
    desk.people.sit_down("小王")
    assert desk.replies.get(own.id).owner == ""


def test_what_an_agent_changes_afterwards_does_not_slip_into_a_proposal(desk, decide):
    own = desk.editing.create(own_reply(text="这样提的"), personal=True)
    proposal_id = desk.proposals.propose(own)
    desk.editing.save(replace(own, text={"zh": "后来改的"}))
    assert decide(lambda: desk.proposals.accept(proposal_id)).text == {"zh": "这样提的"}


def test_another_agents_own_reply_cannot_be_proposed(desk):
    own = desk.editing.create(own_reply(), personal=True)
    desk.people.sit_down("小王")
    with pytest.raises(NotFoundError):
        desk.proposals.propose(own)
