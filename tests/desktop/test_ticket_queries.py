"""What is typed into the search box of the tickets, as filters; no window."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole import language
from csconsole.desktop.tickets.listing.query import (
    QueryReader,
    day_of,
    tokens,
    whole_day,
    with_filter,
    with_flag,
    written,
)
from csconsole.desktop.tickets.listing.words import badge_of, due_badge, late_text
from csconsole.tickets.listing import LATEST, OLDEST, URGENT, Filters
from csconsole.tickets.model import Deed, Kind, NextAction, Ticket, Tier
from csconsole.tickets.shop_hours import USUAL
from csconsole.tickets.workflow_file import workflows

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def reader() -> QueryReader:
    return QueryReader(workflows())


def ticket(**told) -> Ticket:
    usual = {
        "id": "id", "number": "R-1", "kind": Kind.RETURN, "state": "requested",
        "tier": Tier.ORDINARY, "shop": "shop", "opened": NOW - HOUR, "tier_since": NOW - HOUR,
    }  # fmt: skip
    return Ticket(**(usual | told))


def badge(one: Ticket):
    return badge_of(one, workflows()[one.kind], NOW, USUAL)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("", Filters(open_only=True)),
        ("is:all", Filters()),
        ("kind:return", Filters(kind="return", open_only=True)),
        ("KIND：退货", Filters(kind="return", open_only=True)),
        ("类型:换货", Filters(kind="exchange", open_only=True)),
        ("state:approved", Filters(state="approved")),
        ('state:"on the way back"', Filters(state="in-transit")),
        ("状态:待审核 is:open", Filters(state="requested", open_only=True)),
        ("tier:紧急", Filters(tier="urgent", open_only=True)),
        ("owner:me", Filters(owner="Lin", open_only=True)),
        ('owner:"Li Lei"', Filters(owner="Li Lei", open_only=True)),
        ("is:late is:complaint", Filters(late=True, complaint=True, open_only=True)),
        ("买家甲  茶盘", Filters(text="买家甲 茶盘")),
        ("12:30 http://x", Filters(text="12:30 http://x")),
        ("kind:", Filters(open_only=True)),
        ("on:11-19", Filters(on=whole_day(NOW.date() - timedelta(days=1), NOW))),
    ],
)
def test_a_line_is_read_as_filters(reader: QueryReader, typed: str, filters: Filters) -> None:
    query = reader.read(typed, NOW, "Lin")
    assert query.filters == filters
    assert query.problem == ""


def test_who_looks_for_one_sees_the_latest_first_else_the_most_urgent(reader: QueryReader) -> None:
    assert reader.read("", NOW, "").sort == URGENT
    assert reader.read("买家", NOW, "").sort == LATEST
    assert reader.read("sort:oldest 买家", NOW, "").sort == OLDEST


@pytest.mark.parametrize(
    "typed", ["kind:x", "state:x", "tier:x", "on:x", "on:2026-02-31", "is:x", "sort:x"]
)
def test_what_means_nothing_is_a_problem_in_a_sentence(reader: QueryReader, typed: str) -> None:
    name, value = typed.split(":")
    assert reader.read(typed, NOW, "").problem == f"“{value}” means nothing as {name}"


def test_a_day_without_a_year_lies_in_the_past() -> None:
    assert day_of("12-24", NOW.date()) == datetime(2025, 12, 24, tzinfo=UTC).date()
    assert day_of("昨天", NOW.date()) == NOW.date() - timedelta(days=1)


def test_a_filter_is_put_before_the_words_and_gives_way_to_another() -> None:
    line = with_filter("买家", "kind", "Return")
    assert line == "kind:Return 买家"
    assert with_filter(line, "kind", "Exchange") == "kind:Exchange 买家"
    assert with_filter(line, "kind", "") == "买家"


def test_open_and_all_exclude_each_other() -> None:
    assert with_flag("is:all", "open", on=True) == "is:open"
    assert with_flag("is:late is:open", "all", on=True) == "is:late is:all"
    assert with_flag("is:late", "late", on=False) == ""


def test_a_line_of_one_language_is_understood_in_another(reader: QueryReader) -> None:
    typed = 'kind:return tier:urgent is:late owner:"Li Lei" 买家'
    meant = reader.read(typed, NOW, "")
    language.choose(["zh_CN"])
    assert reader.read(typed, NOW, "") == meant
    chinese = written(tokens(typed))
    language.choose(["en"])
    assert reader.read(chinese, NOW, "") == meant


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read(typed: str) -> None:
    reader = QueryReader(workflows())
    query = reader.read(typed, NOW, "Lin")
    again = reader.read(written(tokens(typed)), NOW, "Lin")
    assert again.filters.kind == query.filters.kind


def test_the_badge_tells_what_runs_out_next() -> None:
    refund = NextAction("a", Deed.REFUND, NOW + 4 * HOUR)
    assert badge(ticket(next=(refund,), responded=NOW)).text == "refund due 17:00"
    assert badge(ticket(next=(refund,), responded=NOW)).tone == "due"
    late = NextAction("a", Deed.REFUND, NOW - 2 * HOUR)
    assert (badge(ticket(next=(late,))).text, badge(ticket(next=(late,))).tone) == (
        "refund late 2 h",
        "late",
    )


def test_a_ticket_that_waits_for_the_buyer_says_so() -> None:
    waiting = ticket(state="approved", paused=NOW - HOUR, responded=NOW - HOUR)
    assert badge(waiting).text == "waits for the buyer"
    platform = int((NOW + 2 * HOUR).timestamp())
    near = ticket(state="approved", paused=NOW, responded=NOW, fields={"platform_due": platform})
    assert badge(near).text == "platform's deadline due 15:00"


def test_a_closed_ticket_says_when() -> None:
    assert badge(ticket(state="closed", closed=NOW)).text == "closed today"


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (timedelta(seconds=5), "late 1 min"),
        (timedelta(minutes=59), "late 59 min"),
        (timedelta(hours=2), "late 2 h"),
        (timedelta(days=3), "late 3 d"),
    ],
)
def test_how_late_is_told_in_one_unit(late: timedelta, told: str) -> None:
    assert late_text(late) == told


def test_what_is_due_later_is_quiet_and_names_its_day() -> None:
    later = due_badge("", NOW + 30 * HOUR, NOW)
    assert (later.text, later.tone) == ("due tomorrow 19:00", "quiet")
    assert due_badge("", NOW + 100 * HOUR, NOW).text == "due 11-24 17:00"
