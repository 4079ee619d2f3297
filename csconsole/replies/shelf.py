"""Replies by the numbers that a search knows them by, and what filtering and ordering need."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cache, cached_property
from itertools import count
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from csconsole.replies.filters import Filters
from csconsole.replies.folding import fold
from csconsole.replies.library_rules import shortcut_key
from csconsole.replies.model import Reply
from csconsole.replies.query import Query
from csconsole.replies.sounds import Flags
from csconsole.replies.words import words

Ranks = npt.NDArray[np.float64]


class Shelf:
    """A list of replies that does not change; `ranks` tell where each stands in the library."""

    def __init__(self, replies: Sequence[Reply], ranks: Ranks) -> None:
        self.replies = replies
        self.ranks = ranks
        self.numbers: dict[str, int] = dict(zip(map(attrgetter("id"), replies), count()))

    @cached_property
    def filters(self) -> Filters:
        """The filters over these replies."""
        return Filters(self.replies)

    @cached_property
    def shortcuts(self) -> dict[str, int]:
        """Whom each shortcut belongs to."""
        shortcuts = list(map(attrgetter("shortcut"), self.replies))
        keys = fold("\n".join(shortcuts)).split("\n")  # one by one would take four times as long
        if len(keys) != len(shortcuts):
            keys = list(map(shortcut_key, shortcuts))
        return {"".join(key.split()): number for number, key in enumerate(keys) if key}

    @cached_property
    def dated(self) -> list[int]:
        """The numbers of those that may be sent on some days only."""
        return [
            number
            for number, reply in enumerate(self.replies)
            if reply.valid_from is not None or reply.valid_until is not None
        ]

    def out_of_date(self, day: date) -> Flags:
        """Those that may not be sent on a day."""
        flags = np.zeros(len(self.replies), np.bool_)
        flags[[at for at in self.dated if not self.replies[at].is_valid_on(day)]] = True
        return flags


class Shelves:
    """The prepared replies and, numbered behind them, those that were changed since.

    Attributes:
        first: the number of the first changed reply.
        changed: the changed replies.
    """

    def __init__(self, prepared: Shelf, changed: Shelf, gone: Collection[str]) -> None:
        self._prepared, self._changed = prepared, changed
        self.first = len(prepared.replies)
        self.changed = changed.replies
        self.ranks: Ranks = np.concatenate([prepared.ranks, changed.ranks])
        self._present: Flags | None = None
        if gone:
            self._present = np.ones(self.first + len(changed.replies), np.bool_)
            left_out = [prepared.numbers[id_] for id_ in gone if id_ in prepared.numbers]
            self._present[left_out] = False

    def __len__(self) -> int:
        return len(self.ranks)

    def reply(self, number: int) -> Reply:
        """The reply of a number."""
        if number < self.first:
            return self._prepared.replies[number]
        return self._changed.replies[number - self.first]

    def number(self, reply_id: str) -> int | None:
        """The number of a reply; None where it cannot be found."""
        changed = self._changed.numbers.get(reply_id)
        if changed is not None:
            return self.first + changed
        return self._if_present(self._prepared.numbers.get(reply_id))

    def owner(self, shortcut: str) -> int | None:
        """The number of the reply that has a folded shortcut."""
        changed = self._changed.shortcuts.get(shortcut)
        if changed is not None:
            return self.first + changed
        return self._if_present(self._prepared.shortcuts.get(shortcut))

    def passing(self, query: Query, category: str) -> Flags | None:
        """Which replies are there and pass every filter; None for all."""
        if not category and not query.filtered:
            return self._present
        both = (self._prepared, self._changed)
        flags = np.concatenate([one.filters.passing(query, category) for one in both])
        return flags if self._present is None else flags & self._present

    def out_of_date(self, day: date) -> Flags | None:
        """Which replies may not be sent on a day; None where all may."""
        if not self._prepared.dated and not self._changed.dated:
            return None
        both = (self._prepared, self._changed)
        return np.concatenate([one.out_of_date(day) for one in both])

    def _if_present(self, number: int | None) -> int | None:
        if number is None or (self._present is not None and not self._present[number]):
            return None
        return number


def in_library_order(replies: Iterable[Reply]) -> list[Reply]:
    """Replies in the order of the library; of many, few have a category of their own."""
    by_id = sorted(replies, key=attrgetter("id"))
    categories = {reply.category for reply in by_id}
    ordered = sorted(categories, key=lambda category: (_category_place(category), category))
    places = dict(zip(ordered, count()))
    return sorted(by_id, key=lambda reply: places[reply.category])


def place_in_library(reply: Reply) -> tuple[int, str, str]:
    """What the order of the library goes by."""
    return (_category_place(reply.category), reply.category, reply.id)


@cache
def _category_place(category: str) -> int:
    return words().category_place(category)
