"""`suggest`: the replies that answer what a buyer wrote."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from csconsole.cli.answers import answer, answer_as_json, show_reply
from csconsole.cli.options import common, session
from csconsole.cli.printing import say
from csconsole.language import N_, _
from csconsole.replies.model import LANGUAGES
from csconsole.replies.suggestions.model import Suggestion, TalkContext
from csconsole.workspace.talk_context import talk_context
from csconsole.workspace.workspace import Workspace

Answering = Callable[[str], list[Suggestion]]


@click.command(help=N_("Suggest replies for a buyer's message; none where nothing fits."))
@click.argument("message", nargs=-1)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help=N_("How many replies at most."),
)
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help=N_("A file with a message per line (- for standard input); a JSON line for each."),
)
@click.option("--lexical", is_flag=True, help=N_("Compare words alone, without the encoders."))
@click.option("--language", type=click.Choice(LANGUAGES), help=N_("Language of the replies."))
@click.option("--order", "no", default="", help=N_("Number of the order that it is about."))
@click.option("--shop", default="", help=N_("Name of the shop."))
@common
def suggest(  # noqa: PLR0913
    *,
    message: tuple[str, ...],
    limit: int,
    batch: Path | None,
    lexical: bool,
    language: str | None,
    no: str,
    shop: str,
) -> None:
    """Answer one message, or a file of them.

    JSON: a list of `{id, title, text, category, score, why}`, best first, empty where nothing
    fits; `why` is the question or text that the message is nearest to. How far the order has come
    and its open ticket change the order of the replies. With `--batch` a line
    `{query, ms, results}` for each line of the file.
    """
    if (batch is None) != bool(message):
        raise click.UsageError(_("give either a MESSAGE or --batch FILE"))
    workspace = session().open()
    spoken = language or workspace.settings.reply_language
    order = workspace.orders.by_number(no, shop) if no else None
    context = None if order is None else talk_context(order, workspace.tickets)

    def show(found: Sequence[Suggestion]) -> None:
        if not found:
            say(_("No reply fits."))
        for one in found:
            show_reply(workspace, one.reply, spoken)
            say("  " + _("because of: {why}").format(why=one.why))

    answer(
        message,
        batch,
        _answering(workspace, limit, context, lexical=lexical),
        lambda one: {**answer_as_json(one, spoken), "why": one.why},
        show,
    )


def _answering(
    workspace: Workspace, limit: int, context: TalkContext | None, *, lexical: bool
) -> Answering:
    """What answers a message, loaded and trained before the first is timed."""
    engine, today = workspace.replies.suggestions(), workspace.now().date()
    if lexical or not engine.prepare():
        return lambda text: engine.suggest(text, limit=limit, context=context, today=today)
    return lambda text: engine.refine(text, limit=limit, context=context, today=today)
