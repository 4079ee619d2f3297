"""Agents and the supervisor: who may sit down, and who may do what."""

import pytest

from csconsole import settings
from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import Agent, SupervisorNeededError, WrongPinError

PASSPHRASE = "主管的口令 1"


@pytest.fixture
def people(workspace):
    return workspace.people


@pytest.fixture
def supervised(people):
    """A shop of two agents with a supervisor, who is not here."""
    people.add("小李", "1234")
    people.add("小王")
    people.set_passphrase(PASSPHRASE)
    people.lock()
    return people


def everything_written(workspace):
    entries = workspace._store.database.execute("SELECT patch FROM journal").fetchall()
    return "\n".join(str(row) for row in entries)


# Agents


def test_an_agent_is_taken_in_with_a_pin_or_without(people):
    assert people.add("小李", "1234") == Agent("小李", has_pin=True)
    people.add("小王")
    assert people.agents() == [Agent("小李", has_pin=True), Agent("小王")]


def test_a_name_is_kept_without_needless_blanks(people):
    assert people.add("  Li \t Ming ").name == "Li Ming"


@pytest.mark.parametrize("name", ["", "   ", "长" * 41, "小\x07李", "小\u202e李", "\u200b"])
def test_what_can_be_no_name_is_refused(people, name):
    with pytest.raises(BadInputError):
        people.add(name)
    assert people.agents() == []


@pytest.mark.parametrize("again", ["Li Ming", "li  ming", "LI MING", "Ｌｉ Ming"])
def test_two_agents_of_one_name_are_refused(people, again):
    people.add("Li Ming")
    with pytest.raises(BadInputError, match="already"):
        people.add(again)


@pytest.mark.parametrize("pin", ["123", "1" * 13, "12a4", "１２3", "-123", "一二三四"])
def test_what_can_be_no_pin_is_refused(people, pin):
    with pytest.raises(BadInputError, match="4 to 12 digits"):
        people.add("小李", pin)


def test_wide_digits_of_an_input_method_are_a_pin(people):
    people.add("小李", "１２３４")
    assert people.sit_down("小李", "1234").name == "小李"


def test_the_first_agent_is_taken_in_by_anybody_the_next_by_the_supervisor(people):
    people.set_passphrase(PASSPHRASE)
    people.lock()
    people.add("小李")
    with pytest.raises(SupervisorNeededError):
        people.add("小王")
    people.unlock(PASSPHRASE)
    people.add("小王")
    assert [agent.name for agent in people.agents()] == ["小李", "小王"]


def test_who_left_is_no_choice_any_more_but_stays_known(people):
    people.add("小李")
    people.remove("小李")
    assert people.agents() == []
    assert people.everybody() == [Agent("小李", left=True)]
    with pytest.raises(NotFoundError):
        people.sit_down("小李")


def test_who_leaves_leaves_the_desk(people):
    people.add("小李")
    people.sit_down("小李")
    people.remove("小李")
    assert people.agent == ""


def test_who_comes_back_has_the_name_of_before_and_another_pin(people):
    people.add("Li", "1234")
    people.remove("li")
    assert people.add("ＬＩ") == Agent("Li")
    assert people.agents() == [Agent("Li")]


def test_only_the_supervisor_lets_an_agent_go(supervised):
    with pytest.raises(SupervisorNeededError):
        supervised.remove("小王")
    assert len(supervised.agents()) == 2


# The desk


def test_a_change_carries_the_name_of_who_sits_at_the_desk(workspace, people):
    people.add("小李")
    people.sit_down("小李")
    workspace.favourites.mark("return-freight", marked=True)
    (entry,) = workspace._store.journal.written_of("favourite")
    assert entry.agent == "小李"


@pytest.mark.parametrize("pin", ["", "4321", "12345"])
def test_a_desk_with_a_pin_is_not_taken_without_it(people, pin):
    people.add("小李", "1234")
    with pytest.raises(WrongPinError, match="小李"):
        people.sit_down("小李", pin)
    assert people.agent == ""


def test_an_agent_is_known_by_the_name_however_it_is_typed(people):
    people.add("Li Ming")
    people.sit_down(" LI  ming ")
    assert people.agent == "Li Ming"


def test_sitting_down_locks_what_the_supervisor_had_unlocked(supervised):
    supervised.unlock(PASSPHRASE)
    supervised.sit_down("小王")
    assert not supervised.is_supervisor


def test_the_agent_without_a_pin_is_at_the_desk_after_the_next_start(
    workspace, people, profile, open_profile
):
    people.add("小王")
    workspace.sit_down("小王")
    workspace.close()
    assert open_profile(profile).people.agent == "小王"


