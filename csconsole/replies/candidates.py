"""Which replies can fit the words of a query, as bitmaps, likeliest first."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain

import numpy as np

from csconsole.replies.features import VALUE_BITS, Zone
from csconsole.replies.grams import Bits, Grams, Ids, has, how_many
from csconsole.replies.query import Reading, Word
from csconsole.replies.reading_features import features_of

_BEGINNING = None  # stands for a zone of its own: where a title, or a word of it, begins
_EVERY = tuple(Zone)
_ZONES = (np.array(_EVERY, np.uint32) << VALUE_BITS)[:, None]
_RARE = 64  # fewer replies than one in so many are looked at alone for the other words


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
        asked = [features_of(reading) for word in missing for reading in word.readings]
        numbers = list(chain.from_iterable(features.numbers for features in asked))
        places = self._grams.find(np.array(numbers, np.uint32) + _ZONES).tolist()
        each, end = iter(asked), 0
        for word in missing:
            self._before[word] = []
            for zone in _EVERY:
                self._places[word, zone] = []
            for _reading in word.readings:
                features = next(each)
                begin, end = end, end + len(features.numbers)
                for zone in _EVERY:
                    found = places[zone][begin:end][features.of(zone)]
                    needed = features.heading if zone is not Zone.BODY else None
                    self._places[word, zone].append(None if -1 in found else found[:needed])
                self._before[word].append(places[Zone.TITLE][begin:end][features.before])

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
            places is not None
            for zone in zones
            for places in self._places[word, zone or Zone.TITLE]
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
