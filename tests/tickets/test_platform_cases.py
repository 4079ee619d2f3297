"""Tickets out of the platforms' refund sheets: opened, updated, closed; an agent's word stays."""

from datetime import UTC, datetime, timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import order_id, refund_id, shop_id
from csconsole.tickets.model import Complaint, Deed, Kind
from csconsole.tickets.platform_words import platform_words, read_words
from csconsole.tickets.tickets import Filters

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
APPLIED = int(datetime(2026, 11, 20, 2, 0, tzinfo=UTC).timestamp())
SHOP = shop_id("taobao")
ORDER = order_id(SHOP, "3100000000000000017")


@pytest.fixture
def sheet(workspace):
    """Have a sheet tell of a case, as an import of orders would write it, and take it in."""
    journal = workspace._store.journal
    journal.write("shop", SHOP, {"platform": "taobao", "name": "taobao"}, cause="orders.import")
    lines = [{"title": "马克杯", "sku": "CUP-1"}, {"title": "茶壶", "sku": "POT-1", "quantity": 2}]
    order = {"shop": SHOP, "no": "3100000000000000017", "buyer": "tb_测试甲", "paid": 17800,
             "currency": "CNY", "lines": lines}  # fmt: skip
    journal.write("order", ORDER, order, cause="orders.import")

    def telling(no="17722300000001", **told):
        case = {"no": no, "order_id": ORDER, "applied": APPLIED, **told}
        if not any(entry.patch for entry in journal.history("refund", refund_id(SHOP, no))):
            case = {"status": "待商家处理", "kind": "退货退款", "amount": 8900, **case}
        journal.write("refund", refund_id(SHOP, no), case, cause="orders.import")
        return workspace.platform_tickets.take(NOW)

    return telling


@pytest.fixture
def only(workspace):
    """The only ticket that there is."""

    def finding():
        (found,) = workspace.tickets.listed(Filters(), NOW)
        return found

    return finding


def notes(workspace, ticket):
    return [one.what for one in workspace.tickets.timeline(ticket.id) if "note:" in one.what]


def test_a_case_opens_a_ticket_with_what_the_sheet_tells(sheet, only):
    done = sheet(
        reason="质量问题", explanation="杯子漏水", sku="POT-1", deadline=APPLIED + 86400,
        return_waybill="yt 1234567890123",
    )  # fmt: skip
    ticket = only()
    assert (done.opened, done.updated, done.unchanged) == (1, 0, 0)
    assert (ticket.kind, ticket.state, ticket.number) == (Kind.RETURN, "requested", "R-1120-01")
    assert (ticket.order, ticket.buyer) == (ORDER, "tb_测试甲")
    assert ticket.opened == datetime.fromtimestamp(APPLIED, UTC)
    assert ticket.fields == {
        "reason": "quality",
        "reason_note": "杯子漏水",
        "wish": "return",
        "lines": [{"line": 2, "quantity": 2}],
        "goods": "awaiting",
        "decision": "pending",
        "refund_amount": 8900,
        "return_waybill": "YT1234567890123",
        "platform_no": "17722300000001",
        "platform_due": APPLIED + 86400,
    }


def test_taking_the_same_cases_twice_changes_nothing(workspace, sheet):
    sheet()
    before = workspace._store.journal.read_head()
    again = workspace.platform_tickets.take(NOW + timedelta(days=1))
    assert (again.opened, again.updated, again.unchanged, again.action) == (0, 0, 1, "")
    assert workspace._store.journal.read_head() == before


def test_a_dry_run_writes_nothing(workspace, sheet, only):
    sheet()
    workspace.platform_tickets.undo()
    told = workspace.platform_tickets.take(NOW, dry_run=True)
    assert (told.opened, told.action) == (1, "")
    assert workspace.tickets.listed(Filters(), NOW) == []


