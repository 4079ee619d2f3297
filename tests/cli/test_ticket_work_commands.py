"""`csconsole tickets …` and `handover`: split, merge, close, send, owe, rules, hand over."""

import csv
from dataclasses import replace
from datetime import datetime

import pytest

NO = "3100000000000000024"
HEADER = (
    "订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "收货人姓名",
    "订单创建时间", "宝贝标题 ", "宝贝种类 ", "宝贝总数量", "物流单号 ", "物流公司",
)  # fmt: skip
ROW = (
    NO, "tb_测试乙", "189.00", "178.00", "卖家已发货，等待买家确认", "测试买家乙",
    "2026-11-01 10:00:00", "纯棉短袖T恤 白色 L", "1", "2", "SF1385628716739", "顺丰速运",
)  # fmt: skip
REPLY = """\
replies:
  - id: return-approved
    title: 同意退货
    text: 亲，请寄回
  - id: greeting
    title: 问候
    text: 您好
"""


@pytest.fixture
def tickets(command, tmp_path):
    """`csconsole tickets`, on a profile with an order; returns the JSON of a command."""
    path = tmp_path / "ExportOrderList.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEADER, ROW])
    command("orders", "import", path)

    def running(*arguments):
        return command("tickets", *arguments, "--json").json

    return running


@pytest.fixture
def opened(tickets):
    return tickets("open", "return", "--order", NO, "--set", "lines=1:2", "--set", "reason=size")


def test_a_ticket_is_split_and_both_parts_are_linked(tickets, opened):
    new = tickets("split", opened["number"], "1:1")
    assert (new["fields"]["lines"], new["links"]) == ([{"line": 1, "quantity": 1}], [opened["id"]])
    assert tickets("show", opened["id"])["links"] == [new["id"]]


def test_more_goods_than_there_are_cannot_be_split_off(command, tickets, opened):
    assert "some of the goods must stay" in command("tickets", "split", opened["id"], "1:2").reason


def test_tickets_are_linked_and_no_more(tickets, opened):
    recheck = tickets("open", "recheck")
    assert tickets("link", opened["id"], recheck["number"])["links"] == [recheck["id"]]
    assert tickets("link", opened["id"], recheck["number"], "--remove")["links"] == []


def test_a_duplicate_is_merged_and_taken_back(tickets, opened):
    second = tickets("open", "return", "--order", NO)
    tickets("note", second["id"], "催")
    kept = tickets("merge", opened["id"], second["id"])
    assert kept["number"] == opened["number"]
    gone = tickets("show", second["id"])
    assert (gone["state"], gone["goes_on_in"]) == ("cancelled", opened["id"])
    tickets("undo", opened["id"])
    assert tickets("show", second["id"])["state"] == "requested"


def test_a_return_becomes_an_exchange(tickets, opened):
    new = tickets("turn", opened["id"], "exchange")
    assert (new["kind"], new["fields"]["reason"]) == ("exchange", "size")


def test_nothing_but_the_opening_cannot_be_taken_back(command, tickets, opened):
    assert "nothing to take back" in command("tickets", "undo", opened["id"]).reason


def test_closing_plans_a_visit_that_is_owed_then(tickets, opened):
    given = ("--set", "wish=refund-only", "--set", "refund_amount=20")
    tickets("move", opened["id"], "refunded", *given)
    closed = tickets("close", opened["id"], "--set", "resolution=已退款", "--visit", "1")
    assert (closed["state"], len(closed["visits"])) == ("closed", 1)
    assert tickets("owed", "--until", "2020-01-01") == []
    (owed,) = tickets("owed", "--until", "2099-01-01")
    assert (owed["action"], owed["number"]) == ("follow-up", opened["number"])
    (done,) = tickets("done", owed["id"], "--satisfaction", "5")
    assert done["fields"]["satisfaction"] == 5
    assert tickets("owed", "--until", "2099-01-01") == []


@pytest.mark.parametrize(("tier", "days"), [("", 9), ("VIP2", 2)])
def test_a_vip_is_visited_sooner(tickets, opened, shop, open_profile, tier, days):
    workspace = open_profile(shop)
    buyer = workspace.orders.buyer(workspace.orders.by_number(NO))
    workspace.notes.describe_buyer(replace(buyer, tier=tier))
    tickets("rules", "--set", "visit_days=9", "--set", "visit_days_vip=2")
    given = ("--set", "wish=refund-only", "--set", "refund_amount=20")
    tickets("move", opened["id"], "refunded", *given)
    closed = tickets("close", opened["id"], "--set", "resolution=已退款")
    due = datetime.fromisoformat(closed["visits"][0]["due"])
    assert (due - datetime.fromisoformat(closed["closed"])).days == days


def test_what_is_owed_is_listed_and_done_by_its_id(command, tickets, opened):
    tickets("owe", opened["id"], "chase", "--within", "0")
    (owed,) = tickets("owed")
    assert (owed["action"], owed["late"], owed["buyer"]) == ("chase", True, "tb_测试乙")
    assert owed["id"] in command("tickets", "owed").out
    tickets("done", owed["id"])
    assert tickets("owed") == []
    assert "no such visit" in command("tickets", "done", owed["id"]).reason


def test_sending_a_reply_moves_the_ticket_in_the_same_step(command, tickets, opened, tmp_path):
    library = tmp_path / "library.yaml"
    library.write_text(REPLY, encoding="utf-8")
    command("replies", "import", library)
    sent = tickets("send", opened["id"], "return-approved")
    assert (sent["state"], sent["refused"]) == ("approved", "")
    assert [one["action"] for one in sent["next"]] == ["follow-up"]
    back = tickets("undo", opened["id"])
    assert (back["state"], back["responded"]) == ("requested", None)
    assert tickets("send", opened["id"], "return-approved", "--plain")["state"] == "requested"
    assert "no reply" in command("tickets", "send", opened["id"], "nothing").reason


