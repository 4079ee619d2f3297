"""The two layers of the library in memory: the approved one, and what is each agent's own.

They are searched apart and put together afterwards, so that whatever an agent writes for themselves
can neither hide an approved reply nor change how it is found.
"""

import gc
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from csconsole.replies import search_cache
from csconsole.replies.listing import Both
from csconsole.replies.model import Found, Reply
from csconsole.replies.search import LARGEST_OVERLAY, SearchIndex
from csconsole.replies.shelf import place_in_library
from csconsole.replies.store import ReplyStore
from csconsole.storage import clock
from csconsole.storage.store import Store

_LEAST_FOR_CACHE = 5000  # replies; fewer are prepared in less time than a file is opened


class Layers:
    """The replies that can be sent; read from the store again after each change.

    Reading uses the store's thread; searching may be done from another.
    """

    def __init__(self, store: Store, replies: ReplyStore) -> None:
        self._store, self._replies = store, replies
        self._to_be_cached = ""  # the fingerprint of a library that has no cache yet
        self._own: dict[str, SearchIndex] = {}
        self._approved = self._read_all(replies.active(personal=True))

    def read_again(self) -> None:
        """Read the library again, after it was changed."""
        everything = self._replies.active(personal=True)
        present = {reply.id: reply for reply in everything if not reply.owner}
        gone = [reply.id for reply in self._approved.replies() if reply.id not in present]
        changed = [reply for id_, reply in present.items() if reply != self._approved.get(id_)]
        if self._approved.changes + len(gone) + len(changed) > LARGEST_OVERLAY:
            self._approved = self._read_all(everything)
            return
        for reply_id in gone:
            self._approved.remove(reply_id)
        for reply in changed:
            self._approved.put(reply)
        self._read_own(everything)

    @property
    def is_prepared(self) -> bool:
        """Whether a search answers at once."""
        return self._approved.is_prepared or not self.are_many

    @property
    def are_many(self) -> bool:
        """Whether preparing the library takes so long that nobody should wait for it."""
        return _are_many(len(self._approved))

    def prepare(self) -> None:
        """Make a large library ready for searching, from its cache where there is one."""
        index, fingerprint = self._approved, self._to_be_cached
        corpus = index.corpus
        if fingerprint:
            search_cache.save(self._store, fingerprint, corpus)
            self._to_be_cached = ""

    def seen_by(self, agent: str) -> list[Reply]:
        """The approved replies, and behind them what is the agent's own."""
        own = self._own.get(agent)
        return [*self._approved.replies(), *(own.replies() if own else ())]

    def everybodys(self) -> list[Reply]:
        """The approved replies and all agents' own; for rules, never to be shown."""
        own = [reply for index in self._own.values() for reply in index.replies()]
        return [*self._approved.replies(), *own]

    def get(self, reply_id: str, agent: str) -> Reply | None:
        """The reply of that id, where it is an approved one or the agent's own."""
        own = self._own.get(agent)
        return self._approved.get(reply_id) or (own.get(reply_id) if own else None)

    def count(self, agent: str) -> int:
        """How many replies an agent can send."""
        return len(self._approved) + len(self._own.get(agent, ()))

    def used(self, reply_id: str, at: int, agent: str) -> None:
        """Count one use; `at` in milliseconds since 1970."""
        for index in (self._approved, *self._own.values()):
            if index.get(reply_id):
                index.used(reply_id, at, agent)

    def search(
        self, text: str, whose: str, *, limit: int | None, category: str, liking: str
    ) -> Sequence[Found]:
        """What answers a query, best first: approved ones as if there were no others.

        `whose` are the own replies that are looked through, `liking` is the agent whose use
        orders equals. An own reply stands behind an approved one that is worth as much.
        """
        now = clock.wall_clock()
        layers = [index for index in (self._approved, self._own.get(whose)) if index is not None]
        approved, *rest = [
            index.search(text, limit=limit, category=category, now=now, agent=liking)
            for index in layers
        ]
        if not rest or not rest[0]:
            return approved
        rank = _place_of_own if text.strip() else _place_of_any
        places = [bisect_right(approved, rank(one), key=rank) for one in rest[0]]
        both = Both(approved, rest[0], places)
        return both if limit is None else both[:limit]

    def _read_all(self, everything: Sequence[Reply]) -> SearchIndex:
        replies = [reply for reply in everything if not reply.owner]
        corpus = None
        self._to_be_cached = ""
        if _are_many(len(replies)):
            fingerprint = self._replies.fingerprint()
            corpus = search_cache.load(self._store, fingerprint)
            self._to_be_cached = "" if corpus else fingerprint
        index = SearchIndex(replies, self._replies.usage(), corpus)
        index.search("", limit=1)  # so that whoever lists the library first need not wait
        self._own = {}
        self._read_own(everything)
        if _are_many(len(replies)):
            gc.freeze()  # else each full collection of garbage would look through all of it
        return index

    def _read_own(self, everything: Iterable[Reply]) -> None:
        """Index anew what changed of agents' own replies."""
        own: dict[str, list[Reply]] = defaultdict(list)
        for reply in everything:
            if reply.owner:
                own[reply.owner].append(reply)
        for replies in own.values():
            replies.sort(key=place_in_library)  # as an index gives them back
        before = {agent: list(index.replies()) for agent, index in self._own.items()}
        changed = [agent for agent, replies in own.items() if replies != before.get(agent)]
        usage = self._replies.usage() if changed else {}
        fresh = {agent: SearchIndex(own[agent], usage) for agent in changed}
        self._own = {agent: fresh.get(agent) or self._own[agent] for agent in own}


def _place_of_any(found: Found) -> tuple[float, tuple[int, str, str]]:
    """What orders a listing of everything: equals as they stand in the library."""
    return (-found.score, place_in_library(found.reply))


def _place_of_own(found: Found) -> tuple[float, bool]:
    """What orders the answers to a query: of equals the approved ones before the agent's own."""
    return (-found.score, bool(found.reply.owner))


def _are_many(count: int) -> bool:
    return count >= _LEAST_FOR_CACHE
