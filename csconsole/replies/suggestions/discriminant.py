"""Telling replies apart by examples of each: linear discriminant analysis on a kernel.

Ordinary ridge regression on one-of-many targets lets close replies hide each other. Here what
varies within a reply's own examples is discounted, and a message goes to the nearest mean; this
has a closed form, so training is one linear system and gives the same result every time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

_EVENNESS, _MOST_DEVIATIONS = 0.5, 2.0
_ENOUGH_TO_EVEN = 12  # replies; among fewer, nothing tells what a usual offset is
_BLOCK = 256
_MAD_TO_DEVIATION = 1.4826  # of a normal distribution


def bend(similarities: Floats) -> Floats:
    """Similarities of at most 1 as a kernel that near examples weigh more in."""
    bent: Floats = similarities - np.float32(1)
    np.exp(bent, out=bent)
    return bent


@dataclass(frozen=True)
class Discriminant:
    """What was learned from examples.

    Attributes:
        weights: an example's weight for each reply.
        offsets: what is taken off each reply's score.
        unevened: the offsets as the analysis gave them, before they were evened out.
    """

    weights: Floats
    offsets: Floats
    unevened: Floats

    def scores(self, kernel: Floats) -> Floats:
        """The score of every reply for messages, given as kernel rows against the examples."""
        if kernel.ndim == 1:
            # for one message the threads of a matrix product cost more than they bring
            found: Floats = np.einsum("n,nc->c", kernel, self.weights) - self.offsets
            return found
        return kernel @ self.weights - self.offsets

    def tops(self, scores: Floats) -> Floats:
        """How well the best reply fits, by the unevened offsets: this tells strangers apart."""
        found: Floats = np.max(scores + (self.offsets - self.unevened), axis=-1)
        return found


def train(kernel: Floats, owners: Places, smoothing: float, *, even: bool = True) -> Discriminant:
    """Learn from a kernel among examples; `owners` names the reply of each, in rising order.

    The kernel is large and not needed afterwards: it is worked in, and so lost. Every reply must
    have an example. A larger `smoothing` trusts the variation within the examples less. `even`
    brings the offsets of the replies nearer to each other.
    """
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    to_means = _means(kernel.T, owners, starts).T  # examples x replies
    between = _means(to_means, owners, starts)  # replies x replies
    centred = kernel
    for start in range(0, len(owners), _BLOCK):
        centred[start : start + _BLOCK] -= to_means[start : start + _BLOCK, owners]
    means = _means(centred, owners, starts)
    for start in range(0, len(owners), _BLOCK):
        centred[start : start + _BLOCK] -= means[owners[start : start + _BLOCK]]
    centred[np.diag_indices(len(owners))] += np.float32(smoothing)
    pull = to_means - between[owners]
    solved = _solved(centred, pull)
    offsets = np.diag(between) - np.einsum("nc,nc->c", pull, solved)
    # A message's kernel row is averaged over each reply's examples and, centred by those means,
    # corrected by the solution; both are linear in the row and fold into one matrix.
    weights = _means(solved, owners, starts)[owners] - solved
    weights[np.arange(len(owners)), owners] += 1 / np.bincount(owners)[owners]
    halves = (offsets / 2).astype(np.float32)
    even = even and len(halves) >= _ENOUGH_TO_EVEN
    return Discriminant(weights, _evened(halves) if even else halves, halves)


def _solved(matrix: Floats, wanted: Floats) -> Floats:
    """The solution of a linear system whose matrix is symmetric and positive.

    Cholesky's half of the work of a general solution; numpy has no triangular one, so blocks.
    """
    lower = np.linalg.cholesky(matrix).astype(np.float32, copy=False)
    found = wanted.astype(np.float32)
    starts = range(0, len(found), _BLOCK)
    for start in starts:
        part = slice(start, start + _BLOCK)
        found[part] -= lower[part, :start] @ found[:start]
        found[part] = np.linalg.solve(lower[part, part], found[part])
    for start in reversed(starts):
        part, below = slice(start, start + _BLOCK), slice(start + _BLOCK, None)
        found[part] -= lower[below, part].T @ found[below]
        found[part] = np.linalg.solve(lower[part, part].T, found[part])
    return found


def _evened(offsets: Floats) -> Floats:
    """Offsets nearer to each other.

    A reply whose examples have little in common has a mean near to everything, and so a small
    offset: it would be offered for nearly every message.
    """
    middle = np.median(offsets)
    apart = offsets - middle
    most = _MOST_DEVIATIONS * _MAD_TO_DEVIATION * np.median(np.abs(apart))
    found: Floats = middle + np.float32(_EVENNESS) * np.clip(apart, -most, most)
    return found.astype(np.float32)


def _means(rows: Floats, owners: Places, starts: Places) -> Floats:
    """The mean row of each reply."""
    counts = np.bincount(owners).astype(np.float32)
    sums: Floats = np.add.reduceat(rows, starts, axis=0)
    return sums / counts[:, None]
