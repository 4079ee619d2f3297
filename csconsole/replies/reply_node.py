"""One item of a library file's list of replies, turned into a reply."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import (
    Complaining,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
)
from csconsole.replies import wording
from csconsole.replies.model import CATEGORY_SEPARATOR, Reply, TextLists, Texts

PLAIN = ""  # the language of a plain string, until the file's own is known
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
LONGEST_TITLE = 200
LONGEST_SHORTCUT = 40
LONGEST_ASK = 500
_KEYS = (
    "id", "category", "title", "shortcut", "text", "variants", "asks", "tags", "valid", "for",
    "pictures",
)  # fmt: skip


def check_keys(stream: Complaining, lines: dict[str, int], known: tuple[str, ...]) -> None:
    """Refuse a key that the format does not know.

    Raises:
        BadInputError: with the line of the first such key.
    """
    for key, line in lines.items():
        if key not in known:
            raise stream.bad(
                line,
                _("the key {key} is not known; known are {known}").format(
                    key=key, known=", ".join(known)
                ),
            )


class ReplyReader:
    """Turns one item of `replies` into a reply; every complaint names its line."""

    def __init__(self, stream: Complaining) -> None:
        self._bad = stream.bad
        self._stream = stream

    def reply(self, node: Node) -> Reply:
        """The reply that a node describes."""
        mapping = self._mapping(node)
        check_keys(self._stream, mapping.lines, _KEYS)
        items = {key: value for key, value in mapping.items.items() if not is_null(value)}
        for key in ("id", "title", "text"):
            if key not in items:
                raise self._bad(node.line, _("the key {key} is missing").format(key=key))
        valid = self._mapping(items["valid"]) if "valid" in items else None
        belongs = self._mapping(items["for"]) if "for" in items else None
        reply = Reply(
            id=self._id(items["id"]),
            title=self._titles(items["title"]),
            text=self._texts(items["text"]),
            category=self._category(items.get("category")),
            shortcut=self._shortcut(items.get("shortcut")),
            variants=self._lists(items.get("variants"), wordings=True),
            asks=self._asks(items.get("asks")),
            tags=self._strings(items.get("tags")),
            valid_from=self._day(valid, "from"),
            valid_until=self._day(valid, "until"),
            for_kind=self._kind(belongs),
            for_states=self._strings(belongs.items.get("states")) if belongs else (),
            pictures=self._strings(items.get("pictures")),
        )
        if reply.valid_from and reply.valid_until and reply.valid_from > reply.valid_until:
            raise self._bad(items["valid"].line, _("it ends before it begins"))
        return reply

    def _mapping(self, node: Node) -> MappingNode:
        if not isinstance(node, MappingNode):
            raise self._bad(node.line, _("keys with values must stand here"))
        return node

    def _string(self, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            raise self._bad(node.line, _("a text must stand here"))
        return node.text

    def _id(self, node: Node) -> str:
        text = self._string(node)
        if not ID.fullmatch(text):
            raise self._bad(
                node.line,
                _("the id {id} may have only the letters a-z, digits and hyphens").format(id=text),
            )
        return text

    def _category(self, node: Node | None) -> str:
        if node is None:
            return ""
        parts = [part.strip() for part in self._string(node).split(CATEGORY_SEPARATOR)]
        if not all(parts):
            raise self._bad(node.line, _("a category is a path such as after-sale/return"))
        return CATEGORY_SEPARATOR.join(parts)

    def _shortcut(self, node: Node | None) -> str:
        if node is None:
            return ""
        text = self._string(node)
        if has_unseen(text):
            raise self._bad(node.line, _("a shortcut has no control characters"))
        if len(text) > LONGEST_SHORTCUT or len(text.split()) != 1 or text != text.strip():
            raise self._bad(
                node.line,
                _("a shortcut is one word of at most {most} characters").format(
                    most=LONGEST_SHORTCUT
                ),
            )
        return text

    def _titles(self, node: Node) -> Texts:
        titles, lines = self._by_language(node)
        for language, text in titles.items():
            if len(text) > LONGEST_TITLE or len(text.strip().splitlines()) > 1:
                raise self._bad(
                    lines[language],
                    _("a title is one line of at most {most} characters").format(
                        most=LONGEST_TITLE
                    ),
                )
            if has_unseen(text.strip()):
                raise self._bad(lines[language], _("a title has no control characters"))
        return {language: text.strip() for language, text in titles.items()}

    def _texts(self, node: Node) -> Texts:
        texts, lines = self._by_language(node)
        for language, text in texts.items():
            self._check_wording(text, lines[language])
        return texts

    def _by_language(self, node: Node) -> tuple[dict[str, str], dict[str, int]]:
        """A plain text or a map of languages to texts, none of them empty, with their lines."""
        if isinstance(node, ScalarNode):
            texts, lines = {PLAIN: node.text}, {PLAIN: node.line}
        else:
            mapping = self._languages(node)
            texts = {key: self._string(value) for key, value in mapping.items.items()}
            lines = {key: value.line for key, value in mapping.items.items()}
            empty = [key for key, value in mapping.items.items() if is_null(value)]
            texts.update(dict.fromkeys(empty, ""))
        if not texts:
            raise self._bad(node.line, _("a text must stand here"))
        for language, text in texts.items():
            if not text.strip():
                raise self._bad(lines[language], _("the text is empty"))
        return texts, lines

    def _languages(self, node: Node) -> MappingNode:
        mapping = self._mapping(node)
        for key, line in mapping.lines.items():
            if not LANGUAGE.fullmatch(key):
                raise self._bad(line, _("{key} is not a language").format(key=key))
        return mapping

    def _lists(self, node: Node | None, *, wordings: bool = False) -> TextLists:
        """A plain list or a map of languages to lists."""
        if node is None:
            return {}
        by_language = isinstance(node, MappingNode)
        items = self._languages(node).items if by_language else {PLAIN: node}
        if wordings:
            for value in items.values():
                self._check_wordings(value)
        lists = {key: self._strings(value) for key, value in items.items()}
        return {language: texts for language, texts in lists.items() if texts}

    def _asks(self, node: Node | None) -> TextLists:
        lists = self._lists(node)
        if node is not None and any(
            len(ask) > LONGEST_ASK for asks in lists.values() for ask in asks
        ):
            raise self._bad(
                _line_of_long(node),
                _("a question has at most {most} characters").format(most=LONGEST_ASK),
            )
        return lists

    def _strings(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts, or one text alone."""
        if node is None or is_null(node):
            return ()
        items = (node,) if isinstance(node, ScalarNode) else self._items(node)
        for item in items:
            if is_null(item) or not self._string(item).strip():
                raise self._bad(item.line, _("the text is empty"))
        return tuple(self._string(item) for item in items)

    def _items(self, node: Node) -> tuple[Node, ...]:
        if not isinstance(node, SequenceNode):
            raise self._bad(node.line, _("a list must stand here"))
        return node.items

    def _check_wordings(self, node: Node) -> None:
        items = node.items if isinstance(node, SequenceNode) else (node,)
        for item in items:
            if isinstance(item, ScalarNode):
                self._check_wording(item.text, item.line)

    def _check_wording(self, text: str, line: int) -> None:
        try:
            wording.parse(text)
        except BadInputError as error:
            raise self._bad(line, error.sentence) from error

    def _day(self, valid: MappingNode | None, key: str) -> date | None:
        if valid is None:
            return None
        check_keys(self._stream, valid.lines, ("from", "until"))
        node = valid.items.get(key)
        if node is None or is_null(node):
            return None
        try:
            return date.fromisoformat(self._string(node))
        except ValueError:
            raise self._bad(node.line, _("a day such as 2026-11-01 must stand here")) from None

    def _kind(self, belongs: MappingNode | None) -> str:
        if belongs is None:
            return ""
        check_keys(self._stream, belongs.lines, ("kind", "states"))
        kind = belongs.items.get("kind")
        if kind is None or is_null(kind):
            line = kind.line if kind else belongs.line
            raise self._bad(line, _("the key {key} is missing").format(key="kind"))
        if not self._string(kind).strip():
            raise self._bad(kind.line, _("the text is empty"))
        return self._string(kind)


def has_unseen(text: str) -> bool:
    """Whether a text of one line has control characters or halves of characters."""
    return any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text)


def _line_of_long(node: Node) -> int:
    """The line of the first question that is too long."""
    if isinstance(node, ScalarNode):
        return node.line if len(node.text) > LONGEST_ASK else 0
    inner = node.items.values() if isinstance(node, MappingNode) else node.items
    return next(filter(None, map(_line_of_long, inner)), 0)


def is_null(node: Node) -> bool:
    """Whether a node says that there is nothing."""
    return isinstance(node, ScalarNode) and node.is_null


def in_language(reply: Reply, language: str) -> Reply:
    """The reply with its plain strings given to the file's language."""

    def named(texts: Mapping[str, Any]) -> dict[str, Any]:
        return {key or language: value for key, value in texts.items()}

    return replace(
        reply,
        title=named(reply.title),
        text=named(reply.text),
        variants=named(reply.variants),
        asks=named(reply.asks),
    )