@pytest.mark.parametrize(
    ("told", "kind", "wish"),
    [
        ("退货退款", Kind.RETURN, "return"),
        ("仅退款", Kind.RETURN, "refund-only"),
        ("未发货仅退款", Kind.RETURN, "refund-only"),
        ("退运费", Kind.RETURN, "freight"),
        ("换货", Kind.EXCHANGE, None),
        ("补寄", Kind.EXCHANGE, None),
        ("", Kind.RETURN, "return"),
    ],
)
def test_the_kind_follows_the_after_sales_type(sheet, only, told, kind, wish):
    sheet(kind=told)
    assert (only().kind, only().fields.get("wish")) == (kind, wish)


def test_a_case_that_is_no_ticket_here_is_told(sheet):
    done = sheet(kind="维修")
    assert done.opened == 0
    assert [(one.where, "维修" in one.why) for one in done.skipped] == [("17722300000001", True)]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("质量问题", "quality"),
        ("7天无理由退换货", "unwanted"),
        ("少件 / 漏发", "missing"),
        ("大小/尺寸与商品描述不符", "not-as-described"),
        ("尺码拍错/不喜欢", "size"),
        ("快递一直未送到", "not-received"),
        ("未按约定时间发货", "late"),
        ("商品破损/包装问题", "damaged"),
        ("卖家发错货", "wrong-item"),
        ("多拍/拍错/不想要", "unwanted"),
    ],
)
def test_the_platforms_reasons_are_ours(words, reason):
    assert platform_words().reasons.meaning(words) == reason


def test_a_reason_of_which_nothing_is_known_is_kept_in_its_words(sheet, only):
    sheet(reason="与星座不合", explanation="水逆")
    assert only().fields["reason"] == "other"
    assert only().fields["reason_note"] == "与星座不合: 水逆"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("买家已经申请退款，等待卖家同意", "requested"),
        ("卖家已经同意退款，等待买家退货", "approved"),
        ("买家已经退货，等待卖家确认收货", "in-transit"),
        ("待商家退款", "received"),
        ("卖家拒绝退款", "refused"),
        ("退款成功", "closed"),
        ("退款关闭", "cancelled"),
        ("某种新的状态", "requested"),
    ],
)
def test_the_state_follows_the_platforms_status(sheet, only, status, state):
    sheet(status=status)
    assert only().state == state


def test_what_has_to_be_done_next_is_owed(sheet, only):
    sheet(status="待商家退款")
    assert {one.deed for one in only().owed} == {Deed.INSPECT, Deed.REFUND}


def test_a_refund_without_goods_waits_for_none(sheet, only):
    sheet(kind="仅退款", status="退款中")
    assert (only().state, only().fields["goods"]) == ("requested", "not-needed")


def test_an_exchange_that_went_well_is_closed(sheet, only):
    sheet(kind="换货", status="售后成功", finished_at=APPLIED + 3600)
    assert only().state == "closed"
    assert only().closed == datetime.fromtimestamp(APPLIED + 3600, UTC)
    assert "refunded_at" not in only().fields


def test_where_the_goods_are_is_told_under_the_sheets_own_headers(sheet, only):
    told = {"退货物流状态": "已签收", "换货商品信息": "马克杯 蓝", "换货物流单号": "SF1"}
    sheet(kind="换货", status="待商家收货", told=told)
    fields = only().fields
    assert (fields["goods"], fields["wanted_sku"]) == ("received", "马克杯 蓝")
    assert fields["replacement_waybill"] == "SF1"


def test_a_newer_sheet_brings_the_ticket_up_to_date(sheet, only):
    sheet()
    done = sheet(status="买家已经退货，等待卖家确认收货", return_waybill="SF2", amount=5000)
    ticket = only()
    assert (done.opened, done.updated) == (0, 1)
    assert (ticket.state, ticket.fields["goods"]) == ("in-transit", "in-transit")
    assert (ticket.fields["return_waybill"], ticket.fields["refund_amount"]) == ("SF2", 5000)


