"""Measures the search: accuracy on labelled queries, time per key press, build, cache, memory.

python benchmarks/search.py            a thousand and ten thousand replies
python benchmarks/search.py --full     a hundred thousand and a million too
python benchmarks/search.py --rivals   other tools on the same queries
"""

import argparse
import gc
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where it is not installed

from benchmarks.search_corpus import corpus, keystrokes
from benchmarks.search_queries import DATA, Labelled, labelled, library
from benchmarks.search_rivals import (
    Rival,
    fts5_trigram,
    fts5_unicode61,
    fzf,
    rapidfuzz_search,
)
from csconsole.replies.corpus import from_bytes, to_bytes
from csconsole.replies.model import Reply
from csconsole.replies.search import SearchIndex
from csconsole.storage.sealed_files import open_file, seal_file

SIZES = (1_000, 10_000)
FULL = (1_000, 10_000, 100_000, 1_000_000)
LIMIT = 50
RIVALS: dict[str, Callable[[Sequence[Reply]], Rival]] = {
    "rapidfuzz partial_ratio": rapidfuzz_search,
    "FTS5 trigram": fts5_trigram,
    "FTS5 unicode61, characters": fts5_unicode61,
    "fzf, a process per query": fzf,
}


def ours(replies: Sequence[Reply]) -> Rival:
    """This search in the shape of the others."""
    index = SearchIndex(replies)
    return lambda query, limit: [found.reply.id for found in index.search(query, limit=limit)]


def shares(search: Rival, queries: Iterable[Labelled]) -> dict[str, tuple[float, float]]:
    """Per kind, and for all, how often an answer is first and among the first five."""
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for query in queries:
        ids = search(query.text, 5)
        hit = (bool(query.answers & set(ids[:1])), bool(query.answers & set(ids)))
        hits[query.kind].append(hit)
        hits["all"].append(hit)
    return {
        kind: (sum(a for a, _b in told) / len(told), sum(b for _a, b in told) / len(told))
        for kind, told in hits.items()
    }


def times(search: Rival, queries: Sequence[str]) -> tuple[float, float, float]:
    """Milliseconds at the median, the 95th and the 99th percentile."""
    for query in queries[: len(queries) // 10]:
        search(query, LIMIT)
    gc.collect()
    gc.freeze()
    taken = []
    for query in queries:
        start = time.perf_counter()
        search(query, LIMIT)
        taken.append(1000 * (time.perf_counter() - start))
    gc.unfreeze()
    taken.sort()
    p50, p95, p99 = (taken[int(len(taken) * share)] for share in (0.5, 0.95, 0.99))
    return p50, p95, p99


def accuracy(data: Path, each: int, seed: int, *, rivals: bool) -> None:
    """The table of accuracy by kind."""
    if not data.exists():
        print("accuracy: no labelled data beside the project")
        return
    replies = library(data)
    queries = labelled(replies, data, each, seed)
    makers = {"this search": ours, **(RIVALS if rivals else {})}
    tables = {}
    for name, make in makers.items():
        search = make(replies)
        tables[name] = shares(search, queries)
        p50, _p95, p99 = times(search, [query.text for query in queries[::10]])
        print(f"{name}: {p50:.2f} / {p99:.2f} ms at p50 / p99 of these queries")
    print(f"\n{len(queries)} labelled queries over {len(replies)} replies: first / among five")
    print("| kind | " + " | ".join(tables) + " |\n" + "|---" * (len(tables) + 1) + "|")
    for kind in tables["this search"]:
        told = (f"{first:.3f} / {five:.3f}" for first, five in (t[kind] for t in tables.values()))
        print(f"| {kind} | " + " | ".join(told) + " |")


def speed(size: int, *, rivals: bool) -> None:
    """One row of the table of times, and those of the others."""
    replies = corpus(size)
    typed = keystrokes(replies)
    start = time.perf_counter()
    index = SearchIndex(replies)
    prepared = index.corpus
    built = time.perf_counter() - start
    kept = to_bytes(prepared, "benchmark")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cache"
        seal_file(path, bytes(32), "benchmark", memoryview(kept))
        start = time.perf_counter()
        opened = open_file(path, bytes(32), "benchmark")
        index = SearchIndex(replies, corpus=from_bytes(opened or b"", "benchmark"))
        index.search("a", limit=LIMIT)
        ready = time.perf_counter() - start
    p50, p95, p99 = times(lambda q, n: [f.reply.id for f in index.search(q, limit=n)], typed)
    changes = []
    for number in range(20):
        start = time.perf_counter()
        index.put(replies[number])
        index.search("", limit=1)
        changes.append(1000 * (time.perf_counter() - start))
    print(
        f"| this search | {size:,} | {p50:.2f} | {p95:.2f} | {p99:.2f} | {built:.2f} s "
        f"| {ready:.2f} s | {sorted(changes)[10]:.1f} ms | {len(kept) / 1e6:.0f} MB |",
        flush=True,
    )
    for name, make in RIVALS.items() if rivals else ():
        start = time.perf_counter()
        search = make(replies)
        built = time.perf_counter() - start
        few = typed[:: max(1, size // 1000)]
        p50, p95, p99 = times(search, few)
        row = f"| {name} | {size:,} | {p50:.2f} | {p95:.2f} | {p99:.2f} | {built:.2f} s | | | |"
        print(row, flush=True)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="all sizes")
    options.add_argument("--rivals", action="store_true", help="other tools too")
    options.add_argument("--each", type=int, default=40, help="labelled queries of every kind")
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--data", type=Path, default=DATA, help="folder of the public data")
    options.add_argument("--sizes", type=int, nargs="*", help="sizes instead of the usual ones")
    chosen = options.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    accuracy(chosen.data, chosen.each, chosen.seed, rivals=chosen.rivals)
    print("\n| engine | replies | p50 ms | p95 | p99 | built | from cache | one changed | size |")
    print("|---" * 9 + "|")
    usual = FULL if chosen.full else SIZES
    for size in usual if chosen.sizes is None else chosen.sizes:
        speed(size, rivals=chosen.rivals and size <= 100_000)


if __name__ == "__main__":
    main()
