"""`handover`: what an agent leaves to the next one at the end of a shift."""

from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.cli.tickets import iso
from csconsole.language import N_, _
from csconsole.tickets.model import Handover
from csconsole.workspace.workspace import Workspace


@click.group(help=N_("Handing open tickets over to the next agent."))
@common
def handover() -> None:
    """The group of commands about handovers."""


@handover.command(help=N_("Leave your open tickets and a note to another agent."))
@click.argument("to", metavar="TO")
@click.option("--note", default="", help=N_("What the next one should know."))
@common
def give(to: str, note: str) -> None:
    """Hand over; the tickets stay yours until the other one accepts.

    JSON: `{id, from, to, note, at, accepted, tickets}`; `tickets` is a list of `{id, number, kind,
    state, owed}`, and `owed` one of `{action, due}`.
    """
    workspace = session().open()
    _tell(workspace, [workspace.after_sales.handovers.give(to, note, workspace.now())], one=True)


@handover.command(help=N_("Accept what was left for you."))
@click.argument("id_", metavar="[ID]", default="")
@common
def accept(id_: str) -> None:
    """Accept every handover that waits for you, or the one of an id.

    JSON: a list of handovers, as `handover give` gives them.
    """
    workspace = session().open()
    _tell(workspace, workspace.after_sales.handovers.accept(workspace.now(), id_))


@handover.command("list", help=N_("List the handovers that nobody has accepted yet."))
@click.option("--all", "everything", is_flag=True, help=N_("With those that were accepted."))
@common
def list_(everything: bool) -> None:  # noqa: FBT001  (click's own form)
    """List handovers.

    JSON: a list of handovers, as `handover give` gives them.
    """
    workspace = session().open()
    handovers = workspace.after_sales.handovers
    _tell(workspace, handovers.all() if everything else handovers.waiting())


def _tell(workspace: Workspace, found: list[Handover], *, one: bool = False) -> None:
    if session().json:
        told = [_as_json(workspace, handed) for handed in found]
        print_json(told[0] if one else told)
        return
    for handed in found:
        state = (
            _("accepted {at}").format(at=f"{handed.accepted.astimezone():%Y-%m-%d %H:%M}")
            if handed.accepted
            else _("not accepted yet")
        )
        say(f"{handed.at.astimezone():%Y-%m-%d %H:%M} {handed.giver} → {handed.taker} · {state}")
        if handed.note:
            say(f"  {handed.note}")
        for ticket in workspace.tickets.of_ids(handed.tickets):
            owed = ", ".join(action.deed.value for action in ticket.owed)
            say("  " + " · ".join(filter(None, (ticket.number, ticket.state, owed))))


def _as_json(workspace: Workspace, handed: Handover) -> dict[str, Any]:
    return {
        "id": handed.id,
        "from": handed.giver,
        "to": handed.taker,
        "note": handed.note,
        "at": iso(handed.at),
        "accepted": iso(handed.accepted),
        "tickets": [
            {
                "id": ticket.id,
                "number": ticket.number,
                "kind": ticket.kind.value,
                "state": ticket.state,
                "owed": [{"action": one.deed.value, "due": iso(one.due)} for one in ticket.owed],
            }
            for ticket in workspace.tickets.of_ids(handed.tickets)
        ],
    }
