"""`search`: the right reply for a few typed characters."""

from collections.abc import Sequence
from pathlib import Path

import click

from csconsole.cli.answers import answer, answer_as_json, show_reply
from csconsole.cli.options import common, session
from csconsole.cli.printing import say
from csconsole.language import N_, _
from csconsole.replies.model import LANGUAGES, Found


@click.command(help=N_("Find the reply for a few characters, pinyin or words."))
@click.argument("query", nargs=-1)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help=N_("How many replies at most."),
)
@click.option(
    "--batch",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help=N_("A file with a query per line (- for standard input); a JSON line for each."),
)
@click.option("--language", type=click.Choice(LANGUAGES), help=N_("Language of the replies."))
@common
def search(query: tuple[str, ...], limit: int, batch: Path | None, language: str | None) -> None:
    """Answer one query, or a file of them.

    JSON: a list of `{id, title, text, category, score, shortcut}`, best first. With `--batch` a
    line `{query, ms, results}` for each line of the file, `results` like that list and `ms` the
    milliseconds inside the engine.
    """
    if (batch is None) != bool(query):
        raise click.UsageError(_("give either a QUERY or --batch FILE"))
    workspace = session().open()
    spoken = language or workspace.settings.reply_language
    workspace.replies.prepare_search()

    def show(found: Sequence[Found]) -> None:
        if not found:
            say(_("Nothing was found."))
        for one in found:
            show_reply(workspace, one.reply, spoken)

    answer(
        query,
        batch,
        lambda text: workspace.replies.search(text, limit=limit),
        lambda one: {**answer_as_json(one, spoken), "shortcut": one.reply.shortcut},
        show,
    )
