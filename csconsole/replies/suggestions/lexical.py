"""The words' side of a suggestion: how near a message is to examples, and to whole replies."""

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.suggestions.features import Features, features
from csconsole.replies.suggestions.postings import Postings

Floats = NDArray[np.float32]

_SATURATION, _TITLE_LENGTH_WEIGHT, _TEXT_LENGTH_WEIGHT = 1.2, 0.3, 0.75
_HALF = math.sqrt(0.5)


class ExampleSpace:
    """Examples as vectors of pieces and words, compared by their cosine."""

    def __init__(self, examples: Sequence[Features]) -> None:
        self._pieces_idf = _rarity([example.pieces for example in examples])
        self._words_idf = _rarity([_words_and_ideas(example) for example in examples])
        self._count = len(examples)
        self._postings = Postings([self.vector(example) for example in examples])

    def vector(self, text: Features) -> dict[str, float]:
        """A text as a vector of length 1; shorter where nothing of a side is known."""
        pieces = self._side(text.pieces, self._pieces_idf, "p")
        return pieces | self._side(_words_and_ideas(text), self._words_idf, "w")

    def similarities(self, text: Features) -> Floats:
        """The cosine of a text with every example."""
        return self._postings.scores(self.vector(text))

    def products(self) -> Floats:
        """The cosine of every example with every other."""
        return self._postings.products()

    def _side(
        self, counts: dict[str, float], rarity: Callable[[str], float], mark: str
    ) -> dict[str, float]:
        weights = {
            mark + name: (1 + math.log(max(count, 1))) * min(count, 1) * rarity(name)
            for name, count in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {name: _HALF * weight / length for name, weight in weights.items()}


class DocumentSpace:
    """One field of all replies, compared with a message by BM25."""

    def __init__(self, texts: Sequence[Features], *, is_title: bool) -> None:
        lean = _TITLE_LENGTH_WEIGHT if is_title else _TEXT_LENGTH_WEIGHT
        counts = [_words_and_ideas(text) for text in texts]
        lengths = [sum(one.values()) for one in counts]
        mean = (sum(lengths) / len(lengths) if lengths else 0.0) or 1.0
        distinct = {frozenset(one): one for one in counts}
        self._distinct = len(distinct)
        # Shops copy a wording for each kind of goods; copies must not make its words look common.
        self._frequency: dict[str, int] = {}
        for one in distinct.values():
            for name in one:
                self._frequency[name] = self._frequency.get(name, 0) + 1
        self._postings = Postings(
            [
                {
                    name: count
                    * (_SATURATION + 1)
                    / (count + _SATURATION * (1 - lean + lean * length / mean))
                    for name, count in one.items()
                }
                for one, length in zip(counts, lengths, strict=True)
            ]
        )

    def scores(self, message: Features) -> Floats:
        """How well each reply's field answers to the words of a message."""
        return self._postings.scores(
            {
                name: min(count, _SATURATION) * self._rarity(name)
                for name, count in _words_and_ideas(message).items()
            }
        )

    def _rarity(self, name: str) -> float:
        frequency = self._frequency.get(name, 0)
        return math.log(1 + (self._distinct - frequency + 0.5) / (frequency + 0.5))


def take_apart(texts: Iterable[str]) -> list[Features]:
    """The features of several texts; equal texts are taken apart once."""
    known: dict[str, Features] = {}
    return [known.get(text) or known.setdefault(text, features(text)) for text in texts]


def _words_and_ideas(text: Features) -> dict[str, float]:
    return text.words | text.ideas


def _rarity(texts: Sequence[dict[str, float]]) -> Callable[[str], float]:
    frequency: dict[str, int] = {}
    for text in texts:
        for name in text:
            frequency[name] = frequency.get(name, 0) + 1
    count = len(texts)
    return lambda name: math.log((count + 1) / (frequency.get(name, 0) + 1)) + 1
