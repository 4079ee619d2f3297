"""A reply as a dictionary in the form of the library file, and back with every rule of the file."""

from typing import Any

from csconsole.errors import BadInputError
from csconsole.located_yaml import MappingNode, Node, ScalarNode, SequenceNode
from csconsole.replies.model import Reply
from csconsole.replies.reply_node import ReplyReader, in_language

_PLAIN_LANGUAGE = "zh"
_DEEPEST = 4


def as_dict(reply: Reply) -> dict[str, Any]:
    """A reply in the form of the library file, with nothing that says nothing."""
    valid = {
        "from": reply.valid_from.isoformat() if reply.valid_from else None,
        "until": reply.valid_until.isoformat() if reply.valid_until else None,
    }
    belongs = {"kind": reply.for_kind, "states": list(reply.for_states)} if reply.for_kind else {}
    entry: dict[str, Any] = {
        "id": reply.id,
        "category": reply.category,
        "title": dict(reply.title),
        "shortcut": reply.shortcut,
        "text": dict(reply.text),
        "variants": {language: list(texts) for language, texts in reply.variants.items()},
        "asks": {language: list(texts) for language, texts in reply.asks.items()},
        "tags": list(reply.tags),
        "valid": {key: day for key, day in valid.items() if day},
        "for": {key: value for key, value in belongs.items() if value},
        "pictures": list(reply.pictures),
    }
    return {key: value for key, value in entry.items() if value}


def from_dict(told: object) -> Reply:
    """The reply that a dictionary describes.

    Raises:
        BadInputError: a rule of the library file is broken; it names no place.
    """
    return in_language(ReplyReader(_Nowhere()).reply(_node(told, 0)), _PLAIN_LANGUAGE)


class _Nowhere:
    """Complaints about something that stands in no file."""

    def bad(self, _line: int, sentence: str) -> BadInputError:
        return BadInputError(sentence)


def _node(told: object, depth: int) -> Node:
    if isinstance(told, dict) and depth < _DEEPEST:
        items = {str(key): _node(value, depth + 1) for key, value in told.items()}
        return MappingNode(items, dict.fromkeys(items, 1), 1)
    if isinstance(told, list) and depth < _DEEPEST:
        return SequenceNode(tuple(_node(value, depth + 1) for value in told), 1)
    return ScalarNode("" if told is None else str(told), 1, quoted=told is not None)
