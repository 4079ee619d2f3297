"""Complaints beyond a case, raised tiers, and what the supervisor is told."""

from datetime import datetime, timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import SupervisorNeededError
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.clocks import response_due
from csconsole.tickets.listing import Filters
from csconsole.tickets.model import Complaint, Kind, Ticket, Tier
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork
from csconsole.workspace.workspace import Workspace


@pytest.fixture
def ticket(work: TicketWork, now: datetime) -> Ticket:
    return work.open(Kind.TRACKING, now)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_complaint_stands_on_a_ticket_of_any_kind(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, now: datetime, kind: Kind
) -> None:
    plain = work.open(kind, now)
    marks = [Complaint.PLATFORM, Complaint.ATTITUDE]
    told = after_sales.complaints.complain(plain.id, marks, " 客服态度差 ", now)
    assert told.complaints == (Complaint.ATTITUDE, Complaint.PLATFORM)
    assert told.complaint == "客服态度差"
    assert [one.id for one in shelf.listed(Filters(complaint=True), now)] == [plain.id]


def test_the_supervisor_is_told_of_each_complaint_once(
    after_sales: AfterSales, ticket: Ticket, now: datetime
) -> None:
    complain = after_sales.complaints.complain
    complain(ticket.id, [Complaint.BAD_REVIEW], "差评", now)
    complain(ticket.id, [Complaint.BAD_REVIEW], "差评两条", now)
    complain(ticket.id, [], "", now)
    (told,) = after_sales.complaints.attention()
    assert (told.ticket, told.why, told.text) == (ticket.id, "complaint", "bad review: 差评")


def test_a_raised_tier_counts_from_the_complaint_names_an_owner_and_is_told(
    after_sales: AfterSales, workspace: Workspace, ticket: Ticket, now: datetime
) -> None:
    workspace.people.add("客服1")
    workspace.sit_down("客服1")
    complaint = now + timedelta(hours=2)
    raised = after_sales.complaints.raise_tier(
        ticket.id, Tier.MAJOR, now + timedelta(hours=3), since=complaint
    )
    assert (raised.tier, raised.tier_since, raised.owner) == (Tier.MAJOR, complaint, "客服1")
    assert response_due(raised) == complaint + timedelta(hours=1)
    (told,) = after_sales.complaints.attention()
    assert (told.why, told.text, told.agent) == ("tier", "raised to major; owner: 客服1", "客服1")


def test_a_lowered_tier_counts_as_before_and_is_not_told(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    urgent = work.open(Kind.RETURN, now, tier=Tier.URGENT)
    lowered = after_sales.complaints.raise_tier(urgent.id, Tier.ORDINARY, now + timedelta(hours=1))
    assert (lowered.tier, lowered.tier_since) == (Tier.ORDINARY, now)
    assert after_sales.complaints.attention() == []


@pytest.mark.parametrize("hours", [-1, 2])
def test_a_complaint_is_made_between_the_opening_and_now(
    after_sales: AfterSales, ticket: Ticket, now: datetime, hours: int
) -> None:
    at = now + timedelta(hours=1)
    with pytest.raises(BadInputError, match="between the opening"):
        after_sales.complaints.raise_tier(
            ticket.id, Tier.URGENT, at, since=now + timedelta(hours=hours)
        )


def test_an_owner_is_one_who_works_here(
    after_sales: AfterSales, workspace: Workspace, ticket: Ticket, now: datetime
) -> None:
    workspace.people.add("客服1")
    assert after_sales.complaints.give_to(ticket.id, "客服1").owner == "客服1"
    with pytest.raises(NotFoundError, match="works here"):
        after_sales.complaints.raise_tier(ticket.id, Tier.URGENT, now, owner="客服9")


def test_only_the_supervisor_can_say_that_it_was_seen(
    after_sales: AfterSales, workspace: Workspace, ticket: Ticket, now: datetime
) -> None:
    after_sales.complaints.complain(ticket.id, [Complaint.ATTITUDE], "", now)
    (told,) = after_sales.complaints.attention()
    workspace.people.set_passphrase("oberlehrer")
    workspace.people.lock()
    with pytest.raises(SupervisorNeededError):
        after_sales.complaints.see([told.id], now)
    workspace.people.unlock("oberlehrer")
    after_sales.complaints.see([told.id], now)
    assert after_sales.complaints.attention() == []
    assert [one.seen for one in after_sales.complaints.attention(seen=True)] == [now]


def test_words_that_cannot_be_kept_are_refused(
    after_sales: AfterSales, ticket: Ticket, now: datetime
) -> None:
    with pytest.raises(BadInputError, match="at most"):
        after_sales.complaints.complain(ticket.id, [], "长" * 501, now)
    with pytest.raises(NotFoundError):
        after_sales.complaints.see(["none"], now)
