"""`tickets import`: the platforms' refund cases become tickets."""

from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.cli.taken_back import show_taken_back
from csconsole.language import N_, _
from csconsole.tickets.importing import ImportedTickets

_SHOWN = 20  # reasons that people are shown; --json has all of them


@click.command(
    "import", help=N_("Open and bring up to date tickets from the platforms' refund cases.")
)
@click.option("--dry-run", is_flag=True, help=N_("Only say what would be done."))
@common
def import_(*, dry_run: bool) -> None:
    """Take the refund cases of all imported sheets in; doing it twice changes nothing.

    `orders import` does this by itself for the cases of its files.

    JSON: `{opened, updated, unchanged, skipped, notes, dry_run, action}`; `skipped` is a list of
    `{where, why}` of the cases that have no ticket here, `notes` one of what was told on tickets
    since an agent had written otherwise, or something is still owed; `where` is the number of the
    case or of the ticket. `action` names the change in the journal, for `tickets undo-import`.
    """
    workspace = session().open()
    done = workspace.platform_tickets.take(workspace.now(), dry_run=dry_run)
    if session().json:
        print_json(
            {
                **cases_as_json(done),
                "skipped": [{"where": one.where, "why": one.why} for one in done.skipped],
                "notes": [{"where": one.where, "why": one.why} for one in done.notes],
                "dry_run": dry_run,
            }
        )
        return
    say(cases_summary(done))
    told = [*done.skipped, *done.notes]
    for one in told[:_SHOWN]:
        say(f"  {one.where}: {one.why}")
    if len(told) > _SHOWN:
        say("  …")


@click.command("undo-import", help=N_("Take an import of tickets back (default: the last one)."))
@click.argument("action", required=False, default="", metavar="[ACTION]")
@common
def undo_import(action: str) -> None:
    """Take an import of tickets back as a whole; what was done on the tickets since stays.

    JSON: `{action, kept}`; `kept` is the number of fields that were changed again since.
    """
    show_taken_back(session().open().platform_tickets.undo(action))


def cases_as_json(done: ImportedTickets) -> dict[str, Any]:
    """What an import of cases came to, in figures."""
    return {
        "opened": done.opened,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "action": done.action or None,
    }


def cases_summary(done: ImportedTickets) -> str:
    """The same for people."""
    return _("Tickets: {opened} opened, {updated} updated, {unchanged} unchanged").format(
        opened=done.opened, updated=done.updated, unchanged=done.unchanged
    )
