"""Drafts: a half-filled form survives a crash, sealed on this device."""

from collections.abc import Callable
from datetime import datetime, timedelta

from csconsole.storage.places import Places
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.drafts import Draft
from csconsole.tickets.model import Kind
from csconsole.workspace.workspace import Workspace

DRAFT = Draft(Kind.RETURN, order="order", values={"reason_note": "领口开线了 🧵", "lines": "1:"})


def test_a_half_filled_form_is_there_after_a_crash(
    after_sales: AfterSales,
    profile: Places,
    open_profile: Callable[..., Workspace],
    now: datetime,
) -> None:
    after_sales.drafts.save("talk 1/return", DRAFT, now)
    again = open_profile(profile).after_sales.drafts
    assert again.load("talk 1/return", now) == DRAFT
    assert again.load("talk 2/return", now) is None


def test_nothing_of_it_can_be_read_on_the_disk(
    after_sales: AfterSales, profile: Places, now: datetime
) -> None:
    after_sales.drafts.save("talk 1/return", DRAFT, now)
    assert "领口".encode() not in profile.ticket_drafts.read_bytes()


def test_one_draft_is_kept_for_each_place(after_sales: AfterSales, now: datetime) -> None:
    after_sales.drafts.save("1", DRAFT, now)
    after_sales.drafts.save("2", Draft(Kind.TRACKING, values={"problem": "lost"}), now)
    after_sales.drafts.save("1", Draft(Kind.RETURN, values={"reason": "size"}), now)
    kept = after_sales.drafts.all(now)
    assert {place: dict(draft.values) for place, draft in kept.items()} == {
        "2": {"problem": "lost"},
        "1": {"reason": "size"},
    }


def test_a_form_that_was_sent_emptied_or_left_for_days_is_kept_no_more(
    after_sales: AfterSales, profile: Places, now: datetime
) -> None:
    drafts = after_sales.drafts
    drafts.save("1", DRAFT, now)
    drafts.save("2", DRAFT, now)
    drafts.forget("1", now)
    drafts.save("2", Draft(Kind.RETURN, values={"reason": " "}), now)
    assert not profile.ticket_drafts.exists()
    drafts.save("3", DRAFT, now)
    assert drafts.load("3", now + timedelta(days=8)) is None


def test_a_damaged_file_of_drafts_keeps_nothing_from_opening(
    after_sales: AfterSales, profile: Places, now: datetime
) -> None:
    after_sales.drafts.save("1", DRAFT, now)
    profile.ticket_drafts.write_bytes(b"damaged")
    assert after_sales.drafts.all(now) == {}
