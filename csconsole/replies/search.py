"""Search as one types, over the whole library in memory.

Every word of the query must fit somewhere: title, shortcut, tags, category, questions or text.
Only where little or nothing fits that way, slips of the finger are forgiven, and replies are
found that share enough pieces with what looks like a sentence. The index names candidates, a few
hundred at most are looked at closely.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

import numpy as np

from csconsole.replies.candidates import Candidates
from csconsole.replies.corpus import Corpus, prepare
from csconsole.replies.fitting import Scores, fits, gather
from csconsole.replies.folding import fold
from csconsole.replies.grams import Bits, Ids, add_ids, first_ids
from csconsole.replies.library_rules import shortcut_key
from csconsole.replies.liking import Likings
from csconsole.replies.model import Found, Reply, Usage
from csconsole.replies.nearness import near_scores, nearest
from csconsole.replies.query import Query, Word, cleaned, parse, word
from csconsole.replies.words import words

_EXACT_SHORTCUT = 1000.0
_OUT_OF_DATE = 12.0
_JOINED = 0.98  # blanks that an input method or a habit put in
_CORRECTED = 0.6
_LONGEST_JOINED = 24
_ENOUGH = 50  # found replies after which less likely ones are not looked for
_CANDIDATES = 256
_WEAK = 34.0  # below it, what was found may be chance, and slips are considered too


class SearchIndex:
    """The replies that can be searched; built once, then kept up to date."""

    def __init__(
        self,
        replies: Iterable[Reply],
        usage: Mapping[str, Usage] | None = None,
        corpus: Corpus | None = None,
    ) -> None:
        self._replies = sorted(replies, key=_place_in_library)
        self._corpus_given = corpus
        self._by_id = {reply.id: reply for reply in self._replies}
        self._likings = Likings(usage or {})

    @cached_property
    def _corpus(self) -> Corpus:
        return self._corpus_given or prepare(self._replies)

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where each reply stands in the corpus."""
        order = self._corpus.order.tolist()
        return {self._replies[number].id: at for at, number in enumerate(order)}

    @cached_property
    def _shortcuts(self) -> dict[str, Reply]:
        return {
            shortcut_key(fold(reply.shortcut)): reply for reply in self._replies if reply.shortcut
        }

    def __len__(self) -> int:
        return len(self._replies)

    def replies(self) -> Iterable[Reply]:
        """Every reply, in the order of the library."""
        return self._by_id.values()

    def get(self, reply_id: str) -> Reply | None:
        """The reply of that id."""
        return self._by_id.get(reply_id)

    def usage(self, reply_id: str, agent: str = "") -> Usage:
        """How often and how lately a reply was sent, by one agent or by all."""
        return self._likings.usage(reply_id, agent)

    def used(self, reply_id: str, at: int, agent: str = "") -> None:
        """Count one use; `at` in milliseconds since 1970."""
        self._likings.used(reply_id, at, agent)

    def search(
        self, text: str, *, limit: int | None = None, category: str = "", now: int = 0
    ) -> list[Found]:
        query = parse(text)
        typed = cleaned(query)
        scores = self._scores(query, typed, limit or len(self))
        found = []
        for at, (score, near) in scores.items():
            reply = self._replies[self._corpus.order[at]]
            found.append((score + self._likings.points(reply.id, "", now), int(self._corpus.order[at]), near, reply))
        found.sort(key=lambda one: (-one[0], one[1]))
        return [Found(reply, score, near) for score, _p, near, reply in found[:limit]]

    def _scores(self, query: Query, typed: Sequence[Word], limit: int) -> dict[int, tuple[float, bool]]:
        alive: Bits | None = None
        plans = [(typed, 1.0)]
        if len(typed) > 1 and len(query.joined) <= _LONGEST_JOINED:
            plans.append(((word("".join(one.text for one in typed)),), _JOINED))
        result: dict[int, tuple[float, bool]] = {}
        for plan, factor in plans:
            for at, score in self._fitting(plan, alive, limit).items():
                result[at] = max(result.get(at, (0.0, False)), (factor * score, False))
        if not result:
            for plan in _cuts(typed):
                for at, score in self._fitting(plan, alive, limit).items():
                    result[at] = max(result.get(at, (0.0, False)), (_JOINED * score, False))
        if max((score for score, _near in result.values()), default=0.0) < _WEAK:
            for plan in _corrected(typed, self._corpus):
                for at, score in self._fitting(plan, alive, limit).items():
                    if _CORRECTED * score > result.get(at, (0.0, False))[0]:
                        result[at] = (_CORRECTED * score, True)
            ids = nearest(self._corpus.grams, typed, alive)
            near = near_scores(self._corpus.texts, ids, typed, self._corpus.grams)
            for at, score in zip(ids.tolist(), near.tolist(), strict=True):
                if score > result.get(at, (0.0, False))[0]:
                    result[at] = (score, True)
        return result

    def _fitting(self, typed: Sequence[Word], alive: Bits | None, limit: int) -> dict[int, float]:
        corpus = self._corpus
        seen = corpus.grams.nothing()
        found: dict[int, float] = {}
        for bits, bodies in Candidates(corpus.grams, typed, alive).tiers():
            ids = first_ids(bits & ~seen, max(limit, _CANDIDATES))
            if len(ids):
                add_ids(ids, seen)
                scores = _mean(typed, corpus, ids, bodies=bodies)
                found.update(
                    (at, score) for at, score in zip(ids.tolist(), scores.tolist(), strict=True) if score
                )
            if len(found) >= max(limit, _ENOUGH):
                break
        return found


def _mean(typed: Sequence[Word], corpus: Corpus, ids: Ids, *, bodies: bool) -> Scores:
    """The mean of what each word reaches at its best place; 0 where one fits nowhere."""
    batch = gather(corpus.texts, ids, bodies=bodies)
    total = np.zeros(len(ids))
    fitting = np.ones(len(ids))
    for one in typed:
        scores = fits(one, batch)
        total += scores
        fitting *= scores > 0
    return fitting * total / len(typed)


def _corrected(typed: Sequence[Word], corpus: Corpus) -> list[tuple[Word, ...]]:
    """The words with those replaced that the library does not know but nearly does."""
    meant = {
        one.text: words
        for one in typed
        if not corpus.vocabulary.knows(one.text) and (words := corpus.vocabulary.meant(one.text))
    }
    if not meant:
        return []
    ways = max(map(len, meant.values())) if len(typed) == 1 else 1
    return [
        tuple(word(meant[one.text][way]) if one.text in meant else one for one in typed)
        for way in range(ways)
    ]


def _cuts(typed: Sequence[Word]) -> list[tuple[Word, ...]]:
    """One word of several characters or syllables as two words."""
    if len(typed) != 1:
        return []
    reading = typed[0].readings[-1] if typed[0].latin else typed[0].readings[0]
    pieces = [unit.typed for unit in reading]
    return [
        (word("".join(pieces[:at])), word("".join(pieces[at:])))
        for at in range(2, min(len(pieces) - 1, 8))
    ]


_PLACES: dict[str, int] = {}


def _place_in_library(reply: Reply) -> tuple[int, str, str]:
    if reply.category not in _PLACES:
        _PLACES[reply.category] = words().category_place(reply.category)
    return (_PLACES[reply.category], reply.category, reply.id)
