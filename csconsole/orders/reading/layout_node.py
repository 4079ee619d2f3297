"""The parts of a file of layouts, turned into layouts."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import MappingNode, Node, ScalarNode, SequenceNode, YamlStream
from csconsole.orders.model import Flag, Stage
from csconsole.orders.reading.layout import (
    COLUMNS,
    LINE_COLUMNS,
    LOCAL,
    SUMMED,
    Layout,
    Platform,
    RowKind,
)
from csconsole.orders.reading.moments import zone_offset

FORMAT = 1
_KEYS = ("format", "platform", "currency", "zone", "neutral", "stages", "flags", "layouts")
_LAYOUT_KEYS = (
    "name", "row", "needs", "lacks", "columns", "sums", "fills_down", "dated_number",
    "paid_as_total", "packed", "words", "useless",
)  # fmt: skip
_CURRENCY_LETTERS = 3
Choice = TypeVar("Choice", bound=StrEnum)


class LayoutReader:
    """Turns the nodes of one file into layouts; every complaint names its line."""

    def __init__(self, stream: YamlStream, comparable: Callable[[str], str]) -> None:
        self._stream = stream
        self._comparable = comparable

    def layouts(self, node: Node | None) -> Iterator[Layout]:
        """The layouts of a document.

        Raises:
            BadInputError: it is not in the format.
        """
        if node is None:
            raise self._stream.bad(1, _("the file is empty"))
        parts = self._mapping(node, _KEYS)
        told = parts.items.get("format")
        if told is None or self._text(told) != str(FORMAT):
            raise self._stream.bad(
                told.line if told else node.line,
                _("this format is not known; {format} is").format(format=FORMAT),
            )
        platform = self._platform(parts)
        for item in self._sequence(self._needed(parts, "layouts")):
            yield self._layout(item, platform)

    def _platform(self, parts: MappingNode) -> Platform:
        items = parts.items
        zone = self._text(items["zone"]) if "zone" in items else LOCAL
        if zone != LOCAL and zone_offset(zone) is None:
            raise self._stream.bad(
                items["zone"].line, _("a zone is {local} or like +08:00").format(local=LOCAL)
            )
        currency = self._text(items["currency"]) if "currency" in items else ""
        if currency and not (len(currency) == _CURRENCY_LETTERS and currency.isupper()):
            raise self._stream.bad(
                items["currency"].line, _("a currency is three capital letters, such as CNY")
            )
        return Platform(
            self._text(self._needed(parts, "platform")),
            currency,
            zone,
            frozenset(self._texts(items.get("neutral"))),
            self._meanings(items.get("stages"), Stage),
            self._meanings(items.get("flags"), Flag),
        )

    def _layout(self, node: Node, platform: Platform) -> Layout:
        parts = self._mapping(node, _LAYOUT_KEYS)
        items = parts.items
        columns = self._columns(self._needed(parts, "columns"))
        row = self._choice(items["row"], RowKind) if "row" in items else RowKind.ORDER
        needed = "refund" if row is RowKind.REFUND else "no"
        if needed not in columns:
            raise self._stream.bad(node.line, _("the key {key} is missing").format(key=needed))
        return Layout(
            name=self._text(self._needed(parts, "name")),
            platform=platform,
            row=row,
            needs=tuple(self._needs(items.get("needs"))),
            lacks=frozenset(self._headers(items.get("lacks"))),
            columns=columns,
            sums=frozenset(self._known(items.get("sums"), SUMMED)),
            fills_down=self._is_yes(items.get("fills_down")),
            dated_number=self._is_yes(items.get("dated_number")),
            paid_as_total=self._is_yes(items.get("paid_as_total")),
            packed=self._packed(items.get("packed")),
            words=self._words(items.get("words")),
            useless=frozenset(self._headers(items.get("useless"))),
        )

    def _columns(self, node: Node) -> dict[str, tuple[tuple[str, ...], ...]]:
        columns = {}
        for field, told in self._mapping(node, COLUMNS).items.items():
            columns[field] = tuple(
                tuple(self._headers(one))
                if isinstance(one, SequenceNode)
                else (self._comparable(self._text(one)),)
                for one in self._sequence(told)
            )
        return columns

    def _needs(self, node: Node | None) -> Iterator[frozenset[str]]:
        for one in self._sequence(node):
            if isinstance(one, SequenceNode):
                yield frozenset(self._headers(one))
            else:
                yield frozenset({self._comparable(self._text(one))})

    def _packed(self, node: Node | None) -> dict[str, str]:
        if node is None:
            return {}
        parts = self._mapping(node, ("cell", *LINE_COLUMNS))
        told = {field: self._comparable(self._text(one)) for field, one in parts.items.items()}
        self._needed(parts, "cell")
        return told

    def _words(self, node: Node | None) -> dict[str, Mapping[str, str]]:
        if node is None:
            return {}
        return {
            field: {key: self._text(one) for key, one in self._mapping(told).items.items()}
            for field, told in self._mapping(node, COLUMNS).items.items()
        }

    def _meanings(self, node: Node | None, kind: type[Choice]) -> dict[str, Choice]:
        """What each word means: the lists of a mapping turned round."""
        if node is None:
            return {}
        names = tuple(one.value for one in kind)
        return {
            self._comparable(word): kind(name)
            for name, told in self._mapping(node, names).items.items()
            for word in self._texts(told)
        }

    def _known(self, node: Node | None, known: tuple[str, ...]) -> Iterator[str]:
        for one in self._sequence(node):
            if self._text(one) not in known:
                raise self._not_one_of(one, self._text(one), known)
            yield self._text(one)

    def _choice(self, node: Node, kind: type[Choice]) -> Choice:
        names = tuple(one.value for one in kind)
        if self._text(node) not in names:
            raise self._not_one_of(node, self._text(node), names)
        return kind(self._text(node))

    def _is_yes(self, node: Node | None) -> bool:
        if node is None:
            return False
        if self._text(node) not in {"yes", "no"}:
            raise self._not_one_of(node, self._text(node), ("yes", "no"))
        return self._text(node) == "yes"

    def _headers(self, node: Node | None) -> Iterator[str]:
        return map(self._comparable, self._texts(node))

    def _texts(self, node: Node | None) -> Iterator[str]:
        return (self._text(one) for one in self._sequence(node))

    def _text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode) or not node.text.strip():
            raise self._stream.bad(node.line, _("a text must stand here"))
        return node.text

    def _sequence(self, node: Node | None) -> tuple[Node, ...]:
        if node is None:
            return ()
        if not isinstance(node, SequenceNode):
            raise self._stream.bad(node.line, _("a list must stand here"))
        return node.items

    def _mapping(self, node: Node, known: tuple[str, ...] | None = None) -> MappingNode:
        if not isinstance(node, MappingNode):
            raise self._stream.bad(node.line, _("keys with values must stand here"))
        for key, line in node.lines.items():
            if known is not None and key not in known:
                raise self._stream.bad(
                    line,
                    _("{field} is not known; known are {known}").format(
                        field=key, known=", ".join(known)
                    ),
                )
        return node

    def _needed(self, parts: MappingNode, key: str) -> Node:
        if key not in parts.items:
            raise self._stream.bad(parts.line, _("the key {key} is missing").format(key=key))
        return parts.items[key]

    def _not_one_of(self, node: Node, told: str, known: tuple[str, ...]) -> BadInputError:
        return self._stream.bad(
            node.line,
            _("{told} is not known; known are {known}").format(told=told, known=", ".join(known)),
        )
