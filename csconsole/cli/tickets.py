"""`tickets`: after-sales cases opened, moved, listed and shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.tickets.clocks import clocks, is_late, platform_due, response_due, solution_due
from csconsole.tickets.complaints import LABELS
from csconsole.tickets.listing import LATEST, SORTS, Filters
from csconsole.tickets.model import Complaint, Deed, Kind, Ticket, Tier, Visit
from csconsole.workspace.workspace import Workspace

_KINDS = [kind.value for kind in Kind]
_TIERS = [tier.value for tier in Tier]
_COMPLAINTS = [one.value for one in Complaint]
_MOMENT = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"])


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


fields_option = click.option(
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
@fields_option
@_tier
@common
def open_(*, kind: str, no: str, shop: str, values: dict[str, str], tier: str | None) -> None:
    """Open a ticket; what its order tells is filled in.

    JSON: the ticket `{id, number, kind, state, tier, shop, order, buyer, owner, complaint, fields,
    next, response_due, solution_due, platform_due, opened, responded, closed, moves, complaints,
    links, goes_on_in, late}`; `next` is a list of `{id, action, due, done}`, money in `fields` is
    in the minor unit, a moment in seconds since 1970 (UTC); the other moments are ISO 8601. `moves`
    lists the states that it can go to; `links` are ids, and so is `goes_on_in`, the ticket that
    took this one over.
    """
    workspace = session().open()
    order = workspace.orders.by_number(no, shop) if no else None
    ticket = workspace.ticket_work.open(
        Kind(kind), workspace.now(), order, values=values, tier=Tier(tier or Tier.ORDINARY)
    )
    tell(workspace, ticket)


@tickets.command(help=N_("Move a ticket to another state."))
@click.argument("ticket", metavar="ID")
@click.argument("state", metavar="STATE")
@fields_option
@common
def move(ticket: str, state: str, values: dict[str, str]) -> None:
    """Move a ticket, filling fields in beforehand; a move that cannot be made changes nothing.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    tell(workspace, workspace.ticket_work.move(ticket, state, workspace.now(), values))


@tickets.command("set", help=N_("Fill fields of a ticket in, raise its tier."))
@click.argument("ticket", metavar="ID")
@fields_option
@_tier
@click.option("--complaint", help=N_("What the buyer complains of beyond the case."))
@click.option(
    "--mark",
    "marks",
    multiple=True,
    type=click.Choice(_COMPLAINTS),
    help=N_("What kind of complaint it is; may be repeated."),
)
@click.option("--owner", default="", help=N_("Who answers for it from now on."))
@click.option("--since", type=_MOMENT, help=N_("When the complaint was made that raises the tier."))
@common
def set_(  # noqa: PLR0913  (one for each option)
    *,
    ticket: str,
    values: dict[str, str],
    tier: str | None,
    complaint: str | None,
    marks: tuple[str, ...],
    owner: str,
    since: datetime | None,
) -> None:
    """Fill fields in, give another tier or owner, or write a complaint down.

    A raised tier counts from the complaint (`--since`, otherwise now) and is told to the
    supervisor, as a new complaint is. An empty complaint takes it off. JSON: the ticket, as
    `tickets open` gives it.
    """
    workspace = session().open()
    complaints = workspace.after_sales.complaints
    now = workspace.now()
    found = workspace.ticket_work.change(ticket, values, now)
    if complaint is not None or marks:
        kept = found.complaint if complaint is None else complaint
        stay = () if marks or complaint == "" else found.complaints
        wanted = {*(Complaint(one) for one in marks), *stay}
        found = complaints.complain(ticket, wanted, kept, now)
    if tier:
        at = since.replace(tzinfo=now.tzinfo) if since else None
        found = complaints.raise_tier(ticket, Tier(tier), now, since=at, owner=owner)
    elif owner:
        found = complaints.give_to(ticket, owner)
    tell(workspace, found)


