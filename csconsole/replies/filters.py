"""Which replies pass the filters of a query: a category, `#tag`, `@category`, `lang:en`."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from csconsole.replies.folding import fold
from csconsole.replies.matching import NO_MATCH, Matchable, match
from csconsole.replies.model import Reply, category_prefixes
from csconsole.replies.query import Query, word
from csconsole.replies.sounds import Flags
from csconsole.replies.words import words

_INTERFACES = ("zh", "en")


class _Column:
    """The values of one kind that replies have, several each perhaps."""

    def __init__(self, rows: Iterable[Iterable[str]]) -> None:
        numbers: dict[str, int] = {}
        pairs = [
            (at, numbers.setdefault(value, len(numbers)))
            for at, values in enumerate(rows)
            for value in values
        ]
        table = np.array(pairs, np.int32).reshape(-1, 2)
        self._owners, self._numbers = table[:, 0].copy(), table[:, 1].copy()
        self._values = list(numbers)

    def having(self, wanted: Callable[[str], bool], count: int) -> Flags:
        """Which of the replies have a wanted value."""
        allowed = np.array([wanted(value) for value in self._values], np.bool_)
        flags = np.zeros(count, np.bool_)
        if len(allowed):
            flags[self._owners[allowed[self._numbers]]] = True
        return flags


class Filters:
    """Filters over a list of replies."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self._count = len(replies)
        self._categories = _Column((reply.category,) for reply in replies)
        self._tags = _Column(reply.tags for reply in replies)
        self._languages = _Column(reply.text for reply in replies)

    def passing(self, query: Query, category: str) -> Flags:
        """Which replies pass every filter."""
        flags: npt.NDArray[np.bool_] = np.ones(self._count, np.bool_)
        if category:
            flags &= self._categories.having(lambda path: _within(path, category), self._count)
        for typed in query.categories:
            named = partial(_named, typed=typed)
            flags &= self._categories.having(named, self._count)
        for typed in query.tags:
            flags &= self._tags.having(partial(_fits, typed=typed), self._count)
        for language in query.languages:
            flags &= self._languages.having(language.__eq__, self._count)
        return flags


def _within(path: str, category: str) -> bool:
    return path == category or path.startswith(category + "/")


@lru_cache(maxsize=4096)
def _named(path: str, typed: str) -> bool:
    """Whether a category, one that it lies in, or the label of one is what was typed."""
    if _within(path, typed):
        return True
    paths = category_prefixes(path)
    labels = [words().category(one, language) for one in paths for language in _INTERFACES]
    return any(_fits(name, typed) for name in (*labels, *path.split("/")))


@lru_cache(maxsize=16384)
def _fits(name: str, typed: str) -> bool:
    found = match(word(typed), Matchable(fold(name)))
    return found is not NO_MATCH and found.start == 0
