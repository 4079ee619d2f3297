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
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, in every wheel


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


def composed(text: str, place: str) -> yaml.Node:
    """The node of a whole file; an empty mapping where nothing stands in it.

    Raises:
        BadInputError: it is not valid YAML; `place` is what the message calls the file.
    """
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error), place=place
        ) from error
    if node is None:
        begin = yaml.Mark(place, 0, 0, 0, None, 0)
        return yaml.MappingNode("", [], begin, begin)
    return node


def opened_rules(
    path: Path, known: tuple[str, ...], needed: tuple[str, ...], form: str
) -> tuple[NodeReader, dict[str, yaml.Node]]:
    """A file of rules of a format, with what stands at its top.

    Raises:
        BadInputError: it cannot be read, is of another format, or another key stands at its top.
    """
    reader = NodeReader(path.name)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error), place=str(path)
        ) from error
    root = reader.mapping(composed(text, str(path)), known, needed)
    if reader.text(root["format"]) != form:
        raise reader.bad(root["format"], _("this format is not known"))
    return reader, root


def plain_values(path: Path) -> Any:
    """What a shipped file of plain lists and texts holds, as Python's own values."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506  (a safe one)
