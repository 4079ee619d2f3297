"""How well one word fits one text, and which characters of the text it fits.

A text is matched in its folded form: as characters, as pinyin (whole syllables, initials, or
both mixed, at any place), by sound where a wrong homophone was typed, and, where nothing of that
fits, with one letter or character wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from csconsole.replies.folding import Folded, fold_with_origin, readings, sounds_along
from csconsole.replies.query import Query, Word, cleaned

_LEAST_FOR_TYPO = 4  # Latin letters
_LEAST_HAN_FOR_TYPO = 3
_LEAST_FOR_TWO_TYPOS = 9
_SYLLABLES_TRIED = 400  # a roof for hostile texts; real ones need a few dozen


class Fit(IntEnum):
    """How a word fits a text, from best to none."""

    EXACT = 100
    START = 92
    WORD_START = 86
    INSIDE = 80
    PINYIN_WHOLE = 76
    PINYIN_START = 70
    PINYIN_INSIDE = 60
    HOMOPHONE = 56
    TYPO = 40
    NONE = 0


@dataclass(frozen=True)
class Match:
    """A fit and the half-open range of folded characters that it covers."""

    fit: Fit
    start: int = 0
    end: int = 0


NO_MATCH = Match(Fit.NONE)


class Matchable:
    """A text prepared for matching; how it sounds is found out only when that is asked for.

    Attributes:
        text: its folded form.
    """

    def __init__(self, folded: str) -> None:
        self.text = folded

    @cached_property
    def sounds(self) -> tuple[tuple[str, ...], ...]:
        """Each character's readings; a Latin character reads as itself."""
        return sounds_along(self.text)

    @cached_property
    def initials(self) -> str:
        """The first letter of each character's commonest reading."""
        return "".join([sounds[0][0] for sounds in self.sounds])

    @cached_property
    def other_initials(self) -> tuple[str, ...]:
        """The same of its other readings."""
        most = max(map(len, self.sounds), default=1)
        return tuple(
            "".join([sounds[min(at, len(sounds) - 1)][0] for sounds in self.sounds])
            for at in range(1, most)
        )

    @cached_property
    def letters(self) -> frozenset[str]:
        """Every letter that a word read along the text can have."""
        return frozenset("".join(map("".join, set(self.sounds))))

    @cached_property
    def pinyin(self) -> str:
        """The commonest readings of the Chinese characters and the Latin ones, joined."""
        return "".join([sounds[0] for sounds in self.sounds if sounds[0].isalnum()])


def match(word: Word, target: Matchable) -> Match:
    """The best way in which a word fits a title, a question or another short text, no slip made."""
    found = _as_written(word.text, target)
    if found is not NO_MATCH or len(word.text) == 1:
        return found
    if word.sounds:
        return _by_sound(word.sounds, target)
    if word.latin and not word.letters <= target.letters:
        return NO_MATCH
    return _as_pinyin(word.text, target)


def match_with_slip(word: Word, target: Matchable) -> Match:
    """The place where a word fits a text with one or, in long words, two letters wrong."""
    least = _LEAST_HAN_FOR_TYPO if not word.latin else _LEAST_FOR_TYPO
    if len(word.text) < least or len(target.text) < least - 1:
        return NO_MATCH
    cutoff = _slip_cutoff(len(word.text))
    found = fuzz.partial_ratio_alignment(word.text, target.text, score_cutoff=cutoff)
    if found is not None and len(target.text) >= len(word.text) - 1:
        return Match(Fit.TYPO, found.dest_start, found.dest_end)
    if word.latin and len(target.pinyin) >= len(word.text) - 1:
        pinyin = fuzz.partial_ratio_alignment(word.text, target.pinyin, score_cutoff=cutoff)
        if pinyin is not None:
            return Match(Fit.TYPO, *_characters(target, pinyin.dest_start, pinyin.dest_end))
    return NO_MATCH


def marks(query: Query, text: str, *, near: bool = False) -> list[tuple[int, int]]:
    """The half-open ranges of `text` that a query matches, in order, not overlapping.

    `near` marks what matches with a slip too, and pieces of what does not match whole.
    """
    folded, target = _prepared(text)
    covered = [False] * len(text)
    for word in cleaned(query):
        found = match(word, target)
        if near and found is NO_MATCH:
            found = match_with_slip(word, target)
        for at in range(found.start, found.end):
            covered[folded.origin[at]] = True
    for size in (2, 1) if near else ():  # pairs of characters, else what single ones there are
        if not any(covered):
            for start, end in _pieces(query, folded.text, size):
                for at in range(start, end):
                    covered[folded.origin[at]] = True
    return _ranges(covered)


@lru_cache(maxsize=2048)
def _prepared(text: str) -> tuple[Folded, Matchable]:
    """A text ready to be matched; the same ones are shown again with every key that is pressed."""
    folded = _without_signs(fold_with_origin(text))
    return folded, Matchable(folded.text)


def _without_signs(folded: Folded) -> Folded:
    """The text as it is laid out for searching: signs part Latin words and are nothing else."""
    pieces: list[str] = []
    origin: list[int] = []
    parted = False
    for character, at in zip(folded.text, folded.origin, strict=True):
        if not character.isalnum():
            parted = True
            continue
        if parted and pieces and pieces[-1].isascii() and character.isascii():
            pieces.append(" ")
            origin.append(at - 1)
        pieces.append(character)
        origin.append(at)
        parted = False
    return Folded("".join(pieces), origin)


