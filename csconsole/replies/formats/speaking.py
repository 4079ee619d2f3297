"""Our texts in the words of another program: each part of our grammar by a part of its."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from csconsole.replies.model import AskKind, Reply, in_language
from csconsole.replies.wording import (
    DEEPEST_INCLUDE,
    MOMENTS,
    Ask,
    Include,
    Part,
    Value,
    Words,
    parse,
)
from csconsole.replies.words import words

PATTERNS = {"date": "%Y-%m-%d", "time": "%H:%M", "weekday": "%A"}


@dataclass(frozen=True)
class Speech:
    """How another program says the parts of a text.

    Attributes:
        words: plain words, escaped where that program needs it.
        asked: a question by its label, its default and its choices.
        moment: a moment by its shift in seconds and its pattern in strftime's letters.
    """

    words: Callable[[str], str]
    asked: Callable[[str, str, tuple[str, ...]], str]
    moment: Callable[[int, str], str]


def spoken(text: str, language: str, speech: Speech, library: Mapping[str, Reply]) -> str:
    """A text of ours in another program's words; what it includes stands in its place."""
    return "".join(_said(part, language, speech, library, 0) for part in parse(text))


def _said(
    part: Part, language: str, speech: Speech, library: Mapping[str, Reply], depth: int
) -> str:
    if isinstance(part, Words):
        return speech.words(part.text)
    if isinstance(part, Ask):
        choices = part.choices if part.kind is AskKind.CHOICE else ()
        return speech.asked(part.label, part.default or "", choices)
    if isinstance(part, Include):
        reply = library.get(part.reply_id)
        if reply is None or depth == DEEPEST_INCLUDE:
            return ""
        inner = parse(in_language(reply.text, language))
        return "".join(_said(one, language, speech, library, depth + 1) for one in inner)
    return _value(part, language, speech)


def _value(part: Value, language: str, speech: Speech) -> str:
    clock = words().clock_in(language)
    if part.name == "greeting":
        return speech.words(clock.greetings[1][1])
    if part.name in MOMENTS:
        return speech.moment(part.shift, part.pattern or PATTERNS[part.name])
    return speech.asked(words().value(part.name, language), part.fallback or "", ())
