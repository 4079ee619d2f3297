"""How well words fit the texts of many replies at once, no slip made.

A word is read along the text unit by unit, in each of its readings; at every step only the
places that still fit are kept, so that the first unit costs most and the others next to nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from csconsole.replies.query import Reading, Unit
from csconsole.replies.sounds import Codes, Flags, group_table, groups_beginning, groups_sounding
from csconsole.replies.texts import Place, Texts

Scores = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

WEIGHTS = np.array([0, 1.0, 0.95, 0.80, 0.78, 0.62, 0.50, 0, 0])  # by place
# Who types several words types no shortcut, and means a title that has them rather than a tag.
AMONG_WORDS = WEIGHTS * [1, 0.6, 1, 0.85, 0.85, 1, 1, 1, 1]
CORRECTED = WEIGHTS * [1, 0.6, 1, 1, 1, 0.6, 1, 1, 1]  # a guess at a category is a wide one
EXACT, START, WORD_START, INSIDE = 100, 92, 86, 80
PINYIN = {EXACT: 76, START: 70, WORD_START: 60, INSIDE: 60}
HOMOPHONE = {EXACT: 66, START: 62, WORD_START: 56, INSIDE: 56}
_PINYIN, _HOMOPHONE = (
    np.array([float(table.get(level, 0)) for level in range(EXACT + 1)])
    for table in (PINYIN, HOMOPHONE)
)
_LEAST_PINYIN_IN_BODY = 4
_LEAST_SOUNDS_IN_BODY = 2
_MISREAD = 25  # points off for each further character that only sounds alike


@dataclass(frozen=True)
class Batch:
    """The texts of some candidates, one behind the other.

    Attributes:
        ends: where the text of each candidate ends.
    """

    codes: Codes
    ends: npt.NDArray[np.int32]

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return len(self.ends)

    def owners(self, places: Places) -> Places:
        """Which candidate the code units at some places belong to."""
        return self.ends.searchsorted(places, "right")

    @cached_property
    def groups(self) -> Codes:
        """Which readings each code unit has."""
        return group_table().take(self.codes)

    @cached_property
    def fields(self) -> Places:
        """Where fields begin; the end of all behind the last."""
        return np.append(np.flatnonzero(self.codes < ord(" ")), len(self.codes))


def gather(texts: Texts, ids: npt.NDArray[np.int32], *, bodies: bool) -> Batch:
    """The texts of candidates, with or without their bodies."""
    starts = texts.starts[ids]
    ends = texts.starts[ids + 1] if bodies else texts.bodies[ids]
    pairs = zip(starts.tolist(), ends.tolist(), strict=True)
    units = texts.units
    codes = np.frombuffer(b"".join([units[start:end] for start, end in pairs]), np.uint16)
    return Batch(codes, np.cumsum(ends - starts, dtype=np.int32))


def fits(readings: Iterable[Reading], batch: Batch, weights: Scores = WEIGHTS) -> Scores:
    """How well a word fits each candidate at its best place; 0 where it does not.

    `readings`: those of the word that can fit at all; `weights`: by the kind of place.
    """
    best = np.zeros(batch.count)
    for reading in readings:
        found = _along(reading, batch)
        if found is not None:
            worth = _scores(reading, found, batch, weights)
            np.maximum.at(best, batch.owners(found.places), worth)
    return best


@dataclass(frozen=True)
class _Found:
    """Where a reading fits.

    Attributes:
        literal: which of the places have just what was typed.
        misread: how many Chinese characters at each place only sound like what was typed.
    """

    places: Places
    literal: Flags
    misread: npt.NDArray[np.int64]


def _along(reading: Reading, batch: Batch) -> _Found | None:
    """The places at which all units of a reading follow one another."""
    if all(map(_is_itself, reading)):
        places = standing([ord(unit.typed) for unit in reading], batch.codes)
        count = len(places)
        same, none = np.ones(count, np.bool_), np.zeros(count, np.int64)
        return _Found(places, same, none) if count else None
    places = _accepts(reading[0], batch.codes, batch.groups).nonzero()[0]
    places = places[: places.searchsorted(len(batch.codes) - len(reading), "right")]
    for step, unit in enumerate(reading[1:], 1):
        there = places + step
        places = places[_accepts(unit, batch.codes.take(there), batch.groups.take(there))]
    return _Found(places, *_compared(reading, places, batch.codes)) if len(places) else None


def _compared(
    reading: Reading, places: Places, codes: Codes
) -> tuple[Flags, npt.NDArray[np.int64]]:
    """At which places just what was typed stands, and how many characters only sound like it."""
    literal = np.full(len(places), all(len(unit.typed) == 1 for unit in reading))
    misread = np.zeros(len(places), np.int64)
    for step, unit in enumerate(reading):
        if len(unit.typed) == 1:
            same = codes.take(places + step) == ord(unit.typed)
            literal &= same
            if not unit.typed.isascii():
                misread += ~same
    return literal, misread


def _accepts(unit: Unit, codes: Codes, groups: Codes) -> Flags:
    """Which characters a unit fits."""
    if unit.sounds:
        allowed = groups_sounding(unit.sounds)
    elif _is_itself(unit):
        same: Flags = codes == ord(unit.typed)
        return same
    elif unit.whole:
        allowed = groups_sounding((unit.typed,))
    else:
        allowed = groups_beginning(unit.typed)
    return allowed.take(groups)


def standing(units: Sequence[int], codes: Codes) -> Places:
    """Where some code units stand one behind the other."""
    return going_on(units, (codes == units[0]).nonzero()[0], codes)


def going_on(units: Sequence[int], places: Places, codes: Codes) -> Places:
    """At which of some places with the first of some code units the others follow."""
    places = places[: places.searchsorted(len(codes) - len(units), "right")]
    for step, unit in enumerate(units[1:], 1):
        places = places[codes[places + step] == unit]
    return places


def _is_itself(unit: Unit) -> bool:
    """Whether a unit stands for one character and no other."""
    return unit.literal or not (unit.typed.isascii() or unit.sounds)


def _scores(reading: Reading, found: _Found, batch: Batch, weights: Scores) -> Scores:
    """What each place at which a reading fits is worth."""
    places, literal, misread, size = found.places, found.literal, found.misread, len(reading)
    at = batch.fields.searchsorted(places, "right")
    signs, ends = batch.fields.take(at - 1), batch.fields.take(at)
    kind = batch.codes.take(signs)
    starting = places == signs + 1
    latin = batch.codes.take(places) < 128
    inside_latin = latin & _is_latin(batch.codes.take(places - 1))
    level = np.where(latin & ~inside_latin, WORD_START, INSIDE)
    level[starting] = START
    level[starting & (places + size == ends)] = EXACT
    heard = _PINYIN.take(level)
    if misread.any():
        homophone = _HOMOPHONE.take(level) - _MISREAD * (misread - 1)
        heard = np.where(misread > 0, homophone, heard)
    typed = sum(len(unit.typed) for unit in reading)
    heard += 4 * (1 - size / typed) if typed else 0
    worth = np.where(literal, level, heard)
    worth += 6 * size / (ends - signs - 1) - 6
    allowed = _allowed(reading, found, kind == Place.TEXT, inside_latin)
    return np.where(allowed, np.maximum(worth, 1) * weights.take(kind), 0)


def _allowed(reading: Reading, found: _Found, in_body: Flags, inside_latin: Flags) -> Flags:
    """Rules out what says nothing: few letters inside a foreign word, short pinyin in a body."""
    letters = sum(len(unit.typed) for unit in reading if unit.typed.isascii())
    if len(reading) == 1 and not reading[0].typed.isascii():
        return found.literal
    allowed = ~inside_latin | (found.literal & (len(reading) > 2))
    if letters:
        long_enough = letters >= _LEAST_PINYIN_IN_BODY
    else:
        long_enough = len(reading) > _LEAST_SOUNDS_IN_BODY
    return allowed & (found.literal | ~in_body | long_enough)


def _is_latin(codes: Codes) -> Flags:
    return (codes < 128) & (codes > ord(" "))
