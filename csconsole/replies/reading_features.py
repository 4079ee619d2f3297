"""The features that a reply must have where a reading of a word is to fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from csconsole.replies import sounds
from csconsole.replies.features import (
    Kind,
    Zone,
    feature,
    pair_of_initials,
    pair_of_sounds,
    triple,
)
from csconsole.replies.query import Reading, Unit
from csconsole.replies.syllables import prefixes

_OWN_SOUNDS = 512
_BEFORE = (sounds.START, sounds.BLANK)  # what stands before the beginning of a title or a word
_FEW = 3  # units; a reading that short is narrowed by the beginnings of its syllables too


@dataclass(frozen=True)
class ReadingFeatures:
    """What a heading and a body must have for a reading; none for no match.

    Attributes:
        numbers: all of it, as features of a title: what headings alone must have, what both must,
            what is implied by these in headings, but often stands nowhere, and each beginning of
            a title, or of a word of it, with the reading.
        alone, heading, both: where the first three of these end.
    """

    numbers: list[int]
    alone: int
    heading: int
    both: int

    def of(self, zone: Zone) -> slice:
        """Those of the numbers that a zone must have."""
        return slice(self.alone if zone is Zone.BODY else 0, self.both)

    @property
    def before(self) -> slice:
        """The beginnings."""
        return slice(self.both, len(self.numbers))


@lru_cache(maxsize=1024)
def features_of(reading: Reading) -> ReadingFeatures:
    """The features of one reading of a word."""
    if len(reading) == 1 and not reading[0].typed.isascii():
        only = feature(Kind.CHARACTER, ord(reading[0].typed))
        return ReadingFeatures([only, *_before(reading)], 0, 1, 1)
    pairs = list(map(_pair, reading, reading[1:]))
    needed, implied = _triples(reading, pairs)
    body = [pair for pair in pairs if pair is not None] + needed
    alone: list[int] = []
    if len(reading) <= _FEW:  # a pair of syllables implies both and their initials
        known = [False, *(pair is not None for pair in pairs), False]
        alone = [
            number
            for at, unit in enumerate(reading)
            if not (known[at] or known[at + 1]) and (number := _single(unit)) is not None
        ]
        alone += [
            feature(Kind.INITIALS, pair_of_initials(_initial(one), _initial(two)))
            for pair, (one, two) in zip(pairs, pairwise(reading), strict=True)
            if pair is None
        ]
    heading = len(alone) + len(body)
    numbers = [*alone, *body, *implied, *_before(reading)]
    return ReadingFeatures(numbers, len(alone), heading, heading + len(implied))


def _before(reading: Reading) -> list[int]:
    """The feature of each beginning of a title, or of a word of it, with a reading."""
    if len(reading) == 1:
        only = _initial(reading[0])
        return [feature(Kind.INITIALS, pair_of_initials(before, only)) for before in _BEFORE]
    one, two = _initial(reading[0]), _initial(reading[1])
    return [feature(Kind.TRIPLE, triple(before, one, two)) for before in _BEFORE]


@lru_cache(maxsize=4096)
def _pair(one: Unit, two: Unit) -> int | None:
    """The feature of two neighbours; None where it is not known how both sound."""
    first, second = _sound(one), _sound(two)
    if first is None or second is None or min(first, second) >= _OWN_SOUNDS:
        return None
    return feature(Kind.SYLLABLES, pair_of_sounds(first, second))


def _triples(reading: Reading, pairs: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """Those that tell more than the pairs of syllables in them, and those that hardly do."""
    initials = list(map(_initial, reading))
    needed: list[int] = []
    implied: list[int] = []
    for at in range(len(initials) - 2):
        told = needed if None in pairs[at : at + 2] else implied
        told.append(feature(Kind.TRIPLE, triple(*initials[at : at + 3])))
    return needed, implied


@lru_cache(maxsize=4096)
def _initial(unit: Unit) -> int:
    return sounds.initial(unit.sounds[0][0] if unit.sounds else unit.typed[0])


def _sound(unit: Unit) -> int | None:
    """The syllable that a unit surely is."""
    if unit.sounds:
        return prefixes()[unit.sounds[0]]
    if unit.whole:
        return prefixes()[unit.typed]
    if unit.typed.isdigit() or not unit.typed.isascii():
        return _OWN_SOUNDS + _initial(unit)
    return None


def _single(unit: Unit) -> int | None:
    """The beginning of a syllable that a unit surely has."""
    number = prefixes().get(unit.sounds[0] if unit.sounds else unit.typed)
    return None if number is None else feature(Kind.PREFIX, number)
