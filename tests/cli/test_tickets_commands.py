"""`csconsole tickets`: cases opened from an order, moved with their guards, listed and shown."""

import csv
from datetime import datetime

import pytest

NO = "3100000000000000017"
HEADER = (
    "订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "收货人姓名",
    "订单创建时间", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司",
)  # fmt: skip
ROW = (
    NO, "tb_测试甲", "189.00", "178.00", "卖家已发货，等待买家确认", "测试买家甲",
    "2026-11-01 10:00:00", "纯棉短袖T恤 白色 L", "1", "SF1385628716739", "顺丰速运",
)  # fmt: skip


@pytest.fixture
def ordered(command, tmp_path):
    """The command line on a profile that has an order."""
    path = tmp_path / "ExportOrderList.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEADER, ROW])
    command("orders", "import", path)
    return command


@pytest.fixture
def opened(ordered):
    """The JSON of a return that was opened from the order."""
    return ordered("tickets", "open", "return", "--order", NO, "--json").json


def test_a_ticket_is_opened_from_an_order(opened):
    assert (opened["kind"], opened["state"], opened["tier"]) == ("return", "requested", "ordinary")
    assert (opened["order"], opened["buyer"]) == (NO, "tb_测试甲")
    assert opened["fields"]["lines"] == [{"line": 1, "quantity": 1}]
    assert opened["number"].startswith("R-")
    assert opened["closed"] is None


def test_a_ticket_may_have_no_order(command):
    told = command("tickets", "open", "recheck", "--set", "defect=开线", "--json").json
    assert (told["order"], told["fields"]["defect"]) == (None, "开线")


def test_tracking_takes_the_waybill_of_the_order(ordered):
    told = ordered("tickets", "open", "tracking", "--order", NO, "--json").json
    assert told["fields"]["waybill"] == "SF1385628716739"


def test_tickets_of_a_day_are_counted(ordered, opened):
    second = ordered("tickets", "open", "return", "--json").json
    assert opened["number"][:-2] == second["number"][:-2]
    assert (opened["number"][-2:], second["number"][-2:]) == ("01", "02")


def test_the_tier_decides_about_the_clocks(command):
    told = command("tickets", "open", "return", "--tier", "major", "--json").json
    hours = [_hours(told, name) for name in ("response_due", "solution_due")]
    assert hours == [1, 12]


def _hours(told, name):
    opened = datetime.fromisoformat(told["opened"])
    return (datetime.fromisoformat(told[name]) - opened).total_seconds() / 3600


def test_a_return_goes_from_its_request_to_its_end(ordered, opened):
    def move(state, *values):
        sets = [part for value in values for part in ("--set", value)]
        return ordered("tickets", "move", opened["number"], state, *sets, "--json").json

    move("approved", "reason=质量问题")
    move("in-transit", "return_waybill=sf1385628716739")
    told = move("received")
    assert {one["action"] for one in told["next"]} == {"inspect", "refund"}
    told = move("refunded", "condition=new", "decision=accepted", "refund_amount=178")
    assert all(one["done"] for one in told["next"])
    assert told["fields"]["refund_amount"] == 17800
    told = move("closed", "resolution=已退款")
    assert told["state"] == "closed"
    assert told["closed"]


def test_a_refused_move_says_why_and_changes_nothing(ordered, opened):
    reason = ordered("tickets", "move", opened["id"], "approved", "--set", "wish=return").reason
    assert "Reason is missing" in reason
    assert ordered("tickets", "show", opened["id"], "--json").json["state"] == "requested"


def test_a_refund_above_what_was_paid_is_refused(ordered, opened):
    reason = ordered("tickets", "set", opened["id"], "--set", "refund_amount=178.01").reason
    assert "more than what was paid" in reason
    assert "refund_amount" not in ordered("tickets", "show", opened["id"], "--json").json["fields"]


@pytest.mark.parametrize(
    "value",
    ["refund_amount=-1", "refund_amount=1.234", "lines=1:-2", "reason=whatever", "no_such=1"],
)
def test_a_value_that_can_be_none_is_told_at_its_field(ordered, opened, value):
    assert value.split("=")[0] in ordered("tickets", "set", opened["id"], "--set", value).reason


def test_what_is_owed_is_done_with_one_command(ordered, opened):
    ordered("tickets", "owe", opened["id"], "chase", "--within", "0")
    late = ordered("tickets", "list", "--late", "--json").json
    assert [one["number"] for one in late] == [opened["number"]]
    told = ordered("tickets", "do", opened["number"], "chase", "--json").json
    assert told["next"][0]["done"]
    assert ordered("tickets", "list", "--late", "--json").json == []
    assert ordered("tickets", "do", opened["number"], "chase").reason


def test_a_parcel_is_chased_and_the_answer_kept(ordered):
    told = ordered("tickets", "open", "tracking", "--order", NO, "--json").json
    ordered("tickets", "chase", told["id"], "顺丰", "明天派送", "--again", "20")
    moved = ordered(
        "tickets", "move", told["id"], "asked-courier", "--set", "problem=stuck", "--json"
    ).json
    assert moved["state"] == "asked-courier"
    shown = ordered("tickets", "show", told["id"], "--json").json
    assert [one["answer"] for one in shown["chases"]] == ["明天派送"]


def test_tickets_are_listed_by_kind_state_and_day(ordered, opened):
    ordered("tickets", "open", "tracking")

    def listed(*options):
        return [one["kind"] for one in ordered("tickets", "list", *options, "--json").json]

    assert listed() == ["tracking", "return"]
    assert listed("--kind", "return") == ["return"]
    assert listed("--state", "open") == ["tracking"]
    assert listed("--on", "2020-01-01") == []
    assert listed("--on", opened["opened"][:10]) == ["tracking", "return"]
    assert listed("--order", NO) == ["return"]


def test_the_timeline_tells_who_did_what(ordered, opened, monkeypatch):
    ordered("agents", "add", "客服1")
    monkeypatch.setenv("CSCONSOLE_AGENT", "客服1")
    ordered("tickets", "note", opened["id"], "买家着急")
    ordered("tickets", "set", opened["id"], "--set", "reason=size")
    told = ordered("tickets", "show", opened["id"], "--json").json["timeline"]
    assert told[0]["what"].startswith("opened")
    assert [(one["agent"], one["what"]) for one in told[1:]] == [
        ("客服1", "note: 买家着急"),
        ("客服1", "Reason: Does not fit"),
    ]


def test_an_order_shows_its_tickets(ordered, opened):
    told = ordered("orders", "show", NO, "--json").json["tickets"]
    assert [one["number"] for one in told] == [opened["number"]]


def test_a_ticket_that_is_not_there_is_told(command):
    assert command("tickets", "show", "R-0101-99").reason


def test_the_open_ticket_of_an_order_changes_what_is_suggested(ordered, tmp_path):
    library = tmp_path / "stages.yaml"
    rows = [
        f"  - {{id: {kind}, title: 进度, text: 在办, asks: [处理到哪步], for: {{kind: {kind}}}}}"
        for kind in ("exchange", "return")
    ]
    library.write_text("\n".join(["format: 1", "language: zh", "replies:", *rows]), "utf-8")
    ordered("replies", "import", library, "--replace")

    def first(*more):
        return ordered("suggest", "--lexical", "--json", "处理到哪步了", *more).json[0]["id"]

    assert first() == "return"
    ordered("tickets", "open", "exchange", "--order", NO)
    assert first("--order", NO) == "exchange"
    assert ordered("suggest", "处理到哪步了", "--order", "77").status != 0
