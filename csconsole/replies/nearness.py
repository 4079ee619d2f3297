"""Replies that come near to a query: a letter or two wrong, or most pieces of a sentence shared."""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from csconsole.replies import sounds
from csconsole.replies.features import Kind, Zone, feature, in_zone, pair_of_sounds, triple, zone_of
from csconsole.replies.fitting import Scores, fits, gather
from csconsole.replies.folding import is_han, readings
from csconsole.replies.grams import Bits, Grams, Ids, first_ids
from csconsole.replies.query import Word
from csconsole.replies.sounds import Codes
from csconsole.replies.texts import Place, Texts

_MOST_FEATURES = 16
_MOST_ANYWHERE = 10  # of these, the rarest, count in every zone; the rest in titles
_MOST_BY_TITLE = 64  # candidates
_MOST_BY_TEXT = 48
_LEAST_SHARE_OF_FEATURES = 0.3
_LEAST_SHARE = 0.45  # of a sentence's pieces, rare ones counting more
_SHARED = 30.0
_SLIP = 46.0
_ENOUGH = 5  # headings with the word, slips forgiven; texts with it would stand behind them all
_LEAST_FOR_TYPO = 4  # Latin letters
_LEAST_HAN_FOR_TYPO = 2
_LEAST_HAN_IN_BODY = 3
_LEAST_FOR_TWO_TYPOS = 9


def nearest(grams: Grams, words: Sequence[Word], alive: Bits | None) -> Ids:
    """The replies that share most with some words, those that do so in a heading first."""
    numbers = list(dict.fromkeys(number for word in words for number in _features(word)))
    places = grams.find([one for number in numbers for one in _in_zones(number)])
    known = [
        [at for at in places[first : first + 3] if at >= 0] for first in range(0, len(places), 3)
    ]
    known.sort(key=lambda places: sum(grams.frequency(at) for at in places))
    rarest = [places for places in known if places][:_MOST_FEATURES]
    in_titles, anywhere = _Counts(), _Counts()
    for at, wanted in enumerate(rarest):
        in_title = zone_of(int(grams.keys[wanted[0]])) is Zone.TITLE
        titles = grams.having_any(wanted[:in_title])
        if in_title:
            in_titles.add(titles)
        if at < _MOST_ANYWHERE:
            anywhere.add(titles | grams.having_any(wanted[in_title:]))
    living = ~grams.nothing() if alive is None else alive
    least = max(1, math.ceil(_LEAST_SHARE_OF_FEATURES * min(len(numbers), _MOST_FEATURES)))
    found = [in_titles.highest(least, living, _MOST_BY_TITLE)]
    found.append(anywhere.highest(least, living, _MOST_BY_TEXT))
    return np.unique(np.concatenate(found))


class _Counts:
    """How many of some bitmaps each reply is in: binary numbers, one bitmap per digit."""

    def __init__(self) -> None:
        self._digits: list[Bits] = []

    def add(self, bits: Bits) -> None:
        """Count one more for every reply in a bitmap."""
        for at, digit in enumerate(self._digits):
            self._digits[at], bits = digit ^ bits, digit & bits
        if bits.any():
            self._digits.append(bits)

    def highest(self, least: int, alive: Bits, most: int) -> Ids:
        """The replies with the highest counts, down to `least`."""
        found = [np.zeros(0, np.int32)]
        for bits in self._descending(alive, len(self._digits), least):
            found.append(first_ids(bits, most))
            most -= len(found[-1])
            if most <= 0:
                break
        return np.concatenate(found)

    def _descending(self, bits: Bits, digits: int, least: int) -> Iterator[Bits]:
        """The replies of each count, the highest first, where the lowest `digits` are open."""
        if least >= 1 << digits or not bits.any():
            return
        if not digits:
            yield bits
            return
        digit = self._digits[digits - 1]
        yield from self._descending(bits & digit, digits - 1, least - (1 << digits - 1))
        yield from self._descending(bits & ~digit, digits - 1, least)


