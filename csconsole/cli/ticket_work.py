"""`tickets …`: what is done with tickets beyond filling them in: split, join, close, send, owe."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.cli.tickets import as_json, fields_option, iso, tell, visit_as_json
from csconsole.errors import NotFoundError
from csconsole.language import N_, _
from csconsole.tickets.closing import proposed_visit
from csconsole.tickets.model import Kind, Ticket
from csconsole.workspace.workspace import Workspace

_KINDS = [kind.value for kind in Kind]
_A_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(help=N_("Give some of the goods of a ticket to a new one."))
@click.argument("ticket", metavar="ID")
@click.argument("lines", metavar="LINES")
@common
def split(ticket: str, lines: str) -> None:
    """Split a ticket: LINES are goods as LINE:COUNT, such as `1:1, 3:2`.

    The new ticket is as far as the old one, owes the same and is linked with it. JSON: the new
    ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    new = workspace.after_sales.joining.split(ticket, lines, workspace.now())
    tell(workspace, new)


@click.command(help=N_("Say that two tickets belong together, or no more."))
@click.argument("ticket", metavar="ID")
@click.argument("other", metavar="OTHER")
@click.option("--remove", is_flag=True, help=N_("They do not belong together."))
@common
def link(ticket: str, other: str, remove: bool) -> None:  # noqa: FBT001  (click's own form)
    """Link two tickets.

    JSON: the first ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    joining = workspace.after_sales.joining
    tell(workspace, joining.unlink(ticket, other) if remove else joining.link(ticket, other))


@click.command(help=N_("Close a duplicate; the other ticket goes on."))
@click.argument("ticket", metavar="ID")
@click.argument("duplicate", metavar="DUPLICATE")
@common
def merge(ticket: str, duplicate: str) -> None:
    """Merge two tickets of one case: DUPLICATE ends, its notes, chases and owed actions go on.

    JSON: the ticket that goes on, as `tickets open` gives it.
    """
    workspace = session().open()
    tell(workspace, workspace.after_sales.joining.merge(ticket, duplicate, workspace.now()))


@click.command(help=N_("Have a case go on as one of another kind."))
@click.argument("ticket", metavar="ID")
@click.argument("kind", type=click.Choice(_KINDS))
@common
def turn(ticket: str, kind: str) -> None:
    """Turn a ticket into another kind, such as a return that becomes an exchange.

    JSON: the new ticket, as `tickets open` gives it; the old one has ended and names it.
    """
    workspace = session().open()
    tell(workspace, workspace.after_sales.joining.turn_into(ticket, Kind(kind), workspace.now()))


@click.command(help=N_("Close a ticket and plan the follow-up visit."))
@click.argument("ticket", metavar="ID")
@fields_option
@click.option("--visit", type=click.IntRange(0, 365), help=N_("Days to the visit; 0 for none."))
@common
def close(ticket: str, values: dict[str, str], visit: int | None) -> None:
    """Close a ticket; the visit is planned as the shop's rules propose, sooner for a VIP.

    The visit is owed to the buyer, not by the case, which owes nothing any more. JSON: the ticket,
    as `tickets open` gives it, with `visits` as `tickets show` has them.
    """
    workspace = session().open()
    now = workspace.now()
    found = workspace.tickets.find(ticket)
    if visit is None:
        due = proposed_visit(workspace.after_sales.rules.present(), now, _tier(workspace, found))
    else:
        due = now + timedelta(days=visit) if visit else None
    closing = workspace.after_sales.closing
    closed = closing.close(found.id, now, values, due)
    if session().json:
        visits = [visit_as_json(one) for one in closing.of_ticket(closed.id)]
        print_json({**as_json(workspace, closed), "visits": visits})
        return
    tell(workspace, closed)
    if due is not None:
        say("  " + _("follow-up visit on {day}").format(day=f"{due:%Y-%m-%d}"))


@click.command(help=N_("Record a reply as sent from a ticket, with what follows from it."))
@click.argument("ticket", metavar="ID")
@click.argument("reply", metavar="REPLY")
@click.option("--plain", is_flag=True, help=N_("Nothing follows from it."))
@common
def send(ticket: str, reply: str, plain: bool) -> None:  # noqa: FBT001  (click's own form)
    """Record that the reply of this id was sent; its macro moves the ticket and owes actions.

    JSON: the ticket, as `tickets open` gives it, with `refused`: why it could not move as the macro
    wanted, "" where it could.
    """
    workspace = session().open()
    known = workspace.replies.get(reply)
    if known is None:
        raise NotFoundError(_("there is no reply {id}").format(id=reply))
    done = workspace.after_sales.sending.send(
        ticket, known.id, workspace.now(), tags=known.tags, with_macro=not plain
    )
    if session().json:
        print_json({**as_json(workspace, done.ticket), "refused": done.refused})
        return
    tell(workspace, done.ticket)
    if done.refused:
        say("  " + _("not moved: {why}").format(why=done.refused))


@click.command(help=N_("Take back what was done to a ticket last."))
@click.argument("ticket", metavar="ID")
@common
def undo(ticket: str) -> None:
    """Take the last step back, with all that was done in it; done twice, it takes that back.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    tell(workspace, workspace.ticket_work.undo_last(ticket))


