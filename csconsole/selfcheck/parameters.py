"""What the rules of the self-check take, as it is written in a list."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import yaml

from csconsole.language import _
from csconsole.replies.model import STAGES
from csconsole.tickets.model import Deed, Kind
from csconsole.tickets.workflow_file import read_hours, workflows
from csconsole.yaml_nodes import NodeReader

_LONGEST_WORD = 40
_MOST_WORDS = 200


class Parameter(StrEnum):
    """The kinds of what a rule takes."""

    WORDS = "words"
    CATEGORIES = "categories"
    DEEDS = "deeds"
    FIELDS = "fields"
    HOURS = "hours"


def _words(reader: NodeReader, node: yaml.Node) -> tuple[str, ...]:
    """Words that are looked for, each once."""
    found = [reader.text(one).strip() for one in reader.items(node)]
    if not found or len(found) > _MOST_WORDS:
        raise reader.bad(node, _("from 1 to {most} words must stand here").format(most=_MOST_WORDS))
    for word in found:
        if len(word) > _LONGEST_WORD:
            raise reader.bad(
                node, _("a word has at most {most} characters").format(most=_LONGEST_WORD)
            )
    return tuple(dict.fromkeys(found))


def _categories(reader: NodeReader, node: yaml.Node) -> tuple[str, ...]:
    """Categories of replies; a stage that was written wrong would find nothing for ever."""
    found = _words(reader, node)
    for one in found:
        if one.partition("/")[0] not in STAGES:
            raise reader.bad(
                node, _("a category begins with one of: {known}").format(known=", ".join(STAGES))
            )
    return found


def _deeds(reader: NodeReader, node: yaml.Node) -> tuple[str, ...]:
    return tuple(reader.choice(one, Deed).value for one in reader.items(node))


def _fields(reader: NodeReader, node: yaml.Node) -> dict[str, tuple[str, ...]]:
    """The fields that must be filled in, by the kind of the ticket."""
    told = reader.mapping(node, tuple(kind.value for kind in Kind))
    return {
        kind: tuple(
            reader.one_of(one, list(workflows()[Kind(kind)].fields)) for one in reader.items(names)
        )
        for kind, names in told.items()
    }


READERS: Mapping[Parameter, Callable[[NodeReader, yaml.Node], Any]] = {
    Parameter.WORDS: _words,
    Parameter.CATEGORIES: _categories,
    Parameter.DEEDS: _deeds,
    Parameter.FIELDS: _fields,
    Parameter.HOURS: read_hours,
}
