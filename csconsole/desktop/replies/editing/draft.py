"""A reply while somebody writes it: the words as they stand in the form; no Qt."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from csconsole.desktop.replies.editing.days import check_order, day_from
from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.model import LANGUAGES, Reply

_BETWEEN = re.compile(r"[\s,，、;；#]+")


@dataclass(frozen=True)
class Words:
    """What stands in the form for one language.

    Attributes:
        asks: questions of buyers, one in a line.
    """

    title: str = ""
    text: str = ""
    variants: tuple[str, ...] = ()
    asks: str = ""


@dataclass(frozen=True)
class Draft:
    """What stands in the form.

    Attributes:
        base: the reply that is changed; it keeps what the form does not show.
        tags: between blanks or commas.
        valid_from, valid_until: as typed.
    """

    base: Reply
    words: Mapping[str, Words] = field(default_factory=dict)
    category: str = ""
    shortcut: str = ""
    tags: str = ""
    valid_from: str = ""
    valid_until: str = ""
    pictures: tuple[str, ...] = ()

    def reply(self, today: date) -> Reply:
        """The reply that it describes.

        Raises:
            BadInputError: a day is none, or title or text are missing.
        """
        begins, ends = day_from(self.valid_from, today), day_from(self.valid_until, today)
        check_order(begins, ends)
        used = self.words
        made = replace(
            self.base,
            title=_texts({one: words.title for one, words in used.items()}),
            text=_texts({one: words.text for one, words in used.items()}),
            variants=_lists({one: words.variants for one, words in used.items()}),
            asks=_lists({one: words.asks.splitlines() for one, words in used.items()}),
            category=self.category.strip().strip("/"),
            shortcut=self.shortcut.strip(),
            tags=tags_from(self.tags),
            valid_from=begins,
            valid_until=ends,
            pictures=self.pictures,
        )
        if not made.title:
            raise BadInputError(_("the title is missing"))
        if not made.text:
            raise BadInputError(_("the text is missing"))
        return made


def empty_reply(category: str = "") -> Reply:
    """What a new reply begins as."""
    return Reply(id="", title={}, text={}, category=category)


def draft_of(reply: Reply) -> Draft:
    """A reply as it stands in the form at first."""
    languages = dict.fromkeys([*LANGUAGES, *reply.title, *reply.text])
    words = {
        language: Words(
            title=reply.title.get(language, ""),
            text=reply.text.get(language, ""),
            variants=reply.variants.get(language, ()),
            asks="\n".join(reply.asks.get(language, ())),
        )
        for language in languages
    }
    return Draft(
        base=reply,
        words=words,
        category=reply.category,
        shortcut=reply.shortcut,
        tags=" ".join(reply.tags),
        valid_from=reply.valid_from.isoformat() if reply.valid_from else "",
        valid_until=reply.valid_until.isoformat() if reply.valid_until else "",
        pictures=reply.pictures,
    )


def tags_from(text: str) -> tuple[str, ...]:
    """The tags that somebody typed, each once."""
    return tuple(dict.fromkeys(tag for tag in _BETWEEN.split(text) if tag))


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in texts.items() if text.strip()}


def _lists(lists: Mapping[str, tuple[str, ...] | list[str]]) -> dict[str, tuple[str, ...]]:
    kept = {
        language: tuple(text.strip() for text in texts if text.strip())
        for language, texts in lists.items()
    }
    return {language: texts for language, texts in kept.items() if texts}