def near_scores(texts: Texts, ids: Ids, words: Sequence[Word], grams: Grams) -> Scores:
    """How near candidates come to a query; 0 where they do not.

    A single word that fits as it is was found without this, so that only its slips count here.
    """
    if not len(ids):
        return np.zeros(0)
    near = _Near(texts, ids)
    slips = np.ones(len(ids))
    total = np.zeros(len(ids))
    for word in words:
        best = _slips(word, near)
        if len(words) > 1:
            best = np.maximum(best, fits(word.readings, near.batch))
        slips *= best > 0
        total += best
    return np.maximum(slips * total / len(words), _shares(words, near, grams))


def _features(word: Word) -> list[int]:
    """Features of which one or two may be missing."""
    text = word.text
    found = [feature(Kind.CHARACTER, ord(sign)) for sign in text if 128 <= ord(sign) < sounds.UNITS]
    for one, two in pairwise(text):
        if is_han(one) and is_han(two) and readings(one) and readings(two):
            first, second = readings(one)[0], readings(two)[0]
            numbers = sounds.prefixes()
            pair = pair_of_sounds(numbers[first], numbers[second])
            found.append(feature(Kind.SYLLABLES, pair))
    if word.latin:
        initials = [sounds.initial(letter) for letter in text]
        found += [
            feature(Kind.LETTERS, triple(*initials[at : at + 3])) for at in range(len(text) - 2)
        ]
    return found


def _in_zones(number: int) -> list[int]:
    """A feature in every zone; bodies know triples of letters in Latin words alone."""
    letters = number >= feature(Kind.LETTERS, 0)
    in_body = number - feature(Kind.LETTERS, 0) + feature(Kind.TRIPLE, 0) if letters else number
    return [number, *in_zone([number], Zone.SIDE), *in_zone([in_body], Zone.BODY)]


class _Near:
    """Candidates with their texts.

    Attributes:
        count: how many there are.
        bodies: where in the batch the body of each begins.
    """

    def __init__(self, texts: Texts, ids: Ids) -> None:
        self.count = len(ids)
        self.batch = gather(texts, ids, bodies=True)
        starts = texts.starts[ids]
        sizes = texts.starts[ids + 1] - starts
        self._ends = np.cumsum(sizes)
        self._firsts = self._ends - sizes
        self.bodies = texts.bodies[ids] - starts + self._firsts

    @cached_property
    def _told(self) -> str:
        """All texts, one character for each code unit; one by one it would take far longer."""
        return self.batch.codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")

    def headings(self) -> list[str]:
        """What stands above the bodies."""
        told, bounds = self._told, zip(self._firsts.tolist(), self.bodies.tolist(), strict=True)
        return [told[first:body] for first, body in bounds]

    def bodies_of(self, chosen: npt.NDArray[np.int64]) -> list[str]:
        """The bodies of some of them."""
        firsts, ends = self.bodies[chosen].tolist(), self._ends[chosen].tolist()
        return [self._told[first:end] for first, end in zip(firsts, ends, strict=True)]


def _slips(word: Word, near: _Near) -> Scores:
    """How well a word fits with a slip of the finger, or with characters that only sound near."""
    best = np.zeros(near.count)
    if len(word.text) < (_LEAST_FOR_TYPO if word.latin else _LEAST_HAN_FOR_TYPO):
        return best
    headings = near.headings()
    best = _likeness(word.text, headings, (0.9, 0.95))
    if word.latin or word.sounds:  # of Chinese characters only those that share some can sound so
        chosen = np.arange(near.count) if word.latin else np.flatnonzero(best)
        spelt = [headings[at].translate(_SPELLINGS) for at in chosen.tolist()]
        factors = (0.85, 0.9) if word.latin else (0.68, 0.72)
        heard = _likeness(word.text.translate(_SPELLINGS), spelt, factors)
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
    near = np.flatnonzero(likeness)  # elsewhere the title, a part of it, is not like enough either
    titles = [headings[at].partition(chr(Place.SIDE_BEGINS))[0] for at in near.tolist()]
    likeness[near] = np.maximum(likeness[near], factors[1] * _ratios(word, titles))
    return likeness


