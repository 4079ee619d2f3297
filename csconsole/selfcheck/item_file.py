"""Reading the list of the self-check from YAML; a fault is told with its line."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.selfcheck.model import CheckItem, Group, ItemKind
from csconsole.selfcheck.parameters import READERS
from csconsole.selfcheck.rules.registry import RULES
from csconsole.selfcheck.texts import LONGEST_TITLE
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import NodeReader, composed

LONGEST_LIST = 200_000  # characters
LANGUAGES = ("zh", "en")
_FORMAT = "1"
_MOST_ITEMS = 100
_KEYS = ("id", "group", "kind", "title")
_OF_RULES = ("rule", "looked")
_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


@cache
def usual_text() -> str:
    """The text of the shipped list."""
    return (RESOURCES / "selfcheck" / "usual.yaml").read_text(encoding="utf-8")


@cache
def usual_items() -> tuple[CheckItem, ...]:
    """The shipped list."""
    return read_items(usual_text(), "usual.yaml")


def read_file(path: Path) -> str:
    """The text of a list that lies in a file.

    Raises:
        BadInputError: it cannot be read, or the list has a fault; with its line.
    """
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(LONGEST_LIST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error), place=str(path)
        ) from error
    if len(text) > LONGEST_LIST:
        raise BadInputError(
            _("a text is longer than {most} characters").format(most=LONGEST_LIST), place=str(path)
        )
    read_items(text, path.name)
    return text


def read_items(text: str, name: str) -> tuple[CheckItem, ...]:
    """The items of a list, group by group; `name` is what messages call the file.

    Raises:
        BadInputError: with the line that is wrong.
    """
    reader = NodeReader(name)
    root = reader.mapping(composed(text, name), ("format", "items"))
    for key in ("format", "items"):
        if key not in root:
            raise BadInputError(_("the key {key} is missing").format(key=key), place=name)
    if reader.text(root["format"]) != _FORMAT:
        raise reader.bad(root["format"], _("this format is not known"))
    items: dict[str, CheckItem] = {}
    for one in reader.items(root["items"]):
        item = _item(reader, one)
        if item.id in items:
            raise reader.bad(one, _("the id {id} stands twice").format(id=item.id))
        items[item.id] = item
        if len(items) > _MOST_ITEMS:
            raise reader.bad(one, _("a list has at most {most} items").format(most=_MOST_ITEMS))
    if not items:  # every day could be signed by it
        raise reader.bad(root["items"], _("a list has at least one item"))
    return tuple(item for group in Group for item in items.values() if item.group is group)


def _item(reader: NodeReader, node: yaml.Node) -> CheckItem:
    told = reader.mapping(node, needed=("id", "group", "kind", "title"))
    kind = reader.choice(told["kind"], ItemKind)
    rule = ""
    if kind is ItemKind.COMPUTED:
        reader.mapping(node, needed=("rule",))
        rule = reader.one_of(told["rule"], list(RULES))
    takes = RULES[rule].takes if rule else {}
    reader.mapping(node, (*_KEYS, *_OF_RULES, *takes) if rule else _KEYS, tuple(takes))
    parameters: dict[str, Any] = {
        name: READERS[parameter](reader, told[name]) for name, parameter in takes.items()
    }
    title = _title(reader, told["title"])
    if any(len(text) > LONGEST_TITLE for text in title.values()):
        raise reader.bad(
            told["title"],
            _("a text is longer than {most} characters").format(most=LONGEST_TITLE),
        )
    looked = "looked" in told and reader.one_of(told["looked"], ["true", "false"]) == "true"
    return CheckItem(
        _id(reader, told["id"]),
        reader.choice(told["group"], Group),
        title,
        kind,
        rule,
        parameters,
        looked,
    )


def _title(reader: NodeReader, node: yaml.Node) -> dict[str, str]:
    """A title in both languages, or one for both."""
    if isinstance(node, yaml.ScalarNode):
        return dict.fromkeys(LANGUAGES, reader.text(node))
    told = {key: reader.text(one) for key, one in reader.mapping(node, LANGUAGES).items()}
    if not told:
        raise reader.bad(node, _("a text must stand here"))
    return {key: told.get(key) or next(iter(told.values())) for key in LANGUAGES}


def _id(reader: NodeReader, node: yaml.Node) -> str:
    told = reader.text(node)
    if set(told) - _SIGNS:
        raise reader.bad(node, _("an id has small letters, digits and hyphens alone"))
    return told
