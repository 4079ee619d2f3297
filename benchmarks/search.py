"""Measures the search: accuracy on labelled queries, time per key press, build, cache, memory.

python benchmarks/search.py             a thousand and ten thousand replies
python benchmarks/search.py --full      a hundred thousand and a million too
python benchmarks/search.py --rivals    other tools on the same queries, with a verdict on each
python benchmarks/search.py --seeds 5   accuracy as the mean of five drawings of queries
"""

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where it is not installed

from benchmarks import search_tantivy
from benchmarks.measuring import LIMIT, Search, Shares, Times, load, mean, shares, times, verdict
from benchmarks.search_corpus import corpus, keystrokes
from benchmarks.search_queries import DATA, labelled, library
from benchmarks.search_rivals import (
    fts5_trigram,
    fts5_unicode61,
    fzf,
    fzf_is_present,
    rapidfuzz_search,
)
from csconsole.replies.corpus import from_bytes, to_bytes
from csconsole.replies.model import Reply
from csconsole.replies.search import SearchIndex
from csconsole.storage.sealed_files import open_file, seal_file

SIZES = (1_000, 10_000)
FULL = (1_000, 10_000, 100_000, 1_000_000)
PRESSES = 3000
MOST_SECONDS = 60.0  # for the queries of one rival
LARGEST_FOR_RIVALS = 100_000
OURS = "this search"
Maker = Callable[[Sequence[Reply]], Search]
RIVALS: Mapping[str, Maker] = {
    "rapidfuzz partial_ratio": rapidfuzz_search,
    "FTS5 trigram": fts5_trigram,
    "FTS5 unicode61, characters": fts5_unicode61,
    "fzf, a process per query": fzf,
    "tantivy with our features": search_tantivy.tantivy_search,
}
PRESENT: Mapping[str, Callable[[], bool]] = {
    "fzf, a process per query": fzf_is_present,
    "tantivy with our features": search_tantivy.is_present,
}


def ours(replies: Sequence[Reply]) -> Search:
    """This search in the shape of the others."""
    index = SearchIndex(replies)
    return lambda query, limit: [found.reply.id for found in index.search(query, limit=limit)]


def present_rivals() -> dict[str, Maker]:
    """Those of the rivals that are installed; a line for each that is not."""
    found = {}
    for name, make in RIVALS.items():
        if PRESENT.get(name, lambda: True)():
            found[name] = make
        else:
            print(f"{name}: not installed, left out")
    return found


def accuracy(
    data: Path, each: int, seeds: Sequence[int], rivals: Mapping[str, Maker]
) -> dict[str, Shares]:
    """Print the table of accuracy by kind; the shares of each engine."""
    if not data.exists():
        print("accuracy: no labelled data beside the project")
        return {}
    replies = library(data)
    drawn = [labelled(replies, data, each, seed) for seed in seeds]
    drawings: dict[str, list[Shares]] = {}
    for name, make in {OURS: ours, **rivals}.items():
        search = make(replies)
        drawings[name] = [shares(search, queries) for queries in drawn]
    tables = {name: mean(each_drawing) for name, each_drawing in drawings.items()}
    print(
        f"\n{sum(map(len, drawn))} labelled queries (seeds {seeds[0]} to {seeds[-1]}) "
        f"over {len(replies)} replies: first / among five; lowest: the worst seed of this search"
    )
    print("| kind | lowest | " + " | ".join(tables) + " |\n" + "|---" * (len(tables) + 2) + "|")
    for kind in tables[OURS]:
        worst = [min(table[kind][at] for table in drawings[OURS]) for at in (0, 1)]
        cells = [worst, *(table[kind] for table in tables.values())]
        told = " | ".join(f"{first:.3f} / {five:.3f}" for first, five in cells)
        print(f"| {kind} | {told} |", flush=True)
    return tables


def speed(
    size: int,
    found: Mapping[str, Shares],
    rivals: Mapping[str, Maker],
    presses: int = PRESSES,
    clock: Callable[[], float] = time.perf_counter,
) -> Times:
    """Print one row of the table of times, and those of the others; our own times."""
    replies = corpus(size)
    typed = keystrokes(replies, presses)
    start = clock()
    index = SearchIndex(replies)
    prepared = index.corpus
    built = clock() - start
    kept = to_bytes(prepared, "benchmark")
    del index, prepared
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cache"
        seal_file(path, bytes(32), "benchmark", memoryview(kept))
        start = clock()
        opened = open_file(path, bytes(32), "benchmark")
        index = SearchIndex(replies, corpus=from_bytes(opened or b"", "benchmark"))
        index.search("a", limit=LIMIT)
        ready = clock() - start
    gc.collect()
    gc.freeze()  # as the program does once a large library is ready
    taken = times(lambda q, n: [f.reply.id for f in index.search(q, limit=n)], typed, clock=clock)
    print(
        f"{_row(OURS, size, taken)} {built:.2f} s | {ready:.2f} s | {_changed(index, replies):.1f} "
        f"ms | {len(kept) / 1e6:.0f} MB | |",
        flush=True,
    )
    gc.unfreeze()
    for name, make in rivals.items():
        start = time.perf_counter()
        search = make(replies)
        built = time.perf_counter() - start
        other = times(search, typed, MOST_SECONDS)
        told = verdict((found[OURS], taken), (found[name], other)) if name in found else ""
        print(f"{_row(name, size, other)} {built:.2f} s | | | | {told} |", flush=True)
    return taken


def _row(name: str, size: int, taken: Times) -> str:
    """The beginning of a row of the table of times."""
    return (
        f"| {name} | {size:,} | {taken.count} | {taken.p50:.2f} | {taken.p95:.2f} "
        f"| {taken.p99:.2f} |"
    )


def _changed(index: SearchIndex, replies: Sequence[Reply]) -> float:
    """Milliseconds until a changed reply is found, at the median of some."""
    changes = []
    for reply in replies[:20]:
        start = time.perf_counter()
        index.put(reply)
        index.search("", limit=1)
        changes.append(1000 * (time.perf_counter() - start))
    return sorted(changes)[len(changes) // 2]


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="all sizes")
    options.add_argument("--rivals", action="store_true", help="other tools too")
    options.add_argument("--each", type=int, default=40, help="labelled queries of every kind")
    options.add_argument("--seed", type=int, default=7, help="the first seed")
    options.add_argument("--seeds", type=int, default=1, help="how many seeds, one after the other")
    options.add_argument("--processor", action="store_true", help="processor time of this search")
    options.add_argument("--data", type=Path, default=DATA, help="folder of the public data")
    options.add_argument("--sizes", type=int, nargs="*", help="sizes instead of the usual ones")
    chosen = options.parse_args()
    print(load())
    rivals = present_rivals() if chosen.rivals else {}
    seeds = range(chosen.seed, chosen.seed + max(1, chosen.seeds))
    found = accuracy(chosen.data, chosen.each, seeds, rivals)
    print(
        f"\n{load()}\n| engine | replies | queries | p50 ms | p95 | p99 | built | from cache "
        "| one changed | size | verdict |"
    )
    print("|---" * 11 + "|")
    usual = FULL if chosen.full else SIZES
    for size in usual if chosen.sizes is None else chosen.sizes:
        others = rivals if size <= LARGEST_FOR_RIVALS else {}
        clock = time.thread_time if chosen.processor else time.perf_counter
        speed(size, found, others, clock=clock)


if __name__ == "__main__":
    main()
