"""`csconsole selfcheck`: a day shown, answered and signed from the command line."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

KEYS = {
    "id", "title", "group", "kind", "state", "count", "evidence", "note", "by", "at", "reason",
    "carried", "later",
}  # fmt: skip


@pytest.fixture
def selfcheck(command):
    """`csconsole selfcheck`; returns the JSON of a command."""

    def running(*arguments):
        return command("selfcheck", *arguments, "--json").json

    return running


def items(shown):
    return {one["id"]: one for one in shown["items"]}


def test_the_day_is_shown_with_every_key_of_the_contract(selfcheck):
    shown = selfcheck()
    assert (shown["date"], shown["signed"]) == (
        datetime.now().astimezone().date().isoformat(),
        None,
    )
    assert all(set(one) == KEYS for one in shown["items"])
    assert items(shown)["all-recorded"]["state"] == "open"


def test_another_day_is_shown_by_its_date_or_its_name(selfcheck):
    yesterday = datetime.now().astimezone().date() - timedelta(days=1)
    told = {selfcheck(*day)["date"] for day in (["yesterday"], [yesterday.isoformat()], ["昨天"])}
    assert told == {yesterday.isoformat()}


def test_a_word_that_is_no_day_is_wrong_usage(command):
    ran = command("selfcheck", "yesterdy")
    assert ran.status == 2
    assert "a day such as 2026-11-22" in ran.err


def test_an_item_is_ticked_with_a_note_and_unticked(selfcheck):
    ticked = selfcheck("tick", "all-recorded", "--note", "都登记了")
    assert (ticked["state"], ticked["note"]) == ("done", "都登记了")
    assert selfcheck("untick", "all-recorded")["state"] == "open"


def test_an_unknown_item_is_refused_with_the_known_ones(command):
    reason = command("selfcheck", "tick", "everything").reason
    assert reason.startswith("everything: the list has no such item; known are: ")


def test_a_day_that_is_not_signable_names_the_missing_reasons(command):
    ran = command("selfcheck", "sign", "--by", "小王", "--reason", "promises-kept=忙")
    assert "these items are open and need a reason: all-recorded" in ran.reason


def test_a_day_is_signed_and_locked(command, selfcheck):
    command("selfcheck", "tick", "all-recorded")
    signed = selfcheck("sign", "--by", "小王", "--reason", "promises-kept=明天打电话")
    assert signed["signed"]["by"] == "小王"
    assert signed["signed"]["reasons"] == {"promises-kept": "明天打电话"}
    left = items(selfcheck())["promises-kept"]
    assert (left["state"], left["reason"]) == ("explained", "明天打电话")
    assert "signed by 小王" in command("selfcheck", "tick", "all-recorded").reason
    assert "signed by 小王" in command("selfcheck", "sign", "--by", "小王").reason


def test_only_an_agent_of_the_shop_signs_and_with_the_own_pin(command, selfcheck, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_NEW_PIN", "2468")
    assert command("agents", "add", "客服甲", "--pin").status == 0
    reasons = ("--reason", "all-recorded=忙", "--reason", "promises-kept=忙")
    assert "no agent" in command("selfcheck", "sign", "--by", "客服乙", *reasons).reason
    assert "has a PIN" in command("selfcheck", "sign", "--by", "客服甲", *reasons).reason
    monkeypatch.setenv("CSCONSOLE_PIN", "2468")
    assert selfcheck("sign", "--by", "客服甲", *reasons)["signed"]["by"] == "客服甲"


def test_a_signed_day_is_opened_again_by_the_supervisor_alone(command, selfcheck, monkeypatch):
    reasons = ("--reason", "all-recorded=忙", "--reason", "promises-kept=忙")
    selfcheck("sign", "--by", "小王", *reasons)
    monkeypatch.setenv("CSCONSOLE_NEW_SUPERVISOR", "the supervisor's own")
    command("supervisor", "--set")
    assert "only the supervisor" in command("selfcheck", "reopen", "today").reason
    monkeypatch.setenv("CSCONSOLE_SUPERVISOR", "the supervisor's own")
    assert selfcheck("reopen", "today")["signed"] is None


def test_plans_are_added_done_and_listed(selfcheck):
    plan = selfcheck("plan", "add", "打电话给老客户")
    assert items(selfcheck())["plans"]["evidence"][0]["id"] == plan["id"]
    assert selfcheck("plan", "done", "打电话")["done"] is not None
    assert selfcheck("plan", "done", plan["id"], "--undo")["done"] is None
    assert [one["text"] for one in selfcheck("plan", "list")] == ["打电话给老客户"]
    selfcheck("plan", "remove", plan["id"])
    assert selfcheck("plan", "list") == []


def test_notices_are_added_acknowledged_and_listed(selfcheck):
    notice = selfcheck("notice", "add", "双12", "--from", "tomorrow", "--reply", "return-freight")
    assert notice["replies"] == ["return-freight"]
    read = selfcheck("notice", "acknowledge", notice["id"])
    assert list(read["acknowledged"]) == [""]
    assert [one["id"] for one in selfcheck("notice", "list")] == [notice["id"]]
    selfcheck("notice", "remove", notice["id"])
    assert selfcheck("notice", "list", "--all") == []


def test_the_days_are_listed_with_who_signed_them(selfcheck):
    reasons = ("--reason", "all-recorded=忙", "--reason", "promises-kept=忙")
    selfcheck("sign", "--by", "小王", *reasons)
    told = selfcheck("days", "--since", "yesterday")
    assert [one["signed"] and one["signed"]["by"] for one in told["days"]] == [None, "小王"]
    assert (told["streak"], told["days"][1]["explained"]) == (1, 2)


def test_the_list_goes_out_to_a_file_and_comes_back_changed(command, selfcheck, tmp_path):
    path = tmp_path / "list.yaml"
    selfcheck("items", "--out", path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("hours: 18", "hours: x"), encoding="utf-8")
    line = text[: text.index("hours: 18")].count("\n") + 1
    assert command("selfcheck", "items", "--take", path).reason == (
        f"list.yaml:{line}: a number of hours must stand here"
    )
    path.write_text(text.replace("hours: 18", "hours: 48"), encoding="utf-8")
    assert selfcheck("items", "--take", path)["own"]
    assert not selfcheck("items", "--usual")["own"]


def test_people_read_what_was_signed_why_and_what_came_later(command):
    for at in range(7):
        command("selfcheck", "plan", "add", f"计划{at}")
    command("selfcheck", "tick", "all-recorded", "--note", "都登记了")
    reasons = ("--reason", "plans=明天做", "--reason", "promises-kept=忙")
    signed = command("selfcheck", "sign", "--by", "小王", *reasons).out
    for told in ("signed by 小王", "reason: 明天做", "and 2 more", ": 都登记了"):
        assert told in signed
    command("selfcheck", "plan", "done", "计划0")
    assert "later: 6" in command("selfcheck").out
    assert "✓" in command("selfcheck", "plan", "list").out
    told = command("selfcheck", "notice", "add", "双12", "--until", "tomorrow").out
    assert ".." in told
    notice = told.rsplit("[", maxsplit=1)[-1].rstrip("]\n")
    assert "read by: " in command("selfcheck", "notice", "acknowledge", notice).out


@pytest.fixture
def two_shops(command, tmp_path):
    """A shop of Taobao and one of JD, each with an order."""
    for shop in ("一店", "二店"):
        file = tmp_path / f"{shop}.csv"
        row = f"{ord(shop[0])},甲,交易成功"
        file.write_text(f"订单编号,买家会员名,订单状态\n{row}\n", encoding="utf-8")
        command("orders", "import", file, "--platform", "taobao", "--shop", shop)


@pytest.mark.usefixtures("two_shops")
def test_each_shop_is_answered_and_signed_by_itself(command, selfcheck):
    selfcheck("tick", "all-recorded", "--shop", "一店")
    states = [
        items(selfcheck(*told))["all-recorded"]["state"]
        for told in ([], ["--shop", "一店"], ["today", "--shop", "二店"])
    ]
    assert states == ["open", "done", "open"]
    reason = ("--reason", "promises-kept=忙")
    signed = selfcheck("--shop", "一店", "sign", "--by", "小王", *reason)
    assert signed["signed"]["by"] == "小王"
    assert selfcheck("show", "--shop", "二店")["signed"] is None
    assert selfcheck("days", "--shop", "一店")["streak"] == 1
    assert selfcheck("days")["streak"] == 0
    today = signed["date"]
    assert selfcheck("reopen", today, "--shop", "一店")["signed"] is None


def test_the_self_check_of_an_unknown_shop_is_refused_in_one_line(command):
    ran = command("selfcheck", "sign", "--by", "小王", "--shop", "别家")
    assert "there is no shop of this name" in ran.reason


def test_times_are_told_by_the_clock_of_the_shop(command):
    command("tickets", "rules", "--set", "zone=Pacific/Kiritimati")
    told = command("selfcheck", "tick", "all-recorded").out
    there = datetime.now(ZoneInfo("Pacific/Kiritimati"))
    assert any(f"{there - timedelta(minutes=back):%H:%M}" in told for back in (0, 1))


def test_the_reason_of_yesterday_is_told_today(command):
    reasons = ("--reason", "all-recorded=没空", "--reason", "promises-kept=忙")
    command("selfcheck", "sign", "yesterday", "--by", "小王", *reasons)
    assert "小王: 没空" in command("selfcheck").out


def test_people_read_the_day_in_three_groups(command):
    told = command("selfcheck", "plan", "add", "盘点")
    assert "盘点" in told.out
    out = command("selfcheck").out
    assert [line for line in out.splitlines() if line.endswith("?")] == [
        "Recorded?", "Solved?", "Ready?",
    ]  # fmt: skip
    assert "✗ Plans of the day · 1 · open · [plans]" in out
    for words in (("items",), ("days",), ("plan", "list"), ("notice", "list")):
        assert command("selfcheck", *words).status == 0
