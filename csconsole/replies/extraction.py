"""The features that stand in laid-out texts, taken from all of them at once."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from csconsole.replies import sounds
from csconsole.replies.features import ID_BITS, INITIAL_BITS, SOUND_BITS, VALUE_BITS, Kind, Zone
from csconsole.replies.syllables import prefixes
from csconsole.replies.texts import Texts

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_LONGEST_SYLLABLE = 6
_AT_ONCE = 2000  # replies: few enough to stay in the processor's cache, and to let others work


def pairs(texts: Texts) -> Iterator[Keys]:
    """Per kind of feature, in the order of kinds, every feature with every reply that has it.

    Both are in one number, the feature in front; ascending, each once.
    """
    stretches = [
        _Extraction(texts, first, min(first + _AT_ONCE, len(texts)))
        for first in range(0, len(texts), _AT_ONCE)
    ]
    kinds = (_characters, _prefixes, _initials, _syllables, _triples, _letters)
    for kind in kinds:
        yield _sorted(chain.from_iterable(map(kind, stretches)))


class _Extraction:
    """A stretch of laid-out replies on the way to their features."""

    def __init__(self, texts: Texts, first: int, end: int) -> None:
        starts, sides, bodies = (
            texts.starts[first:end],
            texts.sides[first:end],
            texts.bodies[first:end],
        )
        bounds = np.append(np.stack([starts, sides, bodies], axis=1), texts.starts[end])
        self.codes = texts.codes[bounds[0] : bounds[-1]]
        zones = np.arange(len(Zone), dtype=np.uint64) << np.uint64(VALUE_BITS + ID_BITS)
        ids = np.arange(first, end, dtype=np.uint64)
        self._owners = np.repeat((ids[:, None] | zones).ravel(), np.diff(bounds))
        self.in_headings = self._owners < np.uint64(Zone.BODY << VALUE_BITS + ID_BITS)
        self.headings = np.flatnonzero(self.in_headings)

    def pairs(self, kind: Kind, at: Places, values: Places) -> Keys:
        """Features at some places with the replies that these are in."""
        first = kind * len(Zone) << VALUE_BITS
        numbers: Keys = (values + first).view(np.uint64)
        numbers <<= np.uint64(ID_BITS)
        numbers += self._owners.take(at)
        return numbers


def _sorted(parts: Iterable[Keys]) -> Keys:
    numbers = np.concatenate([np.zeros(0, np.uint64), *parts])
    numbers.sort()
    kept = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=kept[1:])
    return numbers[kept]


def _characters(found: _Extraction) -> Iterator[Keys]:
    at = np.flatnonzero(found.codes >= 128)
    yield found.pairs(Kind.CHARACTER, at, found.codes[at].astype(np.int64))


def _prefixes(found: _Extraction) -> Iterator[Keys]:
    """Beginnings of the syllables of headings, and the letters of their Latin words."""
    codes = found.codes[found.headings]
    for row in _prefix_tables():
        values = row.take(codes)
        at = np.flatnonzero(values >= 0)
        yield found.pairs(Kind.PREFIX, found.headings[at], values[at].astype(np.int64))


def _initials(found: _Extraction) -> Iterator[Keys]:
    places = found.headings[found.headings < len(found.codes) - 1]
    places = places[found.codes.take(places + 1) >= ord(" ")]
    codes, following = found.codes.take(places), found.codes.take(places + 1)
    for first in sounds.initial_table():
        for second in sounds.initial_table():
            one, two = first.take(codes), second.take(following)
            kept = np.flatnonzero((one >= 0) & (two >= 0))
            values = (one[kept].astype(np.int64) << INITIAL_BITS) + two[kept]
            yield found.pairs(Kind.INITIALS, places[kept], values)


def _syllables(found: _Extraction) -> Iterator[Keys]:
    """Pairs of neighbours of which one at least is a Chinese character.

    In headings in all their readings, in bodies with one of the two in its second reading.
    """
    later = found.codes >= 128
    wanted = (later[:-1] | later[1:]) & (found.codes[1:] >= ord(" "))
    places = np.flatnonzero(wanted)
    own = sounds.sound_table()[0].take(found.codes).astype(np.int64)  # all have a first reading
    yield found.pairs(Kind.SYLLABLES, places, ((own[:-1] << SOUND_BITS) + own[1:])[wanted])
    for row, first in enumerate(sounds.sound_table()):
        for column, second in enumerate(sounds.sound_table()):
            if row + column == 0:
                continue
            some = places if row + column < 2 else places[found.in_headings[places]]
            one, two = first.take(found.codes[some]), second.take(found.codes[some + 1])
            kept = np.flatnonzero((one >= 0) & (two >= 0))
            values = (one[kept].astype(np.int64) << SOUND_BITS) + two[kept]
            yield found.pairs(Kind.SYLLABLES, some[kept], values)


def _triples(found: _Extraction) -> Iterator[Keys]:
    """Triples of initials; in headings also with one of the three in its second reading."""
    tables = sounds.initial_table()
    inside = found.codes >= ord(" ")
    wanted = inside[1:-1] & inside[2:]
    places = np.flatnonzero(wanted)
    own = tables[0].take(found.codes).astype(np.int64)  # all have a first reading
    values = (own[:-2] << 2 * INITIAL_BITS) + (own[1:-1] << INITIAL_BITS) + own[2:]
    yield found.pairs(Kind.TRIPLE, places, values[wanted])
    some = places[found.in_headings[places]]
    for rows in ((1, 0, 0), (0, 1, 0), (0, 0, 1)):
        values = np.zeros(len(some), np.int64)
        kept = np.ones(len(some), np.bool_)
        for step, row in enumerate(rows):
            part = tables[row].take(found.codes[some + step])
            values = (values << INITIAL_BITS) + part
            kept &= part >= 0
        yield found.pairs(Kind.TRIPLE, some[kept], values[kept])


def _letters(found: _Extraction) -> Iterator[Keys]:
    """Triples of letters in the pinyin of headings, Latin words as they are."""
    places = found.headings[found.codes[found.headings] != ord(" ")]
    spelt = _spellings().take(found.codes[places], axis=0).ravel()
    places = np.repeat(places, _LONGEST_SYLLABLE)[spelt >= 0]
    letters = spelt[spelt >= 0].astype(np.int64)
    kept = (letters[1:-1] != sounds.START) & (letters[2:] != sounds.START)
    values = (letters[:-2] << 2 * INITIAL_BITS) + (letters[1:-1] << INITIAL_BITS) + letters[2:]
    yield found.pairs(Kind.LETTERS, places[:-2][kept], values[kept])


@cache
def _prefix_tables() -> npt.NDArray[np.int16]:
    """Per way of beginning a syllable the number of that beginning, -1 for none."""
    rows: list[npt.NDArray[np.int16]] = []
    names = list(prefixes())
    for row in sounds.sound_table():
        for size in range(1, _LONGEST_SYLLABLE + 1):
            table = np.full(sounds.UNITS, -1, np.int16)
            numbers = np.array(
                [prefixes()[name[:size]] if len(name) >= size else -1 for name in names]
            )
            known = (row >= 0) & (row < len(names))
            table[known] = numbers[row[known]]
            if size == 1:
                for letter in range(ord("a"), ord("z") + 1):
                    table[letter] = prefixes().get(chr(letter), -1)
            rows.append(table)
    return np.stack(rows)


@cache
def _spellings() -> npt.NDArray[np.int8]:
    """Per code unit the letters of its commonest reading as initials, filled up with -1."""
    names = list(prefixes())
    spelt = np.full((len(names), _LONGEST_SYLLABLE), -1, np.int8)
    for number, name in enumerate(names):
        spelt[number, : len(name)] = [sounds.initial(letter) for letter in name]
    row = sounds.sound_table()[0]
    table = np.full((sounds.UNITS, _LONGEST_SYLLABLE), -1, np.int8)
    table[:, 0] = sounds.initial_table()[0]
    known = (row >= 0) & (row < len(names))
    table[known] = spelt[row[known]]
    return table