def _pieces(query: Query, text: str, length: int) -> list[tuple[int, int]]:
    """Where pieces of the query's words stand in a text that it does not match whole."""
    found = []
    for word in cleaned(query):
        size = length if not word.latin else len(word.text)
        for at in range(len(word.text) - size + 1):
            start = text.find(word.text[at : at + size])
            if start >= 0:
                found.append((start, start + size))
    return found


def _ranges(covered: Sequence[bool]) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    for at, marked in enumerate(covered):
        if marked and ranges and ranges[-1][1] == at:
            ranges[-1] = (ranges[-1][0], at + 1)
        elif marked:
            ranges.append((at, at + 1))
    return ranges


def _as_written(word: str, target: Matchable) -> Match:
    text = target.text
    start = text.find(word)
    if start < 0:
        return NO_MATCH
    end = start + len(word)
    if start == 0:
        return Match(Fit.EXACT if len(text) == len(word) else Fit.START, 0, end)
    if not word[0].isascii():
        return Match(Fit.INSIDE, start, end)
    while start >= 0:  # a later place may be the start of a word
        if not text[start - 1].isascii() or not text[start - 1].isalnum():
            return Match(Fit.WORD_START, start, start + len(word))
        start = text.find(word, start + 1)
    # One or two letters inside a foreign word say nothing.
    return Match(Fit.INSIDE, end - len(word), end) if len(word) > 2 else NO_MATCH


def _as_pinyin(word: str, target: Matchable) -> Match:
    """A word read as pinyin: from each character on, whole syllables, initials or both."""
    first = readings(word[0])[0][0] if readings(word[0]) else word[0]
    reader = _Reader(word, target)
    for at in _starts(first, target):
        if not readings(target.text[at]) and word[0] == target.text[at] and at:
            before = target.text[at - 1]
            if before.isascii() and before.isalnum():
                continue  # in the middle of a Latin word
        end = reader.read(0, at)
        if end:
            if not any(readings(character) for character in target.text[at:end]):
                continue  # Latin against Latin is no pinyin
            if at == 0:
                whole = end == len(target.text)
                return Match(Fit.PINYIN_WHOLE if whole else Fit.PINYIN_START, at, end)
            return Match(Fit.PINYIN_INSIDE, at, end)
    return NO_MATCH


def _starts(letter: str, target: Matchable) -> list[int]:
    """The characters that a word beginning with this letter can begin at."""
    rows = (target.initials, *target.other_initials)
    return sorted({at for initials in rows for at in _all(letter, initials)})


def _all(letter: str, text: str) -> list[int]:
    found = []
    at = text.find(letter)
    while at >= 0:
        found.append(at)
        at = text.find(letter, at + 1)
    return found


class _Reader:
    """Reads one word as pinyin along the characters of a text."""

    def __init__(self, word: str, target: Matchable) -> None:
        self._word, self._target = word, target
        self._budget = _SYLLABLES_TRIED

    def read(self, used: int, at: int) -> int:
        """Read what is left of the word from a character on; the end of it, or 0."""
        if used == len(self._word):
            return at
        self._budget -= 1
        if at == len(self._target.sounds) or self._budget < 0:
            return 0
        character = self._target.text[at]
        if self._word[used] == character and (end := self.read(used + 1, at + 1)):
            return end
        if readings(character):
            for sound in self._target.sounds[at]:
                if end := self._read_sound(used, at, sound):
                    return end
        if used and not character.isalnum():  # punctuation is passed over
            return self.read(used, at + 1)
        return 0

    def _read_sound(self, used: int, at: int, sound: str) -> int:
        """One syllable: whole, as far as it was typed at the end, or its initial."""
        word = self._word
        if word.startswith(sound, used) and (end := self.read(used + len(sound), at + 1)):
            return end
        if len(word) - used < len(sound) and sound.startswith(word[used:]):
            return at + 1
        for initial in _initials(sound):
            if word.startswith(initial, used) and (end := self.read(used + len(initial), at + 1)):
                return end
        return 0


def _initials(sound: str) -> tuple[str, ...]:
    return (sound[:2], sound[0]) if sound[1:2] == "h" else (sound[0],)


def _by_sound(sounds: Sequence[tuple[str, ...]], target: Matchable) -> Match:
    """Chinese characters against others that sound alike, one beside the other."""
    for at in sorted({at for sound in sounds[0] for at in _starts(sound[0], target)}):
        if at + len(sounds) <= len(target.sounds) and all(
            set(typed) & set(there)
            for typed, there in zip(sounds, target.sounds[at:], strict=False)
        ):
            return Match(Fit.HOMOPHONE, at, at + len(sounds))
    return NO_MATCH


def _slip_cutoff(length: int) -> float:
    """The similarity (0-100) that a text with the allowed slips still has.

    A replaced letter is one deletion and one insertion in windows of the word's length.
    """
    slips = 2 if length >= _LEAST_FOR_TWO_TYPOS else 1
    return 100 * (1 - slips / length) - 0.01


def _characters(target: Matchable, start: int, end: int) -> tuple[int, int]:
    """The characters that a range of the joined pinyin belongs to."""
    first, last, length = len(target.sounds), 0, 0
    for at, sounds in enumerate(target.sounds):
        if not sounds[0].isalnum():
            continue
        inside = min(end, length + len(sounds[0])) - max(start, length)
        if 2 * inside >= len(sounds[0]):
            first, last = min(first, at), at + 1
        length += len(sounds[0])
    return (first, last) if first < last else (0, 0)
