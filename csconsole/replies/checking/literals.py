"""Finding thousands of words in one pass, through what was put between their letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from csconsole.replies.checking.model import Gaps, Word, WordingRule
from csconsole.replies.checking.reading import BARRIER, Reader, Reading

CLAUSE_END = frozenset("，。！？；：、,!?;:…()（）\n\r" + BARRIER)
_LONGEST_GAP = 8  # characters; further apart two letters belong to two words
_LATIN = re.compile(r"[a-z0-9]")


class Literal(NamedTuple):
    """One word that is looked for; there are tens of thousands, so it is as light as can be.

    Attributes:
        rule: the place of its rule in the list of rules; NO_RULE where it is harmless for all.
        is_harmless: whether it only tells where another word is harmless.
    """

    word: Word
    rule: int
    gaps: Gaps
    is_harmless: bool


@dataclass(frozen=True)
class Match:
    """A literal that was found, in places of the reading's `folded`."""

    literal: Literal
    start: int
    end: int


NO_RULE = -1


class Literals:
    """Every word of many rules, ready to be looked for at once; may be used from any thread."""

    def __init__(
        self, rules: Sequence[WordingRule], harmless: Sequence[str], reader: Reader
    ) -> None:
        self._reader = reader
        self._by_letters: dict[str, list[Literal]] = {}
        for at, rule in enumerate(rules):
            for word in rule.words:
                self._add(Literal(word, at, rule.gaps, is_harmless=False))
            for phrase in rule.unless:
                self._add(Literal(Word(phrase), at, Gaps.MARKS, is_harmless=True))
        for phrase in harmless:
            self._add(Literal(Word(phrase), NO_RULE, Gaps.MARKS, is_harmless=True))
        self._by_letters.pop("", None)
        self._letters = list(self._by_letters)
        self._automaton = AhoCorasick(self._letters)

    def __len__(self) -> int:
        return len(self._letters)

    def _add(self, literal: Literal) -> None:
        self._by_letters.setdefault(self._reader.letters(literal.word.text), []).append(literal)

    def matches(self, reading: Reading) -> Iterator[Match]:
        """Every literal that stands in a text, overlapping ones too."""
        found = self._automaton.find_matches_as_indexes(reading.letters, overlapping=True)
        for at, first, behind in found:
            places = reading.places[first:behind]
            start, end = places[0], places[-1] + 1
            if not _stands_alone(reading.folded, start, end):
                continue
            for literal in self._by_letters[self._letters[at]]:
                if self._is_whole(literal, reading.folded, places):
                    yield Match(literal, start, end)

    def _is_whole(self, literal: Literal, folded: str, places: Sequence[int]) -> bool:
        """Whether what stands between the letters leaves them one word."""
        if places[-1] - places[0] + 1 == len(places):
            return True
        gaps = _gaps(folded, places)
        if any(len(gap) > _LONGEST_GAP or BARRIER in gap for gap in gaps.values()):
            return False
        if literal.gaps is Gaps.MARKS and any(CLAUSE_END & set(gap) for gap in gaps.values()):
            return False
        written = self._reader.read(literal.word.text)
        breaks = _gaps(written.folded, written.places)
        blanks = [at for at, gap in gaps.items() if " " in gap and at not in breaks]
        # `w h a t s a p p` is spelled out; `we chat` are two words.
        is_spelled_out = len(gaps) == len(places) - 1
        return is_spelled_out or not any(_is_inside_latin(written.letters, at) for at in blanks)


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether a Latin word or a number is not the middle of a longer one."""
    before = folded[start - 1] if start else ""
    behind = folded[end] if end < len(folded) else ""
    is_unit = before.isascii() and before.isdigit() and _LATIN.match(folded[start])  # 220V
    return not (is_unit or _same_kind(before, folded[start]) or _same_kind(folded[end - 1], behind))


def _same_kind(left: str, right: str) -> bool:
    if not (left.isascii() and right.isascii()):
        return False
    return (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())


def _gaps(folded: str, places: Sequence[int]) -> dict[int, str]:
    """What stands between letters that are no neighbours, by the place of the second."""
    return {
        at: folded[places[at - 1] + 1 : places[at]]
        for at in range(1, len(places))
        if places[at] > places[at - 1] + 1
    }


def _is_inside_latin(letters: str, at: int) -> bool:
    return bool(_LATIN.match(letters[at - 1]) and _LATIN.match(letters[at]))
