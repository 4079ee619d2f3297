"""What stands in which reply: an index from features of a text to the replies that have them.

Features are single characters, beginnings of syllables, pairs and triples of initials, pairs of
syllables, and triples of the letters of the whole pinyin, each apart for the title, for what
stands beside it and for the body. Frequent ones are bitmaps over the replies, rare ones lists.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import numpy as np
import numpy.typing as npt

from csconsole.replies import sounds
from csconsole.replies.sounds import Codes, Flags
from csconsole.replies.texts import Texts

Bits = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint64]

_VALUE_BITS = 20
_ID_BITS = 24
_INITIAL_BITS = 6
_SOUND_BITS = 10
_WIDTH = 64  # bitmaps are whole machine words
_SPARSE = 32  # a list of ids is smaller than a bitmap below one reply in so many


class Zone(IntEnum):
    """A part of a reply that is indexed apart."""

    TITLE = 0
    SIDE = 1
    BODY = 2


class Kind(IntEnum):
    """What a feature is made of."""

    CHARACTER = 0
    PREFIX = 1
    INITIALS = 2
    SYLLABLES = 3
    TRIPLE = 4
    LETTERS = 5


def feature(kind: Kind, value: int, zone: Zone = Zone.TITLE) -> int:
    """The number of a feature in a zone."""
    return ((kind * 3 + zone) << _VALUE_BITS) | value


def in_zone(title_features: Sequence[int], zone: Zone) -> list[int]:
    """The same features in another zone."""
    return [number + (zone << _VALUE_BITS) for number in title_features]


def pair_of_initials(first: int, second: int) -> int:
    """The value of two initials."""
    return first << _INITIAL_BITS | second


def pair_of_sounds(first: int, second: int) -> int:
    """The value of two syllables."""
    return first << _SOUND_BITS | second


def triple(first: int, second: int, third: int) -> int:
    """The value of three initials or letters."""
    return (first << _INITIAL_BITS | second) << _INITIAL_BITS | third


@dataclass(frozen=True)
class Grams:
    """The index.

    Attributes:
        size: how many replies there are.
        keys: the features that occur, ascending.
        counts: in how many replies each feature stands.
        ends: where each feature's list ends in `lists`; frequent features have empty ones.
        lists: ids of replies, ascending per feature.
        rows: each feature's row in `bitmaps`, -1 for a rare one.
        bitmaps: one bit per reply.
    """

    size: int
    keys: npt.NDArray[np.uint32]
    counts: Ids
    ends: npt.NDArray[np.int64]
    lists: Ids
    rows: npt.NDArray[np.int32]
    bitmaps: Bits

    def nothing(self) -> Bits:
        """A bitmap without a reply."""
        return np.zeros(self.bitmaps.shape[1], np.uint8)

    def find(self, features: Sequence[int]) -> list[int]:
        """The places of features in the index, -1 for those that do not occur."""
        if not len(self.keys):
            return [-1] * len(features)
        wanted = np.array(features, np.uint32)
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return [int(at) for at in np.where(self.keys[places] == wanted, places, -1)]

    def add_all(self, features: Sequence[int], into: Bits) -> None:
        """Add to a bitmap the replies that have every one of some features."""
        places = self.find(features)
        if not places or -1 in places:
            return
        rare = [self.listed(at) for at in places if self.rows[at] < 0]
        frequent = [self.bitmaps[self.rows[at]] for at in places if self.rows[at] >= 0]
        if rare:
            rare.sort(key=len)
            ids = rare[0]
            for bits in frequent:
                ids = ids[_has(bits, ids)]
            for other in rare[1:]:
                ids = ids[_among(other, ids)]
            add_ids(ids, into)
            return
        shared = frequent[0]
        for bits in frequent[1:]:
            shared = shared & bits
        into |= shared

    def listed(self, at: int) -> Ids:
        """The ids of a rare feature."""
        return self.lists[self.ends[at - 1] if at else 0 : self.ends[at]]

    def members(self, at: int) -> Bits:
        """The replies with a feature, as a bitmap."""
        if self.rows[at] >= 0:
            row: Bits = self.bitmaps[self.rows[at]]
            return row
        bits = self.nothing()
        add_ids(self.listed(at), bits)
        return bits

    def frequency(self, at: int) -> int:
        """In how many replies a feature stands."""
        return int(self.counts[at])


def add_ids(ids: Ids, into: Bits) -> None:
    """Set the bits of some replies."""
    np.bitwise_or.at(into, ids >> 3, np.left_shift(1, ids & 7).astype(np.uint8))


def as_bits(flags: Flags) -> Bits:
    """Flags per reply as a bitmap."""
    return np.packbits(np.pad(flags, (0, -len(flags) % _WIDTH)), bitorder="little")


def first_ids(bits: Bits, most: int) -> Ids:
    """The lowest ids of a bitmap."""
    filled = np.flatnonzero(bits)[:most]
    if not len(filled):
        return np.zeros(0, np.int32)
    inside = np.unpackbits(bits[filled], bitorder="little").reshape(-1, 8)
    rows, columns = np.nonzero(inside)
    ids: Ids = (filled[rows] * 8 + columns).astype(np.int32)
    return ids[:most]


def index(texts: Texts) -> Grams:
    """Build the index of some texts."""
    parts = [_sorted(list(pairs)) for pairs in _pairs(texts)]
    pairs = np.concatenate(parts) if parts else np.zeros(0, np.uint64)
    del parts
    features = (pairs >> np.uint64(_ID_BITS)).astype(np.uint32)
    ids = (pairs & np.uint64((1 << _ID_BITS) - 1)).astype(np.int32)
    del pairs
    firsts = np.flatnonzero(np.diff(features, prepend=np.uint32(0xFFFFFFFF)))
    ends = np.append(firsts[1:], len(ids)) if len(firsts) else np.zeros(0, np.int64)
    counts = ends - firsts
    frequent = counts * _SPARSE > len(texts)
    rows = np.where(frequent, np.cumsum(frequent) - 1, -1).astype(np.int32)
    return Grams(
        size=len(texts),
        keys=features[firsts],
        counts=counts.astype(np.int32),
        ends=np.cumsum(np.where(frequent, 0, counts)),
        lists=ids[~np.repeat(frequent, counts)],
        rows=rows,
        bitmaps=_bitmaps(len(texts), ids, firsts[frequent], ends[frequent]),
    )


def _bitmaps(size: int, ids: Ids, firsts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Bits:
    width = size + -size % _WIDTH
    table = np.zeros((len(firsts), width // 8), np.uint8)
    for row, (first, end) in enumerate(zip(firsts, ends, strict=True)):
        flags = np.zeros(size, np.bool_)
        flags[ids[first:end]] = True
        table[row] = as_bits(flags)
    return table


def _sorted(parts: list[Keys]) -> Keys:
    """Pairs of feature and reply, each once, ascending."""
    pairs = np.concatenate([np.zeros(0, np.uint64), *parts])
    pairs.sort()
    kept: Keys = pairs[np.diff(pairs, prepend=np.uint64(0xFFFFFFFFFFFFFFFF)) != 0]
    return kept


def _has(bits: Bits, ids: Ids) -> Flags:
    flags: Flags = (bits[ids >> 3] >> (ids & 7).astype(np.uint8)) & 1 != 0
    return flags


def _among(others: Ids, ids: Ids) -> Flags:
    flags: Flags = others[np.minimum(np.searchsorted(others, ids), len(others) - 1)] == ids
    return flags


class _Extraction:
    """The features of laid-out texts, kind by kind."""

    def __init__(self, texts: Texts) -> None:
        self.codes = texts.codes
        self._ids = np.repeat(np.arange(len(texts)), np.diff(texts.starts)).astype(np.uint64)
        marks = np.zeros(len(self.codes), np.int8)
        marks[texts.starts[:-1]] = -2
        marks[0:1] = 0
        marks[texts.sides] = 1
        marks[texts.bodies] = 1
        self._zones = np.cumsum(marks, dtype=np.int8)

    def pairs(self, kind: Kind, at: npt.NDArray[np.int64], values: npt.NDArray[np.int64]) -> Keys:
        """Feature and reply in one number."""
        features = (kind * 3 + self._zones[at].astype(np.uint64)) << np.uint64(_VALUE_BITS)
        numbers: Keys = (features | values.astype(np.uint64)) << np.uint64(_ID_BITS)
        return numbers | self._ids[at]

    def outside_bodies(self, kept: Flags, at: npt.NDArray[np.int64]) -> Flags:
        """Those flags whose places are not in a body."""
        return kept & (self._zones[at] < Zone.BODY)

    def headings(self, at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Those places that are not in a body."""
        return at[self._zones[at] < Zone.BODY]


