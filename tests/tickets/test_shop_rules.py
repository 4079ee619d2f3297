"""The shop's rules: what a supervisor may set, and what that does to the clocks and the list."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from csconsole.errors import BadInputError
from csconsole.people.model import SupervisorNeededError
from csconsole.storage.places import Places
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.clocks import solution_due
from csconsole.tickets.listing import Filters
from csconsole.tickets.model import Kind, Tier
from csconsole.tickets.shop_rules import ShopRules, rules_of
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork
from csconsole.workspace.workspace import Workspace


def test_a_shop_that_set_nothing_has_the_usual_rules(after_sales: AfterSales) -> None:
    rules = after_sales.rules.present()
    assert rules.hours[Tier.URGENT] == (4, 24)
    assert rules.open.never_close
    assert (rules.compensation_limit, rules.visit_days, rules.visit_days_vip) == (None, 3, 1)


def test_rules_are_told_as_people_write_them(after_sales: AfterSales) -> None:
    rules = after_sales.rules.change(
        {
            "urgent": "2/12",
            "opens": "9:00",
            "closes": "24:00",
            "days": "1-5, 7",
            "holidays": "cn",
            "closed_days": "2027-02-05..2027-02-07",
            "worked_days": "2027-02-14",
            "zone": "Asia/Shanghai",
            "compensation_limit": "20.5",
            "visit_days": "5",
        }
    )
    assert rules.hours[Tier.URGENT] == (2, 12)
    assert (rules.open.opens, rules.open.closes) == (time(9), time(0))
    assert rules.open.days == {0, 1, 2, 3, 4, 6}
    assert rules.open.closed_days == {date(2027, 2, day) for day in (5, 6, 7)}
    assert (rules.compensation_limit, rules.visit_days) == (2050, 5)
    assert rules.open.public
    assert after_sales.rules.change({"opens": "", "closes": ""}).open.opens == time(0)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("urgent", "24/4"),
        ("urgent", "soon"),
        ("opens", "25:00"),
        ("days", "0-5"),
        ("days", "weekdays"),
        ("holidays", "XX"),
        ("closed_days", "2027-02-30"),
        ("closed_days", "2027-02-07..2027-02-05"),
        ("closed_days", "1000-01-01..2999-01-01"),
        ("zone", "Asia/Nowhere"),
        ("zone", "../../etc/passwd"),
        ("compensation_limit", "-1"),
        ("visit_days", "400"),
        ("colour", "red"),
    ],
)
def test_a_rule_that_can_be_none_is_told_at_its_name(
    after_sales: AfterSales, name: str, text: str
) -> None:
    with pytest.raises(BadInputError) as refused:
        after_sales.rules.change({"visit_days": "9", name: text})
    assert refused.value.place == name
    assert after_sales.rules.present().visit_days == 3


def test_only_the_supervisor_changes_rules(workspace: Workspace) -> None:
    workspace.people.set_passphrase("oberlehrer")
    workspace.people.lock()
    with pytest.raises(SupervisorNeededError):
        workspace.after_sales.rules.change({"visit_days": "9"})
    assert workspace.after_sales.rules.present().visit_days == 3


def test_other_hours_make_tickets_late_that_were_not(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now)
    later = now + timedelta(hours=3)
    assert shelf.listed(Filters(late=True), later) == []
    after_sales.rules.change({"ordinary": "2/12"})
    assert [one.id for one in shelf.listed(Filters(late=True), later)] == [ticket.id]
    assert solution_due(ticket, later, shelf.deadlines()) == now + timedelta(hours=12)


def test_rules_are_the_stores_and_not_the_devices(
    after_sales: AfterSales, profile: Places, open_profile: Callable[..., Workspace]
) -> None:
    after_sales.rules.change({"major": "2/6"})
    assert open_profile(profile).tickets.deadlines().hours[Tier.MAJOR] == (2, 6)


def test_a_stored_rule_that_can_be_none_gives_way_to_the_usual_one() -> None:
    row = {"opens": "late", "closes": "99", "zone": "Nowhere", "days": [], "holidays": "XX"}
    assert rules_of(row) == ShopRules(rules_of({}).hours)
