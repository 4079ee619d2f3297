"""Replies that come near to a query: a letter or two wrong, or most pieces of a sentence shared."""

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from csconsole.replies import sounds
from csconsole.replies.counting import in_most
from csconsole.replies.features import Kind, Zone, feature, in_zone, pair_of_sounds, triple
from csconsole.replies.fitting import Places, Scores, fits, going_on
from csconsole.replies.folding import is_han, readings
from csconsole.replies.grams import Bits, Grams, Ids, together
from csconsole.replies.query import Word
from csconsole.replies.slips import Near, slips
from csconsole.replies.sounds import Codes
from csconsole.replies.syllables import prefixes
from csconsole.replies.texts import Texts

_MOST_FEATURES = 16
_MOST_ANYWHERE = 10  # of these, the rarest, count in every zone; the rest in titles
_MOST_BY_TITLE = 48  # candidates; more find no more, and what is alike by chance comes before
_MOST_BY_TEXT = 32
_LEAST_SHARE_OF_FEATURES = 0.3
_LEAST_SHARE = 0.45  # of a sentence's pieces, rare ones counting more
_SHARED = 30.0
_IN_BODY = 0.8  # what a piece in a text is worth beside one in a heading


def nearest(grams: Grams, words: Sequence[Word], alive: Bits | None) -> Ids:
    """The replies that share most with some words, those that do so in a heading first."""
    numbers = list(dict.fromkeys(number for word in words for number in _features(word)))
    known: list[list[int]] = grams.find([_in_zones(number) for number in numbers]).tolist()
    rarest = sorted(
        (sum(grams.frequency(at) for at in in_zones if at >= 0), order, in_zones)
        for order, in_zones in enumerate(known)
        if max(in_zones) >= 0
    )[:_MOST_FEATURES]
    if not rarest:
        return np.zeros(0, np.int32)
    least = max(1, math.ceil(_LEAST_SHARE_OF_FEATURES * min(len(numbers), _MOST_FEATURES)))
    titles = grams.having_any([in_zones[:1] for _count, _order, in_zones in rarest])
    anywhere = grams.having_any([in_zones[1:] for _c, _o, in_zones in rarest[:_MOST_ANYWHERE]])
    anywhere |= titles[:_MOST_ANYWHERE]
    found = [
        in_most(titles, least, alive, _MOST_BY_TITLE),
        in_most(anywhere, least, alive, _MOST_BY_TEXT),
    ]
    return together(found)


def near_scores(texts: Texts, ids: Ids, words: Sequence[Word], grams: Grams) -> Scores:
    """How near candidates come to a query; 0 where they do not.

    A single word that fits as it is was found without this, so that only its slips count here.
    """
    if not len(ids):
        return np.zeros(0)
    near = Near(texts, ids)
    every = np.ones(len(ids), np.bool_)
    total = np.zeros(len(ids))
    for word in words:
        best = slips(word, near)
        if len(words) > 1:
            best = np.maximum(best, fits(word.readings, near.batch))
        every &= best > 0
        total += best
    return np.maximum(every * total / len(words), _shares(words, near, grams))


def _features(word: Word) -> list[int]:
    """Features of which one or two may be missing."""
    text = word.text
    found = [feature(Kind.CHARACTER, ord(sign)) for sign in text if 128 <= ord(sign) < sounds.UNITS]
    for one, two in pairwise(text):
        if is_han(one) and is_han(two) and readings(one) and readings(two):
            first, second = readings(one)[0], readings(two)[0]
            numbers = prefixes()
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


def _shares(words: Sequence[Word], near: Near, grams: Grams) -> Scores:
    """How much of a sentence's pieces each candidate shares, rare pieces counting more."""
    pieces = list(dict.fromkeys(piece for word in words for piece in _pieces(word.text)))
    if len(pieces) < 2:
        return np.zeros(near.count)
    weights = _weights(pieces, grams)
    found = _written(pieces, near.batch.codes)
    places = np.concatenate(found)
    which = np.arange(len(pieces)).repeat([len(one) for one in found])
    owners = near.batch.owners(places)
    in_body = places >= near.bodies[owners]
    shared = np.zeros((len(pieces), near.count))
    shared[which[in_body], owners[in_body]] = _IN_BODY
    shared[which[~in_body], owners[~in_body]] = 1
    scores = weights / weights.sum() @ shared
    return np.where(scores >= _LEAST_SHARE, _SHARED * scores, 0)


def _written(pieces: Sequence[str], codes: Codes) -> list[Places]:
    """Where each piece stands in texts."""
    told = [piece.encode("utf-16-le", "surrogatepass") for piece in pieces]
    wanted = [memoryview(piece).cast("H").tolist() for piece in told]
    begins = np.zeros(sounds.UNITS, np.bool_)
    begins[[units[0] for units in wanted]] = True
    places = begins.take(codes).nonzero()[0]
    first = codes[places]
    return [going_on(units, places[first == units[0]], codes) for units in wanted]


def _pieces(text: str) -> list[str]:
    if text.isascii():
        return [text]
    return [text[at : at + 2] for at in range(len(text) - 1)]


def _weights(pieces: Sequence[str], grams: Grams) -> Scores:
    """What sharing each piece says: the rarer, the more."""
    wanted = [_in_bodies(piece) for piece in pieces]
    places = iter(grams.find([number for numbers in wanted for number in numbers]).tolist())
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