@tickets.command(help=N_("What was owed on a ticket is done."))
@click.argument("ticket", metavar="ID")
@click.argument("action", metavar="ACTION")
@common
def do(ticket: str, action: str) -> None:
    """Do what was owed: the oldest of that kind, or the one of that id.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    tell(workspace, workspace.ticket_work.do(ticket, action, workspace.now()))


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
    tell(workspace, workspace.ticket_work.owe(ticket, Deed(action), due))


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
    tell(workspace, workspace.ticket_work.chase(ticket, whom, answer, now, following))


@tickets.command(help=N_("Write a note on a ticket."))
@click.argument("ticket", metavar="ID")
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@common
def note(ticket: str, text: Sequence[str]) -> None:
    """Write a note.

    JSON: the ticket, as `tickets open` gives it.
    """
    workspace = session().open()
    tell(workspace, workspace.ticket_work.note(ticket, " ".join(text), workspace.now()))


@tickets.command("list", help=N_("List tickets, the latest first."))
@click.option("--kind", default="", type=click.Choice(["", *_KINDS]))
@click.option("--state", default="", help=N_("Only those in this state."))
@click.option("--tier", default="", type=click.Choice(["", *_TIERS]))
@click.option("--owner", default="", help=N_("Only those of this agent."))
@click.option("--order", "no", default="", help=N_("Only those of this order."))
@click.option("--shop", default="", help=N_("Only those of this shop."))
@click.option("--text", default="", help=N_("Only those with this number, buyer or waybill."))
@click.option("--late", is_flag=True, help=N_("Only those of which something has run out."))
@click.option("--open", "open_only", is_flag=True, help=N_("Only those that are not closed."))
@click.option("--complaint", is_flag=True, help=N_("Only those with a complaint beyond the case."))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=N_("Only those opened on this day."))
@click.option(
    "--sort", type=click.Choice(list(SORTS)), default=LATEST, help=N_("What comes first.")
)
@click.option("--limit", type=click.IntRange(1), help=N_("At most so many."))
@click.option("--begin", type=click.IntRange(0), default=0, help=N_("Behind so many."))
@common
def list_(**asked: Any) -> None:
    """List tickets.

    `--sort urgent` has those first of which something runs out next. JSON: a list of tickets, as
    `tickets open` gives them.
    """
    workspace = session().open()
    found = workspace.tickets.listed(
        _filters(workspace, asked),
        workspace.now(),
        -1 if asked["limit"] is None else asked["limit"],
        sort=asked["sort"],
        begin=asked["begin"],
    )
    tell_all(workspace, found)


def _filters(workspace: Workspace, asked: Mapping[str, Any]) -> Filters:
    day = None
    if asked["on"] is not None:
        start = asked["on"].replace(tzinfo=workspace.now().tzinfo)
        day = (start, start + timedelta(days=1))
    shops = workspace.orders.shops
    return Filters(
        kind=asked["kind"],
        state=asked["state"],
        tier=asked["tier"],
        owner=asked["owner"],
        order=workspace.orders.by_number(asked["no"]).id if asked["no"] else "",
        on=day,
        late=asked["late"],
        open_only=asked["open_only"],
        text=asked["text"],
        complaint=asked["complaint"],
        shop=shops.named(asked["shop"])[0].id if asked["shop"] else "",
    )


@tickets.command(help=N_("Show a ticket with everything that was done to it."))
@click.argument("ticket", metavar="ID")
@common
def show(ticket: str) -> None:
    """Show a ticket.

    JSON: the ticket, as `tickets open` gives it, with `timeline`, a list of `{at, agent, what}`,
    `chases`, one of `{at, agent, whom, answer, next_contact}`, `missing`, for each state that it
    can go to a list of sentences that say what still speaks against it, and `visits`, one of
    `{id, owner, due, done}`.
    """
    workspace = session().open()
    found = workspace.tickets.find(ticket)
    events = workspace.tickets.timeline(found.id)
    if session().json:
        told = [{"at": iso(one.at), "agent": one.agent, "what": one.what} for one in events]
        chases = [
            {
                "at": iso(one.at),
                "agent": one.agent,
                "whom": one.whom,
                "answer": one.answer,
                "next_contact": iso(one.next_contact),
            }
            for one in found.chases
        ]
        visits = workspace.after_sales.closing.of_ticket(found.id)
        print_json(
            {
                **as_json(workspace, found),
                "timeline": told,
                "chases": chases,
                "missing": workspace.tickets.missing(found),
                "visits": [visit_as_json(one) for one in visits],
            }
        )
        return
    _show(workspace, found)
    for one in events:
        say(f"  {one.at.astimezone():%Y-%m-%d %H:%M} {one.agent}: {one.what}")


def tell(workspace: Workspace, ticket: Ticket) -> None:
    """Print a ticket, as JSON or for people."""
    if session().json:
        print_json(as_json(workspace, ticket))
    else:
        _show(workspace, ticket)


def tell_all(workspace: Workspace, found: Sequence[Ticket]) -> None:
    """Print several tickets, as JSON or for people."""
    if session().json:
        print_json([as_json(workspace, one) for one in found])
        return
    for one in found:
        _show(workspace, one)


def as_json(workspace: Workspace, ticket: Ticket) -> dict[str, Any]:
    """A ticket as every command about tickets gives it."""
    shop = workspace.orders.shops.by_id().get(ticket.shop)
    workflow = workspace.tickets.workflow(ticket.kind)
    deadlines = workspace.tickets.deadlines()
    now = workspace.now()
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
        "complaints": [one.value for one in ticket.complaints],
        "fields": dict(ticket.fields),
        "next": [
            {"id": one.id, "action": one.deed.value, "due": iso(one.due), "done": iso(one.done)}
            for one in ticket.next
        ],
        "response_due": iso(response_due(ticket, deadlines)),
        "solution_due": iso(solution_due(ticket, now, deadlines)),
        "platform_due": iso(platform_due(ticket)),
        "late": is_late(ticket, now, deadlines),
        "opened": iso(ticket.opened),
        "responded": iso(ticket.responded),
        "closed": iso(ticket.closed),
        "moves": [move.to for move in workflow.moves_from(ticket.state)],
        "links": list(ticket.links),
        "goes_on_in": ticket.goes_on_in or None,
    }


def visit_as_json(visit: Visit) -> dict[str, Any]:
    """A follow-up visit as every command gives it."""
    return {
        "id": visit.id,
        "owner": visit.owner,
        "due": iso(visit.due),
        "done": iso(visit.done),
    }


def _show(workspace: Workspace, ticket: Ticket) -> None:
    parts = (ticket.number, ticket.kind.value, ticket.state, ticket.tier.value, ticket.order_no)
    say(click.style(" · ".join(filter(None, (*parts, ticket.buyer))), bold=True))
    marks = ", ".join(_(LABELS[one]) for one in ticket.complaints)
    if marks or ticket.complaint:
        say(
            "  "
            + _("complaint: {text}").format(text="; ".join(filter(None, (marks, ticket.complaint))))
        )
    running = clocks(ticket, workspace.now(), workspace.tickets.deadlines())
    if running:
        due = running[0]
        say(f"  {due.name}: {due.due.astimezone():%Y-%m-%d %H:%M}")
    for action in ticket.owed:
        until = f" {action.due.astimezone():%Y-%m-%d %H:%M}" if action.due else ""
        say("  " + _("owed: {deed}").format(deed=action.deed.value) + until)


def iso(moment: datetime | None) -> str | None:
    """A moment as JSON has it, in this machine's zone."""
    return moment.astimezone().isoformat(timespec="seconds") if moment else None
