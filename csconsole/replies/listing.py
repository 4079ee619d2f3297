"""Lists of results of which only those are made that somebody looks at."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from typing import overload

from csconsole.replies.engine import Scored
from csconsole.replies.fitting import Scores
from csconsole.replies.model import Found, Reply


class Listing(Sequence[Found]):
    """Results in their order."""

    def __init__(
        self, reply: Callable[[int], Reply], found: Scored, scores: Scores, language: str
    ) -> None:
        self._reply, self._language = reply, language
        self._ids, self._scores, self._near = found.ids, scores, found.near

    def __len__(self) -> int:
        return len(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, at: int) -> Found: ...

    @overload
    def __getitem__(self, at: slice) -> list[Found]: ...

    def __getitem__(self, at: int | slice) -> Found | list[Found]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        number, score, near = self._ids[at], self._scores[at], self._near[at]
        return Found(self._reply(int(number)), float(score), bool(near), self._language)

    def __iter__(self) -> Iterator[Found]:
        replies = map(self._reply, self._ids.tolist())
        near, language = self._near.tolist(), repeat(self._language)
        return map(Found, replies, self._scores.tolist(), near, language)


class Both(Sequence[Found]):
    """Results with a few others set in between them.

    `places` tells, rising, before which of the results each of the others stands.
    """

    def __init__(
        self, results: Sequence[Found], others: Sequence[Found], places: Sequence[int]
    ) -> None:
        self._results = results
        self._others = {
            place + at: one for at, (place, one) in enumerate(zip(places, others, strict=True))
        }
        self._at = sorted(self._others)

    def __len__(self) -> int:
        return len(self._results) + len(self._others)

    @overload
    def __getitem__(self, at: int) -> Found: ...

    @overload
    def __getitem__(self, at: slice) -> list[Found]: ...

    def __getitem__(self, at: int | slice) -> Found | list[Found]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return self._others.get(at) or self._results[at - bisect_left(self._at, at)]
