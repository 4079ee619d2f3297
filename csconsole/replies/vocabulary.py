"""The Latin words of a library, and which of them somebody meant who mistyped one."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from csconsole.replies.texts import Texts

_WORDS = re.compile("[a-z]{4,24}")
_MOST = 30_000  # the commonest; a slip is looked for among all of a like length
_AT_ONCE = 1000  # replies; more would keep other threads waiting too long
_LEAST = 4
_LEAST_FOR_TWO_SLIPS = 8
_CHOICES = 4
Letters = npt.NDArray[np.uint32]


class Vocabulary:
    """Words of four letters and more."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = sorted(words)
        self._by_length: dict[int, list[str]] = {}
        for word in self.words:
            self._by_length.setdefault(len(word), []).append(word)
        self._letters: dict[int, Letters] = {}

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
        choices = [
            word for length in lengths for word in self._of_like_letters(typed, length, slips)
        ]
        if not choices:
            return []
        distances = cdist([typed], choices, scorer=OSA.distance, score_cutoff=slips)[0].tolist()
        found = [
            (distance, word[0] != typed[0], word)
            for distance, word in zip(distances, choices, strict=True)
            if distance <= slips
        ]
        return [word for _distance, _first, word in sorted(found)[:_CHOICES]]

    def _of_like_letters(self, typed: str, length: int, slips: int) -> list[str]:
        """The words of a length that have a letter more or less for each slip; quickly told."""
        words = self._by_length.get(length)
        if not words:
            return []
        if length not in self._letters:
            self._letters[length] = _letters(words)
        letters, wanted = self._letters[length], _letters([typed])
        more, fewer = (np.bitwise_count(one) for one in (letters & ~wanted, wanted & ~letters))
        return [words[at] for at in np.flatnonzero(np.maximum(more, fewer) <= slips).tolist()]


def _letters(words: Sequence[str]) -> Letters:
    """Which letters stand in each of some words of one length, a bit for each."""
    signs = np.array(words, np.bytes_).view(np.uint8).reshape(len(words), -1)
    bits = np.uint32(1) << (signs - ord("a")).astype(np.uint32)
    letters: Letters = np.bitwise_or.reduce(bits, axis=1)
    return letters


def collect(texts: Texts) -> Vocabulary:
    """The vocabulary of some texts."""
    counts: Counter[str] = Counter()
    starts = texts.starts[::_AT_ONCE].tolist()
    for start, end in zip(starts, [*starts[1:], len(texts.codes)], strict=True):
        counts.update(
            _WORDS.findall(texts.codes[start:end].tobytes().decode("utf-16-le", "replace"))
        )
    return Vocabulary(word for word, _count in counts.most_common(_MOST))
