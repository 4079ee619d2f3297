"""What the benchmarks measure alike: shares of right answers, times, and what a rival comes to."""

import gc
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

LIMIT = 50
_AS_MUCH = 0.01  # of the queries: who finds fewer by more than this does not find as much
_WARM_UP = 10  # one query in so many

Shares = dict[str, tuple[float, float]]
Search = Callable[[str, int], list[str]]


@dataclass(frozen=True)
class Labelled:
    """A query, its kind, and the ids that answer it."""

    kind: str
    text: str
    answers: frozenset[str]


@dataclass(frozen=True)
class Times:
    """Milliseconds of some pieces of work.

    Attributes:
        count: how many were measured.
        p50, p95, p99: the median, the 95th and the 99th percentile.
        longest: the longest of all.
    """

    count: int
    p50: float
    p95: float
    p99: float
    longest: float

    @classmethod
    def of(cls, taken: Iterable[float]) -> "Times":
        """The times of pieces that took so many milliseconds each."""
        ordered = sorted(taken)
        p50, p95, p99 = (ordered[int(len(ordered) * share)] for share in (0.5, 0.95, 0.99))
        return cls(len(ordered), p50, p95, p99, ordered[-1])


def shares(search: Search, queries: Iterable[Labelled]) -> Shares:
    """Per kind, and for all, how often an answer is first and among the first five."""
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for query in queries:
        ids = search(query.text, 5)
        hit = (bool(query.answers & set(ids[:1])), bool(query.answers & set(ids)))
        hits[query.kind].append(hit)
        hits["all"].append(hit)
    return {
        kind: (sum(a for a, _b in told) / len(told), sum(b for _a, b in told) / len(told))
        for kind, told in sorted(hits.items())
    }


def mean(tables: Sequence[Shares]) -> Shares:
    """The mean of the shares of several drawings of queries."""
    kinds = sorted({kind for table in tables for kind in table})
    having = {kind: [table[kind] for table in tables if kind in table] for kind in kinds}
    return {
        kind: (sum(a for a, _b in told) / len(told), sum(b for _a, b in told) / len(told))
        for kind, told in having.items()
    }


def times(
    search: Search,
    queries: Sequence[str],
    most_seconds: float = float("inf"),
    clock: Callable[[], float] = time.perf_counter,
) -> Times:
    """How long queries take; as many as fit into a time, taken evenly from all of them.

    With `time.thread_time` as the clock, what other programs take of the processor is left out.
    """
    end = time.perf_counter() + most_seconds
    for at in evenly(len(queries))[: len(queries) // _WARM_UP]:
        search(queries[at], LIMIT)
        if time.perf_counter() > end - 0.9 * most_seconds:
            break
    gc.collect()
    gc.freeze()
    taken: list[float] = []
    for at in evenly(len(queries)):
        start = clock()
        search(queries[at], LIMIT)
        taken.append(1000 * (clock() - start))
        if time.perf_counter() > end:
            break
    gc.unfreeze()
    return Times.of(taken)


def evenly(count: int) -> list[int]:
    """The numbers below a count in an order of which every beginning is spread over all."""
    step = next((one for one in (617, 619, 631, 641) if count % one), 1)
    return [at * step % count for at in range(count)]


def verdict(ours: tuple[Shares, Times], other: tuple[Shares, Times]) -> str:
    """Whether a rival is beaten: less of it right, and slower where it finds as much."""
    (our_first, our_five), (first, five) = ours[0]["all"], other[0]["all"]
    as_much = five >= our_five - _AS_MUCH
    faster = other[1].p99 < ours[1].p99
    told = f"finds {'as much' if as_much else 'less'}, {'faster' if faster else 'slower'}"
    behind = first < our_first and five < our_five
    return f"{told}: {'beaten' if behind and not (as_much and faster) else 'not beaten'}"


def load() -> str:
    """How busy the machine is."""
    return f"load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"