def test_a_pin_guards_the_desk_at_every_start(workspace, people, profile, open_profile):
    people.add("小李", "1234")
    workspace.sit_down("小李", "1234")
    workspace.close()
    again = open_profile(profile)
    assert again.people.agent == ""
    again.sit_down("小李", "1234")
    assert again.people.agent == "小李"


@pytest.mark.parametrize("written", ["nobody", "gone"])
def test_a_name_in_the_settings_is_no_agent_of_the_shop(
    workspace, people, profile, open_profile, written
):
    people.add("小李")
    people.add("gone")
    people.remove("gone")
    settings.save(profile.settings, settings.changed(workspace.settings, agent=written))
    workspace.close()
    assert open_profile(profile).people.agent == ""


def test_a_shop_without_agents_takes_the_name_of_the_settings(workspace, profile, open_profile):
    workspace.change_settings(agent="小李")
    workspace.close()
    assert open_profile(profile).people.agent == "小李"


# PINs


def test_an_agent_changes_the_pin_knowing_the_present_one(supervised):
    supervised.set_pin("小李", "5678", "1234")
    assert supervised.sit_down("小李", "5678")


def test_a_pin_is_not_changed_by_who_does_not_know_it(supervised):
    with pytest.raises(WrongPinError):
        supervised.set_pin("小李", "", "0000")
    assert supervised.agents()[0].has_pin


def test_a_pin_guards_its_agent_in_a_shop_without_a_supervisor_too(people):
    people.add("小李", "1234")
    with pytest.raises(WrongPinError):
        people.set_pin("小李", "")


def test_the_supervisor_takes_a_lost_pin_away(supervised):
    supervised.unlock(PASSPHRASE)
    supervised.set_pin("小李", "")
    assert not supervised.agents()[0].has_pin


# The supervisor


def test_without_a_passphrase_everybody_may_do_everything(people):
    assert people.is_supervisor
    people.require_supervisor()


def test_the_first_unlocking_sets_the_passphrase(people):
    people.unlock(PASSPHRASE)
    people.lock()
    assert people.has_supervisor
    assert not people.is_supervisor
    people.unlock(PASSPHRASE)
    assert people.is_supervisor


@pytest.mark.parametrize("passphrase", ["", "12345", "          "])
def test_a_passphrase_that_is_none_is_refused(people, passphrase):
    with pytest.raises(BadInputError, match="at least 6"):
        people.unlock(passphrase)
    assert not people.has_supervisor


def test_another_passphrase_unlocks_nothing(supervised):
    with pytest.raises(SupervisorNeededError):
        supervised.unlock("another one")
    assert not supervised.is_supervisor


def test_only_the_supervisor_changes_or_removes_the_passphrase(supervised):
    for passphrase in ("another one", None):
        with pytest.raises(SupervisorNeededError):
            supervised.set_passphrase(passphrase)
    supervised.unlock(PASSPHRASE)
    supervised.set_passphrase(None)
    assert not supervised.has_supervisor


def test_an_offered_passphrase_is_used_when_it_is_needed(supervised):
    supervised.offer(PASSPHRASE)
    assert not supervised.is_supervisor
    supervised.require_supervisor()
    assert supervised.is_supervisor


def test_an_offered_passphrase_that_is_wrong_is_said(supervised):
    supervised.offer("another one")
    with pytest.raises(SupervisorNeededError, match="not the supervisor's"):
        supervised.shows_supervisor()


def test_an_offered_passphrase_becomes_the_first_one_when_one_is_needed(people):
    people.offer(PASSPHRASE)
    assert not people.has_supervisor
    people.require_supervisor()
    assert people.has_supervisor


def test_the_same_characters_open_however_they_were_composed(people):
    people.set_passphrase("caf\u00e9 口令 Ａ")
    people.lock()
    people.unlock("cafe\u0301 口令 A")
    assert people.is_supervisor


# What is kept


def test_neither_pin_nor_passphrase_is_kept_readable(workspace, people):
    people.add("小李", "987654")
    people.set_passphrase("correct horse battery")
    kept = everything_written(workspace)
    assert "$argon2id$" in kept
    assert "987654" not in kept
    assert "correct horse" not in kept


def test_taking_an_agent_in_is_one_change(workspace, people):
    people.add("小李", "1234")
    assert len(list(workspace._store.journal.written_of("agent"))) == 1


def test_a_supervisor_is_not_undone_like_a_reply(workspace, people):
    people.set_passphrase(PASSPHRASE)
    people.lock()
    (entry,) = workspace._store.journal.written_of("supervisor")
    with pytest.raises(NotFoundError):
        workspace.editing.undo(entry.action)
    assert people.has_supervisor