def _pairs(texts: Texts) -> Iterator[Iterable[Keys]]:
    """Per kind of feature, in the order of kinds, what occurs."""
    found = _Extraction(texts)
    yield _characters(found)
    yield _prefixes(found)
    yield _initials(found)
    yield _syllables(found)
    yield _triples(found)
    yield _letters(found)


def _characters(found: _Extraction) -> Iterator[Keys]:
    at = np.flatnonzero(found.codes >= 128)
    yield found.pairs(Kind.CHARACTER, at, found.codes[at].astype(np.int64))


def _prefixes(found: _Extraction) -> Iterator[Keys]:
    """Beginnings of the syllables of headings, and the first letters of their Latin words."""
    places = found.headings(np.arange(len(found.codes)))
    for row in _prefix_tables():
        values = row[found.codes[places]]
        at = places[values >= 0]
        yield found.pairs(Kind.PREFIX, at, values[values >= 0].astype(np.int64))


def _initials(found: _Extraction) -> Iterator[Keys]:
    tables = sounds.initial_table()
    places = found.headings(np.arange(len(found.codes) - 1))
    for first in tables[:2]:
        for second in tables[:2]:
            one, two = first[found.codes[places]], second[found.codes[places + 1]]
            kept = (one >= 0) & (two >= 0) & (two != sounds.START)
            values = pair_of_initials(1, 0) * one[kept].astype(np.int64) + two[kept]
            yield found.pairs(Kind.INITIALS, places[kept], values)


