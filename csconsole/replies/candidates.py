"""Which replies can fit the words of a query, as bitmaps, likeliest first."""

from collections.abc import Iterable, Iterator, Sequence
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
        self._places: dict[tuple[Word, Zone | None], list[list[int]]] = {}
        self._known: dict[tuple[Word, Zone | None], Bits | None] = {}
        self._met: dict[Word, dict[Reading, list[Bits]]] = {}

    def look_up(self, words: Iterable[Word]) -> None:
        """Find where the index has the features of every reading of some words; all at once."""
        missing = [word for word in dict.fromkeys(words) if (word, None) not in self._places]
        wanted = [one for word in missing for reading in word.readings for one in _wanted(reading)]
        places = self._grams.find(list(chain.from_iterable(wanted)))
        ends = list(accumulate(map(len, wanted)))
        parts = iter([places[end - len(one) : end] for one, end in zip(wanted, ends, strict=True)])
        for word in missing:
            for zone in (*Zone, None):
                self._places[word, zone] = []
            for _reading in word.readings:
                for zone in Zone:
                    self._places[word, zone].append(next(parts))
                title, before = self._places[word, Zone.TITLE][-1], next(parts)
                self._places[word, None] += [[at, *title] for at in before]

    def tiers(self, words: Sequence[Word], *, fine: bool) -> Iterator[tuple[Bits, bool]]:
        """Bitmaps from the likeliest to the widest, and whether bodies take part.

        Those without a reply are left out.
        """
        words = list(dict.fromkeys(words))
        self.look_up(words)
        tiers: list[tuple[list[Zone | None], bool]] = [([*Zone], True)]
        if fine:
            tiers.insert(0, ([Zone.TITLE, Zone.SIDE], False))
        tiers.insert(0, ([Zone.TITLE], False))
        if fine and len(words) == 1:
            tiers.insert(0, ([None], False))
        for zones, bodies in tiers:
            bits = self._all(words, zones)
            if bits is not None:
                yield bits, bodies

    def readings(self, word: Word, ids: Ids) -> list[Reading]:
        """Those readings of a word that may fit some candidates."""
        return [
            reading
            for reading, found in self._met.get(word, {}).items()
            if any(has(bits, ids).any() for bits in found)
        ]

    def _all(self, words: Sequence[Word], zones: Sequence[Zone | None]) -> Bits | None:
        """Replies that have every word in one of some zones; None for none."""
        if not all(self._may_be_in(word, zones) for word in words):
            return None
        shared = self._alive
        for word in words:
            found = [bits for zone in zones if (bits := self._having(word, zone)) is not None]
            if not found:
                return None
            anywhere = reduce(np.bitwise_or, found)
            shared = anywhere if shared is None else shared & anywhere
            if not shared.any():
                return None
        return shared

    def _may_be_in(self, word: Word, zones: Sequence[Zone | None]) -> bool:
        """Whether a reading of a word has all its features somewhere; quickly told."""
        return any(
            places and -1 not in places for zone in zones for places in self._places[word, zone]
        )

    def _having(self, word: Word, zone: Zone | None) -> Bits | None:
        """Replies that have all features of one of the readings; None for none.

        The zone None is the beginning of a title, or of a word of it.
        """
        if (word, zone) not in self._known:
            self._known[word, zone] = self._either(word, self._places[word, zone])
        return self._known[word, zone]

    def _either(self, word: Word, places: list[list[int]]) -> Bits | None:
        together: Bits | None = None
        readings = word.readings
        for at, wanted in enumerate(places):
            bits = self._grams.having_all(wanted)
            if bits is not None:
                met = self._met.setdefault(word, {})
                met.setdefault(readings[at * len(readings) // len(places)], []).append(bits)
                together = bits if together is None else together | bits
        return together


def _wanted(reading: Reading) -> list[list[int]]:
    """The features of a reading in every zone, and those before it at a beginning."""
    heading, body = _features(reading)
    zones = [in_zone(body if zone is Zone.BODY else heading, zone) for zone in Zone]
    return [*zones, _before(reading)]


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


def _before(reading: Reading) -> list[int]:
    """The feature of each beginning of a title, or of a word of it, with a reading."""
    if len(reading) == 1:
        only = _initial(reading[0])
        return [feature(Kind.INITIALS, pair_of_initials(before, only)) for before in _BEFORE]
    one, two = _initial(reading[0]), _initial(reading[1])
    return [feature(Kind.TRIPLE, triple(before, one, two)) for before in _BEFORE]


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