@click.command(help=N_("List what is owed today on all tickets, the most urgent first."))
@click.option("--until", type=_A_DAY, help=N_("Until the end of this day."))
@click.option("--owner", default="", help=N_("Only what this agent answers for."))
@common
def owed(until: datetime | None, owner: str) -> None:
    """List what is owed, follow-up visits too.

    JSON: `[{id, ticket, number, action, due, late, owner, buyer, order}]`; `id` is what
    `tickets done` takes.
    """
    workspace = session().open()
    now = workspace.now()
    day = (until or now).date() + timedelta(days=1)
    found = workspace.tickets.owed(datetime.combine(day, time(), now.tzinfo), owner)
    if session().json:
        print_json(
            [
                {
                    "id": one.id,
                    "ticket": one.ticket.id,
                    "number": one.ticket.number,
                    "action": one.deed.value,
                    "due": iso(one.due),
                    "late": one.due is not None and one.due < now,
                    "owner": one.ticket.owner,
                    "buyer": one.ticket.buyer,
                    "order": one.ticket.order_no or None,
                }
                for one in found
            ]
        )
        return
    for one in found:
        due = f"{one.due.astimezone():%Y-%m-%d %H:%M}" if one.due else "-"
        parts = (due, one.deed.value, one.ticket.number, one.ticket.buyer, one.id)
        say(" · ".join(filter(None, parts)))


@click.command(help=N_("What `tickets owed` lists is done, by its id."))
@click.argument("ids", nargs=-1, required=True, metavar="ID")
@click.option("--satisfaction", default="", help=N_("From 1 to 5, after a follow-up visit."))
@common
def done(ids: Sequence[str], satisfaction: str) -> None:
    """Do what was owed: actions and follow-up visits, by their ids.

    JSON: a list of the tickets, as `tickets open` gives them.
    """
    workspace = session().open()
    found = [_done(workspace, one, satisfaction) for one in ids]
    if session().json:
        print_json([as_json(workspace, one) for one in found])
        return
    for one in found:
        tell(workspace, one)


@click.command(help=N_("List what the supervisor should see: raised tiers, complaints."))
@click.option("--all", "everything", is_flag=True, help=N_("With what was seen already."))
@click.option("--see", "ids", multiple=True, metavar="ID", help=N_("This one was seen."))
@common
def attention(everything: bool, ids: Sequence[str]) -> None:  # noqa: FBT001  (click's own form)
    """List what the supervisor should see; only the supervisor can say that it was seen.

    JSON: `[{id, ticket, number, at, agent, why, text, seen}]`; `why` is `tier` or `complaint`.
    """
    workspace = session().open()
    complaints = workspace.after_sales.complaints
    if ids:
        complaints.see(ids, workspace.now())
    told = complaints.attention(seen=everything)
    tickets = {one.id: one for one in workspace.tickets.of_ids([one.ticket for one in told])}
    entries: list[dict[str, Any]] = [
        {
            "id": one.id,
            "ticket": one.ticket,
            "number": tickets[one.ticket].number,
            "at": iso(one.at),
            "agent": one.agent,
            "why": one.why,
            "text": one.text,
            "seen": iso(one.seen),
        }
        for one in told
        if one.ticket in tickets
    ]
    if session().json:
        print_json(entries)
        return
    for entry in entries:
        say(" · ".join((entry["at"], entry["number"], entry["text"], entry["id"])))


@click.command(help=N_("List what is to be told now, before it is late; each is told once."))
@click.option("--owner", default="", help=N_("Only of tickets of this agent."))
@common
def reminders(owner: str) -> None:
    """List what runs out soon; what was listed once is not listed again on this device.

    JSON: `[{ticket, number, what, due, late}]`; `what` is `response`, `solution`, `platform` or
    what is owed.
    """
    workspace = session().open()
    now = workspace.now()
    told = workspace.after_sales.reminders.take(now, owner)
    tickets = {one.id: one for one in workspace.tickets.of_ids([one.ticket for one in told])}
    known = [one for one in told if one.ticket in tickets]
    if session().json:
        print_json(
            [
                {
                    "ticket": one.ticket,
                    "number": tickets[one.ticket].number,
                    "what": one.what,
                    "due": iso(one.due),
                    "late": one.due < now,
                }
                for one in known
            ]
        )
        return
    for one in known:
        say(f"{one.due.astimezone():%Y-%m-%d %H:%M} · {tickets[one.ticket].number} · {one.what}")


def _done(workspace: Workspace, owed: str, satisfaction: str) -> Ticket:
    now = workspace.now()
    ticket = workspace.tickets.owing(owed)
    if ticket is not None:
        return workspace.ticket_work.do(ticket, owed, now)
    visit = workspace.after_sales.closing.visited(owed, now, satisfaction)
    return workspace.tickets.find(visit.ticket)


def _tier(workspace: Workspace, ticket: Ticket) -> str:
    """The tier of the buyer of a ticket; "" where nobody knows."""
    order = workspace.orders.by_id(ticket.order) if ticket.order else None
    return workspace.orders.buyer(order).tier if order else ""


COMMANDS = (
    split, link, merge, turn, close, send, undo, owed, done, attention, reminders,
)  # fmt: skip