def _syllables(found: _Extraction) -> Iterator[Keys]:
    """Pairs of neighbours of which one at least is a Chinese character, in all readings."""
    tables = sounds.sound_table()
    later = found.codes >= 128
    places = np.flatnonzero((later[:-1] | later[1:]) & (found.codes[1:] >= ord(" ")))
    for row, first in enumerate(tables):
        for column, second in enumerate(tables):
            one, two = first[found.codes[places]], second[found.codes[places + 1]]
            kept = (one >= 0) & (two >= 0)
            if row + column > 1:
                kept = found.outside_bodies(kept, places)
            values = pair_of_sounds(1, 0) * one[kept].astype(np.int64) + two[kept]
            yield found.pairs(Kind.SYLLABLES, places[kept], values)


def _triples(found: _Extraction) -> Iterator[Keys]:
    """Triples of initials, with one of the three in its second reading."""
    tables = sounds.initial_table()
    inside = found.codes >= ord(" ")
    places = np.flatnonzero(inside[1:-1] & inside[2:])
    for rows in ((0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)):
        parts = [tables[row][found.codes[places + step]] for step, row in enumerate(rows)]
        kept = (parts[0] >= 0) & (parts[1] >= 0) & (parts[2] >= 0)
        if any(rows):
            kept = found.outside_bodies(kept, places)
        one, two, three = (part[kept].astype(np.int64) for part in parts)
        values = (one * (1 << _INITIAL_BITS) + two) * (1 << _INITIAL_BITS) + three
        yield found.pairs(Kind.TRIPLE, places[kept], values)


def _letters(found: _Extraction) -> Iterator[Keys]:
    """Triples of letters in the pinyin of headings, Latin words as they are."""
    places = found.headings(np.arange(len(found.codes)))
    places = places[found.codes[places] != ord(" ")]
    spelt = _spellings()[found.codes[places]].ravel()
    places = np.repeat(places, 6)[spelt >= 0]
    letters = spelt[spelt >= 0].astype(np.int64)
    kept = (letters[1:-1] != sounds.START) & (letters[2:] != sounds.START)
    values = (letters[:-2] * (1 << _INITIAL_BITS) + letters[1:-1]) * (1 << _INITIAL_BITS)
    yield found.pairs(Kind.LETTERS, places[:-2][kept], (values + letters[2:])[kept])


@cache
def _prefix_tables() -> npt.NDArray[np.int16]:
    """Per way of beginning a syllable the number of that beginning, -1 for none."""
    rows: list[npt.NDArray[np.int16]] = []
    names = list(sounds.prefixes())
    for row in sounds.sound_table():
        for size in range(1, 7):
            table = np.full(sounds.UNITS, -1, np.int16)
            numbers = np.array(
                [sounds.prefixes()[name[:size]] if len(name) >= size else -1 for name in names]
            )
            known = (row >= 0) & (row < len(names))
            table[known] = numbers[row[known]]
            if size == 1:
                for letter in range(ord("a"), ord("z") + 1):
                    table[letter] = sounds.prefixes().get(chr(letter), -1)
            rows.append(table)
    return np.stack(rows)


@cache
def _spellings() -> npt.NDArray[np.int8]:
    """Per code unit the letters of its commonest reading as initials, filled up with -1."""
    names = list(sounds.prefixes())
    spelt = np.full((len(names), 6), -1, np.int8)
    for number, name in enumerate(names):
        spelt[number, : len(name)] = [sounds.initial(letter) for letter in name]
    row = sounds.sound_table()[0]
    table = np.full((sounds.UNITS, 6), -1, np.int8)
    table[:, 0] = sounds.initial_table()[0]
    known = (row >= 0) & (row < len(names))
    table[known] = spelt[row[known]]
    return table
