"""tantivy fed with this search's own features: the second design, measured beside the first.

The features of every reply become the words of a document, one short word each. The readings of a
query become boolean queries over them, titles before all else; where little fits, whatever shares
most features is taken. The best are fitted by the same code as the search's own candidates, so
that the two differ in nothing but the index.

    python benchmarks/search_tantivy.py          build, size and time to be ready at 10,000 replies
    python benchmarks/search_tantivy.py --full   and at 100,000

Needs `pip install tantivy`; without it nothing is measured.
"""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where it is not installed

from benchmarks.measuring import Search
from benchmarks.search_corpus import corpus
from csconsole.replies.corpus import order
from csconsole.replies.extraction import pairs
from csconsole.replies.features import ID_BITS, Zone, in_zone
from csconsole.replies.fitting import Scores, fits, gather
from csconsole.replies.model import Reply
from csconsole.replies.nearness import _features as features_of_slips
from csconsole.replies.nearness import _in_zones, near_scores
from csconsole.replies.query import Word, cleaned, parse, word
from csconsole.replies.reading_features import features_of
from csconsole.replies.texts import Texts, lay_out
from csconsole.replies.vocabulary import collect
from csconsole.storage.sealed_files import open_file, seal_file

Ids = npt.NDArray[np.int32]
Found = tuple[Ids, Scores]

HEAP = 2_000_000_000  # bytes; with one thread, so that all of it becomes one segment
LOOKED_AT = 192  # candidates that are fitted
SLIPS_LOOKED_AT = 128
_AT_ONCE = 5000  # replies
_HALF = 13  # bits of a feature that one character of its word bears
_FIRST = 0x4000  # the first character that bears them; all behind it are letters
_FEW = 50  # found replies below which texts take part too
_WEAK = 34.0
_CORRECTED, _JOINED = 0.6, 0.98
_LONGEST_JOINED = 6
_LEAST_SHARE = 0.3
_MOST_FEATURES = 16


def is_present() -> bool:
    """Whether tantivy is installed."""
    return find_spec("tantivy") is not None


def token(number: int) -> str:
    """A feature as the word of a document."""
    return chr(_FIRST + (number >> _HALF)) + chr(_FIRST + (number & ((1 << _HALF) - 1)))


def documents(texts: Texts, replies: int) -> Iterator[str]:
    """Per laid-out reply all its features as words."""
    numbers = np.concatenate(list(pairs(texts)))
    owners = (numbers & np.uint64((1 << ID_BITS) - 1)).astype(np.int64)
    by_owner = np.argsort(owners, kind="stable")
    features = (numbers[by_owner] >> np.uint64(ID_BITS)).astype(np.int64)
    units = np.full((len(features), 3), ord(" "), np.uint16)
    units[:, 0] = _FIRST + (features >> _HALF)
    units[:, 1] = _FIRST + (features & ((1 << _HALF) - 1))
    ends = np.searchsorted(owners[by_owner], np.arange(replies), "right")
    for start, end in zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True):
        yield units[start:end].tobytes().decode("utf-16-le")