def test_an_approved_return_waits_for_the_buyer_and_its_clock_stands(sheet, only):
    sheet()
    sheet(status="等待买家退货")
    assert only().paused == NOW
    sheet(status="待商家收货")
    assert only().paused is None


def test_a_field_that_an_agent_has_written_stays_and_is_told_once(workspace, sheet, only):
    sheet()
    workspace.ticket_work.change(only().id, {"refund_amount": "30.00"}, NOW)
    done = sheet(amount=5000, return_waybill="SF2")
    assert only().fields["refund_amount"] == 3000
    assert only().fields["return_waybill"] == "SF2"
    assert [one.where for one in done.notes] == [only().number]
    assert workspace.platform_tickets.take(NOW).updated == 0
    assert len(notes(workspace, only())) == 1


def test_an_agents_value_is_not_told_again_where_the_platform_has_said_nothing_new(
    workspace, sheet, only
):
    sheet()
    workspace.ticket_work.change(only().id, {"refund_amount": "30.00"}, NOW)
    assert workspace.platform_tickets.take(NOW).unchanged == 1
    assert notes(workspace, only()) == []


def test_a_value_that_an_agent_took_back_is_the_platforms_again(workspace, sheet, only):
    sheet()
    ticket = only()
    workspace.ticket_work.change(ticket.id, {"refund_amount": "30.00"}, NOW)
    workspace.ticket_work.undo(workspace.tickets.timeline(ticket.id)[-1].action)
    sheet(amount=5000)
    assert only().fields["refund_amount"] == 5000


def test_a_state_that_an_agent_has_chosen_stays(workspace, sheet, only):
    sheet(reason="质量问题")
    workspace.ticket_work.move(only().id, "refused", NOW, {"decision_reason": "已使用"})
    sheet(status="等待买家退货")
    assert only().state == "refused"
    (told,) = notes(workspace, only())
    assert "等待买家退货" in told


def test_the_ticket_that_an_agent_opened_for_the_order_is_taken_over(workspace, sheet, only):
    order = workspace.orders.by_id(ORDER)
    mine = workspace.ticket_work.open(Kind.RETURN, NOW, order, values={"reason": "size"})
    done = sheet(reason="质量问题", status="待商家退款")
    ticket = only()
    assert (done.opened, done.updated, ticket.id) == (0, 1, mine.id)
    assert ticket.fields["platform_no"] == "17722300000001"
    assert ticket.fields["reason"] == "size"
    assert ticket.state == "received"


def test_a_ticket_with_the_platforms_number_is_the_cases_own(workspace, sheet, only):
    values = {"platform_no": "17722300000001"}
    mine = workspace.ticket_work.open(Kind.RETURN, NOW, values=values)
    sheet(amount=5000)
    assert only().id == mine.id
    assert only().fields["refund_amount"] == 5000


def test_two_cases_of_one_order_are_two_tickets(workspace, sheet):
    sheet()
    sheet(no="17722300000002")
    numbers = {one.number for one in workspace.tickets.listed(Filters(), NOW)}
    assert numbers == {"R-1120-01", "R-1120-02"}


def test_a_case_that_ends_on_the_platform_closes_the_ticket(sheet, only):
    sheet(status="待商家退款", deadline=APPLIED)
    sheet(status="退款成功", finished_at=APPLIED + 7200)
    ticket = only()
    assert (ticket.state, ticket.owed) == ("closed", ())
    assert ticket.closed == datetime.fromtimestamp(APPLIED + 7200, UTC)
    assert ticket.fields["decision"] == "accepted"
    assert ticket.fields["refunded_at"] == APPLIED + 7200
    assert ticket.fields["resolution"] == "closed on the platform: 退款成功"
    assert "platform_due" not in ticket.fields


def test_a_ticket_on_which_something_is_owed_stays_open_and_says_so(workspace, sheet, only):
    sheet()
    workspace.ticket_work.owe(only().id, Deed.FOLLOW_UP, NOW)
    sheet(status="退款成功")
    assert (only().state, only().closed) == ("refunded", None)
    (told,) = notes(workspace, only())
    assert "still owed here: follow-up" in told
    workspace.ticket_work.do(only().id, "follow-up", NOW)
    workspace.platform_tickets.take(NOW)
    assert only().state == "closed"


