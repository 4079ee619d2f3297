"""`suggest`: the replies that answer what a buyer wrote."""

import time
from collections.abc import Callable
from typing import Any, TextIO

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, print_json_line, say
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.replies.model import LANGUAGES
from csconsole.replies.suggestions.model import Suggestion
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
    type=click.File("r", encoding="utf-8"),
    help=N_("A file with a message per line (- for standard input); a JSON line for each."),
)
@click.option("--lexical", is_flag=True, help=N_("Compare words alone, without the encoders."))
@click.option("--language", type=click.Choice(LANGUAGES), help=N_("Language of the replies."))
@common
def suggest(
    message: tuple[str, ...],
    limit: int,
    batch: TextIO | None,
    lexical: bool,  # noqa: FBT001  (click's own form)
    language: str | None,
) -> None:
    """Answer one message, or a file of them."""
    if batch is None and not message:
        raise click.UsageError(_("give a MESSAGE or --batch FILE"))
    workspace = session().open()
    spoken = language or workspace.settings.reply_language
    answering = _answering(workspace, limit, lexical=lexical)
    if batch is not None:
        _answer_batch(batch, answering, spoken)
        return
    found = answering(" ".join(message))
    if session().json:
        print_json([_as_json(one, spoken) for one in found])
    else:
        _show(workspace, found, spoken)


def _answering(workspace: Workspace, limit: int, *, lexical: bool) -> Answering:
    """What answers a message, loaded and trained before the first is timed."""
    engine = workspace.replies.suggestions()
    if lexical or not engine.prepare():
        return lambda text: engine.suggest(text, limit=limit)
    return lambda text: engine.refine(text, limit=limit)


def _answer_batch(batch: TextIO, answering: Answering, language: str) -> None:
    try:
        for line in batch:
            message = line.rstrip("\r\n")
            start = time.perf_counter()
            found = answering(message)
            taken = 1000 * (time.perf_counter() - start)
            results = [_as_json(one, language) for one in found]
            print_json_line({"query": message, "ms": round(taken, 3), "results": results})
    except UnicodeDecodeError as error:
        raise BadInputError(
            _("the file is not text in UTF-8: {why}").format(why=error.reason), place=batch.name
        ) from error


def _as_json(one: Suggestion, language: str) -> dict[str, Any]:
    reply = one.reply
    return {
        "id": reply.id,
        "title": reply.title_in(language),
        "text": reply.text_in(language),
        "category": reply.category,
        "score": round(one.score, 3),
        "why": one.why,
    }


def _show(workspace: Workspace, found: list[Suggestion], language: str) -> None:
    if not found:
        say(_("No reply fits."))
    for one in found:
        label = workspace.replies.category_label(one.reply.category, language)
        head = " · ".join(part for part in (one.reply.title_in(language), label) if part)
        say(click.style(head, bold=True))
        say(f"  {one.reply.text_in(language)}")
        say("  " + _("because of: {why}").format(why=one.why))
