"""How well words fit the texts of candidates with a letter or two wrong."""

from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from csconsole.replies.fitting import Places, Scores, gather
from csconsole.replies.folding import readings, sound_groups
from csconsole.replies.grams import Ids
from csconsole.replies.query import Word
from csconsole.replies.sounds import UNITS, Codes, code_units
from csconsole.replies.texts import Place, Texts

_SLIP = 46.0
_ENOUGH = 5  # headings with the word, slips forgiven; texts with it would stand behind them all
_LEAST_FOR_TYPO = 4  # Latin letters
_LEAST_HAN_FOR_TYPO = 2
_LEAST_HAN_IN_BODY = 3
_LEAST_FOR_TWO_TYPOS = 9
_LONGEST_SYLLABLE = 6


class Near:
    """Candidates with their texts.

    Attributes:
        count: how many there are.
        batch: their texts.
        bodies: where in the batch the body of each begins.
    """

    def __init__(self, texts: Texts, ids: Ids) -> None:
        self.count = len(ids)
        self.batch = gather(texts, ids, bodies=True)
        self._texts, self._ids = texts, ids
        starts = texts.starts[ids]
        sizes = texts.starts[ids + 1] - starts
        self._ends = sizes.cumsum()
        self.bodies = texts.bodies[ids] - starts + self._ends - sizes

    @cached_property
    def headings(self) -> list[str]:
        """What stands above the bodies."""
        return _each(gather(self._texts, self._ids, bodies=False).codes)

    def spelt(self, chosen: Places) -> list[str]:
        """The headings of some of them in pinyin, without blanks."""
        codes = gather(self._texts, self._ids[chosen], bodies=False).codes
        letters = _spellings().take(codes, axis=0)
        return _each(letters[letters != 0])

    def bodies_of(self, chosen: Places) -> list[str]:
        """The bodies of some of them."""
        told = _told(self.batch.codes)
        firsts, ends = self.bodies[chosen].tolist(), self._ends[chosen].tolist()
        return [told[first:end] for first, end in zip(firsts, ends, strict=True)]


def _each(codes: Codes) -> list[str]:
    """The headings that stand one behind the other, each behind the sign of its shortcut."""
    sign = chr(Place.SHORTCUT)
    return [sign + heading for heading in _told(codes).split(sign)[1:]]


def _told(codes: Codes) -> str:
    """One character for each code unit; one by one it would take far longer."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def slips(word: Word, near: Near) -> Scores:
    """How well a word fits with a slip of the finger, or with characters that only sound near."""
    if len(word.text) < (_LEAST_FOR_TYPO if word.latin else _LEAST_HAN_FOR_TYPO):
        return np.zeros(near.count)
    best = _likeness(word.text, near.headings, (0.9, 0.95))
    if word.latin or word.sounds:  # of Chinese characters only those that share some can sound so
        chosen = np.arange(near.count) if word.latin else best.nonzero()[0]
        factors = (0.85, 0.9) if word.latin else (0.68, 0.72)
        heard = _likeness(_spelt(word.text), near.spelt(chosen), factors)
        best[chosen] = np.maximum(best[chosen], heard)
    if len(word.text) < _LEAST_HAN_IN_BODY:
        return 0.5 * best * _SLIP / 100
    missing = np.flatnonzero(best == 0)
    if near.count - len(missing) < _ENOUGH:
        best[missing] = 0.6 * _ratios(word.text, near.bodies_of(missing))
    return best * _SLIP / 100


def _likeness(word: str, headings: Sequence[str], factors: tuple[float, float]) -> Scores:
    """How like a word headings are, or the titles with which these begin."""
    likeness = factors[0] * _ratios(word, headings)
    near = likeness.nonzero()[0]  # elsewhere the title, a part of it, is not like enough either
    titles = [headings[at].partition(chr(Place.SIDE_BEGINS))[0] for at in near.tolist()]
    likeness[near] = np.maximum(likeness[near], factors[1] * _ratios(word, titles))
    return likeness


def _ratios(word: str, texts: Sequence[str]) -> Scores:
    """The likeness of the piece of each text that is most like a word, if it is like enough.

    A text begins with the sign of a place. Few have all letters of the word but one or two in
    their order anywhere; that is soon found out, and only these are looked through for a piece.
    """
    likeness = np.zeros(len(texts))
    if not texts:
        return likeness
    slips = 2 if len(word) >= _LEAST_FOR_TWO_TYPOS else 1
    least = len(word) - slips
    said = process.cdist([word], texts, scorer=LCSseq.similarity, score_cutoff=least)[0]
    near = said.nonzero()[0] if least else np.arange(len(texts))
    if not len(near):
        return likeness
    chosen = [texts[at] for at in near.tolist()]
    padded = [text + " " * len(word) for text in chosen]  # else it is looked for in the word
    cutoff = 100 * least / len(word) - 0.01
    ratios = process.cdist([word], padded, scorer=fuzz.partial_ratio, score_cutoff=cutoff)[0]
    # All that was typed, in order, is better than the same with a letter wrong.
    closeness = np.minimum(1, len(word) / np.array([len(text) for text in chosen]))
    likeness[near] = ratios * (0.55 + 0.4 * said[near] / len(word) + 0.05 * closeness)
    return likeness


def _spelt(text: str) -> str:
    return "".join((readings(sign) or (sign,))[0] for sign in text)


@cache
def _spellings() -> Codes:
    """Per code unit the letters of its commonest reading, or itself; filled up with zeros."""
    table = np.zeros((UNITS, _LONGEST_SYLLABLE), np.uint16)
    table[:, 0] = np.arange(UNITS)
    table[ord(" "), 0] = 0
    for sounds, characters in sound_groups():
        letters = [ord(letter) for letter in sounds[0]]
        table[code_units(characters), : len(letters)] = letters
    return table
