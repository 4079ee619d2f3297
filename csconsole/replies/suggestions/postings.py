"""An inverted index in arrays: which texts a feature stands in, and how much it weighs there."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Weights = Mapping[str, float]

_FREQUENT = 48  # texts; features in more of them are multiplied as a dense matrix


class Postings:
    """Weighted features of texts; `scores` multiplies a message with all of them."""

    def __init__(self, texts: Sequence[Weights]) -> None:
        self.count = len(texts)
        numbers: dict[str, int] = {}
        features = [numbers.setdefault(name, len(numbers)) for weights in texts for name in weights]
        flat = np.array(features, dtype=np.int32)
        order = np.argsort(flat, kind="stable")
        owners = np.repeat(np.arange(self.count, dtype=np.int32), [len(one) for one in texts])
        values = np.fromiter(
            (value for weights in texts for value in weights.values()), np.float32, len(flat)
        )
        self._numbers = numbers
        self._owners, self._values = owners[order], values[order]
        self._starts = np.searchsorted(flat[order], np.arange(len(numbers) + 1))

    def frequency(self, name: str) -> int:
        """In how many texts a feature stands."""
        number = self._numbers.get(name)
        return 0 if number is None else int(self._starts[number + 1] - self._starts[number])

    def scores(self, message: Weights) -> Floats:
        """The product of a message's weights with those of every text."""
        total = np.zeros(self.count, dtype=np.float32)
        for name, weight in message.items():
            number = self._numbers.get(name)
            if number is not None:
                part = slice(self._starts[number], self._starts[number + 1])
                total[self._owners[part]] += np.float32(weight) * self._values[part]
        return total

    def products(self) -> Floats:
        """The products of every text with every other."""
        lengths = np.diff(self._starts)
        frequent = np.flatnonzero(lengths > _FREQUENT)
        dense = np.zeros((len(frequent), self.count), dtype=np.float32)
        for row, number in enumerate(frequent):
            part = slice(self._starts[number], self._starts[number + 1])
            dense[row, self._owners[part]] = self._values[part]
        total: Floats = dense.T @ dense
        for number in np.flatnonzero((lengths > 1) & (lengths <= _FREQUENT)):
            part = slice(self._starts[number], self._starts[number + 1])
            owners, values = self._owners[part], self._values[part]
            total[owners[:, None], owners] += values[:, None] * values
        single = self._starts[:-1][lengths == 1]
        own = np.zeros(self.count, dtype=np.float32)
        np.add.at(own, self._owners[single], self._values[single] ** 2)
        total[np.diag_indices(self.count)] += own
        return total
