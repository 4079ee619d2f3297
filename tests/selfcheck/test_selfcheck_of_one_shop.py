"""The self-check of one shop of several: its own tickets and orders, answered and signed apart."""

from datetime import timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import order_id
from csconsole.selfcheck.model import State
from csconsole.tickets.model import Deed, Kind

OTHER_NO = "3200000000000000011"


@pytest.fixture
def other(workspace, write, order, now):
    """An order of a second shop."""
    write("shop", "other", platform="jd", name="京东店")
    told = {"no": OTHER_NO, "buyer": "jd_乙", "stage": "shipped", "created": int(now.timestamp())}
    write("order", order_id("other", OTHER_NO), shop="other", status="", lines=[], **told)
    return workspace.orders.by_number(OTHER_NO)


@pytest.fixture
def shops(workspace, order, other):
    """The days of all shops, of the first, and of the second."""
    return [workspace.day_of_shop(name) for name in ("", "小店", "京东店")]


def counts(shops, item, now):
    return [one.checks.check(now).of(item).count for one in shops]


def test_each_shop_is_told_what_is_owed_on_its_own_tickets(workspace, shops, other, opened, now):
    workspace.ticket_work.owe(opened(reason="size").id, Deed.REFUND, now)
    for _ticket in range(2):
        ticket = workspace.ticket_work.open(Kind.RETURN, now, other, values={"reason": "size"})
        workspace.ticket_work.owe(ticket.id, Deed.REFUND, now)
    assert counts(shops, "refunds-due", now) == [3, 1, 2]


@pytest.mark.parametrize(
    ("item", "patch"),
    [
        ("orders-to-send", {"stage": "paid", "promised": 1}),
        ("cases-without-ticket", {"status": "退款中"}),
    ],
)
def test_each_shop_is_told_about_its_own_orders(shops, write, now, item, patch):
    write("order", order_id("other", OTHER_NO), **patch)
    assert counts(shops, item, now) == [1, 0, 1]


def test_notes_replies_and_platform_cases_belong_to_the_shop_of_their_order(
    workspace, shops, other, write, now
):
    workspace.notes.add(other.id, "少件了")
    reply = next(one.id for one in workspace.replies.all() if one.category == "after-sale/return")
    workspace.replies.record_use(reply, talk="talk", language="zh", agent="", order=other.id)
    write("refund", "case", order_id=other.id, no="9", status="等待卖家同意", kind="退货退款")
    for item in ("notes-without-ticket", "replies-without-ticket", "cases-without-ticket"):
        assert counts(shops, item, now) == [1, 0, 1]


def test_the_fields_of_tickets_that_were_closed_today_are_looked_at_by_shop(
    workspace, shops, other, now
):
    ticket = workspace.ticket_work.open(Kind.TRACKING, now, other)
    assert counts(shops, "fields-missing", now) == [1, 0, 1]
    workspace.ticket_work.move(ticket.id, "cancelled", now)
    assert counts(shops, "fields-missing", now)[1] == 0


def test_a_day_that_is_over_is_looked_at_by_shop(workspace, shops, other, now):
    ticket = workspace.ticket_work.open(
        Kind.RETURN, now - timedelta(days=2), other, values={"reason": "size"}
    )
    workspace.ticket_work.owe(ticket.id, Deed.REFUND, now - timedelta(days=2))
    yesterday = workspace.day.checks.today(now) - timedelta(days=1)
    found = [one.checks.check(now, yesterday).of("refunds-due").count for one in shops]
    assert found == [1, 0, 1]


def test_plans_belong_to_no_shop_and_stand_in_each(shops, now):
    today = shops[0].checks.today(now)
    shops[1].plans.add("盘点", today)
    assert counts(shops, "plans", now) == [1, 1, 1]


def test_an_answer_for_one_shop_answers_for_no_other(shops, now):
    shops[1].checks.tick("all-recorded", now, note="小店的都登记了")
    states = [one.checks.check(now).of("all-recorded").state for one in shops]
    assert states == [State.OPEN, State.DONE, State.OPEN]
    shops[1].checks.untick("all-recorded", now)
    assert shops[1].checks.check(now).of("all-recorded").state is State.OPEN


def test_each_shop_is_signed_and_counted_by_itself(workspace, shops, now):
    workspace.people.add("客服甲")
    workspace.people.sit_down("客服甲")
    first = shops[1]
    left = {one.item.id: "忙" for one in first.checks.check(now).open_items}
    signed = first.signing.sign(now, reasons=left)
    assert signed.signed.agent == "客服甲"
    assert [one.checks.check(now).signed is not None for one in shops] == [False, True, False]
    today = first.checks.today(now)
    streaks = [one.past.history(today, today, now).streak for one in shops]
    assert streaks == [0, 1, 0]
    tomorrow = today + timedelta(days=1)
    assert [bool(one.checks.carried(tomorrow)) for one in shops] == [False, True, False]
    with pytest.raises(BadInputError, match="was signed by"):
        first.checks.tick("all-recorded", now)
    assert workspace.verify().problems == ()
    first.signing.reopen(today)
    assert first.checks.check(now).signed is None


def test_the_days_of_the_only_shop_are_those_of_all(workspace, order, now):
    workspace.day_of_shop("小店").checks.tick("all-recorded", now)
    assert workspace.day.checks.check(now).of("all-recorded").state is State.DONE


def test_a_shop_that_nobody_knows_is_refused(workspace, shops):
    with pytest.raises(NotFoundError, match="there is no shop of this name"):
        workspace.day_of_shop("别家")


def test_the_sheet_tells_whose_day_was_signed_by_whom(workspace, shops, now):
    workspace.people.add("客服甲")
    workspace.people.sit_down("客服甲")
    left = {one.item.id: "忙" for one in shops[2].checks.check(now).open_items}
    shops[2].signing.sign(now, reasons=left)
    today = shops[0].checks.today(now)
    days = [
        (row.shop, row.state, row.count, row.who)
        for row in workspace.selfcheck_rows(today, today, "zh")
        if row.item == "当日自查"
    ]
    everything = len(shops[0].checks.check(now).open_items)
    assert days == [("", "未签字", everything, ""), ("京东店", "已签字", len(left), "客服甲")]
    alone = workspace.selfcheck_rows(today, today, "zh", "京东店")
    assert {row.shop for row in alone} == {"京东店"}
    assert alone[0].when == now.replace(microsecond=0)
    signed = shops[2].checks.check(now).signed
    assert [alone[0].note] == [head.rsplit(" ")[-1] for head in signed.heads.values()]


def test_of_a_long_while_the_early_days_that_nobody_signed_say_that_they_were_not_computed(
    workspace, now
):
    today = workspace.day.checks.today(now)
    rows = workspace.selfcheck_rows(today - timedelta(days=40), today, "en")
    days = [row for row in rows if row.item == "The whole day"]
    assert len(days) == 41
    told = [row.date for row in days if "not computed" in row.note]
    assert told == [today - timedelta(days=back) for back in range(40, 30, -1)]
