"""What is offered while somebody writes a variable; no Qt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from csconsole.replies.model import Reply
from csconsole.replies.variables import Variable

_OPENING, _CLOSING = "{｛", "}｝"
_LONGEST = 40  # characters that may stand behind the brace and still be looked up
MOST_OFFERS = 12
Replies = Callable[[], Iterable[Reply]]


@dataclass(frozen=True)
class Taken:
    """What an offer puts into the text.

    Attributes:
        start, end: the range of the text that it replaces.
        text: what stands there then.
        select: the range of `text` that is to be overwritten; empty where it is whole.
    """

    start: int
    end: int
    text: str
    select: tuple[int, int]


def begun(text: str, cursor: int) -> str | None:
    """What was typed of a variable up to the cursor, without its brace; None outside of one."""
    for at in range(cursor - 1, max(-1, cursor - _LONGEST - 2), -1):
        if text[at] in _CLOSING or text[at] == "\n":
            return None
        if text[at] in _OPENING:
            doubled = len(text[:at]) - len(text[:at].rstrip(_OPENING))
            return None if doubled % 2 else text[at + 1 : cursor]
    return None


def offers(
    typed: str, known: Sequence[Variable], replies: Replies, language: str
) -> list[Variable]:
    """What fits to what was typed of a variable, the beginnings of names first."""
    wanted = typed.strip().translate(str.maketrans("？＞", "?>")).lower()
    if wanted.startswith(">"):
        return list(islice(_inside(wanted[1:].strip(), replies(), language), MOST_OFFERS))
    first = [one for one in known if one.written.lower().startswith(wanted)]
    others = [one for one in known if one not in first and wanted in one.meaning.lower()]
    return [*first, *others]


def taken(text: str, cursor: int, offer: Variable) -> Taken:
    """What taking an offer does to the text with the cursor in a variable."""
    typed = begun(text, cursor) or ""
    start = cursor - len(typed)
    end = cursor
    if text[cursor : cursor + 1] in tuple(_CLOSING):
        end += 1
    at = offer.written.find(offer.open) if offer.open else 0
    select = (start + at, start + at + len(offer.open)) if offer.open else (0, 0)
    return Taken(start, end, offer.written + "}", select)


def _inside(wanted: str, replies: Iterable[Reply], language: str) -> Iterable[Variable]:
    for reply in replies:
        title = reply.title_in(language)
        if wanted in reply.id or wanted in title.lower() or wanted == reply.shortcut.lower():
            yield Variable(f">{reply.id}", title)
