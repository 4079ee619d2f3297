"""Ideas of the trade: words that mean the same to a buyer and to a shop."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.folding import fold, is_han
from csconsole.replies.suggestions.hashing import Numbers, followed, number_of
from csconsole.replies.suggestions.stems import stem
from csconsole.replies.suggestions.word_lists import read_list

LONGEST_HAN = 5  # characters
LONGEST_ENGLISH = 3  # words
_SIEVE_BITS = 16


@dataclass(frozen=True)
class Ideas:
    """Which ideas words stand for, by the number of their group.

    Attributes:
        words: the numbers of words in rising order, one for each idea that the word stands for.
        groups: the idea of each.
        sieve: what sorts most other words out at once.
    """

    words: Numbers
    groups: NDArray[np.uint64]
    sieve: NDArray[np.bool_]

    def found_in(self, words: Numbers) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
        """The places of the words that stand for an idea, and the ideas."""
        likely = np.flatnonzero(self.sieve[_sieved(words)])
        starts = np.searchsorted(self.words, words[likely], "left")
        counts = np.searchsorted(self.words, words[likely], "right") - starts
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(likely, counts), self.groups[np.repeat(starts, counts) + within]


@dataclass(frozen=True)
class Synonyms:
    """The list, for each script."""

    han: Ideas
    english: Ideas


@cache
def synonyms() -> Synonyms:
    """The shipped list; a fault in the file is a fault of the program."""
    han: list[tuple[int, int]] = []
    english: list[tuple[int, int]] = []
    for group, members in enumerate(read_list("synonyms.yaml", "groups")):
        for member in members:
            word = fold(member)
            if is_han(word[0]):
                han.append((_sequence(map(ord, word)), group))
            else:
                stems = map(stem, word.split())
                english.append((_sequence(map(number_of, stems)), group))
    return Synonyms(_ideas(han), _ideas(english))


def _sequence(elements: Iterator[int]) -> int:
    numbers = [np.array([element], np.uint64) for element in elements]
    whole = numbers[0]
    for number in numbers[1:]:
        whole = followed(whole, number)
    return int(whole[0])


def _ideas(pairs: list[tuple[int, int]]) -> Ideas:
    table = np.array(sorted(set(pairs)), np.uint64).reshape(-1, 2)
    sieve = np.zeros(1 << _SIEVE_BITS, np.bool_)
    sieve[_sieved(table[:, 0])] = True
    return Ideas(table[:, 0].copy(), table[:, 1].copy(), sieve)


def _sieved(words: Numbers) -> NDArray[np.intp]:
    folded = words ^ (words >> np.uint64(32)) ^ (words >> np.uint64(16))
    places: NDArray[np.intp] = (folded & np.uint64((1 << _SIEVE_BITS) - 1)).astype(np.intp)
    return places