class TokenIndex:
    """The index, in memory or in a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        import tantivy  # noqa: PLC0415  (it need not be installed)

        self.tantivy = tantivy
        made = tantivy.SchemaBuilder()
        made.add_text_field("features", tokenizer_name="whitespace", index_option="freq")
        made.add_unsigned_field("number", fast=True, indexed=True)
        self.schema = made.build()
        self.index = tantivy.Index(self.schema, str(folder) if folder else None)
        self.searcher = self.index.searcher()
        self.terms: dict[int, Any] = {}

    def add(self, replies: Sequence[Reply]) -> None:
        """Put all replies in, in this order."""
        writer = self.index.writer(HEAP, 1)
        for first in range(0, len(replies), _AT_ONCE):
            part = replies[first : first + _AT_ONCE]
            for at, words in enumerate(documents(lay_out(part), len(part)), first):
                writer.add_document(self.document(words, at))
        writer.commit()
        writer.wait_merging_threads()
        self.renew()

    def document(self, words: str, number: int) -> Any:
        """A reply as a document."""
        document = self.tantivy.Document()
        document.add_text("features", words)
        document.add_unsigned("number", number)
        return document

    def renew(self) -> None:
        """See what was committed."""
        self.index.reload()
        self.searcher = self.index.searcher()

    def term(self, number: int) -> Any:
        """Replies with a feature."""
        if number not in self.terms:
            asked = self.tantivy.Query.term_query
            self.terms[number] = asked(self.schema, "features", token(number), "freq")
        return self.terms[number]

    def every(self, queries: Sequence[Any]) -> Any:
        """Replies that satisfy all of some queries."""
        return self._boolean(self.tantivy.Occur.Must, queries)

    def some(self, queries: Sequence[Any]) -> Any:
        """Replies that satisfy one of some queries."""
        return self._boolean(self.tantivy.Occur.Should, queries)

    def _boolean(self, occur: Any, queries: Sequence[Any]) -> Any:
        if len(queries) == 1:
            return queries[0]
        return self.tantivy.Query.boolean_query([(occur, one) for one in queries])

    def first(self, query: Any, most: int) -> Ids:
        """The first replies of a query, in the order in which they were added."""
        found = self.searcher.search(
            query, most, count=False, order_by_field="number", order=self.tantivy.Order.Asc
        )
        return np.array([number for number, _place in found.hits], np.int32)

    def most_shared(self, features: Sequence[int], most: int) -> Ids:
        """The replies that share most of some features, rare ones counting more (BM25).

        A plain union of terms is what tantivy cuts short; one that asks for a least number of
        them, or counts each as one, takes 9 ms instead of 2 (p99, 100,000 replies).
        """
        found = self.searcher.search(self.some([self.term(n) for n in features]), most, count=False)
        places = [place for _score, place in found.hits]
        return np.array(self.searcher.fast_field_values("number", places), np.int32)

    # What the fitting of slips asks of an index.

    @property
    def size(self) -> int:
        """How many replies there are."""
        return int(self.searcher.num_docs)

    def find(self, features: Sequence[int]) -> npt.NDArray[np.int64]:
        """Where features stand: they name themselves here."""
        return np.array(features, np.int64)

    def frequency(self, number: int) -> int:
        """In how many replies a feature stands."""
        return int(self.searcher.doc_freq("features", token(number)))


class TantivySearch:
    """A whole search over such an index."""

    def __init__(self, replies: Sequence[Reply], index: TokenIndex, texts: Texts) -> None:
        self.ids = [reply.id for reply in replies]
        self.index, self.texts = index, texts
        self.vocabulary = collect(texts)

    def search(self, text: str, limit: int) -> list[str]:
        """The ids of the best replies."""
        typed = cleaned(parse(text))
        if not typed:
            return self.ids[:limit]
        ids, scores = self._found(typed)
        best = np.lexsort((ids, -scores))
        found = dict.fromkeys(ids[best].tolist())
        return [self.ids[at] for at in list(found)[:limit]]

    def _found(self, typed: Sequence[Word]) -> Found:
        found = [self._fitting(typed)]
        if len(typed) > 1 and max(len(one.text) for one in typed) <= _LONGEST_JOINED:
            found.append(self._fitting([word("".join(one.text for one in typed))], _JOINED))
        if not any(len(ids) for ids, _scores in found):
            found += [self._fitting(plan, _JOINED) for plan in _cuts(typed)]
        if max((scores.max(initial=0) for _ids, scores in found), default=0) < _WEAK:
            corrected = [self._fitting(plan, _CORRECTED) for plan in self._corrected(typed)]
            met = any(len(ids) for ids, _scores in corrected)
            found += corrected if met else [self._near(typed)]
        return (
            np.concatenate([ids for ids, _scores in found]),
            np.concatenate([scores for _ids, scores in found]),
        )

    def _fitting(self, typed: Sequence[Word], factor: float = 1.0) -> Found:
        found: list[Found] = []
        seen = np.zeros(0, np.int32)
        for zones in ((Zone.TITLE,), (Zone.TITLE, Zone.SIDE), tuple(Zone)):
            ids = self._candidates(typed, zones)
            ids = ids[~np.isin(ids, seen)]
            seen = np.concatenate([seen, ids])
            if len(ids):
                found.append(self._fitted(typed, ids, bodies=Zone.BODY in zones))
            if sum(len(ids) for ids, _scores in found) >= _FEW:
                break
        ids = np.concatenate([np.zeros(0, np.int32), *(ids for ids, _scores in found)])
        return ids, factor * np.concatenate([np.zeros(0), *(scores for _ids, scores in found)])

    def _fitted(self, typed: Sequence[Word], ids: Ids, *, bodies: bool) -> Found:
        batch = gather(self.texts, ids, bodies=bodies)
        every = [fits(one.readings, batch) for one in typed]
        kept = np.logical_and.reduce([scores > 0 for scores in every])
        return ids[kept], np.mean(every, axis=0)[kept]

    def _candidates(self, typed: Sequence[Word], zones: Sequence[Zone]) -> Ids:
        wanted = []
        for one in typed:
            ways = []
            for reading in one.readings:
                asked = features_of(reading)
                for zone in zones:
                    features = in_zone(asked.numbers[asked.of(zone)], zone)
                    if features:
                        ways.append(self.index.every([self.index.term(n) for n in features]))
            if not ways:
                return np.zeros(0, np.int32)
            wanted.append(self.index.some(ways))
        return self.index.first(self.index.every(wanted), LOOKED_AT)

    def _corrected(self, typed: Sequence[Word]) -> list[list[Word]]:
        meant = {
            one.text: words
            for one in typed
            if not self.vocabulary.knows(one.text) and (words := self.vocabulary.meant(one.text))
        }
        ways = max(map(len, meant.values()), default=0) if len(typed) == 1 else min(1, len(meant))
        return [
            [word(meant[one.text][way]) if one.text in meant else one for one in typed]
            for way in range(ways)
        ]

    def _near(self, typed: Sequence[Word]) -> Found:
        numbers = list(dict.fromkeys(n for one in typed for n in features_of_slips(one)))
        if not numbers:
            return np.zeros(0, np.int32), np.zeros(0)
        frequency = {n: sum(map(self.index.frequency, _in_zones(n))) for n in numbers}
        known = sorted((n for n in numbers if frequency[n]), key=frequency.__getitem__)
        least = max(1, math.ceil(_LEAST_SHARE * min(len(numbers), _MOST_FEATURES)))
        rarest = known[:_MOST_FEATURES]
        if len(rarest) < least:
            return np.zeros(0, np.int32), np.zeros(0)
        titles = self.index.most_shared(rarest, SLIPS_LOOKED_AT // 2)
        zones = [one for number in rarest for one in _in_zones(number)]
        others = self.index.most_shared(zones, SLIPS_LOOKED_AT // 2)
        ids = np.unique(np.concatenate([titles, others]))
        scores = near_scores(self.texts, ids, typed, self.index)  # type: ignore[arg-type]
        return ids[scores > 0], scores[scores > 0]


def tantivy_search(replies: Sequence[Reply], folder: Path | None = None) -> Search:
    """The whole design over some replies."""
    ordered = [replies[at] for at in order(replies).tolist()]
    index = TokenIndex(folder)
    index.add(ordered)
    return TantivySearch(ordered, index, lay_out(ordered)).search


def _cuts(typed: Sequence[Word]) -> list[list[Word]]:
    """One word as two, as the search itself cuts it."""
    if len(typed) != 1:
        return []
    pieces = [unit.typed for unit in typed[0].readings[-1 if typed[0].latin else 0]]
    if typed[0].latin and any(len(piece) == 1 for piece in pieces):
        return []
    places = {at for at in (2, len(pieces) // 2, len(pieces) - 2) if 2 <= at <= len(pieces) - 2}
    return [[word("".join(pieces[:at])), word("".join(pieces[at:]))] for at in sorted(places)]


def main() -> None:
    """Print what building, keeping and opening cost."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--full", action="store_true", help="a hundred thousand replies too")
    options.add_argument("--sizes", type=int, nargs="*", help="sizes instead of the usual ones")
    chosen = options.parse_args()
    if not is_present():
        print("tantivy is not installed: nothing measured")
        return
    usual = (10_000, 100_000) if chosen.full else (10_000,)
    print("| replies | built | in its folder | opened | unsealed and opened | one changed |")
    print("|---" * 6 + "|")
    for size in chosen.sizes or usual:
        _measure(corpus(size))


