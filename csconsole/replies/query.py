"""What somebody typed into the search box: filters, and words in every reading they can have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from operator import itemgetter
from string import ascii_lowercase, digits
from typing import NamedTuple

from csconsole.replies.folding import fold, is_han, readings
from csconsole.replies.syllables import prefixes, syllables
from csconsole.replies.texts import clean

LONGEST_QUERY = 200
_MOST_WORDS = 40
_MOST_READINGS = 4  # of one stretch of letters
_MOST_MIXED = 6
_LONGEST_SYLLABLE = 6
_COST = itemgetter(0)
_STRETCHES = re.compile(r"[a-z0-9]+|[^a-z0-9]+")
_LANGUAGE = re.compile(r"lang:([a-z]{2,3})")


class Unit(NamedTuple):
    """What one character of a text must be; a tuple, as making and comparing these takes long.

    Attributes:
        typed: the characters that were typed for it: itself, or letters of its sound.
        sounds: for a Chinese character its readings.
        whole: whether the typed letters are a whole syllable.
        literal: whether a letter stands for itself alone.
    """

    typed: str
    sounds: tuple[str, ...] = ()
    whole: bool = False
    literal: bool = False


Reading = tuple[Unit, ...]


@dataclass(frozen=True, eq=False)
class Word:
    """One word of a query; known by itself, as comparing all its parts would take long.

    Attributes:
        text: the folded word.
        sounds: for a word of Chinese characters alone, the readings of each.
        latin: whether it has only letters and digits, so that it can be pinyin.
        letters: the letters that it is made of.
        only: the readings that it can have, where these are known; empty for every way.
    """

    text: str
    sounds: tuple[tuple[str, ...], ...]
    latin: bool
    letters: frozenset[str]
    only: tuple[Reading, ...] = ()

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The ways to read the word along a text, likeliest first."""
        return self.only or _readings(self.text)

    @property
    def may_be_pinyin(self) -> bool:
        """Whether it can be cut into whole syllables, the last begun."""
        return any(
            all(unit.whole for unit in reading[:-1]) and reading[-1].typed in prefixes()
            for reading in self.readings[1:]
        )

    @property
    def as_written(self) -> "Word":
        """The same word as what it is, not as a sound."""
        return replace(self, only=(tuple(Unit(letter, literal=True) for letter in self.text),))


@dataclass(frozen=True)
class Query:
    """A parsed query; empty where nothing was typed.

    Attributes:
        tags, categories, languages: what a reply must have: `#tag`, `@category`, `lang:en`.
    """

    text: str
    words: tuple[Word, ...]
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    languages: tuple[str, ...] = field(default=())

    @property
    def joined(self) -> str:
        """The query without its blanks."""
        return "".join(word.text for word in self.words)

    @property
    def filtered(self) -> bool:
        """Whether it has a filter."""
        return bool(self.tags or self.categories or self.languages)


@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """The query that a text means; what is longer than any search is cut."""
    tags, categories, languages, told = [], [], [], []
    for piece in fold(text[:LONGEST_QUERY]).split():
        language = _LANGUAGE.fullmatch(piece)
        if piece[0] == "#" and len(piece) > 1:
            tags.append(piece[1:])
        elif piece[0] == "@" and len(piece) > 1:
            categories.append(piece[1:])
        elif language:
            languages.append(language[1])
        else:
            told.append(piece)
    words = tuple(_word(piece) for piece in told[:_MOST_WORDS])
    return Query(" ".join(told), words, tuple(tags), tuple(categories), tuple(languages))


def cleaned(query: Query) -> tuple[Word, ...]:
    """The words as they stand in laid-out texts: without punctuation, which parts words."""
    found: list[Word] = []
    for one in query.words:
        if one.text.isalnum():
            found.append(one)
        else:
            told = clean(one.text).tobytes().decode("utf-16-le", "surrogatepass")
            found += map(_word, told.split())
    return tuple(found[:_MOST_WORDS])


def word(text: str) -> Word:
    """One folded word."""
    return _word(text)


def part(reading: Reading) -> Word:
    """A part of a word, read in one way."""
    return replace(_word("".join(unit.typed for unit in reading)), only=(reading,))


@lru_cache(maxsize=512)
def _word(text: str) -> Word:
    han = all(is_han(character) for character in text)
    return Word(
        text=text,
        sounds=tuple(readings(character) for character in text) if han else (),
        latin=text.isascii() and text.isalnum(),
        letters=frozenset(text),
    )


@lru_cache(maxsize=512)
def _readings(text: str) -> tuple[Reading, ...]:
    found: list[tuple[int, Reading]] = [(0, ())]
    for stretch in _STRETCHES.findall(text):
        found = [
            (cost + more, (*before, *units))
            for cost, before in found
            for more, units in enumerate(_stretch(stretch))
        ]
        found = sorted(found, key=_COST)[:_MOST_MIXED]
    return tuple(reading for _cost, reading in found)


def _stretch(text: str) -> list[Reading]:
    if not text.isascii() or not text.isalnum():
        # Halves of what is beyond the basic plane: as texts are laid out.
        units = memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")
        return [tuple(map(_sounding, units))]
    letters = tuple(Unit(letter) for letter in text)
    cut = [units for _cost, units in _syllables(text) if units != letters]
    return [letters, *cut][:_MOST_READINGS]


def _syllables(text: str) -> list[tuple[int, Reading]]:
    """The likeliest ways to cut letters into syllables and initials, with the cost of each."""
    whole = len(text)
    best: list[list[tuple[int, Reading]]] = [[] for _ in range(whole + 1)]
    best[whole] = [(0, ())]
    for at in range(whole - 1, -1, -1):
        ways = [
            (cost + (1 if unit.whole else 2), (unit, *rest))
            for end in range(at + 1, min(at + _LONGEST_SYLLABLE, whole) + 1)
            if (unit := _units(last=end == whole).get(text[at:end])) is not None
            for cost, rest in best[end]
        ]
        ways.sort(key=_COST)
        best[at] = ways[:_MOST_READINGS]
    return best[0]


@cache
def _units(*, last: bool) -> Mapping[str, Unit]:
    """What letters can stand for: a syllable, an initial, or at the end any beginning of one."""
    whole = [sound for sound in syllables() if len(sound) > 1]
    initials = [*ascii_lowercase, *digits, "zh", "ch", "sh"]
    if last:
        return {piece: Unit(piece) for piece in (*initials, *whole, *prefixes())}
    return {piece: Unit(piece) for piece in initials} | {
        piece: Unit(piece, whole=True) for piece in whole
    }


@lru_cache(maxsize=4096)
def _sounding(code_unit: int) -> Unit:
    """What a Chinese character, or half of another one, stands for."""
    character = chr(code_unit)
    return Unit(character, readings(character))
