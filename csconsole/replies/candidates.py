"""Which replies can fit the words of a query, as bitmaps, likeliest first."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import pairwise

import numpy as np

from csconsole.replies import sounds
from csconsole.replies.features import (
    Kind,
    Zone,
    feature,
    in_zone,
    pair_of_initials,
    pair_of_sounds,
    triple,
)
from csconsole.replies.grams import Bits, Grams
from csconsole.replies.query import Reading, Unit, Word

_OWN_SOUNDS = 512
_FEW = 3  # units; a reading that short is narrowed by the beginnings of its syllables too


class Candidates:
    """The candidates of one query."""

    def __init__(self, grams: Grams, words: Sequence[Word], alive: Bits | None) -> None:
        self._grams, self._words, self._alive = grams, words, alive
        self._known: dict[tuple[str, Zone], Bits] = {}
        self._met: dict[str, list[Reading]] = {word.text: [] for word in words}

    def tiers(self, *, fine: bool) -> Iterator[tuple[Bits, bool]]:
        """Bitmaps from the likeliest to the widest, and whether bodies take part."""
        if fine and len(self._words) == 1:
            yield self._living(self._starting(self._words[0])), False
        yield self._all([Zone.TITLE]), False
        if fine:
            yield self._all([Zone.TITLE, Zone.SIDE]), False
        yield self._all([Zone.TITLE, Zone.SIDE, Zone.BODY]), True

    def _all(self, zones: Sequence[Zone]) -> Bits:
        """Replies that have every word in one of some zones."""
        sets = [
            reduce(np.bitwise_or, [self._having(word, zone) for zone in zones])
            for word in self._words
        ]
        return self._living(reduce(np.bitwise_and, sets))

    def _living(self, bits: Bits) -> Bits:
        return bits if self._alive is None else bits & self._alive

    def _having(self, word: Word, zone: Zone) -> Bits:
        known = self._known.get((word.text, zone))
        if known is not None:
            return known
        bits = self._grams.nothing()
        for reading in word.readings:
            heading, body = _features(reading)
            wanted = body if zone is Zone.BODY else heading
            if wanted and self._grams.add_all(in_zone(wanted, zone), bits):
                self._meet(word, reading)
        self._known[word.text, zone] = bits
        return bits

    def _starting(self, word: Word) -> Bits:
        """Replies that have a title or a word of it beginning so."""
        bits = self._grams.nothing()
        for reading in word.readings:
            for before in (sounds.START, sounds.BLANK):
                if self._grams.add_all(_start_features(reading, before), bits):
                    self._meet(word, reading)
        return bits

    def _meet(self, word: Word, reading: Reading) -> None:
        if reading not in self._met[word.text]:
            self._met[word.text].append(reading)

    def readings(self, word: Word) -> list[Reading]:
        """Those readings of a word that a candidate was found for."""
        return self._met[word.text]


@lru_cache(maxsize=1024)
def _features(reading: Reading) -> tuple[list[int], list[int]]:
    """The features that a heading and a body must have for a reading; none for no match."""
    both = [*_pairs(reading), *_triples(reading)]
    heading = list(both)
    if len(reading) <= _FEW:
        heading += [number for unit in reading if (number := _single(unit)) is not None]
        heading += [
            feature(Kind.INITIALS, pair_of_initials(_initial(one), _initial(two)))
            for one, two in pairwise(reading)
        ]
    if len(reading) == 1 and not reading[0].typed.isascii():
        both = [feature(Kind.CHARACTER, ord(reading[0].typed))]
        heading = both
    return heading, both


@lru_cache(maxsize=1024)
def _start_features(reading: Reading, before: int) -> list[int]:
    if len(reading) == 1:
        first = feature(Kind.INITIALS, pair_of_initials(before, _initial(reading[0])))
        return [first, *_features(reading)[0]]
    one, two = _initial(reading[0]), _initial(reading[1])
    return [feature(Kind.TRIPLE, triple(before, one, two)), *_features(reading)[0]]


def _pairs(reading: Reading) -> list[int]:
    found = []
    for one, two in pairwise(reading):
        first, second = _sound(one), _sound(two)
        if first is not None and second is not None and min(first, second) < _OWN_SOUNDS:
            found.append(feature(Kind.SYLLABLES, pair_of_sounds(first, second)))
    return found


def _triples(reading: Reading) -> list[int]:
    initials = [_initial(unit) for unit in reading]
    return [feature(Kind.TRIPLE, triple(*initials[at : at + 3])) for at in range(len(initials) - 2)]


def _initial(unit: Unit) -> int:
    return sounds.initial(unit.sounds[0][0] if unit.sounds else unit.typed[0])


def _sound(unit: Unit) -> int | None:
    """The syllable that a unit surely is."""
    if unit.sounds:
        return sounds.prefixes()[unit.sounds[0]]
    if unit.whole:
        return sounds.prefixes()[unit.typed]
    if unit.typed.isdigit() or not unit.typed.isascii():
        return _OWN_SOUNDS + _initial(unit)
    return None


def _single(unit: Unit) -> int | None:
    """The beginning of a syllable that a unit surely has."""
    number = sounds.prefixes().get(unit.sounds[0] if unit.sounds else unit.typed)
    return None if number is None else feature(Kind.PREFIX, number)
