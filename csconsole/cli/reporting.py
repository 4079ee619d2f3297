"""`report`: the issue tables of a day, or of several."""

import gc
from datetime import date
from pathlib import Path

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import ProgressLines, print_json, say
from csconsole.cli.selfcheck import day_of, read_day
from csconsole.language import N_, _
from csconsole.reports.model import Asked
from csconsole.tickets.model import Kind


@click.command(help=N_("Write the issue tables of a day, or of several."))
@click.argument("day", metavar="[DATE]", callback=read_day, required=False)
@click.option("--until", callback=read_day, help=N_("The last day of several."))
@click.option("--agent", default="", help=N_("Only the tickets of this agent."))
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    help=N_("Only tickets of this kind."),
)
@click.option("--shop", default="", help=N_("Name of the shop."))
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE.xlsx|FILE.pdf|DIR",
    help=N_("A workbook, printable pages, or a folder for CSV files."),
)
@click.option(
    "--reveal",
    "--unmasked",
    "is_revealed",
    is_flag=True,
    help=N_("Personal data whole; the supervisor's, written down."),
)
@click.option("--progress", is_flag=True, help=N_("Tell on standard error how far it is."))
@common
def report(  # noqa: PLR0913  (one for each option)
    *,
    day: date | int | None,
    until: date | int | None,
    agent: str,
    kind: str | None,
    shop: str,
    out: Path,
    is_revealed: bool,
    progress: bool,
) -> None:
    """Write the tables of the day DATE (default: today, as the shop's day goes).

    DATE may be `today` or `yesterday`, for a scheduler that writes the same line every day.
    A ticket belongs to the days on which it was opened or changed, or on which something of it was
    due; what is overdue stays in the tables until it is done. What is there already is replaced
    only by a whole new file. JSON: `{files, sheets}`; `sheets` are the numbers of rows by the names
    of the sheets.
    """
    _leave_garbage()
    workspace = session().open()
    now = workspace.now()
    begin = day_of(workspace, day)
    end = begin if until is None else day_of(workspace, until)
    asked = Asked(begin, end, agent.strip(), kind or "", shop)
    written = workspace.reports.write(
        asked,
        out,
        now,
        is_revealed=is_revealed,
        progress=ProgressLines() if progress else lambda _share: None,
    )
    if session().json:
        print_json({"files": list(written.files), "sheets": dict(written.rows)})
        return
    for file in written.files:
        say(file)
    for name, rows in written.rows.items():
        say(_("  {name}: {rows} rows").format(name=name, rows=rows))


def _leave_garbage() -> None:
    """Look for no garbage until the command has ended.

    What a ticket becomes refers to nothing that refers back to it: looking would find nothing, and
    take a tenth of the time.
    """
    if gc.isenabled():
        gc.disable()
        click.get_current_context().call_on_close(gc.enable)
