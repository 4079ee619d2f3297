"""Sparse rows: for each text its features, in rising order, with a value for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BITS = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
Number = TypeVar("Number", np.float32, np.uint64)


@dataclass(frozen=True)
class Rows:
    """Rows of features.

    Attributes:
        keys: the features of all rows one after another.
        values: what each counts.
        starts: where each row begins, and where the last one ends.
    """

    keys: NDArray[np.uint32]
    values: Floats
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many features each row has."""
        return np.diff(self.starts)

    def row(self, at: int) -> "Rows":
        """One row alone."""
        start, end = self.starts[at : at + 2]
        return Rows(self.keys[start:end], self.values[start:end], np.array([0, end - start]))

    def with_values(self, values: Floats) -> "Rows":
        """The same features with other values."""
        return Rows(self.keys, values.astype(np.float32, copy=False), self.starts)

    def sums(self, values: NDArray[Number]) -> NDArray[Number]:
        """The sum of values, one for each feature, over each row."""
        # an empty row would make reduceat give the next row's first value
        padded = np.append(values, np.zeros(1, values.dtype))
        found = np.add.reduceat(padded, self.starts[:-1]) if len(self) else padded[:0]
        found[self.lengths == 0] = 0
        return found


def rows_of(
    found: Sequence[tuple[NDArray[np.intp], NDArray[np.uint64], float]], count: int
) -> Rows:
    """Rows of what was found: texts, features of 32 bits, and what each occurrence counts."""
    if not found:
        empty = np.zeros(count + 1, np.int64)
        return Rows(np.empty(0, np.uint32), np.empty(0, np.float32), empty)
    owners = np.concatenate([one for one, _keys, _value in found]).astype(np.uint64)
    keys = np.concatenate([one for _owners, one, _value in found])
    values = np.repeat(
        np.array([value for _owners, _keys, value in found], np.float32),
        [len(one) for one, _keys, _value in found],
    )
    both = (owners << _BITS) | keys
    order = np.argsort(both)
    both = both[order]
    first = np.flatnonzero(np.diff(both, prepend=both[:1] + np.uint64(1)))
    summed = np.add.reduceat(values[order], first) if len(first) else values
    distinct = both[first]
    starts = np.searchsorted(distinct, np.arange(count + 1, dtype=np.uint64) << _BITS)
    return Rows((distinct & _LOW).astype(np.uint32), summed, starts.astype(np.int64))


def joined(parts: Sequence[Rows]) -> Rows:
    """Rows one below the other."""
    if not parts:
        return rows_of([], 0)
    ends = np.cumsum([part.starts[-1] for part in parts])
    starts = [
        part.starts[:-1] + end - part.starts[-1] for part, end in zip(parts, ends, strict=True)
    ]
    return Rows(
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([*starts, ends[-1:]]).astype(np.int64),
    )
