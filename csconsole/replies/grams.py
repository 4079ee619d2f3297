"""What stands in which reply: an index from features of a text to the replies that have them.

Features are single characters, beginnings of syllables, pairs and triples of initials, pairs of
syllables, and triples of the letters of the whole pinyin, each apart for the title, for what
stands beside it and for the body. Frequent ones are bitmaps over the replies, rare ones lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np
import numpy.typing as npt

from csconsole.replies.extraction import Keys, pairs
from csconsole.replies.features import ID_BITS
from csconsole.replies.sounds import Flags
from csconsole.replies.texts import Texts

Bits = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.int32]

_BIT = np.left_shift(1, np.arange(8)).astype(np.uint8)
_LOWER_BITS = 16  # of an id, listed one by one; the rest is counted
_WIDTH = 64  # bitmaps are whole machine words
_SMALL = 4096  # bytes of a bitmap that is unpacked whole
_SCATTERED = 128  # fewer replies than one in so many are set in a bitmap one by one
_AT_ONCE = 1 << 14  # bytes of bitmaps that are filled together, to stay in the processor's cache
_SEARCHED = 128  # fewer replies than one in so many are looked up, more are marked
_SPARSE = 24  # a list of ids is smaller than a bitmap below one reply in so many


@dataclass(frozen=True)
class Grams:
    """The index.

    Attributes:
        size: how many replies there are.
        keys: the features that occur, ascending.
        counts: in how many replies each feature stands.
        ends: where each feature's list ends in `low`; frequent features have empty ones.
        low: the lower half of the ids of replies, ascending per feature.
        blocks: per feature, how many of its listed replies each upper half has.
        rows: each feature's row in `bitmaps`, -1 for a rare one.
        bitmaps: one bit per reply.
    """

    size: int
    keys: npt.NDArray[np.uint32]
    counts: Ids
    ends: npt.NDArray[np.int64]
    low: npt.NDArray[np.uint16]
    blocks: Ids
    rows: npt.NDArray[np.int32]
    bitmaps: Bits

    def nothing(self) -> Bits:
        """A bitmap without a reply."""
        return np.zeros(self.bitmaps.shape[1], np.uint8)

    def find(self, features: npt.ArrayLike) -> npt.NDArray[np.int64]:
        """The places of features in the index, -1 for those that do not occur."""
        wanted = np.asarray(features, np.uint32)
        if not len(self.keys):
            return np.full(wanted.shape, -1)
        places: npt.NDArray[np.int64] = self.keys.searchsorted(wanted)
        np.minimum(places, len(self.keys) - 1, out=places)
        places[self.keys[places] != wanted] = -1
        return places

    def having_all(self, places: Sequence[int], within: Bits | None = None) -> Bits | None:
        """The replies that have every one of some features; None where none can.

        `within`: where no others are of interest.
        """
        rows = [self._rows[at] for at in places]
        rare = [at for at, row in zip(places, rows, strict=True) if row < 0]
        frequent = [] if within is None else [within]
        frequent += [self.bitmaps[row] for row in rows if row >= 0]
        if not rare:
            shared: Bits = reduce(np.bitwise_and, frequent)
            return shared
        first, *others = sorted(rare, key=self.frequency)
        ids = self.listed(first)
        if within is not None:
            ids = ids[has(within, ids)]
            frequent.pop(0)
        ids = self._in_lists(ids, others)
        for bits in frequent:
            if not len(ids):
                return None
            ids = ids[has(bits, ids)]
        return self._only(ids) if len(ids) else None

    def _in_lists(self, ids: Ids, places: Sequence[int]) -> Ids:
        """Those of some replies that have every one of some rare features."""
        marks: Flags | None = None
        for place in places:
            listed = self.listed(place)
            if len(ids) * _SEARCHED < self.size:
                at = np.minimum(listed.searchsorted(ids), len(listed) - 1)
                ids = ids[listed[at] == ids]
            else:
                marks = np.zeros(self.size, np.bool_) if marks is None else marks
                marks[ids] = True
                both = listed[marks[listed]]
                marks[ids] = False
                ids = both
            if not len(ids):
                break
        return ids

    def having_too(self, bits: Bits | None, at: int) -> Bits | None:
        """Those of some replies, None for all, that have one more feature; None for none."""
        if at < 0:
            return None
        if self._rows[at] >= 0:
            row: Bits = self.bitmaps[self._rows[at]]
            return row if bits is None else row & bits
        ids = self.listed(at)
        ids = ids if bits is None else ids[has(bits, ids)]
        return self._only(ids) if len(ids) else None

    def having_any(self, wanted: Sequence[Sequence[int]]) -> Bits:
        """Per list of features, -1 for none, the replies that have one: a row for each list."""
        width = self.bitmaps.shape[1]
        found = np.zeros((len(wanted), width), np.uint8)
        for row, places in zip(found, wanted, strict=True):
            for at in places:
                if at >= 0 and self._rows[at] >= 0:
                    np.bitwise_or(row, self.bitmaps[self._rows[at]], out=row)
        rare = [[at for at in places if at >= 0 and self._rows[at] < 0] for places in wanted]
        step = max(1, _AT_ONCE // width)
        for first in range(0, len(rare), step):
            some = rare[first : first + step]
            listed = [at for places in some for at in places]
            if listed:
                sizes = [sum(self._counts[at] for at in places) for places in some]
                firsts = np.arange(len(some)).repeat(sizes) * (8 * width)  # of each row, in bits
                ids = np.concatenate([self.listed(at) for at in listed]) + firsts
                add_ids(ids, found[first : first + step].reshape(-1))
        return found

    def listed(self, at: int) -> Ids:
        """The ids that have a rare feature."""
        ids = self.low[self._ends[at] - self._counts[at] : self._ends[at]].astype(np.int32)
        if len(self._upper) > 1:
            ids |= self._upper.repeat(self.blocks[at])
        return ids

    def frequency(self, at: int) -> int:
        """In how many replies a feature stands."""
        return self._counts[at]

    def _only(self, ids: Ids) -> Bits:
        found = self.nothing()
        add_ids(ids, found)
        return found

    # Single numbers are read from these, as that takes a third of the time of reading an array.

    @cached_property
    def _upper(self) -> Ids:
        """The upper halves that ids can have."""
        return np.arange(self.blocks.shape[1], dtype=np.int32) << _LOWER_BITS

    @cached_property
    def _rows(self) -> memoryview:
        return self.rows.data

    @cached_property
    def _counts(self) -> memoryview:
        return self.counts.data

    @cached_property
    def _ends(self) -> memoryview:
        return self.ends.data


def add_ids(ids: Ids, into: Bits) -> None:
    """Set the bits of some replies."""
    if len(ids) * _SCATTERED > 8 * len(into):
        flags = np.zeros(8 * len(into), np.bool_)
        flags[ids] = True
        into |= np.packbits(flags, bitorder="little")
    else:
        np.bitwise_or.at(into, ids >> 3, _BIT.take(ids & 7))


def as_bits(flags: Flags) -> Bits:
    """Flags per reply as a bitmap."""
    return np.packbits(np.pad(flags, (0, -len(flags) % _WIDTH)), bitorder="little")


def how_many(bits: Bits) -> int:
    """How many replies are in a bitmap."""
    return int(np.bitwise_count(bits.view(np.uint64)).sum())


def together(parts: Sequence[Ids]) -> Ids:
    """The ids of some lists, ascending, each once."""
    ids = np.concatenate(parts)
    ids.sort()
    return ids[new(ids)]


def new(ids: npt.NDArray[np.integer]) -> Flags:
    """Which of ascending ids, or other numbers, differ from the one before."""
    flags = np.ones(len(ids), np.bool_)
    np.not_equal(ids[1:], ids[:-1], out=flags[1:])
    return flags


def first_ids(bits: Bits, most: int) -> Ids:
    """The lowest ids of a bitmap."""
    if len(bits) < _SMALL:
        return _set_in(bits)[:most].astype(np.int32)
    words = bits.view(np.uint64)
    filled = words.nonzero()[0][:most]
    at = _set_in(words[filled].view(np.uint8))[:most]
    ids: Ids = (filled[at // _WIDTH] * _WIDTH + at % _WIDTH).astype(np.int32)
    return ids


def _set_in(bits: Bits) -> npt.NDArray[np.int64]:
    """Which bits are set."""
    flags = np.unpackbits(bits, bitorder="little").view(np.bool_)
    return flags.nonzero()[0]


def index(texts: Texts) -> Grams:
    """Build the index of some texts."""
    parts = [_indexed(len(texts), numbers) for numbers in pairs(texts)]
    rows, ends, bitmaps, listed = [], [], 0, 0
    for part in parts:
        rows.append(np.where(part.rows >= 0, part.rows + bitmaps, -1))
        ends.append(part.ends + listed)
        bitmaps += len(part.bitmaps)
        listed += len(part.low)
    return Grams(
        size=len(texts),
        keys=np.concatenate([part.keys for part in parts]),
        counts=np.concatenate([part.counts for part in parts]),
        ends=np.concatenate(ends),
        low=np.concatenate([part.low for part in parts]),
        blocks=np.concatenate([part.blocks for part in parts]),
        rows=np.concatenate(rows).astype(np.int32),
        bitmaps=np.concatenate([part.bitmaps for part in parts]),
    )


def _indexed(size: int, numbers: Keys) -> Grams:
    """The index of one kind of feature."""
    ids = numbers.astype(np.uint32) & np.uint32((1 << ID_BITS) - 1)
    # Where another feature or upper half begins; their kind, the highest bits, is the same.
    changes = np.flatnonzero(new((numbers >> np.uint64(_LOWER_BITS)).astype(np.uint32)))
    features = (numbers[changes] >> np.uint64(ID_BITS)).astype(np.uint32)
    begins = new(features)
    blocks = np.zeros((np.count_nonzero(begins), 1 + (size >> _LOWER_BITS)), np.int32)
    blocks[np.cumsum(begins) - 1, ids[changes] >> _LOWER_BITS] = np.diff(changes, append=len(ids))
    firsts, counts = changes[begins], blocks.sum(axis=1)
    frequent = counts * _SPARSE > size
    blocks[frequent] = 0
    listed = ids[~np.repeat(frequent, counts)]
    return Grams(
        size=size,
        keys=features[begins],
        counts=counts.astype(np.int32),
        ends=np.cumsum(np.where(frequent, 0, counts)),
        low=listed.astype(np.uint16),
        blocks=blocks,
        rows=np.where(frequent, np.cumsum(frequent) - 1, -1).astype(np.int32),
        bitmaps=_bitmaps(size, ids, firsts[frequent], (firsts + counts)[frequent]),
    )


def _bitmaps(
    size: int,
    ids: npt.NDArray[np.uint32],
    firsts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
) -> Bits:
    width = size + -size % _WIDTH
    table = np.zeros((len(firsts), width // 8), np.uint8)
    for row, (first, end) in enumerate(zip(firsts, ends, strict=True)):
        flags = np.zeros(size, np.bool_)
        flags[ids[first:end]] = True
        table[row] = as_bits(flags)
    return table


def has(bits: Bits, ids: Ids) -> Flags:
    """Which of some replies are in a bitmap."""
    flags: Flags = bits.take(ids >> 3) & _BIT.take(ids & 7) != 0
    return flags
