"""One form for all the ways in which the same text is written.

Traditional becomes simplified, full-width half-width, upper case lower; every folded character
knows which character of the original it comes from, so that matches can be marked there.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from csconsole.shipped import RESOURCES

_TABLES = RESOURCES / "search"


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, the place in the original."""

    text: str
    origin: Sequence[int]


def fold(text: str) -> str:
    """The folded form of a text; as long as the original for nearly every text."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def fold_with_origin(text: str) -> Folded:
    """The folded form with the places that its characters come from."""
    folded = fold(text)
    if len(folded) == len(text):  # no character becomes none, so each has become one
        return Folded(folded, range(len(text)))
    return Folded(folded, [at for at, one in enumerate(text) for _part in fold(one)])


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf"


def readings(character: str) -> tuple[str, ...]:
    """The pinyin readings of a folded character without tones; none for other characters."""
    return _pinyin().get(character, ())


def sounds_along(text: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each folded character; one without any reads as itself."""
    told = _pinyin().get
    return tuple([told(character) or (character,) for character in text])


class _FoldedCharacters(dict[int, str]):
    """What each character becomes, by its code point; found out when it first occurs."""

    def __missing__(self, at: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(at)).lower()
        self[at] = "".join(_simplified().get(part, part) for part in folded)
        return self[at]


_FOLDED = _FoldedCharacters()


@cache
def _simplified() -> dict[str, str]:
    lines = (_TABLES / "simplified.txt").read_text(encoding="utf-8").splitlines()
    return {line[0]: line[1] for line in lines}


@cache
def sound_groups() -> list[tuple[tuple[str, ...], str]]:
    """All readings that occur, each with the characters that are read so."""
    lines = (_TABLES / "pinyin.txt").read_text(encoding="utf-8").splitlines()
    told = (line.split("\t") for line in lines)
    return [(tuple(sounds.split(",")), characters) for sounds, characters in told]


@cache
def _pinyin() -> dict[str, tuple[str, ...]]:
    return {character: sounds for sounds, characters in sound_groups() for character in characters}
