"""`search`: the right reply for a few typed characters."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from csconsole.cli.lines import answer_lines
from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.replies.model import LANGUAGES, Found
from csconsole.workspace.workspace import Workspace


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
    if batch is None and not query:
        raise click.UsageError(_("give a QUERY or --batch FILE"))
    workspace = session().open()
    spoken = language or workspace.settings.reply_language
    workspace.replies.prepare_search()
    if batch is not None:
        answer_lines(
            batch,
            lambda text: workspace.replies.search(text, limit=limit),
            lambda one: _as_json(one, spoken),
        )
        return
    found = workspace.replies.search(" ".join(query), limit=limit)
    if session().json:
        print_json([_as_json(one, spoken) for one in found])
    else:
        _show(workspace, found, spoken)


def _as_json(found: Found, language: str) -> dict[str, Any]:
    reply = found.reply
    return {
        "id": reply.id,
        "title": reply.title_in(language),
        "text": reply.text_in(language),
        "category": reply.category,
        "score": round(found.score, 3),
        "shortcut": reply.shortcut,
    }


def _show(workspace: Workspace, found: Sequence[Found], language: str) -> None:
    if not found:
        say(_("Nothing was found."))
    for one in found:
        reply = one.reply
        place = " / ".join(
            workspace.replies.category_label(path, language) for path in reply.category_paths()
        )
        head = " · ".join(
            part for part in (reply.title_in(language), reply.shortcut, place) if part
        )
        say(click.style(head, bold=True))
        say(f"  {json.dumps(reply.text_in(language), ensure_ascii=False)[1:-1]}")