def test_a_ticket_that_an_agent_reopened_is_not_closed_again(workspace, sheet, only):
    sheet(status="退款成功")
    workspace.ticket_work.move(only().id, "requested", NOW)
    workspace.ticket_work.do(only().id, "reply", NOW)
    workspace.platform_tickets.take(NOW)
    assert only().state == "requested"


def test_a_refusal_against_which_the_platform_refunds_is_told(workspace, sheet, only):
    sheet()
    ticket = workspace.ticket_work.move(only().id, "refused", NOW, {"decision_reason": "已使用"})
    workspace.ticket_work.do(ticket.id, "reply", NOW)
    sheet(status="退款成功")
    assert (only().state, only().closed) == ("refused", None)
    assert any("退款成功" in note for note in notes(workspace, only()))


def test_an_import_of_tickets_is_taken_back_as_a_whole(workspace, sheet, only):
    sheet()
    workspace.platform_tickets.undo()
    assert workspace.tickets.listed(Filters(), NOW) == []
    assert workspace.platform_tickets.take(NOW).opened == 1
    assert only().number.startswith("R-1120-")


def test_without_an_import_there_is_nothing_to_take_back(workspace):
    with pytest.raises(NotFoundError):
        workspace.platform_tickets.undo()


def test_a_text_of_a_megabyte_is_cut(sheet, only):
    sheet(explanation="x" * 1_000_000)
    assert len(only().fields["reason_note"]) == 500


def test_the_store_still_proves_itself(workspace, sheet):
    sheet(status="待商家退款")
    sheet(status="退款成功")
    assert workspace.verify().problems == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("format: 2\ntypes: {}\nreasons: {}\nstatuses: {}\ngoods: {}\ncolumns: {}\n", ":1"),
        ("format: 1\ntypes: {teleport: [a]}\n", "missing"),
        (
            (
                "format: 1\ntypes: {teleport: [a]}\nreasons: {}\nstatuses: {}\ngoods: {}\n"
                "columns: {}\nstepped_in: {columns: [], none: [], statuses: []}"
            ),
            ":2",
        ),
    ],
)
def test_a_slip_in_the_words_is_told_with_its_line(tmp_path, content, why):
    path = tmp_path / "reasons.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInputError, match=why):
        read_words(path)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"客服介入状态": "客服处理中"}, "待商家处理"),
        ({"仲裁状态": "仲裁中"}, "待商家处理"),
        ({}, "平台仲裁中"),
    ],
)
def test_a_case_that_the_platform_has_stepped_into_is_a_complaint(
    workspace, sheet, only, told, status
):
    sheet(told=told, status=status)
    assert only().complaints == (Complaint.PLATFORM,)
    (attention,) = workspace.after_sales.complaints.attention()
    assert (attention.ticket, attention.why) == (only().id, "complaint")


@pytest.mark.parametrize("told", ["未介入", "客服未介入", "无", " - ", "否", ""])
def test_a_case_that_the_buyer_and_the_shop_settle_is_none(workspace, sheet, only, told):
    sheet(told={"客服介入状态": told})
    assert only().complaints == ()
    assert workspace.after_sales.complaints.attention() == []


def test_a_later_sheet_marks_the_ticket_once_and_an_agent_may_take_the_mark_off(
    workspace, sheet, only
):
    sheet(told={"客服介入状态": "未介入"})
    assert sheet(told={"客服介入状态": "客服已介入"}).updated == 1
    assert only().complaints == (Complaint.PLATFORM,)
    workspace.after_sales.complaints.complain(only().id, [], "", NOW)
    assert sheet(told={"客服介入状态": "客服介入完成"}).unchanged == 1
    assert only().complaints == ()
    assert len(workspace.after_sales.complaints.attention()) == 1
