"""`replies fill`: a reply with its variables replaced, and what the wording check says to it."""

from collections.abc import Sequence

import click

from csconsole.cli.checking import finding_as_json
from csconsole.cli.options import common, session
from csconsole.cli.printing import complain, print_json, say
from csconsole.errors import NotFoundError
from csconsole.language import N_, _
from csconsole.replies.checking.telling import advice, reason, severity_label
from csconsole.replies.model import LANGUAGES


@click.command(help=N_("Fill a reply in, and check its wording."))
@click.argument("reply_id", metavar="ID")
@click.option(
    "--set",
    "given",
    multiple=True,
    metavar="NAME=VALUE",
    help=N_("A value, by the name or the label that stands in the braces; may be repeated."),
)
@click.option("--order", "no", default="", help=N_("Number of the order that fills it in."))
@click.option("--shop", default="", help=N_("Name of the shop."))
@click.option("--language", type=click.Choice(LANGUAGES), help=N_("Language of the reply."))
@common
def fill(*, reply_id: str, given: Sequence[str], no: str, shop: str, language: str | None) -> None:
    """Fill a reply in.

    JSON: `{text, missing, warnings}`; `missing` lists the labels of what must still be given
    (it stands in the text as ［label］), `warnings` is a list like that of `replies check`.
    """
    answers = dict(_pair(one) for one in given)
    workspace = session().open()
    library = workspace.replies
    reply = library.get(reply_id)
    if reply is None:
        raise NotFoundError(_("there is no reply {id}").format(id=reply_id))
    wanted = language or workspace.settings.reply_language
    spoken = wanted if wanted in reply.text else next(iter(reply.text))
    order = workspace.orders.by_number(no, shop) if no else None
    values = {**workspace.values(order, spoken), **answers}
    context = library.context(spoken, values, answers, workspace.now())
    filled = library.fill(reply.text_in(spoken), context)
    found = library.wording_check.check(filled.text)
    if session().json:
        print_json(
            {
                "text": filled.text,
                "missing": list(filled.missing),
                "warnings": [finding_as_json(one) for one in found],
            }
        )
        return
    say(filled.text)
    for one in found:
        told = (f"{one.word}: {reason(one)}", advice(one))
        complain(f"{severity_label(one.severity)}: {'; '.join(filter(None, told))}")


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(_("after --set stands NAME=VALUE"))
    return name.strip(), value
