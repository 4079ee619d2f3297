"""Reading YAML as a stream of nodes that know their line, with a roof over every dimension.

PyYAML's event stream is used instead of its loader: one reply is in memory at a time, every
value keeps its line for messages, and what makes YAML dangerous (aliases that multiply, tags,
endless nesting) is refused before anything is built.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from csconsole.errors import BadInputError
from csconsole.language import _

_DEEPEST = 12
_LONGEST_TEXT = 100_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class ScalarNode:
    """A text; YAML's own types are not applied, so that `007` and `no` stay what was written."""

    text: str
    line: int
    quoted: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing was written."""
        return not self.quoted and self.text in {"", "~", "null"}


@dataclass(frozen=True)
class SequenceNode:
    """A list."""

    items: "tuple[Node, ...]"
    line: int


@dataclass(frozen=True)
class MappingNode:
    """Keys with values; no key stands twice."""

    items: "dict[str, Node]"
    lines: dict[str, int]
    line: int


Node = ScalarNode | SequenceNode | MappingNode


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next piece of at most so many bytes."""

    def seek(self, at: int, /) -> int:
        """Go to a byte."""


class Complaining(Protocol):
    """What knows where a line stands."""

    def bad(self, line: int, sentence: str, /) -> BadInputError:
        """An error at a line."""


class YamlStream:
    """The events of one document, with the name of the file for messages.

    With `references` it takes what other programs write: aliases, tags, and keys that stand twice,
    of which the last counts.
    """

    def __init__(self, file: Readable, name: str, *, references: bool = False) -> None:
        self._name = name
        self._references = references
        self._anchored: dict[str, Node] = {}
        self._events = self._parsed(file)
        self._next: Any = None

    def bad(self, line: int, sentence: str) -> BadInputError:
        """An error at a line of this file."""
        return BadInputError(sentence, place=f"{self._name}:{line}")

    def begin_mapping(self) -> int | None:
        """Step into the document's mapping; its line, or None where the file is empty."""
        self._take()  # the start of the stream
        if isinstance(self._take(), yaml.StreamEndEvent):
            return None
        event = self._take()
        if not isinstance(event, yaml.MappingStartEvent):
            raise self.bad(_line(event), _("the file must be a list of keys with values"))
        return _line(event)

    def document(self) -> Node | None:
        """The whole document at once; None where the file is empty."""
        self._take()  # the start of the stream
        if isinstance(self._take(), yaml.StreamEndEvent):
            return None
        node = self._node(self._take(), 0)
        self.finish()
        return node

    def key(self) -> ScalarNode | None:
        """The next key of the mapping that was stepped into; None at its end."""
        event = self._take()
        if isinstance(event, yaml.MappingEndEvent):
            return None
        node = self._node(event, 0)
        if not isinstance(node, ScalarNode):
            raise self.bad(node.line, _("a key must be a word"))
        return node

    def value(self) -> Node:
        """The value of the key that was just read."""
        return self._node(self._take(), 0)

    def values(self) -> Iterator[Node]:
        """The items of the list that is the value of the key just read, one at a time."""
        event = self._take()
        if not isinstance(event, yaml.SequenceStartEvent):
            raise self.bad(_line(event), _("a list must stand here"))
        while not isinstance(event := self._take(), yaml.SequenceEndEvent):
            yield self._node(event, 0)

    def finish(self) -> None:
        """Make sure that nothing follows the document."""
        self._take()  # the end of the document
        event = self._take()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self.bad(_line(event), _("a second document stands in the file"))

    def _parsed(self, file: Readable) -> Iterator[Any]:
        try:
            yield from yaml.parse(file, Loader=_Loader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            why = error.problem or ""
            if error.context_mark and error.context_mark.line + 1 != line:
                why += f" ({error.context}, line {error.context_mark.line + 1})"
            raise self.bad(line, _("this is not valid YAML: {why}").format(why=why)) from error
        except yaml.reader.ReaderError as error:
            file.seek(0)
            line = file.read(error.position).count(b"\n") + 1
            raise self.bad(
                line, _("this is not text in UTF-8: {why}").format(why=error.reason)
            ) from error

    def _take(self) -> Any:
        event = next(self._events)
        if self._references:
            return event
        if isinstance(event, yaml.AliasEvent):
            raise self.bad(_line(event), _("references (*name) are not allowed"))
        if getattr(event, "anchor", None) is not None:
            raise self.bad(_line(event), _("anchors (&name) are not allowed"))
        if getattr(event, "tag", None) not in {None, "!"}:
            raise self.bad(_line(event), _("tags (!name) are not allowed"))
        return event

    def _node(self, event: Any, depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            # The same node stands in two places; nothing is copied, however often that is done.
            if event.anchor not in self._anchored:
                raise self.bad(_line(event), _("a reference leads to itself or to nothing"))
            return self._anchored[event.anchor]
        node = self._built(event, depth)
        if event.anchor is not None:
            self._anchored[event.anchor] = node
        return node

    def _built(self, event: Any, depth: int) -> Node:
        line = _line(event)
        if depth > _DEEPEST:
            raise self.bad(line, _("the nesting is too deep"))
        if isinstance(event, yaml.ScalarEvent):
            if len(event.value) > _LONGEST_TEXT:
                raise self.bad(
                    line, _("a text is longer than {most} characters").format(most=_LONGEST_TEXT)
                )
            return ScalarNode(event.value, line, quoted=bool(event.style))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(event := self._take(), yaml.SequenceEndEvent):
                items.append(self._node(event, depth + 1))
            return SequenceNode(tuple(items), line)
        return self._mapping(line, depth)

    def _mapping(self, line: int, depth: int) -> MappingNode:
        items: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self._take(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, ScalarNode):
                raise self.bad(key.line, _("a key must be a word"))
            if key.text in items and not self._references:
                raise self.bad(key.line, _("the key {key} stands twice").format(key=key.text))
            items[key.text] = self._node(self._take(), depth + 1)
            lines[key.text] = key.line
        return MappingNode(items, lines, line)


def _line(event: Any) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1