def test_a_complaint_and_a_raised_tier_are_shown_to_the_supervisor(command, tickets, opened):
    told = tickets(
        "set", opened["id"], "--mark", "platform", "--complaint", "平台介入", "--tier", "major"
    )
    assert (told["complaints"], told["tier"]) == (["platform"], "major")
    shown = tickets("attention")
    assert sorted(one["why"] for one in shown) == ["complaint", "tier"]
    tickets("attention", "--see", shown[0]["id"])
    assert len(tickets("attention")) == 1
    assert len(tickets("attention", "--all")) == 2
    assert "平台介入" in command("tickets", "show", opened["id"]).out
    assert tickets("set", opened["id"], "--complaint", "")["complaints"] == []


def test_what_runs_out_is_told_once(tickets, opened):
    tickets("owe", opened["id"], "reply", "--within", "1")
    assert [one["what"] for one in tickets("reminders")] == ["reply"]
    assert tickets("reminders") == []


def test_what_is_missing_for_each_move_is_shown(tickets):
    told = tickets("open", "return")
    missing = tickets("show", told["id"])["missing"]
    assert missing["approved"] == ["Reason is missing"]
    assert missing["cancelled"] == []


def test_rules_are_shown_and_changed_by_the_supervisor_alone(command, tickets, monkeypatch):
    assert tickets("rules")["urgent"] == [4, 24]
    told = tickets("rules", "--set", "urgent=2/12", "--set", "holidays=CN")
    assert (told["urgent"], told["holidays"]) == ([2, 12], "CN")
    assert told["holidays_known_until"] >= 2026
    assert "opens: 00:00" in command("tickets", "rules").out
    assert command("tickets", "rules", "--set", "opens=noon").reason.startswith("opens: ")
    monkeypatch.setenv("CSCONSOLE_NEW_SUPERVISOR", "oberlehrer")
    command("supervisor", "--set")
    assert "supervisor" in command("tickets", "rules", "--set", "urgent=1/2").reason
    monkeypatch.setenv("CSCONSOLE_SUPERVISOR", "oberlehrer")
    assert tickets("rules", "--set", "urgent=1/2")["urgent"] == [1, 2]


def test_a_list_is_searched_sorted_and_cut(tickets, opened):
    tickets("open", "tracking", "--order", NO, "--tier", "urgent")

    def listed(*options):
        return [one["kind"] for one in tickets("list", *options)]

    assert listed("--text", "测试乙") == ["tracking", "return"]
    assert listed("--text", opened["number"]) == ["return"]
    assert listed("--sort", "oldest") == ["return", "tracking"]
    assert listed("--sort", "urgent", "--limit", "1") == ["tracking"]
    assert listed("--begin", "1") == ["return"]


def test_a_shift_ends_with_a_handover(command, tickets, monkeypatch):
    for name in ("客服1", "客服2"):
        command("agents", "add", name)
    monkeypatch.setenv("CSCONSOLE_AGENT", "客服1")
    mine = tickets("open", "return")
    given = command("handover", "give", "客服2", "--note", "明天再催", "--json").json
    assert (given["from"], given["to"], given["accepted"]) == ("客服1", "客服2", None)
    assert [one["number"] for one in given["tickets"]] == [mine["number"]]
    assert "no handover waits for 客服1" in command("handover", "accept").reason
    monkeypatch.setenv("CSCONSOLE_AGENT", "客服2")
    assert "明天再催" in command("handover", "list").out
    (taken,) = command("handover", "accept", "--json").json
    assert taken["accepted"]
    assert tickets("show", mine["id"])["owner"] == "客服2"
    assert command("handover", "list", "--json").json == []
    assert len(command("handover", "list", "--all", "--json").json) == 1


def test_people_are_told_in_lines(command, tickets, opened, monkeypatch):
    def told(*arguments):
        done = command("tickets", *arguments)
        assert done.status == 0, done.err
        return done.out

    number = opened["number"]
    tickets("owe", opened["id"], "reply", "--within", "1")
    assert f"{number} · reply" in told("reminders")
    assert "urgent: 4, 24" in told("rules")
    told("set", number, "--mark", "attitude", "--complaint", "态度差")
    assert "attitude of the service: 态度差" in told("attention")
    assert "complaint: attitude of the service; 态度差" in told("show", number)
    (owed,) = tickets("owed")
    assert number in told("done", owed["id"])
    given = ("--set", "wish=refund-only", "--set", "refund_amount=20")
    told("move", number, "refunded", *given)
    assert "follow-up visit on" in told("close", number, "--set", "resolution=已退款")


def test_a_reply_whose_move_is_refused_says_why(command, tickets, tmp_path):
    library = tmp_path / "library.yaml"
    library.write_text(REPLY, encoding="utf-8")
    command("replies", "import", library)
    told = tickets("open", "return")
    out = command("tickets", "send", told["id"], "return-approved").out
    assert "not moved: Reason is missing" in out


def test_an_agent_answers_for_a_ticket_from_now_on(command, tickets, opened):
    command("agents", "add", "客服1")
    assert tickets("set", opened["id"], "--owner", "客服1")["owner"] == "客服1"
    assert "works here" in command("tickets", "set", opened["id"], "--owner", "客服9").reason


def test_a_tier_counts_from_a_complaint_in_the_past_but_not_before_the_case(command, opened):
    asked = ("tickets", "set", opened["id"], "--tier", "urgent", "--since", "2020-01-01 10:00")
    assert "between the opening" in command(*asked).reason
