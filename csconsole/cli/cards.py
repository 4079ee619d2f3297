"""`tickets card`: the card that travels with a returned parcel."""

from pathlib import Path

import click

from csconsole import language
from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.tickets.cards import card_language


@click.command(help=N_("Write the return or exchange card of a ticket as a PDF file."))
@click.argument("ticket", metavar="ID")
@click.option(
    "--out",
    required=True,
    metavar="FILE.pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("The file that is written."),
)
@click.option(
    "--size", type=click.Choice(["a6", "a5"]), default="a6", help=N_("Size of the sheet.")
)
@click.option(
    "--language",
    "spoken",
    type=click.Choice(["zh", "en"]),
    help=N_("Language of the card (default: that of the program)."),
)
@common
def card(*, ticket: str, out: Path, size: str, spoken: str | None) -> None:
    """Write a card. It needs no display.

    JSON: `{ticket, file, code}`; `code` is what the QR code holds, which every search of tickets
    reads back.
    """
    made = session().open().cards.card(ticket, spoken or card_language(language.chosen()))
    # Qt takes its time to load; no command but this one needs it.
    from csconsole.desktop.tickets.cards import save_pdf  # noqa: PLC0415

    save_pdf(made, out, size)
    if session().json:
        print_json({"ticket": made.number, "file": str(out), "code": made.code})
    else:
        say(_("The card of {number} is in {file}").format(number=made.number, file=out))
