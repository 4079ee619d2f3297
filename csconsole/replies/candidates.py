"""Which replies can fit the words of a query, as bitmaps, likeliest first."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from itertools import accumulate, chain, pairwise

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
from csconsole.replies.grams import Bits, Grams, Ids, has
from csconsole.replies.query import Reading, Unit, Word

_OWN_SOUNDS = 512
_BEFORE = (sounds.START, sounds.BLANK)  # what stands before the beginning of a title or a word
_FEW = 3  # units; a reading that short is narrowed by the beginnings of its syllables too


class Candidates:
    """The candidates of one query, whose words may be taken in several ways."""

    def __init__(self, grams: Grams, alive: Bits | None) -> None:
        self._grams, self._alive = grams, alive
        self._places: dict[tuple[Word, Zone], list[list[int]]] = {}
        self._known: dict[tuple[Word, Zone], Bits] = {}
        self._met: dict[Word, dict[Reading, list[Bits]]] = {}

    def tiers(self, words: Sequence[Word], *, fine: bool) -> Iterator[tuple[Bits, bool]]:
        """Bitmaps from the likeliest to the widest, and whether bodies take part."""
        words = list(dict.fromkeys(words))
        if fine and len(words) == 1:
            yield self._living(self._starting(words[0])), False
        if not fine:
            self._look_up(words, list(Zone))
        yield self._all(words, [Zone.TITLE]), False
        if fine:
            yield self._all(words, [Zone.TITLE, Zone.SIDE]), False
        yield self._all(words, [Zone.TITLE, Zone.SIDE, Zone.BODY]), True

    def readings(self, word: Word, ids: Ids) -> list[Reading]:
        """Those readings of a word that may fit some candidates."""
        return [
            reading
            for reading, found in self._met.get(word, {}).items()
            if any(has(bits, ids).any() for bits in found)
        ]

    def _all(self, words: Sequence[Word], zones: Sequence[Zone]) -> Bits:
        """Replies that have every word in one of some zones."""
        self._look_up(words, zones)
        shared: Bits | None = None
        for word in words:
            anywhere = reduce(np.bitwise_or, [self._having(word, zone) for zone in zones])
            shared = anywhere if shared is None else shared & anywhere
            if not shared.any():
                break
        return self._grams.nothing() if shared is None else self._living(shared)

    def _living(self, bits: Bits) -> Bits:
        return bits if self._alive is None else bits & self._alive

    def _having(self, word: Word, zone: Zone) -> Bits:
        known = self._known.get((word, zone))
        if known is None:
            known = self._either(word, self._places[word, zone])
            self._known[word, zone] = known
        return known

    def _starting(self, word: Word) -> Bits:
        """Replies that have a title or a word of it beginning so."""
        wanted = [_start_features(one, before) for one in word.readings for before in _BEFORE]
        return self._either(word, _parted(self._grams, wanted), len(_BEFORE))

    def _either(self, word: Word, places: list[list[int]], ways: int = 1) -> Bits:
        """Replies that have all features of one of the readings, of which each has some ways."""
        together: Bits | None = None
        for at, wanted in enumerate(places):
            bits = self._grams.having_all(wanted)
            if bits is not None:
                met = self._met.setdefault(word, {})
                met.setdefault(word.readings[at // ways], []).append(bits)
                together = bits if together is None else together | bits
        return self._grams.nothing() if together is None else together

    def _look_up(self, words: Sequence[Word], zones: Sequence[Zone]) -> None:
        """Find where the index has the features of every reading; all at once."""
        missing = [
            (word, zone) for word in words for zone in zones if (word, zone) not in self._places
        ]
        wanted = [
            in_zone(_features(reading)[zone is Zone.BODY], zone)
            for word, zone in missing
            for reading in word.readings
        ]
        places = iter(_parted(self._grams, wanted))
        for word, zone in missing:
            self._places[word, zone] = [next(places) for _reading in word.readings]


def _parted(grams: Grams, wanted: Sequence[list[int]]) -> list[list[int]]:
    """The places of several lists of features."""
    places = grams.find(list(chain.from_iterable(wanted)))
    ends = list(accumulate(map(len, wanted)))
    return [places[end - len(one) : end] for one, end in zip(wanted, ends, strict=True)]


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
