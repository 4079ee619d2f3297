"""Tables of days that are over tell what was so at their end, whatever came later."""

from datetime import date, datetime, timedelta

import pytest
from shop_month import FIRST

from csconsole.reports.model import Asked, Group, Late, Total
from csconsole.tickets.model import Deed, Kind
from csconsole.workspace.workspace import Workspace

DAY = date(2035, 3, 1)
ASKED = Asked(DAY, DAY)
LATER = FIRST + timedelta(days=9)


class Shop:
    """A shop whose clock a test sets."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace, self.work = workspace, workspace.ticket_work
        workspace._store.journal.now = lambda: round(self.now.timestamp() * 1000)
        self.now = FIRST + timedelta(hours=9)
        workspace.after_sales.rules.change({"zone": "Asia/Shanghai"})
        self.ticket = self.work.open(Kind.RECHECK, self.now, None).id
        self.work.sent(self.ticket, "greeting", self.now)

    def close(self) -> None:
        """The case comes to nothing."""
        self.work.move(self.ticket, "cancelled", self.now)

    def issue(self):
        return next(self.workspace.reports.issues(ASKED, LATER), None)

    def total(self, total: Total) -> int:
        figures = self.workspace.reports.figures(ASKED, LATER)
        return next(one.count for one in figures if (one.group, one.item) == (Group.ALL, total))


@pytest.fixture
def shop(workspace: Workspace) -> Shop:
    return Shop(workspace)


def test_a_case_that_was_closed_then_and_reopened_since_was_closed_then(shop):
    shop.close()
    closed = shop.now
    shop.now += timedelta(days=3)
    shop.work.move(shop.ticket, "open", shop.now)
    assert not shop.issue().is_open
    assert shop.issue().ticket.closed == closed
    assert shop.total(Total.CLOSED) == 1
    assert shop.total(Total.UNSOLVED) == 0


def test_a_case_that_was_closed_again_since_was_closed_at_its_first_end(shop):
    shop.close()
    closed = shop.now
    for _move in range(2):
        shop.now += timedelta(days=2)
        shop.work.move(shop.ticket, "open", shop.now)
        for one in shop.workspace.tickets.find(shop.ticket).owed:
            shop.work.do(shop.ticket, one.deed.value, shop.now)
        shop.close()
    assert shop.issue().ticket.closed == closed


def test_a_case_that_was_reopened_within_the_days_was_open_at_their_end(shop):
    shop.close()
    shop.now += timedelta(hours=2)
    shop.work.move(shop.ticket, "open", shop.now)
    assert shop.issue().is_open


def test_what_nobody_had_asked_for_by_then_was_not_owed_then(shop):
    shop.now += timedelta(days=2)
    shop.work.owe(shop.ticket, Deed.REFUND, shop.now + timedelta(hours=4))
    assert shop.issue().owed == ()
    assert shop.total(Total.OPEN_CASES) == 0


def test_of_a_ticket_that_was_taken_in_later_all_counts_that_its_moments_tell(shop):
    opened = FIRST + timedelta(hours=8)
    shop.now = LATER
    ticket = shop.work.open(Kind.RETURN, opened, None, values={"reason": "size"})
    shop.work.owe(ticket.id, Deed.REFUND, opened + timedelta(hours=4))
    found = {one.ticket.id: one.owed for one in shop.workspace.reports.issues(ASKED, LATER)}
    assert [one.deed for one in found[ticket.id]] == [Deed.REFUND]


def test_what_was_owed_then_and_done_since_was_owed_then(shop):
    shop.work.owe(shop.ticket, Deed.REFUND, shop.now + timedelta(hours=4))
    shop.now += timedelta(days=2)
    shop.work.do(shop.ticket, "refund", shop.now)
    assert [one.deed for one in shop.issue().owed] == [Deed.REFUND]


def test_what_came_late_after_the_days_was_not_late_on_them(shop):
    shop.now += timedelta(days=5)  # the clock of the solution runs out after two
    shop.close()
    assert shop.issue().late == frozenset()
    after = Asked(DAY + timedelta(days=2), DAY + timedelta(days=2))
    found = list(shop.workspace.reports.issues(after, LATER))
    assert [one.late for one in found] == [frozenset({Late.SOLUTION})]


def test_the_tables_of_a_day_stay_the_same_as_time_passes(shop):
    def told(now: datetime) -> list[tuple[str, int]]:
        return [
            (f"{one.group} {one.item}", one.count)
            for one in shop.workspace.reports.figures(ASKED, now)
            if one.group is not Group.STATE
        ]

    shop.close()
    end = FIRST + timedelta(days=1)
    before = told(end)
    shop.now += timedelta(days=2)
    shop.work.move(shop.ticket, "open", shop.now)
    assert told(LATER) == before
