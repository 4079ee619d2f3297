"""Telling what a buyer wrote from what an agent types to search."""

import re
from collections.abc import Mapping
from functools import cache

from csconsole.replies.folding import is_han
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import plain_values

_FORMAT = "1"
_LONG_HAN = 10  # characters: longer than what one types to search, such as a title
_LONG_LATIN = 5  # words
_FILTERS = re.compile(r"(^|\s)(#|@|lang:)\S")


def reads_as_message(text: str) -> bool:
    """Whether a text looks like a buyer's message rather than a search."""
    told = text.strip()
    if _FILTERS.search(told):
        return False
    han = sum(map(is_han, told))
    if han > 1:
        return han >= _LONG_HAN or _talks(told, han, "han")
    words = len(re.findall(r"[A-Za-z][A-Za-z'’]+|\b[IuU]\b", told))
    return words >= _LONG_LATIN or _talks(told.replace("’", "'"), words, "latin")


def telling(message: str) -> str:
    """A buyer's message without the words that say little of what it is about."""
    return _patterns("says_little")[0].sub(" ", message)


def _talks(told: str, length: int, script: str) -> bool:
    cues = _patterns(script)
    return any(length >= least and cue.search(told) for least, cue in cues.items())


@cache
def _patterns(name: str) -> Mapping[int, re.Pattern[str]]:
    """Patterns of resources/search/messages.yaml, by the least length that they are for."""
    path = RESOURCES / "search" / "messages.yaml"
    told = plain_values(path)
    if str(told["format"]) != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    groups = told[name] if isinstance(told[name], dict) else {0: told[name]}
    return {least: re.compile("|".join(some), re.IGNORECASE) for least, some in groups.items()}