def _measure(replies: Sequence[Reply]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        folder.mkdir()
        start = time.perf_counter()
        tantivy_search(replies, folder)
        built = time.perf_counter() - start
        kept = sum(path.stat().st_size for path in folder.iterdir())
        start = time.perf_counter()
        index = TokenIndex(folder)
        index.first(index.term(0), 1)
        opened = time.perf_counter() - start
        print(
            f"| {len(replies):,} | {built:.1f} s | {kept / 1e6:.0f} MB | {opened:.3f} s "
            f"| {_unsealed(folder, Path(name)):.3f} s | {_changed(index, replies[0]):.1f} ms |",
            flush=True,
        )


def _unsealed(folder: Path, beside: Path) -> float:
    """Seconds until an index that lies encrypted is ready: its files must lie open for that."""
    sealed, plain = beside / "sealed", beside / "plain"
    sealed.mkdir()
    for path in folder.iterdir():
        seal_file(sealed / path.name, bytes(32), path.name, memoryview(path.read_bytes()))
    start = time.perf_counter()
    plain.mkdir()
    for path in sealed.iterdir():
        (plain / path.name).write_bytes(open_file(path, bytes(32), path.name) or b"")
    index = TokenIndex(plain)
    index.first(index.term(0), 1)
    return time.perf_counter() - start


def _changed(index: TokenIndex, reply: Reply) -> float:
    """Milliseconds until a changed reply is found, at the median of some."""
    writer = index.index.writer(50_000_000, 1)
    taken = []
    for _time in range(20):
        start = time.perf_counter()
        writer.delete_documents_by_term("number", 0)
        words = next(documents(lay_out([reply]), 1))
        writer.add_document(index.document(words, 0))
        writer.commit()
        index.renew()
        index.first(index.term(0), 1)
        taken.append(1000 * (time.perf_counter() - start))
    return sorted(taken)[len(taken) // 2]


if __name__ == "__main__":
    main()
