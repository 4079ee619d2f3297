"""`tickets`: after-sales cases opened, moved, listed and shown."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.tickets.clocks import clocks, platform_due, response_due, solution_due
from csconsole.tickets.model import Deed, Kind, Ticket, Tier
from csconsole.tickets.tickets import Filters
from csconsole.workspace.workspace import Workspace

_KINDS = [kind.value for kind in Kind]
_TIERS = [tier.value for tier in Tier]


@click.group(help=N_("After-sales tickets: returns, exchanges, tracking, quality rechecks."))
@common
def tickets() -> None:
    """The group of commands about tickets."""


def _values(
    _context: click.Context, _parameter: click.Parameter, told: tuple[str, ...]
) -> dict[str, str]:
    pairs = [one.partition("=") for one in told]
    if not all(equals and name.strip() for name, equals, _value in pairs):
        raise click.BadParameter(_("it has the form FIELD=VALUE"))
    return {name.strip(): value for name, _equals, value in pairs}


_set = click.option(
    "--set",
    "values",
    multiple=True,
    callback=_values,
    metavar="FIELD=VALUE",
    help=N_("Fill a field in; may be repeated. An empty value empties it."),
)
_tier = click.option("--tier", type=click.Choice(_TIERS), help=N_("How urgent it is."))


@tickets.command("open", help=N_("Open a ticket."))
@click.argument("kind", type=click.Choice(_KINDS))
@click.option("--order", "no", default="", help=N_("Number of its order."))
@click.option("--shop", default="", help=N_("Name of the shop."))
@_set
@_tier
@common
def open_(*, kind: str, no: str, shop: str, values: dict[str, str], tier: str | None) -> None:
    """Open a ticket; what its order tells is filled in.

    JSON: the ticket `{id, number, kind, state, tier, shop, order, buyer, owner, complaint, fields,
    next, response_due, solution_due, platform_due, opened, responded, closed, moves}`; `next` is a
    list of `{id, action, due, done}`, money in `fields` is in the minor unit, a moment in seconds
    since 1970 (UTC); the other moments are ISO 8601. `moves` lists the states that it can go to.
    """
    workspace = session().open()
    order = workspace.orders.by_number(no, shop) if no else None
    ticket = workspace.ticket_work.open(
        Kind(kind), workspace.now(), order, values=values, tier=Tier(tier or Tier.ORDINARY)
    )
    _answer(workspace, ticket)


@tickets.command(help=N_("Move a ticket to another state."))
@click.argument("ticket", metavar="ID")
@click.argument("state", metavar="STATE")
@_set
@common
def move(ticket: str, state: str, values: dict[str, str]) -> None:
    """Move a ticket, filling fields in beforehand; a move that cannot be made changes nothing.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    _answer(workspace, workspace.ticket_work.move(ticket, state, workspace.now(), values))


@tickets.command("set", help=N_("Fill fields of a ticket in, raise its tier."))
@click.argument("ticket", metavar="ID")
@_set
@_tier
@click.option("--complaint", default="", help=N_("What the buyer complains of beyond the case."))
@common
def set_(*, ticket: str, values: dict[str, str], tier: str | None, complaint: str) -> None:
    """Fill fields in, give another tier or write a complaint down.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    work = workspace.ticket_work
    found = work.change(ticket, values, workspace.now())
    if tier or complaint:
        found = work.raise_tier(ticket, Tier(tier or found.tier), complaint, workspace.now())
    _answer(workspace, found)


@tickets.command(help=N_("What was owed on a ticket is done."))
@click.argument("ticket", metavar="ID")
@click.argument("action", metavar="ACTION")
@common
def do(ticket: str, action: str) -> None:
    """Do what was owed: the oldest of that kind, or the one of that id.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    _answer(workspace, workspace.ticket_work.do(ticket, action, workspace.now()))


@tickets.command(help=N_("Write down that something is owed on a ticket."))
@click.argument("ticket", metavar="ID")
@click.argument("action", type=click.Choice([deed.value for deed in Deed]))
@click.option("--within", type=click.IntRange(0, 24 * 365), help=N_("Hours from now."))
@common
def owe(ticket: str, action: str, within: int | None) -> None:
    """Owe something.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    due = None if within is None else workspace.now() + timedelta(hours=within)
    _answer(workspace, workspace.ticket_work.owe(ticket, Deed(action), due))


@tickets.command(help=N_("Write down that a courier was asked about a parcel."))
@click.argument("ticket", metavar="ID")
@click.argument("whom", metavar="WHOM")
@click.argument("answer", metavar="ANSWER")
@click.option("--again", type=click.IntRange(0, 24 * 365), help=N_("Hours to the next contact."))
@common
def chase(ticket: str, whom: str, answer: str, again: int | None) -> None:
    """Chase a parcel.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    now = workspace.now()
    following = None if again is None else now + timedelta(hours=again)
    _answer(workspace, workspace.ticket_work.chase(ticket, whom, answer, now, following))


