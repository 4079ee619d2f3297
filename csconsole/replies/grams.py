"""What stands in which reply: an index from features of a text to the replies that have them.

Features are single characters, beginnings of syllables, pairs and triples of initials, pairs of
syllables, and triples of the letters of the whole pinyin, each apart for the title, for what
stands beside it and for the body. Frequent ones are bitmaps over the replies, rare ones lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from csconsole.replies.extraction import Keys, pairs
from csconsole.replies.features import ID_BITS
from csconsole.replies.sounds import Flags
from csconsole.replies.texts import Texts

Bits = npt.NDArray[np.uint8]
Ids = npt.NDArray[np.int32]

_WIDTH = 64  # bitmaps are whole machine words
_SMALL = 4096  # bytes of a bitmap that is unpacked whole
_OCTETS = 8  # in a machine word
_SCATTERED = 128  # fewer replies than one in so many are set in a bitmap one by one
_FEW = 500  # replies that are looked up one by one
_SPARSE = 24  # a list of ids is smaller than a bitmap below one reply in so many


@dataclass(frozen=True)
class Grams:
    """The index.

    Attributes:
        size: how many replies there are.
        keys: the features that occur, ascending.
        counts: in how many replies each feature stands.
        ends: where each feature's list ends in `low`; frequent features have empty ones.
        low, high: the two parts of ids of replies, in three bytes together; ascending per feature.
        rows: each feature's row in `bitmaps`, -1 for a rare one.
        bitmaps: one bit per reply.
    """

    size: int
    keys: npt.NDArray[np.uint32]
    counts: Ids
    ends: npt.NDArray[np.int64]
    low: npt.NDArray[np.uint16]
    high: Bits
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
        places = np.searchsorted(self.keys, wanted)
        places[places == len(self.keys)] = 0
        places[self.keys[places] != wanted] = -1
        found: list[int] = places.tolist()
        return found

    def having_all(self, places: Sequence[int]) -> Bits | None:
        """The replies that have every one of some features; None where no reply can."""
        if not places or -1 in places:
            return None
        rows = self.rows[places]
        frequent = [self.bitmaps[row] for row in rows.tolist() if row >= 0]
        if len(frequent) == len(places):
            shared: Bits = reduce(np.bitwise_and, frequent)
            return shared
        rare = np.array(places)[rows < 0]
        first, *others = rare[np.argsort(self.counts[rare])].tolist()
        ids = self.listed(first)
        for bits in frequent:
            ids = ids[has(bits, ids)]
        for at in others:
            if len(ids):
                ids = ids[self._among(self.listed(at), ids)]
        if not len(ids):
            return None
        found = self.nothing()
        add_ids(ids, found)
        return found

    def listed(self, at: int) -> Ids:
        """The ids of a rare feature."""
        part = slice(self.ends[at - 1] if at else 0, self.ends[at])
        ids = self.low[part].astype(np.int32)
        ids |= self.high[part].astype(np.int32) << 16
        return ids

    def _among(self, others: Ids, ids: Ids) -> Flags:
        """Which of some replies are among others; both ascend."""
        if len(ids) < _FEW:
            at = np.minimum(np.searchsorted(others, ids), len(others) - 1)
            found: Flags = others[at] == ids
            return found
        flags = np.zeros(self.size, np.bool_)
        flags[others] = True
        return flags[ids]

    def having_any(self, places: Sequence[int]) -> Bits:
        """The replies that have one of some features."""
        found = self.nothing()
        listed = []
        for at in places:
            if self.rows[at] >= 0:
                found |= self.bitmaps[self.rows[at]]
            else:
                listed.append(self.listed(at))
        if listed:
            add_ids(np.concatenate(listed), found)
        return found

    def frequency(self, at: int) -> int:
        """In how many replies a feature stands."""
        return int(self.counts[at])


def add_ids(ids: Ids, into: Bits) -> None:
    """Set the bits of some replies."""
    if len(ids) * _SCATTERED > 8 * len(into):
        flags = np.zeros(8 * len(into), np.bool_)
        flags[ids] = True
        into |= np.packbits(flags, bitorder="little")
    else:
        np.bitwise_or.at(into, ids >> 3, np.left_shift(1, ids & 7).astype(np.uint8))


def as_bits(flags: Flags) -> Bits:
    """Flags per reply as a bitmap."""
    return np.packbits(np.pad(flags, (0, -len(flags) % _WIDTH)), bitorder="little")


def first_ids(bits: Bits, most: int) -> Ids:
    """The lowest ids of a bitmap."""
    if len(bits) < _SMALL:
        every: Ids = np.flatnonzero(np.unpackbits(bits, bitorder="little"))[:most].astype(np.int32)
        return every
    words = np.flatnonzero(bits.view(np.uint64))[:most]
    if not len(words):
        return np.zeros(0, np.int32)
    octets = (words[:, None] * _OCTETS + np.arange(_OCTETS)).ravel()
    octets = octets[bits[octets] != 0][:most]
    rows, columns = np.nonzero(np.unpackbits(bits[octets, None], axis=1, bitorder="little"))
    ids: Ids = (octets[rows] * 8 + columns).astype(np.int32)
    return ids[:most]


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
        high=np.concatenate([part.high for part in parts]),
        rows=np.concatenate(rows).astype(np.int32),
        bitmaps=np.concatenate([part.bitmaps for part in parts]),
    )


def _indexed(size: int, numbers: Keys) -> Grams:
    """The index of one kind of feature."""
    features = (numbers >> np.uint64(ID_BITS)).astype(np.uint32)
    ids = numbers.astype(np.uint32) & np.uint32((1 << ID_BITS) - 1)
    firsts = np.flatnonzero(np.diff(features, prepend=~np.uint32(0)))
    counts = np.diff(firsts, append=len(ids))
    frequent = counts * _SPARSE > size
    listed = ids[~np.repeat(frequent, counts)]
    return Grams(
        size=size,
        keys=features[firsts],
        counts=counts.astype(np.int32),
        ends=np.cumsum(np.where(frequent, 0, counts)),
        low=listed.astype(np.uint16),
        high=(listed >> 16).astype(np.uint8),
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
    flags: Flags = (bits[ids >> 3] >> (ids & 7).astype(np.uint8)) & 1 != 0
    return flags
