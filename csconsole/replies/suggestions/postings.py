"""An inverted index in arrays: which texts a feature stands in, and how much it weighs there."""

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.suggestions.rows import Floats, Rows

Keys = NDArray[np.uint32]

_FREQUENT = 48  # texts; features in more of them are multiplied as a dense matrix
_LARGE = 20_000  # texts; so many are kept in half the memory
_DENSE_SHARE = 1 / 6  # of the texts; a feature of more of them is kept as a whole row
_PAIRS_AT_ONCE = 200_000  # short enough a step for other threads to come between
_BITS, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


class Postings:
    """Weighted features of texts; `scores` multiplies a message with all of them."""

    def __init__(self, rows: Rows) -> None:
        self.count = len(rows)
        # The place rides in the low bits: sorting in place needs half the memory of argsort.
        order = rows.keys.astype(np.uint64) << _BITS
        order |= np.arange(len(order), dtype=np.uint64)
        order.sort()
        keys = (order >> _BITS).astype(np.uint32)
        order &= _LOW
        owners = np.repeat(np.arange(self.count, dtype=np.int32), rows.lengths)[order]
        values = rows.values[order]
        begins = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        self._keys, self._starts = keys[begins], np.append(begins, len(keys))
        self._dense: dict[int, NDArray[np.float16]] = {}
        if self.count > _LARGE:
            values = values.astype(np.float16)
            owners, values = self._make_dense(owners, values)
        self._owners, self._values = owners, values

    def scores(self, keys: Keys, weights: Floats) -> Floats:
        """The product of a message's weights with those of every text."""
        total = np.zeros(self.count, dtype=np.float32)
        places, known = self._places(keys)
        for place, weight in zip(places.tolist(), weights[known], strict=True):
            if (row := self._dense.get(place)) is not None:
                total += weight * row
                continue
            part = slice(self._starts[place], self._starts[place + 1])
            total[self._owners[part]] += weight * self._values[part]
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
        flat = total.reshape(-1)
        for length in range(1, _FREQUENT + 1):
            begins = self._starts[:-1][lengths == length]
            step = max(1, _PAIRS_AT_ONCE // length**2)
            for start in range(0, len(begins), step):
                self._add_pairs(flat, begins[start : start + step, None] + np.arange(length))
        return total

    def _make_dense(
        self, owners: NDArray[np.int32], values: NDArray[np.float16]
    ) -> tuple[NDArray[np.int32], NDArray[np.float16]]:
        """Keep the most frequent features as rows; returns what is left of the others."""
        lengths = np.diff(self._starts)
        frequent = np.flatnonzero(lengths > self.count * _DENSE_SHARE)
        for number in frequent.tolist():
            part = slice(self._starts[number], self._starts[number + 1])
            self._dense[number] = np.zeros(self.count, np.float16)
            self._dense[number][owners[part]] = values[part]
        left = np.ones(len(lengths), np.bool_)
        left[frequent] = False
        kept = np.repeat(left, lengths)
        self._starts = np.append(0, np.cumsum(lengths * left))
        return owners[kept], values[kept]

    def _add_pairs(self, flat: Floats, places: NDArray[np.int64]) -> None:
        """Add the products of texts that share features; a row of places for each feature."""
        owners, values = self._owners[places].astype(np.int64), self._values[places]
        pairs = owners[:, :, None] * self.count + owners[:, None, :]
        np.add.at(flat, pairs.reshape(-1), (values[:, :, None] * values[:, None, :]).reshape(-1))

    def _places(self, keys: Keys) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """Where the known ones among some features stand, and which these are."""
        if not len(self._keys):
            return np.empty(0, np.intp), np.zeros(len(keys), np.bool_)
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        known = self._keys[places] == keys
        return places[known], known
