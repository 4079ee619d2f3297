"""Who sits at a desk, and what only the supervisor may do there."""

from collections.abc import Callable

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import Agent, SupervisorNeededError, WrongPinError
from csconsole.people.people import People
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace

SECRET = "open sesame"


@pytest.fixture
def people(workspace: Workspace) -> People:
    """The people of a new shop."""
    return workspace.people


def test_a_new_shop_keeps_no_agents_and_has_no_supervisor(people: People) -> None:
    desk = people.at_desk()
    assert (desk.agents, desk.agent) == ((), "")
    assert not desk.has_supervisor
    assert not desk.is_unlocked
    assert not desk.is_taken


def test_who_sits_down_has_the_desk_and_every_change_carries_the_name(
    workspace: Workspace,
) -> None:
    workspace.people.add("Li")
    workspace.sit_down("li ")
    desk = workspace.people.at_desk()
    assert (desk.agent, desk.is_taken) == ("Li", True)
    assert workspace.values()["agent"] == "Li"
    workspace.favourites.mark("x", marked=True)
    (entry,) = workspace._store.journal.written_of("favourite")
    assert entry.agent == "Li"


def test_who_sat_here_last_is_remembered_by_the_device(
    workspace: Workspace, profile: Places, open_profile: Callable[[Places], Workspace]
) -> None:
    workspace.people.add("Li")
    workspace.sit_down("Li")
    workspace.close()
    assert open_profile(profile).people.agent == "Li"


def test_after_standing_up_the_desk_is_nobodys_and_locked(people: People) -> None:
    people.add("Li")
    people.sit_down("Li")
    people.unlock(SECRET)
    people.stand_up()
    assert people.at_desk().agent == ""
    assert not people.at_desk().is_unlocked


def test_a_desk_is_named_freely_only_where_no_agents_are_kept(people: People) -> None:
    people.name_desk("小林")
    assert people.agent == "小林"
    people.add("Li")
    with pytest.raises(BadInputError, match="choosing"):
        people.name_desk("Li")


def test_the_settings_cannot_pass_a_pin_by(workspace: Workspace) -> None:
    workspace.people.add("Li", "2468")
    with pytest.raises(BadInputError):
        workspace.change_settings(agent="Li")
    assert workspace.people.agent == ""
    assert workspace.settings.agent == ""


def test_a_pin_is_asked_for(people: People) -> None:
    people.add("Li", "2468")
    for pin in ("", "1111"):
        with pytest.raises(WrongPinError):
            people.sit_down("Li", pin)
    assert people.sit_down("Li", "2468") == Agent("Li", has_pin=True)


def test_whoever_sits_down_locks_what_the_supervisor_had_unlocked(people: People) -> None:
    people.add("Li")
    people.unlock(SECRET)
    assert people.at_desk().is_unlocked
    people.sit_down("Li")
    assert not people.at_desk().is_unlocked
    with pytest.raises(SupervisorNeededError):
        people.require_supervisor()


def test_an_agent_who_left_comes_back_with_the_pin(people: People) -> None:
    people.add("Li", "2468")
    people.remove("Li")
    assert people.agents() == []
    assert people.everybody() == [Agent("Li", has_pin=True, left=True)]
    people.bring_back("Li")
    assert people.agents() == [Agent("Li", has_pin=True)]


def test_only_who_was_here_comes_back_and_only_the_supervisor_brings_them(people: People) -> None:
    with pytest.raises(NotFoundError):
        people.bring_back("Nobody")
    people.add("Li")
    people.remove("Li")
    people.unlock(SECRET)
    people.lock()
    with pytest.raises(SupervisorNeededError):
        people.bring_back("Li")


def test_the_first_agent_is_taken_in_by_anybody_and_the_second_by_the_supervisor(
    people: People,
) -> None:
    people.unlock(SECRET)
    people.lock()
    people.add("Li")
    with pytest.raises(SupervisorNeededError):
        people.add("Wang")
    people.unlock(SECRET)
    people.add("Wang")
    assert [agent.name for agent in people.agents()] == ["Li", "Wang"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "a\u200bb"])
def test_a_name_that_nobody_can_read_is_refused(people: People, name: str) -> None:
    with pytest.raises(BadInputError):
        people.add(name)


def test_names_that_differ_in_case_alone_are_one(people: People) -> None:
    people.add("Li")
    with pytest.raises(BadInputError, match="already"):
        people.add("li")


def test_an_agent_changes_the_own_pin_by_the_present_one(people: People) -> None:
    people.add("Li", "2468")
    people.unlock(SECRET)
    people.lock()
    with pytest.raises(WrongPinError):
        people.set_pin("Li", "1357")
    people.set_pin("Li", "1357", present="2468")
    assert people.sit_down("Li", "1357").name == "Li"
    people.set_pin("Li", "", present="1357")
    assert people.sit_down("Li").name == "Li"


def test_what_is_kept_tells_no_secret(workspace: Workspace) -> None:
    workspace.people.add("Li", "2468")
    workspace.people.unlock(SECRET)
    rows = workspace._store.database.execute("SELECT patch FROM journal").fetchall()
    told = " ".join(str(row) for row in rows)
    assert "argon2id" in told
    assert "2468" not in told
    assert SECRET not in told
