"""The parts of a shipped or shop-made YAML file of rules; every complaint names its line."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from csconsole.errors import BadInputError
from csconsole.language import _

LANGUAGES = ("zh", "en")
Choice = TypeVar("Choice", bound=StrEnum)
_LONGEST_PATTERN = 300
# libyaml's where the package has it: ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain_values(path: Path) -> dict[str, Any]:
    """What a shipped file holds, which nobody edits and nobody need be told the lines of."""
    told: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506  (safe)
    return told


class NodeReader:
    """Takes the nodes of one YAML file apart."""

    def __init__(self, file: str) -> None:
        self._file = file

    def bad(self, node: yaml.Node, sentence: str) -> BadInputError:
        """An error at the line of a node."""
        return BadInputError(sentence, place=f"{self._file}:{node.start_mark.line + 1}")

    def mapping(
        self, node: yaml.Node, known: tuple[str, ...] = (), needed: tuple[str, ...] = ()
    ) -> dict[str, yaml.Node]:
        """Keys with values: any keys, or only those that are known."""
        if not isinstance(node, yaml.MappingNode):
            raise self.bad(node, _("keys with values must stand here"))
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = self.text(key)
            if name in found:
                raise self.bad(key, _("the key {key} stands twice").format(key=name))
            if known and name not in known:
                raise self.bad(
                    key,
                    _("the key {key} is not known; known are {known}").format(
                        key=name, known=", ".join(known)
                    ),
                )
            found[name] = value
        for name in needed:
            if name not in found:
                raise self.bad(node, _("the key {key} is missing").format(key=name))
        return found

    def items(self, node: yaml.Node | None) -> Iterator[yaml.Node]:
        """The items of a list; none where there is no list."""
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            raise self.bad(node, _("a list must stand here"))
        yield from node.value

    def text(self, node: yaml.Node) -> str:
        """A text that says something."""
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self.bad(node, _("a text must stand here"))
        return str(node.value)

    def texts(self, node: yaml.Node) -> dict[str, str]:
        """A text in each language of the program."""
        found = self.mapping(node, LANGUAGES, LANGUAGES)
        return {language: self.text(value) for language, value in found.items()}

    def choice(self, node: yaml.Node, kind: type[Choice]) -> Choice:
        """One of the names of an enumeration."""
        return kind(self.one_of(node, [one.value for one in kind]))

    def one_of(self, node: yaml.Node, known: list[str]) -> str:
        """One of several names."""
        told = self.text(node)
        if told not in known:
            raise self.bad(
                node,
                _("{told} is not known; known are {known}").format(
                    told=told, known=", ".join(known)
                ),
            )
        return told

    def pattern(self, node: yaml.Node) -> re.Pattern[str]:
        """A regular expression for signs of ASCII."""
        told = self.text(node)
        if len(told) > _LONGEST_PATTERN:
            raise self.bad(
                node, _("a text is longer than {most} characters").format(most=_LONGEST_PATTERN)
            )
        try:
            return re.compile(told, re.ASCII)
        except re.error as error:
            raise self.bad(
                node, _("this is no regular expression: {why}").format(why=error)
            ) from error
