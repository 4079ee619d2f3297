"""Search as one types, over the whole library in memory.

Every word of the query must fit somewhere: title, shortcut, tags, category, questions or text.
Only where little or nothing fits that way, slips of the finger are forgiven, and replies are
found that share enough pieces with what looks like a sentence. An exact shortcut is first; equals
are ordered by how much they are used, and then as they stand in the library.
"""

import gc
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from csconsole.replies.corpus import Corpus, Order, order, prepare
from csconsole.replies.engine import Engine, Overlay, Scored, everything
from csconsole.replies.fitting import Scores
from csconsole.replies.grams import as_bits
from csconsole.replies.library_rules import shortcut_key
from csconsole.replies.liking import ALL, Likings
from csconsole.replies.listing import Listing
from csconsole.replies.model import Found, Reply, Usage
from csconsole.replies.query import Query, cleaned, parse
from csconsole.replies.shelf import Ranks, Shelf, Shelves, in_library_order, place_in_library

LARGEST_OVERLAY = 128  # changed replies that are searched well beside the prepared library
_EXACT_SHORTCUT = 1000.0
_OUT_OF_DATE = 12.0
_SECOND = 1000  # milliseconds
_MANY = 4  # times as many found as wanted: sorting them all would take long


class SearchIndex:
    """The replies that can be searched; prepared when they are first searched.

    What is changed afterwards is kept beside the prepared library until it is prepared anew.
    """

    def __init__(
        self,
        replies: Iterable[Reply],
        usage: Mapping[str, Mapping[str, Usage]] | None = None,
        corpus: Corpus | None = None,
    ) -> None:
        self._library = in_library_order(replies)
        if corpus is not None:
            self.corpus = corpus
        self._by_id = dict(zip(map(attrgetter("id"), self._library), self._library, strict=True))
        self._changed: dict[str, Reply] = {}
        self._gone: set[str] = set()
        self._likings = Likings(usage or {})

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def changes(self) -> int:
        """How many replies were changed since the library was prepared."""
        return len(self._changed.keys() | self._gone)

    @property
    def is_prepared(self) -> bool:
        """Whether searching need not prepare the library first."""
        return "corpus" in self.__dict__

    def replies(self) -> Iterable[Reply]:
        """Every reply, in the order of the library; added ones last."""
        return self._by_id.values()

    def get(self, reply_id: str) -> Reply | None:
        """The reply of that id."""
        return self._by_id.get(reply_id)

    def usage(self, reply_id: str, agent: str = ALL) -> Usage:
        """How often and how lately a reply was sent, by one agent or by all."""
        return self._likings.usage(reply_id, agent)

    def used(self, reply_id: str, at: int, agent: str = ALL) -> None:
        """Count one use; `at` in milliseconds since 1970."""
        self._likings.used(reply_id, at, agent)

    def put(self, reply: Reply) -> None:
        """Add a reply, or replace the one of its id."""
        self._by_id[reply.id] = self._changed[reply.id] = reply
        self._gone.add(reply.id)  # the prepared one, if there is one
        self._reshelve()

    def remove(self, reply_id: str) -> None:
        """Leave a reply out."""
        if self._by_id.pop(reply_id, None) is not None:
            self._changed.pop(reply_id, None)
            self._gone.add(reply_id)
            self._reshelve()

    def search(
        self,
        text: str,
        *,
        limit: int | None = None,
        category: str = "",
        now: int = 0,
        agent: str = ALL,
    ) -> Sequence[Found]:
        """The replies that answer a query, best first; all of a category for an empty one.

        `now` in milliseconds since 1970 ages what was used lately; 0 leaves recency out.
        """
        with without_collecting():
            return self._answer(parse(text), limit, category, (now, agent))

    def _answer(
        self, query: Query, limit: int | None, category: str, liking: tuple[int, str]
    ) -> Sequence[Found]:
        typed = cleaned(query)
        most = len(self) if limit is None else limit
        passing = self._shelves.passing(query, category)
        if typed:
            first = self._shelves.first
            alive = None if passing is None else as_bits(passing[:first])
            favoured = self._likings.favourites(self._shelves.number, first)
            found = Engine(self.corpus, self._overlay, alive, favoured, most).find(typed)
        else:
            found = everything(0 if query.text else len(self._shelves))
        owner = self._shelves.owner(shortcut_key(query.joined)) if query.words else None
        if owner is not None and owner not in found.ids:  # its signs are no words
            found = found.with_one(owner)
        if passing is not None:
            found = found.only(passing[found.ids])
        scores = self._scores(found, owner, *liking)
        best = _first(-scores, self._shelves.ranks[found.ids], most)
        language = query.languages[0] if query.languages else ""
        return Listing(self._shelves.reply, found.only(best), scores[best], language)

    @cached_property
    def corpus(self) -> Corpus:
        """The prepared library: prepared now, if it was neither given nor searched before."""
        return prepare(self._prepared.replies, self._order)

    def _scores(self, found: Scored, owner: int | None, now: int, agent: str) -> Scores:
        """What each reply that was found scores; the owner of the typed shortcut before all."""
        shelves = self._shelves
        liked = self._likings.points(found.ids, agent, now, shelves.number)
        scores = found.scores + np.minimum(liked, _OUT_OF_DATE - 1)
        if now:
            expired = shelves.out_of_date(datetime.fromtimestamp(now / _SECOND).astimezone().date())
            scores -= _OUT_OF_DATE * expired[found.ids] if expired is not None else 0
        if owner is not None:
            scores[found.ids == owner] = _EXACT_SHORTCUT
        return scores

    def _reshelve(self) -> None:
        """Forget what depends on the numbers of the replies."""
        for name in ("_shelves", "_overlay"):
            self.__dict__.pop(name, None)
        self._likings.moved()

    @cached_property
    def _prepared(self) -> Shelf:
        replies = list(map(self._library.__getitem__, self._order.tolist()))
        return Shelf(replies, self._order.astype(np.float64))

    @cached_property
    def _order(self) -> Order:
        return self.corpus.order if self.is_prepared else order(self._library)

    @cached_property
    def _shelves(self) -> Shelves:
        changed = sorted(self._changed.values(), key=place_in_library)
        places = [
            bisect(self._library, place_in_library(reply), key=place_in_library) - 0.5
            for reply in changed
        ]
        return Shelves(self._prepared, Shelf(changed, np.array(places, np.float64)), self._gone)

    @cached_property
    def _overlay(self) -> Overlay:
        return Overlay(self._shelves.changed, self._shelves.first)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let Python look for garbage afterwards: a full look costs ten times what a search does."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


def _first(points: Scores, ranks: Ranks, most: int) -> npt.NDArray[np.int64]:
    """The places of the `most` lowest points, in order; of equal ones, of the lowest ranks.

    Nearly all of a long list is left out before anything is sorted.
    """
    chosen = np.arange(len(points))
    if len(points) > _MANY * most > 0:
        last = np.partition(points, most - 1)[most - 1]
        chosen, equal = np.flatnonzero(points < last), np.flatnonzero(points == last)
        wanted = most - len(chosen)
        if len(equal) > wanted:
            equal = equal[np.argpartition(ranks[equal], wanted)[:wanted]]
        chosen = np.concatenate([chosen, equal])
    return chosen[np.lexsort((ranks[chosen], points[chosen]))][:most]
