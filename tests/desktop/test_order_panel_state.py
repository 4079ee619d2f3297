"""What an order panel and the list of orders know, without a window."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from csconsole.desktop.orders import words
from csconsole.desktop.orders.cards import order_card
from csconsole.desktop.orders.finding import MOST, Answer, Counts, OrderFinding, Query
from csconsole.desktop.orders.rows import Kind, Row, rows
from csconsole.desktop.orders.state import PanelState
from csconsole.desktop.orders.view import OrderView, ShownTicket, parcel
from csconsole.orders.model import (
    Buyer,
    Flag,
    Line,
    Money,
    Note,
    Order,
    OrderPage,
    Recipient,
    Refund,
    Shop,
    Stage,
    Waybill,
)

NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
BUYER = Buyer("b", "taobao", "买家甲")
ORDER = Order(
    id="one",
    shop=Shop("s", "taobao", "山货铺"),
    no="3100000000000002233",
    buyer="买家甲",
    stage=Stage.PAID,
    total=Money(20000, "CNY"),
    paid=Money(17800, "CNY"),
    paid_at=NOW - 40 * HOUR,
    recipient=Recipient("王芳", "13800138000", "浙江省 杭州市 西湖区 示例路100号"),
    lines=(Line("陶瓷马克杯", "MUG-1", "白色", 2, 8900),),
)


def view(order: Order = ORDER, *, others: int = 0, **more) -> OrderView:
    same = tuple(replace(ORDER, id=f"other {at}", no=f"#{at}") for at in range(others))
    buyer = more.pop("buyer", BUYER)
    refunds = more.pop("refunds", ())
    return OrderView(OrderPage(order, buyer, same, refunds), **more)


def row_of(shown: list[Row], key: str) -> Row:
    return next(row for row in shown if row.key == key)


def shown(*told, revealed: bool = False, **more) -> list[Row]:
    return rows(view(*told, **more), NOW, revealed=revealed)


def note(number: int, **more) -> Note:
    return Note(f"n{number}", "one", NOW - number * HOUR, "Lin", f"note {number}", **more)


def test_every_row_has_a_key_of_its_own():
    keys = [row.key for row in shown(others=12, notes=(note(1), note(2)), revealed=True)]
    assert len(set(keys)) == len(keys)


def test_paid_and_total_are_both_told_where_they_differ():
    assert row_of(shown(), "paid").text == "¥178.00 of ¥200.00"
    assert row_of(shown(), "paid").copied == "¥178.00"
    assert row_of(shown(replace(ORDER, total=ORDER.paid)), "paid").text == "¥178.00"
    assert row_of(shown(replace(ORDER, paid=None)), "paid").label == "Total"


@pytest.mark.parametrize(
    ("paid_before", "text", "tone"),
    [
        (2 * HOUR, "1 d 22 h left", "quiet"),
        (40 * HOUR, "8 h left", "due"),
        (47 * HOUR + HOUR / 2, "30 min left", "due"),
        (50 * HOUR, "2 h late", "late"),
        (80 * HOUR, "1 d 8 h late", "late"),
    ],
)
def test_forty_eight_hours_after_payment_it_must_be_sent(paid_before, text, tone):
    row = row_of(shown(replace(ORDER, paid_at=NOW - paid_before)), "send_by")
    assert (row.text.split(" · ")[1], row.tone) == (text, tone)


def test_the_promise_of_the_export_goes_before_the_usual_one():
    row = row_of(shown(replace(ORDER, promised=NOW + 72 * HOUR)), "send_by")
    assert row.text.endswith("3 d 0 h left")


def test_an_order_that_was_sent_need_not_be_sent():
    assert not [row for row in shown(replace(ORDER, stage=Stage.SHIPPED)) if row.key == "send_by"]


def test_phone_and_address_are_masked_unless_revealed():
    assert row_of(shown(), "phone").text == "138****8000"
    assert row_of(shown(revealed=True), "phone").text == "13800138000"
    assert not row_of(shown(revealed=True), "address").is_hidden


def test_what_the_platform_itself_has_masked_cannot_be_asked_for():
    order = replace(ORDER, recipient=Recipient("王**", "138****8000", "##cipher"))
    assert [row.is_hidden for row in shown(order) if row.kind is Kind.PERSONAL] == [False, False]


def test_tickets_of_the_buyer_tell_their_state_and_of_which_order_they_are():
    own = ShownTicket("R-1122-01", "Return", "received", ORDER.no, ends=False)
    other = ShownTicket("T-1101-02", "Tracking", "closed", "3100000000000009999", ends=True)
    told = shown(tickets=(own, other))
    mine, closed = row_of(told, "ticket R-1122-01"), row_of(told, "ticket T-1101-02")
    assert (mine.label, mine.text, mine.tone) == ("Return", "R-1122-01 · received", "due")
    assert (closed.text, closed.tone) == ("T-1101-02 · closed · …9999", "done")


def test_a_refund_case_tells_when_the_platform_decides():
    case = Refund("r", "one", "5512", "待卖家处理", {"reason": "质量问题"}, NOW + 3 * HOUR)
    row = row_of(shown(refunds=(case,)), "refund r")
    assert (row.text, row.detail, row.tone) == ("待卖家处理 · 3 h left", "质量问题 · 5512", "due")


def test_a_line_tells_variant_sku_count_and_price():
    assert row_of(shown(), "line 0").detail == "白色 · MUG-1 · ×2 · ¥89.00"


def test_of_many_other_orders_the_latest_are_told_and_the_rest_counted():
    found = shown(others=11)
    assert len([row for row in found if row.kind is Kind.ORDER]) == 8
    assert row_of(found, "more orders").text == "3 more orders"
    assert row_of(found, "more orders").target == "买家甲"


def test_notes_tell_when_by_whom_and_how_often_they_were_changed():
    row = row_of(shown(notes=(note(1, pinned=True, edited=2),)), "note n1")
    assert row.detail == "pinned · today 13:02 · Lin · changed 2 times"


@pytest.mark.parametrize(
    ("number", "told", "courier", "is_wrong"),
    [
        ("SF1234567890123", "", "SF Express", False),
        ("SF1234567890123", "顺丰速运", "顺丰速运", False),
        ("nothing like it", "", "", False),
        ("EE123456789CN", "", "", True),
    ],
)
def test_a_parcel_tells_who_carries_it_and_what_is_wrong(number, told, courier, is_wrong):
    found = parcel(Waybill(number, told), told)
    assert (found.courier, found.is_wrong) == (courier, is_wrong)
    assert bool(found.link) is (number != "nothing like it")
    assert not is_wrong or "check digit" in found.doubt


@pytest.mark.parametrize(
    ("hours", "text"),
    [(1, "today 13:02"), (20, "yesterday 18:02"), (-20, "tomorrow 10:02"), (100, "11-18 10:02")],
)
def test_moments_are_told_as_near_as_they_are(hours, text):
    assert words.moment_text(NOW - hours * HOUR, NOW) == text
    assert words.moment_text(NOW - timedelta(days=400), NOW).startswith("2025-")


# The state of a panel


def test_an_order_that_is_wanted_no_more_is_not_shown():
    state = PanelState(lambda: NOW)
    state.want("one")
    state.want("two")
    assert not state.take("one", view())
    assert state.rows() == []


def test_another_order_is_masked_again():
    state = PanelState(lambda: NOW)
    state.want("one")
    state.take("one", view())
    state.is_revealed = True
    assert not state.want("one")
    assert row_of(state.rows(), "phone").text == "13800138000"
    state.want("two")
    state.want("one")
    state.take("one", view())
    assert row_of(state.rows(), "phone").text == "138****8000"


@pytest.mark.parametrize("before", [(), (note(1),)])
def test_a_note_is_shown_while_it_is_saved_and_once_it_is(before):
    state = PanelState(lambda: NOW)
    state.want("one")
    state.take("one", view(notes=before))
    state.saving(" at once ")
    texts = [row.text for row in state.rows() if row.kind is Kind.NOTE]
    assert texts == ["at once", *(one.text for one in before)]
    kept = replace(note(0), text="at once")
    state.take("one", view(notes=(kept, *before)))
    assert [row.text for row in state.rows() if row.kind is Kind.NOTE] == texts


def test_a_note_that_was_refused_is_shown_no_more():
    state = PanelState(lambda: NOW)
    state.want("one")
    state.take("one", view())
    state.saving("no")
    state.not_saved("no")
    assert not [row for row in state.rows() if row.kind is Kind.NOTE]


# The list of orders


def test_one_question_is_asked_at_a_time_and_then_the_latest():
    finding = OrderFinding(lambda: NOW)
    assert finding.next_question() == Query("")
    for text in ("2", "22", "223"):
        finding.want(Query(text))
        assert finding.next_question() is None
    assert not finding.take(Answer(Query(""), (ORDER,)))
    assert finding.orders == ()
    assert finding.next_question() == Query("223")
    assert finding.take(Answer(Query("223"), (ORDER,)))
    assert finding.next_question() is None


def test_after_a_refusal_the_same_can_be_asked_again():
    finding = OrderFinding(lambda: NOW)
    finding.next_question()
    finding.give_up()
    finding.renew()
    assert finding.next_question() == Query("")


@pytest.mark.parametrize(
    ("text", "count", "told"),
    [
        ("", 1, "1 order"),
        ("", MOST, f"the latest {MOST} of 4159 orders"),
        ("a", 3, "3 orders"),
        ("a", MOST, f"the likeliest {MOST} orders"),
    ],
)
def test_how_many_were_found_is_said(text, count, told):
    finding = OrderFinding(lambda: NOW)
    finding.counts = Counts(4159, 0, 0)
    finding.want(Query(text))
    finding.take(Answer(Query(text), (ORDER,) * count))
    assert finding.told() == told


def test_a_card_tells_the_time_left_where_it_matters():
    late = replace(ORDER, paid_at=NOW - 60 * HOUR, flag=Flag.RED)
    assert order_card(late, NOW, is_due=False).day == "12 h late"
    assert order_card(ORDER, NOW, is_due=False).day == "11-20"
    assert order_card(ORDER, NOW, is_due=True).day == "8 h left"
    assert "Red" in order_card(late, NOW, is_due=False).spoken


def test_a_card_shows_no_cipher_for_a_buyer():
    order = replace(ORDER, buyer="", recipient=Recipient("##cipher"))
    assert order_card(order, NOW, is_due=False).buyer == "buyer not told"


def test_what_else_the_export_told_is_asked_for_and_masked():
    told = {
        "运送方式": "快递",
        "修改后的收货地址": "浙江省 杭州市 西湖区 示例路9号",
        "备用": "13800138001",
    }
    order = replace(ORDER, extra=told)

    def all_rows(order: Order, *, revealed: bool = False) -> list[Row]:
        return rows(view(order), NOW, revealed=revealed, extra=True)

    assert row_of(shown(order), "extra").text == "3 more values"
    masked = all_rows(order)
    assert row_of(masked, "extra 运送方式").text == "快递"
    assert "示例路" not in row_of(masked, "extra 修改后的收货地址").text
    assert row_of(masked, "extra 备用").text == "138****8001"
    revealed = all_rows(order, revealed=True)
    assert row_of(revealed, "extra 修改后的收货地址").text == told["修改后的收货地址"]
