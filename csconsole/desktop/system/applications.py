"""How each program is pasted into, from resources/paste/applications.yaml.

The file has `format: 1` and `applications`, of which the first that fits a window counts:

    - names: [xterm, urxvt]     # any of them; * stands for anything
      keys: Shift+Ins           # what pastes there
      selected: yes             # X11: the text must be what is selected, too
      pictures: [png]           # the forms in which a picture is offered, of png and files: both
                                # where nothing is said, none at all with []
"""

import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from csconsole.desktop.system.keys import KeyCombination, read_keys
from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import LOADER, NodeReader

FORMAT = "1"
PNG, FILES = "png", "files"
_KEYS = ("names", "keys", "selected", "pictures")
_USUAL = KeyCombination(("Ctrl",), "V")  # on macOS, too: Ctrl is the Command key there
_BETWEEN, _IS = ";", "="
# What an agent can choose for a program.
PASTE_KEYS = tuple(map(read_keys, ("Ctrl+V", "Shift+Ins", "Ctrl+Shift+V")))
_OF_SELECTED = PASTE_KEYS[1]  # under X11 some paste what is selected with it, others what is copied


@dataclass(frozen=True)
class Way:
    """How a program is pasted into.

    Attributes:
        names: patterns of the program's names, in lower case.
        selected: whether the text must be what is selected, too (X11).
        pictures: the forms in which a picture is offered, of `PNG` and `FILES`.
    """

    names: tuple[str, ...] = ()
    keys: KeyCombination = _USUAL
    selected: bool = False
    pictures: tuple[str, ...] = (PNG, FILES)


@cache
def shipped_ways() -> tuple[Way, ...]:
    """The ways that ship with the program; a fault in the file is a fault of the program."""
    return read_ways(RESOURCES / "paste" / "applications.yaml")


def way_into(names: Iterable[str], ways: Iterable[Way]) -> Way:
    """How a program of these names is pasted into."""
    called = list(names)
    for way in ways:
        if any(fnmatch.fnmatchcase(name, one) for one in way.names for name in called):
            return way
    return Way()


def way_for(names: Iterable[str], own: Mapping[str, KeyCombination]) -> Way:
    """How a program is pasted into, with the keys that an agent has chosen for it."""
    called = list(names)
    way = way_into(called, shipped_ways())
    keys = next((own[name] for name in called if name in own), None)
    if keys is None:
        return way
    return replace(way, keys=keys, selected=way.selected or keys == _OF_SELECTED)


def read_chosen_keys(text: str) -> dict[str, KeyCombination]:
    """The programs for which an agent has chosen keys: “wechat.exe=Ctrl+V; xterm=Shift+Ins”.

    Raises:
        BadInputError: it is not of this form.
    """
    chosen = {}
    for one in filter(None, (part.strip() for part in text.split(_BETWEEN))):
        name, is_there, keys = one.partition(_IS)
        if not is_there or not name.strip():
            raise BadInputError(
                _("{text} names no program with its keys").format(text=one),
                hint=_("write it as program=Ctrl+V"),
            )
        chosen[name.strip().lower()] = read_keys(keys.strip())
    return chosen


def written_keys(chosen: Iterable[tuple[str, str]]) -> str:
    """The form that `read_chosen_keys` reads, of programs and their keys."""
    pairs = {name.strip().lower(): keys for name, keys in chosen if name.strip()}
    return f"{_BETWEEN} ".join(f"{name}{_IS}{keys}" for name, keys in pairs.items())


def read_ways(path: Path) -> tuple[Way, ...]:
    """The ways of a file.

    Raises:
        BadInputError: with file, line and reason.
    """
    reader = NodeReader(str(path))
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=LOADER)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error), place=str(path)
        ) from error
    if root is None:
        raise BadInputError(_("the file is empty"), place=str(path))
    found = reader.mapping(root, ("format", "applications"), ("format", "applications"))
    reader.one_of(found["format"], [FORMAT])
    return tuple(_way(reader, node) for node in reader.items(found["applications"]))


def _way(reader: NodeReader, node: yaml.Node) -> Way:
    found = reader.mapping(node, _KEYS, ("names",))
    names = tuple(reader.text(one).lower() for one in reader.items(found["names"]))
    way = Way(names)
    forms = tuple(reader.one_of(one, [PNG, FILES]) for one in reader.items(found.get("pictures")))
    pictures = forms if "pictures" in found else way.pictures
    selected = "selected" in found and reader.one_of(found["selected"], ["yes", "no"]) == "yes"
    try:
        keys = read_keys(reader.text(found["keys"])) if "keys" in found else way.keys
    except BadInputError as error:
        raise reader.bad(found["keys"], error.sentence) from error
    return Way(names, keys, selected, pictures)
