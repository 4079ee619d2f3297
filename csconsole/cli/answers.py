"""Answering one question or a file of them with replies, and printing these."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from csconsole.cli.lines import answer_lines
from csconsole.cli.options import session
from csconsole.cli.printing import print_json, say
from csconsole.replies.model import Found, Reply
from csconsole.replies.suggestions.model import Suggestion
from csconsole.workspace.workspace import Workspace

Answer = TypeVar("Answer", Found, Suggestion)


def answer(
    question: Sequence[str],
    batch: Path | None,
    answering: Callable[[str], Sequence[Answer]],
    as_json: Callable[[Answer], dict[str, Any]],
    show: Callable[[Sequence[Answer]], None],
) -> None:
    """Print what answers a question, or a JSON line for each line of a file."""
    if batch is not None:
        answer_lines(batch, answering, as_json)
        return
    found = answering(" ".join(question))
    if session().json:
        print_json([as_json(one) for one in found])
    else:
        show(found)


def answer_as_json(one: Found | Suggestion, language: str) -> dict[str, Any]:
    """What the JSON of every answer has."""
    reply = one.reply
    return {
        "id": reply.id,
        "title": reply.title_in(language),
        "text": reply.text_in(language),
        "category": reply.category,
        "score": round(one.score, 3),
    }


def show_reply(workspace: Workspace, reply: Reply, language: str) -> None:
    """A reply for people: its title, shortcut and category, and its text on one line."""
    labels = (workspace.replies.category_label(path, language) for path in reply.category_paths())
    parts = (reply.title_in(language), reply.shortcut, " / ".join(labels))
    say(click.style(" · ".join(filter(None, parts)), bold=True))
    say(f"  {json.dumps(reply.text_in(language), ensure_ascii=False)[1:-1]}")