@tickets.command(help=N_("Write a note on a ticket."))
@click.argument("ticket", metavar="ID")
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@common
def note(ticket: str, text: Sequence[str]) -> None:
    """Write a note.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    _answer(workspace, workspace.ticket_work.note(ticket, " ".join(text), workspace.now()))


@tickets.command("list", help=N_("List tickets, the latest first."))
@click.option("--kind", default="", type=click.Choice(["", *_KINDS]))
@click.option("--state", default="", help=N_("Only those in this state."))
@click.option("--tier", default="", type=click.Choice(["", *_TIERS]))
@click.option("--owner", default="", help=N_("Only those of this agent."))
@click.option("--order", "no", default="", help=N_("Only those of this order."))
@click.option("--late", is_flag=True, help=N_("Only those of which something has run out."))
@click.option("--open", "open_only", is_flag=True, help=N_("Only those that are not closed."))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=N_("Only those opened on this day."))
@common
def list_(  # noqa: PLR0913  (one for each option)
    *,
    kind: str,
    state: str,
    tier: str,
    owner: str,
    no: str,
    late: bool,
    open_only: bool,
    on: datetime | None,
) -> None:
    """List tickets.

    JSON: a list of tickets, as `tickets open` gives them.
    """
    workspace = session().open()
    day = None
    if on is not None:
        start = on.replace(tzinfo=workspace.now().tzinfo)
        day = (start, start + timedelta(days=1))
    order = workspace.orders.by_number(no).id if no else ""
    filters = Filters(kind, state, tier, owner, order, day, late, open_only)
    found = workspace.tickets.listed(filters, workspace.now())
    if session().json:
        print_json([_as_json(workspace, one) for one in found])
        return
    for one in found:
        _show(workspace, one)


@tickets.command(help=N_("Show a ticket with everything that was done to it."))
@click.argument("ticket", metavar="ID")
@common
def show(ticket: str) -> None:
    """Show a ticket.

    JSON: the ticket, as `tickets open` gives it, with `timeline`, a list of `{at, agent, what}`,
    and `chases`, one of `{at, agent, whom, answer, next_contact}`.
    """
    workspace = session().open()
    found = workspace.tickets.find(ticket)
    events = workspace.tickets.timeline(found.id)
    if session().json:
        told = [{"at": _iso(one.at), "agent": one.agent, "what": one.what} for one in events]
        chases = [
            {
                "at": _iso(one.at),
                "agent": one.agent,
                "whom": one.whom,
                "answer": one.answer,
                "next_contact": _iso(one.next_contact),
            }
            for one in found.chases
        ]
        print_json({**_as_json(workspace, found), "timeline": told, "chases": chases})
        return
    _show(workspace, found)
    for one in events:
        say(f"  {one.at.astimezone():%Y-%m-%d %H:%M} {one.agent}: {one.what}")


def _answer(workspace: Workspace, ticket: Ticket) -> None:
    if session().json:
        print_json(_as_json(workspace, ticket))
    else:
        _show(workspace, ticket)


def _as_json(workspace: Workspace, ticket: Ticket) -> dict[str, Any]:
    shop = workspace.orders.shops.by_id().get(ticket.shop)
    workflow = workspace.tickets.workflow(ticket.kind)
    return {
        "id": ticket.id,
        "number": ticket.number,
        "kind": ticket.kind.value,
        "state": ticket.state,
        "tier": ticket.tier.value,
        "shop": shop.name if shop else "",
        "order": ticket.order_no or None,
        "buyer": ticket.buyer,
        "owner": ticket.owner,
        "complaint": ticket.complaint,
        "fields": dict(ticket.fields),
        "next": [
            {"id": one.id, "action": one.deed.value, "due": _iso(one.due), "done": _iso(one.done)}
            for one in ticket.next
        ],
        "response_due": _iso(response_due(ticket)),
        "solution_due": _iso(solution_due(ticket, datetime.now(UTC))),
        "platform_due": _iso(platform_due(ticket)),
        "opened": _iso(ticket.opened),
        "responded": _iso(ticket.responded),
        "closed": _iso(ticket.closed),
        "moves": [move.to for move in workflow.moves_from(ticket.state)],
    }


def _show(workspace: Workspace, ticket: Ticket) -> None:
    parts = (ticket.number, ticket.kind.value, ticket.state, ticket.tier.value, ticket.order_no)
    say(click.style(" · ".join(filter(None, (*parts, ticket.buyer))), bold=True))
    running = clocks(ticket, workspace.now())
    if running:
        due = running[0]
        say(f"  {due.name}: {due.due.astimezone():%Y-%m-%d %H:%M}")
    for action in ticket.owed:
        until = f" {action.due.astimezone():%Y-%m-%d %H:%M}" if action.due else ""
        say("  " + _("owed: {deed}").format(deed=action.deed.value) + until)


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone().isoformat(timespec="seconds") if moment else None
