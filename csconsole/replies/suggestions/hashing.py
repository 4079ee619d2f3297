"""Numbers that stand for features: the same text gives the same number on every machine.

A number has 32 bits. Among a million features some hundred share theirs with another, which
changes no answer; in return a large library is taken apart in arrays instead of dictionaries.
"""

from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

_STEP = np.uint64(0x9E3779B97F4A7C15)  # the golden ratio, as in splitmix64
_FIRST_FACTOR, _SECOND_FACTOR = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def followed(numbers: Numbers, by: Numbers) -> Numbers:
    """The numbers of sequences, each lengthened by one element."""
    return (numbers ^ by) * _STEP + by


def mixed(numbers: Numbers, salt: int) -> Numbers:
    """Numbers of 32 bits, spread evenly (splitmix64); another salt gives others."""
    numbers = (numbers + np.uint64(salt)) * _STEP
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST_FACTOR
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND_FACTOR
    return numbers >> np.uint64(32)


@lru_cache(maxsize=65536)
def number_of(word: str) -> int:
    """The number of a word, of 63 bits and never 0."""
    told = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(told, "little") >> 1 or 1
