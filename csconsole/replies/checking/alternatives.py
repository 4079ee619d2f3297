"""Words written with alternatives, written out: `最(好|棒)的<thing>?` is many words.

(a|b)     one of these; may stand inside one another
x?  (a)?  what stands before may be left out
<name>    one of the words of the set of that name
"""

from collections.abc import Mapping, Sequence
from itertools import product

MOST_WORDS = 3000  # that one entry may become
_SPECIAL = "()|?<>"

Sets = Mapping[str, Sequence[str]]


def written_out(entry: str, sets: Sets) -> list[str]:
    """Every word that an entry stands for, each once.

    Raises:
        ValueError: a bracket has no partner, or it stands for too many words or for nothing.
        KeyError: it names a set that there is not.
    """
    parser = _Parser(entry, sets)
    words = parser.alternatives()
    if not parser.is_done or not all(word.strip() for word in words):
        raise ValueError(entry)
    return words


class _Parser:
    """Reads one entry from left to right."""

    def __init__(self, entry: str, sets: Sets) -> None:
        self._entry, self._sets = entry, sets
        self._at = 0

    @property
    def is_done(self) -> bool:
        """Whether all of the entry was read."""
        return self._at == len(self._entry)

    @property
    def _next(self) -> str:
        return self._entry[self._at : self._at + 1]

    def alternatives(self) -> list[str]:
        """What stands between two brackets, or in the whole entry."""
        words = self._sequence()
        while self._next == "|":
            self._at += 1
            words += self._sequence()
        return list(dict.fromkeys(words))

    def _sequence(self) -> list[str]:
        parts: list[list[str]] = []
        count = 1
        while self._next and self._next not in "|)":
            part = self._part()
            if self._next == "?":
                self._at += 1
                part = [*part, ""]
            parts.append(part)
            count *= len(part)
            if count > MOST_WORDS:
                raise ValueError(self._entry)
        return ["".join(one) for one in product(*parts)]

    def _part(self) -> list[str]:
        first = self._next
        self._at += 1
        if first == "(":
            words = self.alternatives()
            self._close(")")
            return words
        if first == "<":
            end = self._entry.find(">", self._at)
            name = self._entry[self._at : end] if end >= 0 else ""
            self._at = end
            self._close(">")
            return list(self._sets[name])
        if first in _SPECIAL:
            raise ValueError(self._entry)
        return [first]

    def _close(self, bracket: str) -> None:
        if self._next != bracket:
            raise ValueError(self._entry)
        self._at += 1
