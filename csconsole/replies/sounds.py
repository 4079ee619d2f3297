"""How code units sound, as tables that whole arrays of text are read through at once.

A text is an array of UTF-16 code units. Each unit has up to three readings; a reading has an
initial (its first letter) and a syllable. What is no Chinese character reads as itself.
"""

from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from csconsole.replies.folding import sound_groups
from csconsole.replies.syllables import prefixes

UNITS = 65536
READINGS = 3
BLANK, START = 36, 37  # initials of the blank between Latin words and of the start of a field
_OTHERS = 38  # initials from here on stand for all other characters
_INITIALS = 64
_SOUNDS = 512  # sounds from here on are initials of what is no Chinese character

Codes = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int16]
Flags = npt.NDArray[np.bool_]


def initial(letter: str) -> int:
    """The number of a letter's, digit's or other character's initial."""
    return int(_own_initials()[ord(letter)])


@cache
def initial_table() -> Numbers:
    """Per reading and code unit the initial, -1 where there is no such reading."""
    table = np.full((READINGS, UNITS), -1, np.int16)
    table[0] = _own_initials()
    for sounds, characters in sound_groups():
        units = code_units(characters)
        for at, letter in enumerate(dict.fromkeys(sound[0] for sound in sounds)):
            table[at, units] = initial(letter)
    return table


@cache
def sound_table() -> Numbers:
    """Per reading and code unit the number of the syllable, -1 where there is no such reading."""
    table = np.full((READINGS, UNITS), -1, np.int16)
    table[0] = _own_initials() + _SOUNDS
    for sounds, characters in sound_groups():
        units = code_units(characters)
        for at, sound in enumerate(sounds):
            table[at, units] = prefixes()[sound]
    return table


@cache
def group_table() -> Codes:
    """Per code unit the group of its readings; Latin letters and digits have their own."""
    table = np.zeros(UNITS, np.uint16)
    for number, (_sounds, characters) in enumerate(sound_groups(), start=1):
        table[code_units(characters)] = number
    first = len(sound_groups()) + 1
    table[:128] = np.arange(first, first + 128)
    return table


@lru_cache(maxsize=4096)
def groups_beginning(prefix: str) -> Flags:
    """Which groups have a reading that begins so; one letter is also itself."""
    return _groups(prefix, whole=False)


@lru_cache(maxsize=4096)
def groups_sounding(sounds: tuple[str, ...]) -> Flags:
    """Which groups have one of these readings."""
    found = np.zeros(_group_count(), np.bool_)
    for sound in sounds:
        found |= _groups(sound, whole=True)
    return found


def _groups(prefix: str, *, whole: bool) -> Flags:
    found = np.zeros(_group_count(), np.bool_)
    for number, (sounds, _characters) in enumerate(sound_groups(), start=1):
        found[number] = prefix in sounds if whole else any(s.startswith(prefix) for s in sounds)
    if len(prefix) == 1 and not whole:
        found[len(sound_groups()) + 1 + ord(prefix)] = True
    return found


def _group_count() -> int:
    return len(sound_groups()) + 1 + 128


@cache
def _own_initials() -> Numbers:
    table = (_OTHERS + np.arange(UNITS) % (_INITIALS - _OTHERS)).astype(np.int16)
    table[ord("a") : ord("z") + 1] = np.arange(26)
    table[ord("0") : ord("9") + 1] = np.arange(26, 36)
    table[: ord(" ")] = START
    table[ord(" ")] = BLANK
    return table


def code_units(characters: str) -> Codes:
    """The code units of characters, those beyond the basic plane left out."""
    basic = "".join(character for character in characters if ord(character) < UNITS)
    return np.frombuffer(basic.encode("utf-16-le"), np.uint16)
