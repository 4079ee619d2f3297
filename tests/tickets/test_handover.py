"""Handing over at the end of a shift: tickets, what is owed on them, and a note."""

from datetime import datetime, timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.tickets.handover import Handovers
from csconsole.tickets.model import Deed, Kind
from csconsole.workspace.workspace import Workspace

NEXT_DAY = timedelta(hours=16)


@pytest.fixture
def shift(workspace: Workspace) -> Workspace:
    """A shop of two agents, the first of whom sits at the desk."""
    workspace.people.add("客服1")
    workspace.people.add("客服2")
    workspace.sit_down("客服1")
    return workspace


@pytest.fixture
def handovers(shift: Workspace) -> Handovers:
    return shift.after_sales.handovers


def test_the_open_tickets_and_a_note_go_to_the_next_agent_who_accepts(
    shift: Workspace, handovers: Handovers, now: datetime
) -> None:
    mine = shift.ticket_work.open(Kind.RETURN, now)
    shift.ticket_work.owe(mine.id, Deed.REPLY, now + NEXT_DAY)
    done = shift.ticket_work.open(Kind.RETURN, now)
    shift.ticket_work.move(done.id, "cancelled", now)
    given = handovers.give("客服2", " 买家下午会再来 ", now)
    assert (given.giver, given.taker, given.note) == ("客服1", "客服2", "买家下午会再来")
    assert given.tickets == (mine.id,)
    assert shift.tickets.find(mine.id).owner == "客服1"
    shift.sit_down("客服2")
    (taken,) = handovers.accept(now + NEXT_DAY)
    assert taken.accepted == now + NEXT_DAY
    assert shift.tickets.find(mine.id).owner == "客服2"
    (owed,) = shift.tickets.owed(now + NEXT_DAY, "客服2")
    assert owed.deed is Deed.REPLY
    assert handovers.waiting() == []


def test_both_steps_stand_in_the_timeline_of_each_ticket(
    shift: Workspace, handovers: Handovers, now: datetime
) -> None:
    mine = shift.ticket_work.open(Kind.RETURN, now)
    handovers.give("客服2", "急", now)
    shift.sit_down("客服2")
    handovers.accept(now)
    told = [(event.agent, event.what) for event in shift.tickets.timeline(mine.id)][1:]
    assert told[0] == ("客服1", "handed over to 客服2: 急")
    assert told[1] == ("客服2", "accepted by 客服2; owner: 客服2")


def test_what_somebody_else_has_taken_meanwhile_stays_there(
    shift: Workspace, handovers: Handovers, now: datetime
) -> None:
    shift.people.add("客服3")
    mine = shift.ticket_work.open(Kind.RETURN, now)
    handovers.give("客服2", "", now)
    shift.after_sales.complaints.give_to(mine.id, "客服3")
    shift.sit_down("客服2")
    handovers.accept(now)
    assert shift.tickets.find(mine.id).owner == "客服3"


def test_only_the_one_it_is_for_accepts_it(
    shift: Workspace, handovers: Handovers, now: datetime
) -> None:
    handovers.give("客服2", "", now)
    with pytest.raises(NotFoundError, match="no handover waits for 客服1"):
        handovers.accept(now)
    shift.sit_down("客服2")
    with pytest.raises(NotFoundError):
        handovers.accept(now, "another")
    handovers.accept(now, handovers.waiting("客服2")[0].id)
    with pytest.raises(NotFoundError):
        handovers.accept(now)


def test_a_handover_needs_somebody_who_gives_and_somebody_else_who_takes(
    shift: Workspace, handovers: Handovers, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="somebody else"):
        handovers.give("客服1", "", now)
    with pytest.raises(NotFoundError, match="works here"):
        handovers.give("客服9", "", now)
    with pytest.raises(BadInputError, match="at most"):
        handovers.give("客服2", "长" * 10_001, now)
    shift.people.stand_up()
    with pytest.raises(BadInputError, match="nobody sits"):
        handovers.give("客服2", "", now)
