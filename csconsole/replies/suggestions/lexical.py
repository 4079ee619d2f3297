"""The words' side of a suggestion: how near a message is to examples, and to whole replies."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csconsole.replies.suggestions.features import Features, take_apart
from csconsole.replies.suggestions.postings import Keys, Postings
from csconsole.replies.suggestions.rows import Floats, Rows

_SATURATION, _TITLE_LENGTH_WEIGHT, _TEXT_LENGTH_WEIGHT = 1.2, 0.3, 0.75
_HALF = math.sqrt(0.5)


@dataclass(frozen=True)
class _Rarity:
    """How rare features are among some texts: known ones by rising key, and unknown ones."""

    keys: Keys
    values: Floats
    unknown: float

    def of(self, keys: Keys) -> Floats:
        """The rarity of features."""
        found = np.full(len(keys), self.unknown, np.float32)
        if len(self.keys):
            places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
            known = self.keys[places] == keys
            found[known] = self.values[places[known]]
        return found


class ExampleSpace:
    """Examples as vectors of pieces and words, compared by their cosine."""

    def __init__(self, texts: Sequence[str]) -> None:
        apart = take_apart(texts)
        self._pieces_rarity = _rarity(apart.pieces)
        self._words_rarity = _rarity(apart.words)
        pieces, words = self._sides(apart)
        self._pieces, self._words = Postings(pieces), Postings(words)

    def vector(self, text: Features) -> tuple[Rows, Rows]:
        """Texts as vectors of length 1, a side each; shorter where nothing of a side is known."""
        return self._sides(text)

    def similarities(self, text: Features) -> Floats:
        """The cosine of a text with every example."""
        pieces, words = self._sides(text)
        return self._pieces.scores(pieces.keys, pieces.values) + self._words.scores(
            words.keys, words.values
        )

    def products(self) -> Floats:
        """The cosine of every example with every other."""
        found = self._pieces.products()
        found += self._words.products()
        return found

    def _sides(self, apart: Features) -> tuple[Rows, Rows]:
        return _side(apart.pieces, self._pieces_rarity), _side(apart.words, self._words_rarity)


class DocumentSpace:
    """One field of all replies, compared with a message by BM25."""

    def __init__(self, texts: Sequence[str], *, is_title: bool) -> None:
        lean = _TITLE_LENGTH_WEIGHT if is_title else _TEXT_LENGTH_WEIGHT
        rows = take_apart(texts, pieces=False).words
        self._rarity = _rarity_of_documents(rows)
        lengths = rows.sums(rows.values)
        mean = float(lengths.mean()) if len(rows) else 0.0
        damped = (1 - lean + lean * lengths / (mean or 1.0)) * _SATURATION
        counts = rows.values
        rows = rows.with_values(
            counts * (_SATURATION + 1) / (counts + np.repeat(damped, rows.lengths))
        )
        self._postings = Postings(rows)

    def scores(self, message: Features) -> Floats:
        """How well each reply's field answers to the words of a message."""
        keys, counts = message.words.keys, message.words.values
        return self._postings.scores(keys, np.minimum(counts, _SATURATION) * self._rarity.of(keys))


def _side(rows: Rows, rarity: _Rarity) -> Rows:
    counts = rows.values
    weights = (1 + np.log(np.maximum(counts, 1))) * np.minimum(counts, 1) * rarity.of(rows.keys)
    lengths = np.sqrt(rows.sums(weights * weights))
    lengths[lengths == 0] = 1
    return rows.with_values(np.float32(_HALF) * weights / np.repeat(lengths, rows.lengths))


def _rarity(rows: Rows) -> _Rarity:
    keys, counts = np.unique(rows.keys, return_counts=True)
    values = np.log((len(rows) + 1) / (counts + 1)) + 1
    return _Rarity(keys, values.astype(np.float32), math.log(len(rows) + 1) + 1)


def _rarity_of_documents(rows: Rows) -> _Rarity:
    """Shops copy a wording for each kind of goods; copies must not make its words look common."""
    spread = rows.keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    signs = rows.sums(spread ^ (spread >> np.uint64(29)))
    first = np.unique(signs, return_index=True)[1]
    chosen = np.zeros(len(rows), np.bool_)
    chosen[first] = True
    keys, counts = np.unique(rows.keys[np.repeat(chosen, rows.lengths)], return_counts=True)
    values = np.log(1 + (len(first) - counts + 0.5) / (counts + 0.5))
    unknown = math.log(1 + (len(first) + 0.5) / 0.5)
    return _Rarity(keys, values.astype(np.float32), unknown)
