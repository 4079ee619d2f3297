"""Sending a reply from a ticket: recorded, moved and owed in one step, taken back by one undo."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from csconsole.errors import BadInputError
from csconsole.orders.model import Order
from csconsole.shipped import RESOURCES
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.macros import fitting_macro, macros, read_macros
from csconsole.tickets.model import Deed, Kind
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.workflow_file import workflows
from csconsole.tickets.working import TicketWork
from csconsole.workspace.workspace import Workspace


def test_every_macro_names_a_reply_that_ships_and_fits_its_tickets(workspace: Workspace) -> None:
    for macro in macros():
        reply = workspace.replies.get(macro.reply)
        assert reply is not None, macro.reply


def test_sending_a_reply_moves_the_ticket_and_owes_what_comes_next(
    after_sales: AfterSales, work: TicketWork, order: Order, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now, order, values={"reason": "quality"})
    done = after_sales.sending.send(ticket.id, "return-approved", now)
    assert (done.ticket.state, done.ticket.responded, done.refused) == ("approved", now, "")
    owed = [(one.deed, one.due) for one in done.ticket.owed]
    assert owed == [(Deed.FOLLOW_UP, now + timedelta(hours=72))]


def test_one_undo_takes_all_of_it_back(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, order: Order, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now, order, values={"reason": "quality"})
    done = after_sales.sending.send(ticket.id, "return-approved", now)
    work.undo(done.action)
    assert shelf.find(ticket.id) == ticket


def test_a_reply_that_was_sent_is_recorded_even_where_the_move_is_refused(
    after_sales: AfterSales, work: TicketWork, shelf: Tickets, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now)
    done = after_sales.sending.send(ticket.id, "return-approved", now)
    assert (done.ticket.state, done.ticket.responded) == ("requested", now)
    assert "Reason is missing" in done.refused
    assert "reply sent: return-approved" in shelf.timeline(ticket.id)[-1].what


def test_the_next_contact_stands_in_the_form_and_the_chase_is_owed(
    after_sales: AfterSales, work: TicketWork, order: Order, now: datetime
) -> None:
    ticket = work.open(Kind.TRACKING, now, order)
    told = after_sales.sending.send(ticket.id, "tracking-not-moving", now).ticket
    due = now + timedelta(hours=24)
    assert told.fields["next_contact"] == int(due.timestamp())
    assert [(one.deed, one.due) for one in told.owed] == [(Deed.CHASE, due)]


def test_a_reply_that_was_owed_is_owed_no_more(
    after_sales: AfterSales, work: TicketWork, now: datetime
) -> None:
    ticket = work.open(Kind.RECHECK, now)
    work.owe(ticket.id, Deed.REPLY, now)
    assert after_sales.sending.send(ticket.id, "greet-first", now).ticket.owed == ()


def test_nothing_follows_where_that_is_said_or_no_macro_fits(
    after_sales: AfterSales, work: TicketWork, order: Order, now: datetime
) -> None:
    ticket = work.open(Kind.RETURN, now, order, values={"reason": "quality"})
    plain = after_sales.sending.send(ticket.id, "return-approved", now, with_macro=False)
    assert plain.ticket.state == "requested"
    assert fitting_macro(work.open(Kind.TRACKING, now), "return-approved") is None


def test_a_macro_may_be_for_all_replies_of_a_tag(tmp_path: Path, now: datetime) -> None:
    path = tmp_path / "macros.yaml"
    path.write_text(
        "format: 1\nmacros:\n  - {tag: 催件, kind: tracking, owes: {chase: 2}}\n", encoding="utf-8"
    )
    (macro,) = read_macros(path, workflows())
    assert (macro.tag, macro.owes) == ("催件", {Deed.CHASE: 2})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("to: approved", "to: closed", "no move leads"),
        ("kind: return", "kind: gift", "gift"),
        ("from: [requested], to: refused", "to: refused", "from"),
        ("reply: return-approved", "reply: a, tag: b", "either"),
        ("follow-up: 72", "follow-up: soon", "hours"),
        ("format: 1", "format: 9", "format"),
    ],
)
def test_a_fault_in_the_macros_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (RESOURCES / "tickets" / "macros.yaml").read_text(encoding="utf-8")
    path = tmp_path / "macros.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadInputError, match=said) as refused:
        read_macros(path, workflows())
    assert refused.value.place.startswith("macros.yaml:")
