"""Writing the library by hand: who may do what, one undo for each action."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import SupervisorNeededError
from csconsole.replies.model import Reply, Usage
from csconsole.replies.reviewing import duplicates, review
from csconsole.replies.variables import variables
from csconsole.replies.wording import parse

PASSPHRASE = "the supervisor's own"
NEW = Reply(id="", title={"zh": "新回复"}, text={"zh": "好的亲"})
TODAY = date(2026, 11, 20)


@pytest.fixture
def editing(workspace):
    """Editing where nobody is asked for a passphrase."""
    return workspace.editing


@pytest.fixture
def agent(workspace):
    """An agent at a desk whose supervisor is not here."""
    workspace.people.add("Lin")
    workspace.sit_down("Lin")
    workspace.people.set_passphrase(PASSPHRASE)
    workspace.people.lock()
    return workspace


def first(workspace) -> Reply:
    return min(workspace.replies.all(), key=lambda reply: reply.id)


def test_a_new_reply_gets_an_id_that_tells_its_title(editing):
    assert editing.create(NEW).id.startswith("xin-hui-fu-")


def test_an_agent_may_not_change_the_approved_library(agent):
    reply = first(agent)
    for change in (
        lambda: agent.editing.save(replace(reply, shortcut="zzz")),
        lambda: agent.editing.create(NEW),
        lambda: agent.editing.archive([reply.id]),
        lambda: agent.editing.move([reply.id], "pre-sale"),
        lambda: agent.editing.date([reply.id], None, TODAY),
    ):
        with pytest.raises(SupervisorNeededError):
            change()
    assert agent.replies.get(reply.id) == reply


def test_an_agent_keeps_changes_and_archives_own_replies(agent):
    own = agent.editing.create(NEW, personal=True)
    agent.editing.save(replace(own, text={"zh": "好"}))
    assert agent.replies.get(own.id).owner == "Lin"
    agent.editing.archive([own.id])
    assert agent.replies.get(own.id) is None


def test_nobody_sees_or_changes_what_is_anothers_own(agent):
    own = agent.editing.create(NEW, personal=True)
    agent.people.unlock(PASSPHRASE)
    agent.people.add("Chen")
    agent.sit_down("Chen")
    with pytest.raises(NotFoundError):
        agent.editing.save(replace(own, text={"zh": "好"}))
    assert own.id not in [found.reply.id for found in agent.replies.search("", agent="Chen")]


def test_an_own_reply_does_not_take_the_shortcut_of_an_approved_one(agent):
    taken = next(one.shortcut for one in agent.replies.all() if one.shortcut)
    with pytest.raises(BadInputError):
        agent.editing.create(replace(NEW, shortcut=taken), personal=True)


def test_several_changes_are_one_action_with_one_undo(workspace, editing):
    ids = [reply.id for reply in workspace.replies.all()][:20]
    before = [workspace.replies.get(one) for one in ids]
    action = editing.date(ids, TODAY, TODAY + timedelta(days=3))
    assert {workspace.replies.get(one).valid_from for one in ids} == {TODAY}
    editing.undo(action)
    assert [workspace.replies.get(one) for one in ids] == before


def test_a_change_of_many_with_one_fault_changes_none(workspace, editing):
    ids = [reply.id for reply in workspace.replies.all()][:3]
    before = workspace.replies.all()
    with pytest.raises(BadInputError):
        editing.move(ids, "/not//a path/")
    assert workspace.replies.all() == before


def test_an_agent_cannot_undo_what_the_supervisor_archived(agent):
    reply = first(agent)
    agent.people.unlock(PASSPHRASE)
    action = agent.editing.archive([reply.id])
    agent.people.lock()
    with pytest.raises(SupervisorNeededError):
        agent.editing.undo(action)
    assert agent.replies.get(reply.id) is None


def test_the_last_action_of_a_reply_undoes_its_last_change(workspace, editing):
    reply = first(workspace)
    editing.save(replace(reply, tags=("one",)))
    editing.undo(editing.last_action(reply.id))
    assert workspace.replies.get(reply.id) == reply
    assert editing.last_action("nothing-of-this-name") == ""


def test_what_was_archived_last_comes_first(workspace, editing):
    one, other = [reply.id for reply in workspace.replies.all()][:2]
    editing.archive([other])
    editing.archive([one])
    assert [reply.id for reply in editing.archived()] == [one, other]


def test_a_version_is_put_back_and_that_can_be_undone(workspace, editing):
    reply = first(workspace)
    editing.save(replace(reply, tags=("one",)))
    oldest = editing.history(reply.id)[-1]
    action = editing.put_back(reply.id, oldest)
    assert workspace.replies.get(reply.id) == reply
    editing.undo(action)
    assert workspace.replies.get(reply.id).tags == ("one",)


def test_the_supervisor_accepts_what_an_agent_proposes(agent):
    own = agent.editing.create(NEW, personal=True)
    proposal = agent.proposals.propose(own, "fits all")
    with pytest.raises(SupervisorNeededError):
        agent.proposals.accept(proposal)
    agent.people.unlock(PASSPHRASE)
    agent.proposals.accept(proposal)
    assert agent.replies.get(own.id).owner == ""
    assert agent.proposals.open() == []


def test_the_most_used_replies_of_an_agent_come_in_their_order(agent):
    one, other, third = [reply.id for reply in agent.replies.all()][:3]
    uses = [(one, "Lin"), (other, "Lin"), (other, "Lin"), (third, "Chen")]
    for reply_id, name in uses:
        agent.replies.record_use(reply_id, talk="t", language="zh", agent=name)
    assert agent.favourites.most_used() == [other, one]
    assert agent.favourites.usage()[third].count == 1


def test_a_review_finds_what_ended_ends_and_was_never_used():
    def until(name: str, day: date | None) -> Reply:
        return Reply(id=name, title={"zh": name}, text={"zh": name * 5}, valid_until=day)

    replies = [
        until("over", TODAY - timedelta(days=1)),
        until("today", TODAY),
        until("later", TODAY + timedelta(days=14)),
        until("far", TODAY + timedelta(days=15)),
        until("ever", None),
    ]
    found = review(replies, {"ever": Usage(3, 1)}, TODAY, days=14)
    assert [reply.id for reply in found.ended] == ["over"]
    assert [reply.id for reply in found.ending] == ["today", "later"]
    assert [reply.id for reply in found.unused] == ["over", "today", "later", "far"]


def test_near_same_texts_are_found_and_different_ones_are_not():
    same = "亲，退货的运费由我们承担，请放心寄回"
    texts = [same, f"{same}来", "今天发货"]
    replies = [
        Reply(id=str(at), title={"zh": "t"}, text={"zh": text}) for at, text in enumerate(texts)
    ]
    (pair,) = duplicates(replies)
    assert (pair.one.id, pair.other.id) == ("0", "1")


def test_every_variable_that_is_offered_can_be_written():
    for variable in variables("en"):
        assert parse(f"{{{variable.written}}}")
        assert variable.meaning
        assert variable.open in variable.written


def test_a_text_with_variables_is_checked_where_its_words_stand(workspace):
    text = "{buyer|亲}，加我微信"
    (found,) = workspace.replies.wording_check.check_written(text)
    assert text[found.start : found.end] == found.word
    assert "微信" in found.word
