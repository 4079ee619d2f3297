"""What is owed across all tickets: counted as it is listed, the most urgent first."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csconsole.tickets.model import Deed, Kind
from csconsole.tickets.owing import OwedCount
from csconsole.workspace.workspace import Workspace

HOUR = timedelta(hours=1)


def test_the_count_is_that_of_the_list(workspace: Workspace, work, shelf, now) -> None:
    ticket = work.open(Kind.RECHECK, now)
    for deed, hours in ((Deed.PHOTO, -1), (Deed.INSPECT, 2), (Deed.REPLY, 30)):
        work.owe(ticket.id, deed, now + hours * HOUR)
    work.owe(ticket.id, Deed.CHASE, None)
    workspace.after_sales.closing.plan(ticket.id, now + 3 * HOUR, now)
    until = now + 24 * HOUR
    listed = shelf.owed(until)
    assert [one.deed for one in listed] == [
        Deed.PHOTO,
        Deed.INSPECT,
        Deed.FOLLOW_UP,
        Deed.CHASE,
    ]
    assert shelf.how_much_is_owed(until, now) == OwedCount(owed=4, late=1)
    assert shelf.owed(until, most=2) == listed[:2]


def test_a_ticket_whose_opening_was_taken_back_owes_nothing(workspace: Workspace, work, shelf, now):
    ticket = work.open(Kind.RECHECK, now)
    work.owe(ticket.id, Deed.PHOTO, now)
    entry = workspace._store.journal.history("ticket", ticket.id)[0]
    work.undo(entry.action)
    assert shelf.how_much_is_owed(now + HOUR, now) == OwedCount()
    assert shelf.owed(now + HOUR) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.none() | st.integers(-50, 50), max_size=4), until=st.integers(-60, 60))
def test_whatever_is_owed_the_count_is_that_of_the_list(
    workspace: Workspace, work, shelf, now, hours: list[int | None], until: int
) -> None:
    ticket = work.open(Kind.TRACKING, now)
    for one in hours:
        work.owe(ticket.id, Deed.CHASE, now + one * HOUR if one is not None else None)
    end = now + until * HOUR
    listed = shelf.owed(end)
    count = shelf.how_much_is_owed(end, now)
    assert count.owed == len(listed)
    assert count.late == sum(1 for one in listed if one.due is not None and one.due < now)
    dues = [one.due for one in listed]
    assert dues == sorted(dues, key=lambda due: (due is None, due or now))
