"""Which replies can fit the words of a query, as bitmaps, likeliest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from csconsole.replies.grams import Bits, Grams, Ids, has, how_many
from csconsole.replies.query import Reading, Unit, Word

_OWN_SOUNDS = 512
_BEFORE = (sounds.START, sounds.BLANK)  # what stands before the beginning of a title or a word
_BEGINNING = None  # stands for a zone of its own: where a title, or a word of it, begins
_RARE = 64  # fewer replies than one in so many are looked at alone for the other words
_FEW = 3  # units; a reading that short is narrowed by the beginnings of its syllables too


class Candidates:
    """The candidates of one query, whose words may be taken in several ways."""

    def __init__(self, grams: Grams, alive: Bits | None) -> None:
        self._grams, self._alive = grams, alive
        self._places: dict[tuple[Word, Zone], list[list[int] | None]] = {}
        self._before: dict[Word, list[list[int]]] = {}
        self._each: dict[tuple[Word, Zone], list[Bits | None]] = {}
        self._known: dict[tuple[Word, Zone | None], Bits | None] = {}
        self._met: dict[Word, dict[Reading, list[Bits]]] = {}

    def look_up(self, words: Iterable[Word]) -> None:
        """Find where the index has the features of every reading of some words; all at once."""
        missing = [word for word in dict.fromkeys(words) if word not in self._before]
        if not missing:
            return
        asked = [_features(reading) for word in missing for reading in word.readings]
        wanted = [part for features in asked for part in features.parts()]
        places = self._grams.find(list(chain.from_iterable(wanted)))
        ends = accumulate(map(len, wanted))
        parts = iter([places[end - len(one) : end] for one, end in zip(wanted, ends, strict=True)])
        features = iter(asked)
        for word in missing:
            self._before[word] = []
            for zone in Zone:
                self._places[word, zone] = []
            for _reading in word.readings:
                counts = next(features).needed()
                for zone, needed in zip(Zone, counts, strict=True):
                    found = next(parts)
                    self._places[word, zone].append(None if -1 in found else found[:needed])
                self._before[word].append(next(parts))

    def tiers(self, words: Sequence[Word], *, fine: bool) -> Iterator[tuple[Bits, bool]]:
        """Bitmaps from the likeliest to the widest, and whether bodies take part.

        Those without a reply are left out.
        """
        words = list(dict.fromkeys(words))
        self.look_up(words)
        tiers: list[tuple[list[Zone | None], bool]] = [([Zone.TITLE], False), ([*Zone], True)]
        if fine:
            tiers.insert(1, ([Zone.TITLE, Zone.SIDE], False))
        if fine and len(words) == 1:
            tiers.insert(0, ([_BEGINNING], False))
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
        if len(words) > 1:
            words = sorted(words, key=lambda word: self._most_in(word, zones))
        shared, few = self._alive, None
        for word in words:
            found = [b for zone in zones if (b := self._having(word, zone, few)) is not None]
            if not found:
                return None
            anywhere = reduce(np.bitwise_or, found)
            shared = anywhere if shared is None else shared & anywhere
            count = how_many(shared)
            if not count:
                return None
            few = shared if count * _RARE < self._grams.size else None
        return shared

    def _most_in(self, word: Word, zones: Sequence[Zone | None]) -> int:
        """No more replies than this have a word in some zones."""
        return sum(
            min(map(self._grams.frequency, places), default=0)
            for zone in zones
            for places in self._places[word, zone or Zone.TITLE]
            if places is not None
        )

    def _may_be_in(self, word: Word, zones: Sequence[Zone | None]) -> bool:
        """Whether all features of a reading of a word stand somewhere; quickly told."""
        return any(
            places is not None for zone in zones for places in self._places[word, zone or Zone.TITLE]
        )

    def _having(self, word: Word, zone: Zone | None, few: Bits | None) -> Bits | None:
        """Replies that have all features of one of the readings; None for none.

        Where only few replies are of interest, no others are looked for.
        """
        if (word, zone) in self._known:
            return self._known[word, zone]
        found = self._begun(word) if zone is _BEGINNING else self._in_zone(word, zone, few)
        met = self._met.setdefault(word, {})
        for reading, bits in found:
            met.setdefault(reading, []).append(bits)
        every = [bits for _reading, bits in found]
        having: Bits | None = reduce(np.bitwise_or, every) if every else None
        if few is None:
            self._known[word, zone] = having
        return having

    def _in_zone(
        self, word: Word, zone: Zone, few: Bits | None = None
    ) -> list[tuple[Reading, Bits]]:
        """The readings of a word that a zone of some reply may have, with these replies."""
        each = self._each.get((word, zone))
        if each is None:
            each = [
                self._grams.having_all(places, few) if places else None
                for places in self._places[word, zone]
            ]
        if few is None:
            self._each[word, zone] = each
        both = zip(word.readings, each, strict=True)
        return [(reading, bits) for reading, bits in both if bits is not None]

    def _begun(self, word: Word) -> list[tuple[Reading, Bits]]:
        """The same for titles, or words of them, that begin so."""
        titles = dict(self._in_zone(word, Zone.TITLE))
        each = zip(word.readings, self._places[word, Zone.TITLE], self._before[word], strict=True)
        return [
            (reading, bits)
            for reading, places, before in each
            if reading in titles or places == []  # a letter that begins no syllable
            for at in before
            if (bits := self._grams.having_too(titles.get(reading), at)) is not None
        ]


@dataclass(frozen=True)
class _Features:
    """What a heading and a body must have for a reading; none for no match.

    Attributes:
        heading, body: what tells the replies apart that can fit.
        implied: what hardly tells more of a heading; but much of it stands nowhere.
        before: the feature of each beginning of a title, or of a word of it, with the reading.
    """

    heading: list[int]
    body: list[int]
    implied: list[int]

    before: list[int]

    def parts(self) -> list[list[int]]:
        """All of them in every zone, those that tell replies apart first; then those before."""
        heading = [*self.heading, *self.implied]
        told = zip((heading, heading, self.body), Zone, strict=True)
        return [*(in_zone(numbers, zone) for numbers, zone in told), self.before]

    def needed(self) -> tuple[int, int, int]:
        """How many of them tell replies apart, for every zone."""
        return len(self.heading), len(self.heading), len(self.body)


@lru_cache(maxsize=1024)
def _features(reading: Reading) -> _Features:
    if len(reading) == 1 and not reading[0].typed.isascii():
        only = [feature(Kind.CHARACTER, ord(reading[0].typed))]
        return _Features(only, only, [], _before(reading))
    pairs = _pairs(reading)
    needed, implied = _triples(reading, pairs)
    heading = [pair for pair in pairs if pair is not None] + needed
    body = heading + implied
    if len(reading) <= _FEW:  # a pair of syllables implies both and their initials
        known = [False, *(pair is not None for pair in pairs), False]
        heading += [
            number
            for at, unit in enumerate(reading)
            if not (known[at] or known[at + 1]) and (number := _single(unit)) is not None
        ]
        heading += [
            feature(Kind.INITIALS, pair_of_initials(_initial(one), _initial(two)))
            for pair, (one, two) in zip(pairs, pairwise(reading), strict=True)
            if pair is None
        ]
    return _Features(heading, body, implied, _before(reading))


def _before(reading: Reading) -> list[int]:
    """The feature of each beginning of a title, or of a word of it, with a reading."""
    if len(reading) == 1:
        only = _initial(reading[0])
        return [feature(Kind.INITIALS, pair_of_initials(before, only)) for before in _BEFORE]
    one, two = _initial(reading[0]), _initial(reading[1])
    return [feature(Kind.TRIPLE, triple(before, one, two)) for before in _BEFORE]


def _pairs(reading: Reading) -> list[int | None]:
    """The feature of each two neighbours; None where it is not known how both sound."""
    found: list[int | None] = []
    for one, two in pairwise(reading):
        first, second = _sound(one), _sound(two)
        if first is not None and second is not None and min(first, second) < _OWN_SOUNDS:
            found.append(feature(Kind.SYLLABLES, pair_of_sounds(first, second)))
        else:
            found.append(None)
    return found


def _triples(reading: Reading, pairs: Sequence[int | None]) -> tuple[list[int], list[int]]:
    """Those that tell more than the pairs of syllables in them, and those that hardly do."""
    initials = [_initial(unit) for unit in reading]
    needed, implied = [], []
    for at in range(len(initials) - 2):
        told = needed if None in pairs[at : at + 2] else implied
        told.append(feature(Kind.TRIPLE, triple(*initials[at : at + 3])))
    return needed, implied


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
