"""One thing done to several tickets: refused ones are named, the rest is done, one undo."""

import pytest

from csconsole.errors import BadInputError
from csconsole.tickets.model import Deed, Kind, Tier
from csconsole.workspace.workspace import Workspace


@pytest.fixture
def three(work, now) -> list[str]:
    """Three tracked parcels, the last of which is owed a chase."""
    ids = [work.open(Kind.TRACKING, now).id for _count in range(3)]
    work.owe(ids[2], Deed.CHASE, now)
    return ids


def test_what_can_be_done_is_done_and_what_is_refused_is_named_with_why(
    workspace: Workspace, work, shelf, now, three
) -> None:
    several = workspace.after_sales.several
    outcome = several.each(three, lambda one: work.do(one, "chase", now))
    assert outcome.done == (three[2],)
    assert [one.number for one in outcome.refused] == [shelf.find(one).number for one in three[:2]]
    assert all(one.why == "chase is not owed; owed are: nothing" for one in outcome.refused)
    assert shelf.find(three[2]).owed == ()


def test_one_undo_takes_all_of_it_back(workspace: Workspace, shelf, now, three) -> None:
    complaints, several = workspace.after_sales.complaints, workspace.after_sales.several
    outcome = several.each(three, lambda one: complaints.raise_tier(one, Tier.MAJOR, now))
    assert {shelf.find(one).tier for one in three} == {Tier.MAJOR}
    assert len(complaints.attention()) == 3
    several.undo(outcome)
    assert {shelf.find(one).tier for one in three} == {Tier.ORDINARY}
    assert complaints.attention() == []


def test_a_refused_one_leaves_nothing_behind(workspace: Workspace, work, shelf, now, three) -> None:
    def half_way(ticket: str) -> None:
        work.note(ticket, "begun", now)
        raise BadInputError("no further")

    outcome = workspace.after_sales.several.each(three, half_way)
    assert outcome.done == ()
    assert all("begun" not in event.what for one in three for event in shelf.timeline(one))


def test_a_fault_in_the_middle_leaves_all_as_it_was(
    workspace: Workspace, work, shelf, now, three
) -> None:
    def breaks_at_the_second(ticket: str) -> None:
        work.note(ticket, "begun", now)
        if ticket == three[1]:
            raise RuntimeError("a fault")

    with pytest.raises(RuntimeError):
        workspace.after_sales.several.each(three, breaks_at_the_second)
    assert all("begun" not in event.what for one in three for event in shelf.timeline(one))


def test_what_was_done_to_a_ticket_before_stays_when_it_is_taken_back(
    workspace: Workspace, work, shelf, now, three
) -> None:
    several = workspace.after_sales.several
    work.note(three[0], "before", now)
    outcome = several.each(three, lambda one: work.move(one, "found", now))
    work.note(three[0], "after", now)
    several.undo(outcome)
    assert shelf.find(three[0]).state == "open"
    told = [event.what for event in shelf.timeline(three[0])]
    assert any("before" in one for one in told)
    assert any("after" in one for one in told)
