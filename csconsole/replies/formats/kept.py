"""A whole reply kept in a foreign file, in a place that the other program does not look at.

It counts for what the other program cannot say. What that program shows and a person has changed
there wins.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from csconsole.errors import BadInputError
from csconsole.replies.model import Reply
from csconsole.replies.reply_fields import as_dict, from_dict

KEPT_KEY = "csconsole"


@dataclass(frozen=True)
class Kept:
    """A kept reply.

    Attributes:
        is_whole: whether its text still is what the file shows.
    """

    reply: Reply
    is_whole: bool


def main_language(reply: Reply) -> str:
    """The language in which a program that knows one alone shows a reply."""
    order = sorted(reply.text, key=lambda language: (language != "zh", language != "en", language))
    return order[0]


def shown_title(reply: Reply) -> str:
    """The title that such a program shows, on one line."""
    return " ".join(reply.title_in(main_language(reply)).split())


def to_keep(reply: Reply, text: str) -> dict[str, Any]:
    """What is kept of a reply that is shown as `text`."""
    return {"reply": as_dict(reply), "shown": _digest(text)}


def kept_reply(told: Any, title: str, shortcut: str, text: str) -> Kept | None:
    """The reply that is kept, with title and shortcut as they are shown now."""
    if not isinstance(told, dict):
        return None
    try:
        reply = from_dict(told.get("reply"))
    except BadInputError:
        return None  # somebody edited it: what the other program shows is taken instead
    if shortcut != reply.shortcut:
        reply = replace(reply, shortcut=shortcut)
    if title and " ".join(title.split()) != shown_title(reply):
        reply = replace(reply, title={**reply.title, main_language(reply): title})
    return Kept(reply, told.get("shown") == _digest(text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
