"""Signing a day: reasons, the snapshot, what comes later, what is carried over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import SupervisorNeededError
from csconsole.selfcheck.history import streaks
from csconsole.selfcheck.model import State
from csconsole.selfcheck.signing import ReasonsMissingError
from csconsole.storage.entities import DELETED
from csconsole.tickets.model import Deed, Kind
from csconsole.tickets.shop_hours import ALWAYS_OPEN
from csconsole.workspace.selfchecking import selfcheck_rows


@pytest.fixture
def agent(workspace):
    workspace.people.add("客服甲")
    return workspace.people.sit_down("客服甲").name


@pytest.fixture
def owed(workspace, opened, now):
    """A ticket on which a refund is owed today."""
    ticket = opened(reason="size")
    workspace.ticket_work.owe(ticket.id, Deed.REFUND, now)
    return ticket


def test_a_day_with_open_items_asks_for_a_reason_of_each(day, agent, owed, now):
    with pytest.raises(ReasonsMissingError) as refused:
        day.signing.sign(now, reasons={"all-recorded": "忙", "promises-kept": " "})
    assert refused.value.items == ("refunds-due", "promises-kept")
    assert day.checks.signature(day.checks.today(now)) is None


def test_a_signed_day_tells_who_signed_and_why_what_was_left(day, agent, owed, now, answered):
    signed = day.signing.sign(now, reasons=answered)
    assert (signed.signed.agent, signed.open_items) == (agent, ())
    left = signed.of("refunds-due")
    assert (left.state, left.count, left.reason) == (State.EXPLAINED, 1, "明天处理")


def test_a_reason_for_what_is_done_by_now_is_not_kept(day, agent, now, answered):
    day.checks.tick("all-recorded", now)
    signed = day.signing.sign(now, reasons=answered)
    assert set(signed.signed.reasons) == {"promises-kept"}


def test_a_signed_day_stays_as_it_was_and_later_changes_are_seen_as_later(
    workspace, day, agent, owed, now, answered
):
    day.signing.sign(now, reasons=answered)
    workspace.ticket_work.do(owed.id, "refund", now + timedelta(minutes=1))
    item = day.checks.check(now + timedelta(minutes=2)).of("refunds-due")
    assert (item.state, item.count, item.later) == (State.EXPLAINED, 1, 0)
    assert item.evidence[0].name == owed.number


def test_another_row_in_the_place_of_a_signed_one_is_later_too(
    workspace, day, agent, owed, opened, now, answered
):
    day.signing.sign(now, reasons=answered)
    workspace.ticket_work.do(owed.id, "refund", now)
    workspace.ticket_work.owe(opened(reason="size").id, Deed.REFUND, now)
    item = day.checks.check(now).of("refunds-due")
    assert (item.count, item.later, item.evidence[0].name) == (1, 1, owed.number)


def test_nothing_of_a_signed_day_can_be_ticked_or_signed_again(day, agent, now, answered):
    day.signing.sign(now, reasons=answered)
    for change in (
        lambda: day.checks.tick("all-recorded", now),
        lambda: day.checks.untick("all-recorded", now),
        lambda: day.signing.sign(now, reasons=answered),
    ):
        with pytest.raises(BadInputError, match="signed by 客服甲"):
            change()


def test_a_reason_is_carried_to_the_next_day(day, agent, owed, now, answered):
    day.signing.sign(now, reasons=answered)
    tomorrow = day.checks.check(now + timedelta(days=1))
    carried = tomorrow.of("refunds-due").carried
    assert (carried.day, carried.reason, carried.agent) == (
        day.checks.today(now), "明天处理", agent,
    )  # fmt: skip
    assert tomorrow.of("stock").carried is None


def test_a_day_that_is_over_can_be_signed_as_it_was_at_its_end(
    workspace, day, agent, opened, now, answered
):
    yesterday = now - timedelta(days=1)
    ticket = opened(at=yesterday, reason="size")
    workspace.ticket_work.owe(ticket.id, Deed.REFUND, yesterday)
    workspace.ticket_work.do(ticket.id, "refund", now)
    past = day.checks.check(now, day.checks.today(yesterday))
    assert past.of("refunds-due").count == 1
    assert day.checks.check(now).of("refunds-due").count == 0
    reasons = {one.item.id: "昨天忙" for one in past.open_items}
    signed = day.signing.sign(now, past.day, reasons)
    assert (signed.signed.day, signed.of("refunds-due").later) == (past.day, None)


def test_a_ticket_that_was_closed_since_was_open_on_its_day(workspace, day, opened, now):
    yesterday = now - timedelta(days=1)
    ticket = opened(at=yesterday - timedelta(hours=48), reason="size")
    workspace.ticket_work.move(ticket.id, "cancelled", now)
    past = day.checks.check(now, day.checks.today(yesterday))
    assert [row.name for row in past.of("responses-late").evidence] == [ticket.number]
    assert day.checks.check(now).of("responses-late").count == 0


def test_a_ticket_that_was_reopened_since_had_ended_on_its_day(workspace, day, opened, now):
    journal, work = workspace._store.journal, workspace.ticket_work
    ticket = opened(Kind.TRACKING, now - timedelta(days=5))
    work.move(ticket.id, "cancelled", now)
    later = now + timedelta(days=2)
    journal.now = lambda: int(later.timestamp() * 1000)
    work.move(ticket.id, "open", later)
    found = day.checks.check(later, day.checks.today(now)).of("solutions-late")
    assert found.state is State.DONE
    assert day.checks.check(later).of("solutions-late").state is State.OPEN


def test_tomorrow_can_be_neither_looked_at_nor_signed(day, agent, now):
    tomorrow = day.checks.today(now) + timedelta(days=1)
    for doing in (day.checks.check, day.signing.sign):
        with pytest.raises(BadInputError, match="has not begun"):
            doing(now, tomorrow)


def test_nobody_signs_without_sitting_at_the_desk(day, now, answered):
    with pytest.raises(BadInputError, match="nobody sits at this desk"):
        day.signing.sign(now, reasons=answered)


def test_a_reason_for_no_item_is_refused(day, agent, now, answered):
    with pytest.raises(NotFoundError, match="no such item"):
        day.signing.sign(now, reasons={**answered, "refund-due": "?"})


def test_only_the_supervisor_opens_a_signed_day_again(workspace, day, agent, now, answered):
    workspace.people.set_passphrase("the supervisor's own")
    workspace.people.lock()
    day.signing.sign(now, reasons=answered)
    today = day.checks.today(now)
    with pytest.raises(SupervisorNeededError):
        day.signing.reopen(today)
    workspace.people.unlock("the supervisor's own")
    day.signing.reopen(today)
    assert day.checks.check(now).signed is None


def test_of_two_signatures_of_two_laptops_the_first_counts(workspace, day, agent, now, answered):
    day.signing.sign(now, reasons=answered)
    entry = workspace._store.journal.history("day_signed", _signature_id(workspace))[0]
    other = {**entry.patch, "at": entry.patch["at"] - 60, "agent": "客服乙"}
    workspace._store.journal.write("day_signed", "other", other, cause="selfcheck.sign")
    assert day.checks.check(now).signed.agent == "客服乙"


def test_a_signed_day_keeps_no_name_of_a_buyer_or_number_of_an_order(
    workspace, day, agent, order, now, answered
):
    workspace.notes.add(order.id, "测试甲说少件了")
    reasons = {**answered, "notes-without-ticket": "查过了"}
    assert day.signing.sign(now, reasons=reasons).of("notes-without-ticket").count == 1
    entries = workspace._store.journal.history("day_signed", _signature_id(workspace))
    told = str([entry.patch for entry in entries])
    assert order.no not in told
    assert "测试甲" not in told


def test_evidence_that_was_forgotten_is_still_counted(workspace, day, agent, order, now, answered):
    workspace.notes.add(order.id, "少件")
    day.signing.sign(now, reasons={**answered, "notes-without-ticket": "查过了"})
    workspace._store.journal.write("order", order.id, {DELETED: True}, cause="orders.undo")
    item = day.checks.check(now).of("notes-without-ticket")
    assert (item.count, item.evidence[0].name) == (1, "no longer there")


def test_the_heads_of_the_journal_are_noted_and_verify_asks_for_them(
    workspace, day, agent, now, answered
):
    signed = day.signing.sign(now, reasons=answered).signed
    assert list(signed.heads) == [workspace._store.journal.device]
    assert not workspace.verify().problems
    device = workspace._store.journal.device
    forged = {"heads": {device: f"{signed.heads[device][:32]} {'0' * 64}"}}
    workspace._store.journal.write("day_signed", signed.id, forged, cause="selfcheck.sign")
    assert "when 客服甲 signed" in workspace.verify().problems[0]


def test_a_tick_that_is_taken_back_leaves_the_item_open(day, agent, now):
    day.checks.tick("all-recorded", now, note="都登记了")
    assert day.checks.check(now).of("all-recorded").tick.agent == agent
    assert day.checks.untick("all-recorded", now).state is State.OPEN
    with pytest.raises(NotFoundError):
        day.checks.untick("all-recorded", now)
    assert day.checks.tick("all-recorded", now).state is State.DONE


def test_what_the_program_answers_cannot_be_ticked(day, now):
    with pytest.raises(BadInputError, match="the program answers this item"):
        day.checks.tick("refunds-due", now)


def test_a_day_of_the_shop_may_begin_after_midnight(workspace, day, now):
    workspace.after_sales.rules.change({"day_starts": "4", "zone": "Asia/Shanghai"})
    zone = day.checks.days.zone
    night = now.astimezone(zone).replace(hour=3, minute=59)
    assert day.checks.today(night) == night.date() - timedelta(days=1)
    assert day.checks.today(night + timedelta(minutes=1)) == night.date()


def test_the_calendar_tells_who_signed_and_how_many_days_in_a_row(day, agent, now, answered):
    for back in (3, 1, 0):
        moment = now - timedelta(days=back)
        past = day.checks.today(moment)
        reasons = {one.item.id: "忙" for one in day.checks.check(now, past).open_items}
        day.signing.sign(now, past, reasons)
    today = day.checks.today(now)
    history = day.past.history(today - timedelta(days=3), today, now)
    assert [bool(mark.signed) for mark in history.days] == [True, False, True, True]
    assert (history.streak, history.longest) == (2, 2)


def test_rows_for_a_sheet_tell_every_item_of_every_day(day, agent, owed, now, answered):
    day.checks.tick("all-recorded", now, note="都登记了")
    day.signing.sign(now, reasons=answered)
    today = day.checks.today(now)
    rows = selfcheck_rows(day, today - timedelta(days=1), today, now)
    count = len(day.checks.checklist.items()) + 1  # and the day as a whole
    assert [row.date for row in rows] == [today - timedelta(days=1)] * count + [today] * count
    told = {row.item: row for row in rows if row.date == today}
    left = told["Refunds due"]
    assert (left.group, left.state, left.count, left.note, left.who, left.when) == (
        "Solved?", "explained", 1, "明天处理", agent, now.replace(microsecond=0),
    )  # fmt: skip
    ticked = told["Every problem of chats and calls stands in its table"]
    assert (ticked.state, ticked.note, ticked.who) == ("done", "都登记了", agent)


def test_a_sheet_in_chinese_has_chinese_rows_whatever_the_program_speaks(workspace, day, now):
    today = day.checks.today(now)
    row = workspace.selfcheck_rows(today, today, "zh")[-1]
    assert (row.group, row.item, row.state) == ("准备好了吗", "快到承诺时间还没发货", "已完成")


def _signature_id(workspace):
    return workspace.day.checks.signature(workspace.day.checks.today(workspace.now())).id


@given(signed=st.sets(st.integers(0, 20)), today=st.integers(10, 20))
def test_a_streak_ends_with_the_first_day_that_nobody_signed(signed, today):
    start = date(2026, 11, 1)
    days = {start + timedelta(days=at) for at in signed if at <= today}
    present, longest = streaks(days, start + timedelta(days=today), ALWAYS_OPEN)
    last = today if start + timedelta(days=today) in days else today - 1
    run = [start + timedelta(days=last - back) in days for back in range(last + 1)]
    assert present == (run.index(False) if False in run else len(run))
    assert present <= longest <= len(days)


def test_a_day_off_breaks_no_streak():
    sunday_off = replace(ALWAYS_OPEN, days=frozenset(range(6)))
    days = {date(2026, 11, 21), date(2026, 11, 23)}  # Saturday and Monday
    assert streaks(days, date(2026, 11, 23), sunday_off) == (2, 2)


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    ticked=st.sets(st.sampled_from(["all-recorded", "promises-kept"])),
    reasons=st.dictionaries(st.sampled_from(["all-recorded", "promises-kept", "stock"]), TEXTS),
)
def test_a_day_is_signed_exactly_when_every_open_item_has_a_reason(
    workspace, day, agent, now, ticked, reasons
):
    today = day.checks.today(now)
    for item in ticked:
        day.checks.tick(item, now)
    left = {"all-recorded", "promises-kept"} - ticked
    explained = {item for item, text in reasons.items() if text.split()}
    if left - explained:
        with pytest.raises(ReasonsMissingError) as refused:
            day.signing.sign(now, reasons=reasons)
        assert set(refused.value.items) == left - explained
        assert day.checks.signature(today) is None
    else:
        signed = day.signing.sign(now, reasons=reasons)
        assert set(signed.signed.reasons) == left
        day.signing.reopen(today)
    for item in ticked:
        day.checks.untick(item, now)
