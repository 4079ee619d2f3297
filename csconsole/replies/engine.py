"""Finds and scores replies of a prepared library for the words of a query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from csconsole.replies.candidates import Candidates
from csconsole.replies.corpus import Corpus
from csconsole.replies.fitting import AMONG_WORDS, CORRECTED, WEIGHTS, Batch, Scores, fits, gather
from csconsole.replies.grams import Bits, Ids, add_ids, first_ids, new, together
from csconsole.replies.model import Reply
from csconsole.replies.nearness import near_scores, nearest
from csconsole.replies.query import Reading, Word, part, word
from csconsole.replies.sounds import Flags
from csconsole.replies.texts import Texts, lay_out

_JOINED = 0.98  # blanks that an input method or a habit put in, or left out
_MISTYPED = 0.6
_LESS_LIKELY = 0.95  # what one more guess at a mistyped word is worth beside the one before
_LEAST_KNOWN = 5  # letters of a word that the library surely means
_FEW = 5  # found replies, below which a word may lack a character
_LACKING = 3  # characters of a common word of four, one left out
_LONGEST_JOINED = 6  # letters of a word that can be a syllable
_ENOUGH = 50  # found replies after which less likely ones are not looked for
_HEADINGS = 192  # candidates that are looked at closely
_BODIES = 128
_FAVOURED = 48  # of these, replies that are sent often
_WEAK = 34.0  # below it, what was found may be chance, and slips are considered too


Chosen = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Scored:
    """Replies by their places, each once, with their scores.

    Attributes:
        near: which were found only by forgiving a slip.
    """

    ids: Ids
    scores: Scores
    near: Flags

    def only(self, kept: Flags | Chosen) -> "Scored":
        """Those of them that are kept, or chosen by their places and in that order."""
        return Scored(self.ids[kept], self.scores[kept], self.near[kept])

    def with_one(self, number: int) -> "Scored":
        """These and one more."""
        return Scored(
            np.append(self.ids, np.int32(number)),
            np.append(self.scores, 0.0),
            np.append(self.near, False),
        )


def everything(count: int) -> Scored:
    """All of `count` replies, none before another."""
    return Scored(np.arange(count, dtype=np.int32), np.zeros(count), np.zeros(count, np.bool_))


class Overlay:
    """A few replies that were added or changed after the library was prepared."""

    def __init__(self, replies: Sequence[Reply], first_id: int) -> None:
        self.texts: Texts = lay_out(replies)
        self.ids = np.arange(first_id, first_id + len(self.texts), dtype=np.int32)

    @cached_property
    def batch(self) -> Batch:
        """All of them as candidates."""
        return gather(self.texts, np.arange(len(self.texts), dtype=np.int32), bodies=True)


@dataclass(frozen=True)
class Engine:
    """One search over a corpus and an overlay.

    Attributes:
        alive: which replies of the corpus may be found; None for all.
        favoured: those that are sent often, which must not be missed among many alike.
        most: how many results are wanted.
    """

    corpus: Corpus
    overlay: Overlay
    alive: Bits | None
    favoured: Bits | None
    most: int

    def find(self, typed: Sequence[Word]) -> Scored:
        """The replies that fit some words, and where little does, those that come near."""
        typed = [self._surely(one) for one in typed]
        found = [self._fitting(typed)]
        if len(typed) > 1 and max(len(one.text) for one in typed) <= _LONGEST_JOINED:
            found.append(self._fitting([word("".join(one.text for one in typed))], _JOINED))
        if not any(len(one.ids) for one in found):
            cuts = _cuts(typed)
            self._candidates.look_up(chain.from_iterable(cuts))
            found += [self._fitting(plan, _JOINED) for plan in cuts]
        if max((one.scores.max(initial=0) for one in found), default=0) < _WEAK:
            corrected = [
                self._fitting(plan, _MISTYPED * _LESS_LIKELY**way, near=True)
                for way, plan in enumerate(_corrected(typed, self.corpus))
            ]
            found += corrected if any(len(one.ids) for one in corrected) else [self._near(typed)]
        elif _may_lack(typed) and sum(len(one.ids) for one in found) < _FEW:
            found.append(self._near(typed))
        return _best([one for one in found if len(one.ids)])

    def _surely(self, typed: Word) -> Word:
        """A word of the library's own that is no pinyin stands for itself alone."""
        if len(typed.text) < _LEAST_KNOWN or not typed.latin or typed.may_be_pinyin:
            return typed
        return typed.as_written if self.corpus.vocabulary.knows(typed.text) else typed

    @cached_property
    def _candidates(self) -> Candidates:
        return Candidates(self.corpus.grams, self.alive)

    def _fitting(self, typed: Sequence[Word], factor: float = 1, *, near: bool = False) -> Scored:
        """The replies in which every word fits somewhere."""
        candidates = self._candidates
        knows = self.corpus.vocabulary.knows
        typed = sorted(typed, key=lambda one: knows(one.text))  # likelier to fit nowhere: first
        weights = CORRECTED if near else WEIGHTS if len(typed) == 1 else AMONG_WORDS
        parts = []
        if len(self.overlay.ids):
            every = [one.readings for one in typed]
            parts.append(_fit(every, self.overlay.batch, self.overlay.ids, weights))
        seen: Bits | None = None
        enough = max(self.most, _ENOUGH)
        for bits, bodies in candidates.tiers(typed, fine=factor == 1):
            fresh = bits if seen is None else bits & ~seen
            ids = self._likeliest(fresh, _BODIES if bodies else _HEADINGS)
            if len(ids):
                seen = self.corpus.grams.nothing() if seen is None else seen
                add_ids(ids, seen)
                batch = gather(self.corpus.texts, ids, bodies=bodies)
                met = [candidates.readings(one, ids) for one in typed]
                parts.append(_fit(met, batch, ids, weights))
            if sum(len(ids) for ids, _scores in parts) >= enough:
                break
        if not parts:
            return everything(0)
        ids = np.concatenate([ids for ids, _scores in parts])
        scores = np.concatenate([scores for _ids, scores in parts]) * factor
        return Scored(ids, scores, np.full(len(ids), near))

    def _likeliest(self, bits: Bits, most: int) -> Ids:
        """The first replies of a bitmap, favoured ones among them in any case."""
        ids = first_ids(bits, max(most, self.most))
        if self.favoured is None or len(ids) < most:
            return ids
        return together([first_ids(bits & self.favoured, _FAVOURED), ids])

    def _near(self, typed: Sequence[Word]) -> Scored:
        corpus = self.corpus
        ids = nearest(corpus.grams, typed, self.alive)
        scores = near_scores(corpus.texts, ids, typed, corpus.grams)
        fresh = near_scores(
            self.overlay.texts, self.overlay.ids - corpus.grams.size, typed, corpus.grams
        )
        ids = np.concatenate([ids, self.overlay.ids])
        scores = np.concatenate([scores, fresh])
        kept = scores > 0
        return Scored(ids[kept], scores[kept], np.ones(int(kept.sum()), np.bool_))