def _ratios(word: str, texts: Sequence[str]) -> Scores:
    """The likeness of the piece of each text that is most like a word, if it is like enough."""
    padded = [text + " " * len(word) for text in texts]  # else the text is looked for in the word
    if not padded:
        return np.zeros(0)
    slips = 2 if len(word) >= _LEAST_FOR_TWO_TYPOS else 1
    cutoff = 100 * (1 - slips / len(word)) - 0.01
    ratios = process.cdist([word], padded, scorer=fuzz.partial_ratio, score_cutoff=cutoff)
    near = np.flatnonzero(ratios[0])
    likeness: Scores = ratios[0].astype(np.float64)
    if len(near):  # all that was typed, in order, is better than the same with a letter wrong
        chosen = [texts[at] for at in near.tolist()]
        said = [LCSseq.similarity(word, text) / len(word) for text in chosen]
        closeness = [min(1.0, len(word) / len(text)) for text in chosen]
        likeness[near] *= 0.55 + 0.4 * np.array(said) + 0.05 * np.array(closeness)
    return likeness


class _Spellings(dict[int, str]):
    """The pinyin of characters, for `str.translate`; fills itself."""

    def __missing__(self, point: int) -> str:
        sound = readings(chr(point))
        self[point] = sound[0] if sound else "" if point == ord(" ") else chr(point)
        return self[point]


_SPELLINGS = _Spellings()


def _shares(words: Sequence[Word], near: _Near, grams: Grams) -> Scores:
    """How much of a sentence's pieces each candidate shares, rare pieces counting more."""
    pieces = list(dict.fromkeys(piece for word in words for piece in _pieces(word.text)))
    scores = np.zeros(near.count)
    if len(pieces) < 2:
        return scores
    weights = _weights(pieces, grams)
    for piece, weight in zip(pieces, weights / weights.sum(), strict=True):
        places = _written(piece, near.batch.codes)
        owners = near.batch.owners[places]
        in_body = places >= near.bodies[owners]
        shared = np.zeros(near.count)
        shared[owners[in_body]] = 0.8
        shared[owners[~in_body]] = 1
        scores += weight * shared
    return np.where(scores >= _LEAST_SHARE, _SHARED * scores, 0)


def _written(piece: str, codes: Codes) -> npt.NDArray[np.int64]:
    """Where a piece stands in texts."""
    units = memoryview(piece.encode("utf-16-le", "surrogatepass")).cast("H").tolist()
    places = np.flatnonzero(codes[: len(codes) - len(units) + 1] == units[0])
    for step, unit in enumerate(units[1:], 1):
        places = places[codes[places + step] == unit]
    return places


def _pieces(text: str) -> list[str]:
    if text.isascii():
        return [text]
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _weights(pieces: Sequence[str], grams: Grams) -> Scores:
    """What sharing each piece says: the rarer, the more."""
    wanted = [_in_bodies(piece) for piece in pieces]
    places = iter(grams.find([number for numbers in wanted for number in numbers]))
    counts = [
        min((grams.frequency(at) for _n in numbers if (at := next(places)) >= 0), default=0)
        for numbers in wanted
    ]
    return np.log((grams.size + 1) / (np.array(counts) + 0.5))


def _in_bodies(piece: str) -> list[int]:
    """Features of a piece that tell how rare it is in bodies."""
    if not piece.isascii():
        kept = [ord(sign) for sign in piece if ord(sign) < sounds.UNITS]
        return [feature(Kind.CHARACTER, unit, Zone.BODY) for unit in kept]
    initials = [sounds.initial(letter) for letter in piece[:3]]
    return [feature(Kind.TRIPLE, triple(*initials), Zone.BODY)] if len(initials) == 3 else []
