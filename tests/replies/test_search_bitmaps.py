"""What the search reads from its index is what a plain look at every reply would give."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.search_corpus import corpus
from csconsole.replies.counting import in_most
from csconsole.replies.features import Kind, feature
from csconsole.replies.folding import fold
from csconsole.replies.grams import Grams, as_bits, first_ids, index, together
from csconsole.replies.model import Reply
from csconsole.replies.texts import lay_out
from csconsole.replies.vocabulary import Vocabulary

SIZE = 700
BOTH_WAYS = (64, 40_000)  # replies: bitmaps that are unpacked whole, and such that are not


@cache
def grams() -> Grams:
    return index(lay_out(corpus(SIZE)))


@cache
def having() -> list[frozenset[int]]:
    """The replies of each feature."""
    found = []
    for at in range(len(grams().keys)):
        row = int(grams().rows[at])
        ids = grams().listed(at) if row < 0 else first_ids(grams().bitmaps[row], SIZE)
        found.append(frozenset(ids.tolist()))
    return found


def ids_of(bits):
    return frozenset() if bits is None else frozenset(first_ids(bits, SIZE).tolist())


@cache
def together_somewhere() -> list[int]:
    """Features of one reply, so that some have a reply in common."""
    return [at for at, ids in enumerate(having()) if 5 in ids]


places = st.lists(
    st.deferred(lambda: st.sampled_from(together_somewhere()) | st.integers(0, len(having()) - 1)),
    min_size=1,
    max_size=6,
)


@given(places)
def test_the_replies_that_have_all_features_are_found(wanted):
    assert ids_of(grams().having_all(wanted)) == frozenset.intersection(
        *(having()[at] for at in wanted)
    )


@given(places, st.sets(st.integers(0, SIZE - 1)))
def test_only_replies_of_interest_are_found(wanted, interesting):
    flags = np.zeros(SIZE, np.bool_)
    flags[list(interesting)] = True
    assert ids_of(grams().having_all(wanted, as_bits(flags))) == interesting.intersection(
        *(having()[at] for at in wanted)
    )


@given(st.lists(st.lists(st.just(-1) | st.integers(0, 3000), max_size=4), max_size=5))
def test_the_replies_that_have_any_feature_are_found(wanted):
    rows = grams().having_any(wanted)
    for row, one in zip(rows, wanted, strict=True):
        assert ids_of(row) == frozenset().union(*(having()[at] for at in one if at >= 0))


@pytest.mark.parametrize("size", BOTH_WAYS)
@given(seed=st.integers(0, 1000), rows=st.integers(0, 20), least=st.integers(1, 20))
def test_those_in_most_bitmaps_are_taken_and_of_equals_the_first(size, seed, rows, least):
    flags = np.random.default_rng(seed).random((rows, size)) < 0.2
    alive = np.random.default_rng(seed + 1).random(size) < 0.9
    bits = np.stack([as_bits(row) for row in flags]) if rows else np.zeros((0, 8), np.uint8)
    counts = flags.sum(axis=0) * alive
    best = sorted(np.flatnonzero(counts >= least).tolist(), key=lambda at: (-counts[at], at))
    assert sorted(in_most(bits, least, as_bits(alive), 30).tolist()) == sorted(best[:30])


@pytest.mark.parametrize("size", BOTH_WAYS)
@given(ids=st.sets(st.integers(0, 63)), most=st.integers(0, 70))
def test_the_first_replies_of_a_bitmap_are_in_order(size, ids, most):
    spread = sorted(at * (size // 64) for at in ids)
    flags = np.zeros(size, np.bool_)
    flags[spread] = True
    assert first_ids(as_bits(flags), most).tolist() == spread[:most]


@given(st.lists(st.lists(st.integers(0, 30)), min_size=1))
def test_lists_of_replies_are_put_together(lists):
    parts = [np.array(one, np.int32) for one in lists]
    assert together(parts).tolist() == sorted({at for one in lists for at in one})


@given(st.text("abcdefgh", min_size=4, max_size=12), st.data())
def test_a_word_with_a_letter_changed_left_out_or_swapped_is_known(meant, data):
    at = data.draw(st.integers(0, len(meant) - 2))
    ways = (
        meant[:at] + "x" + meant[at + 1 :],
        meant[:at] + meant[at + 1] + meant[at] + meant[at + 2 :],
        meant[:at] + "x" + meant[at:],
    )
    assert meant in Vocabulary([meant, "zzzz"]).meant(data.draw(st.sampled_from(ways)))


def test_replies_of_a_library_of_more_than_65536_are_told_apart():
    wanted = [3, 65_535, 65_536, 69_999]
    replies = [Reply(str(at), {"zh": "退" if at in wanted else "好"}, {}) for at in range(70_000)]
    large = index(lay_out(replies))
    at = int(large.find([feature(Kind.CHARACTER, ord("退"))])[0])
    assert large.listed(at).tolist() == wanted
    assert first_ids(large.having_all([at]), 9).tolist() == wanted


@given(st.lists(st.text(st.sampled_from("aB 退貨ﬁ①Ａ𝐀😀\ud83d，\n"), max_size=8), max_size=5))
def test_texts_are_laid_out_as_each_character_is_folded(titles):
    together = lay_out([Reply(str(at), {"zh": title}, {}) for at, title in enumerate(titles)])
    apart = [lay_out([Reply("0", {"zh": fold(title)}, {})]).codes for title in titles]
    assert together.codes.tolist() == [unit for codes in apart for unit in codes.tolist()]