def _fit(
    typed: Sequence[Iterable[Reading]], batch: Batch, ids: Ids, weights: Scores
) -> tuple[Ids, Scores]:
    """Those candidates in which every word fits, with the mean of what each reaches."""
    total = np.zeros(batch.count)
    fitting = np.ones(batch.count, np.bool_)
    for readings in typed:
        if not fitting.any():
            break
        scores = fits(readings, batch, weights)
        fitting &= scores > 0
        total += scores
    return ids[fitting], total[fitting] / len(typed)


def _best(found: Sequence[Scored]) -> Scored:
    """The best score of each reply that was found in several ways."""
    if len(found) < 2:
        return found[0] if found else everything(0)
    ids = np.concatenate([one.ids for one in found])
    scores = np.concatenate([one.scores for one in found])
    near = np.concatenate([one.near for one in found])
    order = np.lexsort((-scores, ids))
    kept = order[new(ids[order])]
    return Scored(ids[kept], scores[kept], near[kept])


def _corrected(typed: Sequence[Word], corpus: Corpus) -> list[tuple[Word, ...]]:
    """The words with those replaced that the library does not know but nearly does."""
    vocabulary = corpus.vocabulary
    meant = {
        one.text: words
        for one in typed
        if not vocabulary.knows(one.text) and (words := vocabulary.meant(one.text))
    }
    if not meant:
        return []
    ways = max(map(len, meant.values())) if len(typed) == 1 else 1
    return [tuple(_meant(one, meant, way, corpus) for one in typed) for way in range(ways)]


def _meant(one: Word, meant: Mapping[str, list[str]], way: int, corpus: Corpus) -> Word:
    """A word beside a mistyped one; where one is of letters, others that the library knows are."""
    if one.text in meant:
        return word(meant[one.text][way]).as_written
    return one.as_written if one.latin and corpus.vocabulary.knows(one.text) else one


def _may_lack(typed: Sequence[Word]) -> bool:
    """Whether a query may fit only by chance, because a character was left out."""
    return len(typed) == 1 and bool(typed[0].sounds) and len(typed[0].text) == _LACKING


def _cuts(typed: Sequence[Word]) -> list[tuple[Word, ...]]:
    """One word of several characters or syllables as two; most Chinese words have two of them."""
    if len(typed) != 1:
        return []
    reading = typed[0].readings[-1 if typed[0].latin else 0]
    if typed[0].latin and any(len(unit.typed) == 1 for unit in reading):
        return []
    size = len(reading)
    places = {at for at in (2, size // 2, size - 2) if 2 <= at <= size - 2}
    return [(part(reading[:at]), part(reading[at:])) for at in sorted(places)]
