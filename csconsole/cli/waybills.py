"""`waybill`: whose number it is, and where the parcel is followed."""

from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.orders.couriers.model import Candidate
from csconsole.orders.couriers.recognising import recognise
from csconsole.orders.couriers.telling import courier_name, why


@click.command(help=N_("Tell whose waybill number it is."))
@click.argument("number", nargs=-1, required=True)
@click.option(
    "--courier",
    default="",
    metavar="NAME",
    help=N_("The courier that the order names; it is told first."),
)
@common
def waybill(number: tuple[str, ...], courier: str) -> None:
    """Tell whose waybill number it is, the likeliest first; blanks may stand in the number.

    JSON: a list of `{courier, name, valid, why, link}`; `valid` is false where the check digit is
    wrong, `link` the courier's page for this number. The list is empty, and the exit status 0,
    where no courier's numbers look like this.
    """
    found = recognise(" ".join(number), told=courier)
    if session().json:
        print_json([candidate_as_json(one) for one in found])
        return
    for one in found:
        _show(one)
    if not found:
        say(_("No courier's numbers look like this."))


def candidate_as_json(candidate: Candidate) -> dict[str, Any]:
    """A candidate with the keys of the contract."""
    return {
        "courier": candidate.courier.code,
        "name": courier_name(candidate.courier),
        "valid": candidate.valid,
        "why": why(candidate),
        "link": candidate.link,
    }


def _show(candidate: Candidate) -> None:
    name = click.style(courier_name(candidate.courier), bold=True)
    said = why(candidate) if candidate.valid else click.style(why(candidate), fg="red")
    say(f"{name}  {said}")
    say(f"  {candidate.link}")
