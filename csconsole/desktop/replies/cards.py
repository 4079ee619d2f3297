"""What one row of the list of results shows; no Qt."""

from dataclasses import dataclass

from csconsole.desktop.replies.card_marks import Mark
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Found


@dataclass(frozen=True)
class Card:
    """What one row of the list shows, with the ranges that the query matched."""

    title: str
    text: str
    shortcut: str
    category: str
    title_marks: list[tuple[int, int]]
    text_marks: list[tuple[int, int]]
    shortcut_marks: list[tuple[int, int]]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Shown:
    """How a result is shown: in which language, with which text, and what stands beside it."""

    language: str
    text: str
    beside: str
    marks: tuple[Mark, ...] = ()


def make_card(library: ReplyLibrary, query: str, found: Found, shown: Shown) -> Card:
    """The card of a result, with what the query matched."""

    def marks(text: str) -> list[tuple[int, int]]:
        return library.marks(query, text, near=found.near) if query.strip() else []

    title = found.reply.title_in(shown.language)
    return Card(
        title=title,
        text=shown.text,
        shortcut=found.reply.shortcut,
        category=shown.beside,
        title_marks=marks(title),
        text_marks=marks(shown.text),
        shortcut_marks=marks(found.reply.shortcut),
        marks=shown.marks,
    )
