"""The texts of replies as one array of code units, laid out for searching.

Per reply, in this order: shortcut, titles, then what stands beside them (category, questions,
tags), then the texts. Every field begins with a code unit that names its place. Punctuation is
left out; a blank stays only between two words of letters.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from csconsole.replies.folding import fold, is_han
from csconsole.replies.model import Reply, category_prefixes
from csconsole.replies.sounds import UNITS, Codes
from csconsole.replies.words import words

_STARTERS = re.compile("[\x00-\x08]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")  # the basic plane: of two code units each
_HALVES = range(0xD800, 0xE000)
_AT_ONCE = 1000  # replies; more would keep other threads waiting too long
_SHORT = 4096
_DROPPED, _LETTER, _SIGN, _STARTER = range(4)


class Place(IntEnum):
    """Where in a reply something stands; the code unit that begins such a field."""

    SHORTCUT = 1
    TITLE = 2
    ASKS = 3
    TAGS = 4
    CATEGORY = 5
    TEXT = 6
    SIDE_BEGINS = 7
    BODY_BEGINS = 8


_SHORTCUT, _TITLE, _ASKS, _TAGS, _CATEGORY, _TEXT, _SIDE_BEGINS, _BODY_BEGINS = map(chr, Place)


@dataclass(frozen=True)
class Texts:
    """The laid-out texts of some replies.

    Attributes:
        codes: the code units of all of them, one reply after the other.
        starts: where each reply begins, and the end of the last.
        sides: where in each reply the fields beside the title begin.
        bodies: where in each reply the texts begin.
    """

    codes: Codes
    starts: npt.NDArray[np.int32]
    sides: npt.NDArray[np.int32]
    bodies: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def units(self) -> memoryview:
        """The code units, of which pieces are taken in a third of the time."""
        return self.codes.data


def lay_out(replies: Sequence[Reply]) -> Texts:
    """The texts of replies, folded and laid out in their order."""
    parts = [_laid_out(replies[at : at + _AT_ONCE]) for at in range(0, len(replies), _AT_ONCE)]
    codes = np.concatenate([np.zeros(0, np.uint16), *parts])
    starts, sides, bodies = (
        np.flatnonzero(codes == place).astype(np.int32)
        for place in (Place.SHORTCUT, Place.SIDE_BEGINS, Place.BODY_BEGINS)
    )
    return Texts(codes, np.append(starts, np.int32(len(codes))), sides, bodies)


def _laid_out(replies: Sequence[Reply]) -> Codes:
    told = [piece for reply in replies for piece in _told(reply)]
    codes = _folded("".join(told))
    if 2 * np.count_nonzero(codes <= Place.BODY_BEGINS) > len(told):  # some stand in the texts
        told[1::2] = [_STARTERS.sub(" ", text) for text in told[1::2]]
        codes = _folded("".join(told))
    return _cleaned(codes)


def clean(folded: str) -> Codes:
    """The code units of a folded text without its punctuation."""
    return _cleaned(_units(folded))


def _folded(text: str) -> Codes:
    """The code units of a long text folded: `fold`, but each character looked at only once."""
    units = _units(text)
    table = np.arange(UNITS, dtype=np.uint16)
    told = text
    for character in _occurring(units, text):
        folded = fold(character)
        if len(folded) == 1 and max(character, folded) < "\U00010000":
            table[ord(character)] = ord(folded)
        elif folded != character:
            told = told.replace(character, folded)
    return table.take(units if told is text else _units(told))


def _occurring(units: Codes, text: str) -> Iterable[str]:
    """Every character of a text; a set of all of them would be made one by one."""
    found = np.flatnonzero(np.bincount(units, minlength=UNITS))
    halves = (found >= _HALVES.start) & (found < _HALVES.stop)
    beyond = set(_BEYOND.findall(text)) if halves.any() else ()
    return [*map(chr, found[~halves].tolist()), *beyond]


def _units(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)


def _cleaned(codes: Codes) -> Codes:
    kinds = _kinds(codes)
    kept = np.flatnonzero(kinds != _DROPPED)
    letters = kinds[kept] == _LETTER
    parted = (np.diff(kept) > 1) & letters[:-1] & letters[1:] if len(kept) else np.zeros(0, bool)
    return np.insert(codes[kept], np.flatnonzero(parted) + 1, ord(" "))


def _told(reply: Reply) -> list[str]:
    """All fields of a reply, each behind the sign of its place."""
    told = [_SHORTCUT, reply.shortcut]
    for title in reply.title.values():
        told += (_TITLE, title)
    told += (_SIDE_BEGINS, "")
    for asks in reply.asks.values():
        for ask in asks:
            told += (_ASKS, ask)
    for tag in reply.tags:
        told += (_TAGS, tag)
    told += _labels(reply.category, tuple(reply.title))
    told += (_BODY_BEGINS, "")
    for text in reply.text.values():
        told += (_TEXT, text)
    for texts in reply.variants.values():
        for text in texts:
            told += (_TEXT, text)
    return told


@cache
def _labels(category: str, languages: tuple[str, ...]) -> list[str]:
    if not category:
        return []
    paths = category_prefixes(category)
    labels = [words().category(path, language) for path in paths for language in languages]
    return [piece for label in (*labels, *category.split("/")) for piece in (_CATEGORY, label)]


def _kinds(codes: Codes) -> npt.NDArray[np.uint8]:
    """What each code unit is; only those that occur are looked at."""
    if len(codes) < _SHORT:
        return np.array([_kind(unit) for unit in codes.tolist()], np.uint8)
    table = np.zeros(UNITS, np.uint8)
    for unit in np.flatnonzero(np.bincount(codes, minlength=UNITS)).tolist():
        table[unit] = _kind(unit)
    return table.take(codes)


@cache
def _kind(unit: int) -> int:
    if 0 < unit <= Place.BODY_BEGINS:
        return _STARTER
    character = chr(unit)
    category = unicodedata.category(character)
    if category == "Cs":  # half of a character beyond the basic plane, such as an emoji
        return _SIGN
    if category[0] in "ZPC":
        return _DROPPED
    return _LETTER if character.isalnum() and not is_han(character) else _SIGN
