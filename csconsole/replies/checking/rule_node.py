"""The parts of a file of rules, turned into rules of the wording check."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import TypeVar

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import (
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    YamlStream,
)
from csconsole.replies.checking.alternatives import MOST_WORDS, Sets, written_out
from csconsole.replies.checking.detectors import DETECTORS
from csconsole.replies.checking.model import Gaps, Severity, Word, WordingRule
from csconsole.replies.model import LANGUAGES
from csconsole.replies.reply_node import check_keys

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_KEYS = (
    "id", "severity", "because", "advice", "words", "unless", "gaps", "detector", "near",
    "not_near", "after", "not_after", "denied",
)  # fmt: skip
Choice = TypeVar("Choice", bound=StrEnum)


class RuleReader:
    """Turns nodes of one file into rules; every complaint names its line."""

    def __init__(self, stream: YamlStream) -> None:
        self._stream = stream

    def bad(self, line: int, sentence: str) -> BadInputError:
        """An error at a line of the file."""
        return self._stream.bad(line, sentence)

    def check_known(self, lines: dict[str, int], known: tuple[str, ...]) -> None:
        """Refuse a key that the format does not know.

        Raises:
            BadInputError: with the line of the first such key.
        """
        check_keys(self._stream, lines, known)

    def sets(self, node: Node | None) -> Sets:
        """The named sets of words; a set may use those before it."""
        known: dict[str, list[str]] = {}
        if node is not None:
            for name, members in self.mapping(node).items.items():
                known[name] = [word.text for word in self._words(members, known)]
        return known

    def rules(self, node: Node | None, sets: Sets) -> Iterator[tuple[WordingRule, int]]:
        """The rules with their lines."""
        for item in self._sequence(node):
            yield self._rule(item, sets), item.line

    def phrases(self, node: Node | None, sets: Sets) -> list[str]:
        """A list of words, every alternative written out."""
        return [word.text for word in self._words(node, sets)]

    def strings(self, node: Node | None) -> list[str]:
        """A list of texts as they are."""
        return [self.text(item) for item in self._sequence(node)]

    def text(self, node: Node) -> str:
        """A text that says something."""
        if not isinstance(node, ScalarNode) or not node.text.strip():
            raise self.bad(node.line, _("a text must stand here"))
        return node.text

    def mapping(self, node: Node) -> MappingNode:
        """Keys with values."""
        if not isinstance(node, MappingNode):
            raise self.bad(node.line, _("keys with values must stand here"))
        return node

    def _rule(self, node: Node, sets: Sets) -> WordingRule:
        mapping = self.mapping(node)
        self.check_known(mapping.lines, _KEYS)
        items = mapping.items
        for key in ("id", "severity", "because"):
            if key not in items:
                raise self.bad(node.line, _("the key {key} is missing").format(key=key))
        id_ = self.text(items["id"])
        if not _ID.fullmatch(id_):
            raise self.bad(
                items["id"].line,
                _("the id {id} may have only the letters a-z, digits and hyphens").format(id=id_),
            )
        if ("words" in items) == ("detector" in items):
            raise self.bad(node.line, _("a rule has either words or a detector"))
        denied = items.get("denied")
        return WordingRule(
            id=id_,
            severity=self._choice(items["severity"], Severity),
            because=self._texts(items["because"]),
            advice=self._texts(items["advice"]) if "advice" in items else {},
            words=tuple(self._words(items.get("words"), sets)),
            unless=tuple(self.phrases(items.get("unless"), sets)),
            gaps=self._choice(items["gaps"], Gaps) if "gaps" in items else Gaps.MARKS,
            detector=self._detector(items.get("detector")),
            near=tuple(self.phrases(items.get("near"), sets)),
            not_near=tuple(self.phrases(items.get("not_near"), sets)),
            after=tuple(self.phrases(items.get("after"), sets)),
            not_after=tuple(self.phrases(items.get("not_after"), sets)),
            denied=self._choice(denied, Severity) if denied else None,
        )

    def _words(self, node: Node | None, sets: Sets) -> Iterator[Word]:
        """Words as they are, or with a better wording: `{最便宜: 价格实惠}`."""
        for item in self._sequence(node):
            if not isinstance(item, MappingNode):
                yield from self._alternatives(self.text(item), "", item.line, sets)
                continue
            for entry, better in item.items.items():
                yield from self._alternatives(entry, self.text(better), item.line, sets)

    def _alternatives(self, entry: str, better: str, line: int, sets: Sets) -> Iterator[Word]:
        try:
            words = written_out(entry, sets)
        except KeyError as error:
            raise self.bad(
                line, _("there is no set named {name}").format(name=error.args[0])
            ) from error
        except ValueError as error:
            raise self.bad(
                line,
                _("{word} cannot be written out, or becomes more than {most} words").format(
                    word=entry, most=MOST_WORDS
                ),
            ) from error
        for text in words:
            yield Word(text, better)

    def _detector(self, node: Node | None) -> str:
        if node is None:
            return ""
        name = self.text(node)
        if name not in DETECTORS:
            raise self._not_one_of(node, name, list(DETECTORS))
        return name

    def _choice(self, node: Node, kind: type[Choice]) -> Choice:
        told = self.text(node)
        names = [one.value for one in kind]
        if told not in names:
            raise self._not_one_of(node, told, names)
        return kind(told)

    def _not_one_of(self, node: Node, told: str, known: list[str]) -> BadInputError:
        return self.bad(
            node.line,
            _("{told} is not known; known are {known}").format(told=told, known=", ".join(known)),
        )

    def _texts(self, node: Node) -> dict[str, str]:
        """A text in each language of the program."""
        mapping = self.mapping(node)
        self.check_known(mapping.lines, LANGUAGES)
        for language in LANGUAGES:
            if language not in mapping.items:
                raise self.bad(node.line, _("the key {key} is missing").format(key=language))
        return {language: self.text(value) for language, value in mapping.items.items()}

    def _sequence(self, node: Node | None) -> tuple[Node, ...]:
        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            raise self.bad(node.line, _("a list must stand here"))
        return node.items
