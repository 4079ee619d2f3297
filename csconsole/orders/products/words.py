"""The words of resources/columns/products.yaml: how sheets of products name their columns."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from csconsole.orders.products.model import FIELDS
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import plain_values

_FORMAT = 1
_OUR_NAMES = 2  # the first names of a field: those of our exports, in English and Chinese
_IN_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_BETWEEN = re.compile(r"[\s_\-:：*]+")


@dataclass(frozen=True)
class Words:
    """The words for columns and cells, all in the form in which they are compared.

    Attributes:
        columns: a column's name -> our field, and how far behind others it stands.
        our_names: the names that our own exports give to the fields.
    """

    columns: Mapping[str, tuple[str, int]]
    our_names: frozenset[str]
    facts_first: Mapping[str, int]
    without_use: frozenset[str]
    kept_from_buyers: frozenset[str]
    units: frozenset[str]
    nothing: frozenset[str]


def comparable(name: str) -> str:
    """The form in which names are compared: without case, blanks, width and remarks."""
    narrow = unicodedata.normalize("NFKC", name).casefold()
    bare = _BETWEEN.sub("", _IN_BRACKETS.sub("", narrow))
    return bare or _BETWEEN.sub("", narrow)


@cache
def words() -> Words:
    """The shipped words; a fault in the file is a fault of the program."""
    path = RESOURCES / "columns" / "products.yaml"
    told: dict[str, Any] = plain_values(path)
    if told.pop("format") != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    if list(told["columns"]) != list(FIELDS):
        raise ValueError(f"{path}: the fields must be the known ones")
    columns: dict[str, tuple[str, int]] = {}
    for field, names in told["columns"].items():
        for rank, name in enumerate(names):
            if columns.setdefault(comparable(name), (field, rank)) != (field, rank):
                raise ValueError(f"{path}: {name} stands there twice")
    ours = (name for names in told["columns"].values() for name in names[:_OUR_NAMES])
    return Words(
        columns=columns,
        our_names=frozenset(map(comparable, ours)),
        facts_first={comparable(name): at for at, name in enumerate(told["facts_first"])},
        without_use=frozenset(map(comparable, told["without_use"])),
        kept_from_buyers=frozenset(map(comparable, told["kept_from_buyers"])),
        units=frozenset(told["units"]),
        nothing=frozenset(told["nothing"]),
    )


def in_telling_order(facts: Mapping[str, str]) -> dict[str, str]:
    """Facts in the order in which buyers ask for them."""
    first = words().facts_first
    ranked = sorted(facts, key=lambda label: first.get(comparable(label), len(first)))
    return {label: facts[label] for label in ranked}
