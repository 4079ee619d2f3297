"""The words of resources/columns/replies.yaml: what others call columns, stages and gaps."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from csconsole.replies.model import STAGES
from csconsole.replies.words import words
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import plain_values

_FORMAT = 1
FIELDS = (
    "id", "title", "text", "stage", "category", "subcategory", "shortcut", "asks", "tags",
    "language", "active", "modified",
)  # fmt: skip
_IN_BRACKETS = re.compile(r"[(\[【<].*?[)\]】>]")
_BETWEEN = re.compile(r"[\s_\-:：*]+")


@dataclass(frozen=True)
class WordList:
    """The synonyms, all in the form in which names are compared."""

    columns: Mapping[str, str]
    without_use: frozenset[str]
    stages: Mapping[str, str]
    languages: Mapping[str, str]
    values: Mapping[str, str]
    not_gaps: frozenset[str]


def comparable(name: str) -> str:
    """The form in which names are compared: without case, blanks, width and remarks."""
    narrow = unicodedata.normalize("NFKC", name).casefold()
    bare = _BETWEEN.sub("", _IN_BRACKETS.sub("", narrow))
    return bare or _BETWEEN.sub("", narrow)


@cache
def word_list() -> WordList:
    """The shipped words; a fault in the file is a fault of the program."""
    path = RESOURCES / "columns" / "replies.yaml"
    told: dict[str, Any] = plain_values(path)
    if told.pop("format") != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    if set(told["columns"]) != set(FIELDS) or set(told["stages"]) != set(STAGES):
        raise ValueError(f"{path}: the fields and the stages must be the known ones")
    if not set(told["values"]) <= set(words().values):
        raise ValueError(f"{path}: a value is not known")
    values = {**_turned(told["values"]), **_labels()}
    return WordList(
        columns=_turned(told["columns"]),
        without_use=frozenset(map(comparable, told["without_use"])),
        stages=_turned(told["stages"]),
        languages=_turned(told["languages"]),
        values=values,
        not_gaps=frozenset(map(comparable, told["not_gaps"])),
    )


def _turned(lists: Mapping[str, list[str]]) -> dict[str, str]:
    turned: dict[str, str] = {}
    for name, synonyms in lists.items():
        for synonym in synonyms:
            if turned.setdefault(comparable(synonym), name) != name:
                raise ValueError(f"{synonym} stands for {name} and for another")
    return turned


def _labels() -> dict[str, str]:
    return {
        comparable(text): name
        for name, texts in words().values.items()
        for text in (name, *texts.values())
    }
