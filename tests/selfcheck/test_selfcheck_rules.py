"""Every rule: what makes its item red, and that mending it there turns it green by itself."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.orders.products.model import Product
from csconsole.replies.model import Reply
from csconsole.selfcheck.model import State, What
from csconsole.selfcheck.rules import solved
from csconsole.tickets.model import Deed, Kind
from csconsole.tickets.shop_hours import Deadlines, ShopHours

RETURN_REPLY = "return-freight"


def red(checked, *names):
    assert checked.state is State.OPEN
    assert checked.count == len(names)
    assert tuple(row.name for row in checked.evidence) == names
    return checked.evidence[0] if names else None


def green(checked):
    assert (checked.state, checked.count, checked.evidence) == (State.DONE, 0, ())


def send(workspace, order, reply=RETURN_REPLY):
    workspace.replies.record_use(reply, talk="talk", language="zh", agent="", order=order.id)


def after_sale(workspace):
    return next(one.id for one in workspace.replies.all() if one.category == "after-sale/return")


def test_an_after_sale_reply_wants_a_ticket_on_its_order(workspace, order, opened, look):
    send(workspace, order, after_sale(workspace))
    row = red(look("replies-without-ticket"), order.no)
    assert (row.row.what, row.row.id) == (What.ORDER, order.id)
    assert row.why.startswith("sent: ")
    opened()
    green(look("replies-without-ticket"))


def test_a_reply_before_the_sale_wants_none(workspace, order, look):
    greeting = next(
        one.id for one in workspace.replies.all() if one.category == "pre-sale/greeting"
    )
    send(workspace, order, greeting)
    green(look("replies-without-ticket"))


def test_an_after_sale_reply_of_yesterday_was_for_yesterday_to_tell(workspace, order, look, now):
    send(workspace, order, after_sale(workspace))
    green(look("replies-without-ticket", now + timedelta(days=1)))


def test_a_note_that_tells_of_a_problem_wants_a_ticket(workspace, order, opened, look):
    workspace.notes.add(order.id, "买家说少件了，要补发")
    row = red(look("notes-without-ticket"), order.no)
    assert row.why == "in a note: 少件"
    opened()
    green(look("notes-without-ticket"))


def test_a_note_about_something_else_wants_none(workspace, order, look):
    workspace.notes.add(order.id, "老客户，送小样")
    green(look("notes-without-ticket"))


def test_an_open_case_on_the_platform_wants_a_ticket(write, order, opened, look):
    write("refund", "case", order_id=order.id, no="9", status="等待卖家同意", kind="退货退款")
    assert red(look("cases-without-ticket"), order.no).why == "on the platform: 等待卖家同意"
    opened()
    green(look("cases-without-ticket"))


def test_a_case_that_ended_on_the_platform_long_ago_wants_none(write, order, look):
    write(
        "refund", "case", order_id=order.id, no="9", status="退款成功", kind="退货退款", applied=1
    )
    green(look("cases-without-ticket"))


def test_an_order_whose_status_says_refunding_wants_a_ticket(write, order, opened, look):
    write("order", order.id, status="退款中")
    red(look("cases-without-ticket"), order.no)
    opened()
    green(look("cases-without-ticket"))


def test_a_ticket_without_its_required_fields_is_named_with_them(workspace, opened, look, now):
    ticket = opened()
    assert red(look("fields-missing"), ticket.number).why == "missing: Reason"
    workspace.ticket_work.change(ticket.id, {"reason": "size"}, now)
    green(look("fields-missing"))


def test_a_move_asks_for_its_fields_even_where_the_list_does_not(workspace, opened, look, write):
    ticket = opened(reason="size")
    write("ticket", ticket.id, state="refunded")
    assert look("fields-missing").evidence[0].row.about == ("refund_amount",)


def test_an_open_case_on_which_nothing_is_owed_is_named_until_something_is(
    workspace, opened, look, now
):
    ticket = opened(reason="size", wish="return")
    green(look("cases-without-action"))  # it is new: the clock of the first response runs
    for state in ("approved", "received"):
        workspace.ticket_work.move(ticket.id, state, now)
    green(look("cases-without-action"))
    for deed in ("inspect", "refund"):
        workspace.ticket_work.do(ticket.id, deed, now)
    assert red(look("cases-without-action"), ticket.number).why == "received"
    workspace.ticket_work.owe(ticket.id, Deed.REFUND, now)
    green(look("cases-without-action"))


@pytest.mark.parametrize(
    ("deed", "item"),
    [
        (Deed.REFUND, "refunds-due"),
        (Deed.CHASE, "parcels-to-chase"),
        (Deed.PHOTO, "photos-to-take"),
        (Deed.INSPECT, "other-actions-due"),
    ],
)
def test_what_is_owed_today_is_red_until_it_is_done(workspace, opened, look, now, deed, item):
    ticket = opened(reason="size")
    workspace.ticket_work.owe(ticket.id, deed, now)
    red(look(item), ticket.number)
    workspace.ticket_work.do(ticket.id, deed.value, now)
    green(look(item))


def test_what_is_owed_tomorrow_is_not_red_today(workspace, opened, look, now, day):
    ticket = opened(reason="size")
    _begin, end = day.checks.days.span(day.checks.today(now))
    workspace.ticket_work.owe(ticket.id, Deed.REFUND, end)
    green(look("refunds-due"))
    red(look("refunds-due", end), ticket.number)


def test_a_first_response_past_its_clock_is_red_until_a_reply_is_sent(workspace, opened, look, now):
    ticket = opened(at=now - timedelta(hours=25), reason="size")
    row = red(look("responses-late"), ticket.number)
    assert row.is_late
    workspace.ticket_work.sent(ticket.id, "return-approved", now)
    green(look("responses-late"))


def test_the_clocks_stand_outside_the_shops_hours(workspace, opened, look, now):
    opened(at=now - timedelta(hours=25), reason="size")
    hour = (now - timedelta(hours=25)).hour
    told = {"opens": f"{hour:02d}:00", "closes": f"{(hour + 1) % 24:02d}:00"}
    workspace.after_sales.rules.change(told)
    green(look("responses-late"))


def test_a_case_that_should_have_been_solved_is_red_until_it_ends(workspace, opened, look, now):
    ticket = opened(at=now - timedelta(hours=49), reason="size")
    red(look("solutions-late"), ticket.number)
    workspace.ticket_work.move(ticket.id, "cancelled", now)
    green(look("solutions-late"))


def test_the_solution_waits_while_the_buyer_has_to_act(workspace, opened, look, now):
    ticket = opened(at=now - timedelta(hours=49), reason="size", wish="return")
    workspace.ticket_work.move(ticket.id, "approved", now - timedelta(hours=20))
    green(look("solutions-late"))


def test_a_next_contact_is_red_until_it_is_put_off(workspace, opened, look, now):
    told = {"waybill": "SF1385628716739", "problem": "stuck"}
    ticket = opened(Kind.TRACKING, next_contact=f"{now:%Y-%m-%d %H:%M}", **told)
    red(look("contacts-due"), ticket.number)
    later = now + timedelta(days=3)
    workspace.ticket_work.change(ticket.id, {"next_contact": f"{later:%Y-%m-%d %H:%M}"}, now)
    green(look("contacts-due"))


def test_a_deadline_of_the_platform_before_tomorrow_noon_is_red(workspace, opened, look, now, day):
    noon = day.checks.days.noon_after(day.checks.today(now))
    ticket = opened(reason="size", platform_due=f"{noon - timedelta(minutes=1):%Y-%m-%d %H:%M}")
    red(look("platform-deadlines"), ticket.number)
    told = {"platform_due": f"{noon:%Y-%m-%d %H:%M}"}
    workspace.ticket_work.change(ticket.id, told, now)
    green(look("platform-deadlines"))


def test_a_plan_is_red_until_it_is_done_and_carried_over_meanwhile(day, look, now):
    plan = day.plans.add("给老客户打电话", day.checks.today(now))
    red(look("plans"), "给老客户打电话")
    tomorrow = red(look("plans", now + timedelta(days=1)), "给老客户打电话")
    assert tomorrow.why == f"since {plan.day:%m-%d}"
    day.plans.do(plan.id, now)
    green(look("plans"))


def test_low_stock_is_red_until_it_is_filled_up(workspace, look):
    workspace.products.add(Product("T-1", "衬衫", stock=2, safety_stock=5))
    assert red(look("stock"), "T-1 · 衬衫").why == "2 left, at least 5 wanted"
    workspace.products.change("T-1", [("stock", "9")])
    green(look("stock"))


def test_low_stock_that_was_looked_at_is_green_until_more_of_it_is_low(workspace, day, look, now):
    workspace.products.add(Product("T-1", "衬衫", stock=2, safety_stock=5))
    ticked = day.checks.tick("stock", now, note="已订货")
    assert (ticked.state, ticked.count, ticked.tick.note) == (State.DONE, 1, "已订货")
    workspace.products.add(Product("T-2", "袜子", stock=0, safety_stock=5))
    assert look("stock").state is State.OPEN


def test_another_product_in_the_place_of_one_that_was_looked_at_is_red(workspace, day, look, now):
    workspace.products.add(Product("T-1", "衬衫", stock=2, safety_stock=5))
    workspace.products.add(Product("T-2", "袜子", stock=9, safety_stock=5))
    assert day.checks.tick("stock", now, note="已订货").state is State.DONE
    workspace.products.change("T-1", [("stock", "9")])
    workspace.products.change("T-2", [("stock", "1")])
    assert look("stock").state is State.OPEN


def test_a_pairing_that_is_sold_out_is_named(workspace, look):
    workspace.products.add(Product("T-1", "衬衫", pairings=("T-2", "T-9")))
    workspace.products.add(Product("T-2", "袜子", stock=0))
    assert red(look("pairings"), "T-1 · 衬衫").row.about == ("T-2", "T-9")
    workspace.products.change("T-2", [("stock", "9")])
    assert look("pairings").evidence[0].row.about == ("T-9",)


def test_a_notice_is_red_until_every_agent_has_read_it(workspace, day, look, now):
    workspace.people.add("客服甲")
    workspace.people.add("客服乙")
    tomorrow = day.checks.today(now) + timedelta(days=1)
    notice = day.notices.add("双12：满300减40", tomorrow)
    assert red(look("notices"), notice.text).row.about == ("客服乙", "客服甲")
    for name in ("客服甲", "客服乙"):
        workspace.people.sit_down(name)
        day.notices.acknowledge(notice.id, now)
    green(look("notices"))


def test_in_a_shop_without_agents_one_reader_is_enough(day, look, now):
    notice = day.notices.add("明天盘点", day.checks.today(now))
    assert red(look("notices"), notice.text).why == "nobody has read it"
    day.notices.acknowledge(notice.id, now)
    green(look("notices"))


def test_a_notice_of_next_week_is_red_for_nobody_yet(day, look, now):
    day.notices.add("周年庆", day.checks.today(now) + timedelta(days=7))
    green(look("notices"))


def test_replies_that_end_tonight_or_start_tomorrow_are_shown_to_be_edited(
    workspace, day, look, now
):
    today = day.checks.today(now)
    ends = Reply("ends-now", {"zh": "今晚止"}, {"zh": "好"}, valid_until=today)
    starts = Reply("starts", {"zh": "明起"}, {"zh": "好"}, valid_from=today + timedelta(days=1))
    workspace.editing.create(ends)
    workspace.editing.create(starts)
    assert red(look("replies-ending"), "今晚止").row.id == "ends-now"
    assert red(look("replies-starting"), "明起").row.what is What.REPLY
    assert day.checks.tick("replies-ending", now).state is State.DONE


def test_an_order_near_its_promise_is_red_until_it_is_sent(write, order, look, now):
    write("order", order.id, stage="paid", promised=int(now.timestamp()) + 3600)
    assert red(look("orders-to-send"), order.no).row.id == order.id
    write("order", order.id, stage="shipped", shipped_at=int(now.timestamp()))
    green(look("orders-to-send"))


@given(
    opens=st.integers(0, 23),
    hours=st.integers(1, 12),
    days=st.sets(st.integers(0, 6), min_size=1),
    allowed=st.integers(1, 60),
    back=st.integers(0, 14 * 86_400),
)
def test_a_clock_is_late_by_the_latest_start_exactly_when_it_has_run_out(
    opens, hours, days, allowed, back
):
    shop = ShopHours(
        opens=time(opens), closes=time((opens + hours) % 24), days=frozenset(days), zone=UTC
    )
    deadlines = Deadlines({}, shop)
    moment, seconds = 1_780_000_000, allowed * 3600
    latest = solved._latest_start(deadlines, seconds, moment)
    since = moment - back
    ends = shop.after(datetime.fromtimestamp(since, UTC), timedelta(seconds=seconds))
    assert (since <= latest) == (int(ends.timestamp()) < moment)
