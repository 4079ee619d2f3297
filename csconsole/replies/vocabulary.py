"""The Latin words of a library, and which of them somebody meant who mistyped one."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from csconsole.replies.texts import Texts

_WORDS = re.compile("[a-z]{4,24}")
_MOST = 30_000  # the commonest; a slip is looked for among all of a like length
_AT_ONCE = 1000  # replies; more would keep other threads waiting too long
_LEAST = 4
_LEAST_FOR_TWO_SLIPS = 8
_CHOICES = 4


class Vocabulary:
    """Words of four letters and more."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)
        self._by_length: dict[int, list[str]] = {}
        for word in self.words:
            self._by_length.setdefault(len(word), []).append(word)

    def knows(self, beginning: str) -> bool:
        """Whether a word begins so."""
        at = bisect_left(self.words, beginning)
        return at < len(self.words) and self.words[at].startswith(beginning)

    def meant(self, typed: str) -> list[str]:
        """The words that differ from a mistyped one by a slip or two, nearest first."""
        if len(typed) < _LEAST or not typed.isascii() or not typed.isalpha():
            return []
        slips = 2 if len(typed) >= _LEAST_FOR_TWO_SLIPS else 1
        lengths = range(len(typed) - slips, len(typed) + slips + 1)
        choices = list(chain.from_iterable(self._by_length.get(length, ()) for length in lengths))
        if not choices:
            return []
        distances = cdist([typed], choices, scorer=OSA.distance, score_cutoff=slips)[0]
        near = (distances <= slips).nonzero()[0]
        found = [
            (distance, choices[at][0] != typed[0], choices[at])
            for at, distance in zip(near.tolist(), distances[near].tolist(), strict=True)
        ]
        return [word for _distance, _first, word in sorted(found)[:_CHOICES]]


def collect(texts: Texts) -> Vocabulary:
    """The vocabulary of some texts."""
    counts: Counter[str] = Counter()
    starts = texts.starts[::_AT_ONCE].tolist()
    for start, end in zip(starts, [*starts[1:], len(texts.codes)], strict=True):
        counts.update(
            _WORDS.findall(texts.codes[start:end].tobytes().decode("utf-16-le", "replace"))
        )
    return Vocabulary(word for word, _count in counts.most_common(_MOST))
