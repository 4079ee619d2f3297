"""Taking texts apart: many at once gives what each alone gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies.suggestions.features import features, take_apart
from csconsole.replies.suggestions.lexical import ExampleSpace
from csconsole.replies.suggestions.postings import Postings
from csconsole.replies.suggestions.rows import rows_of
from csconsole.replies.suggestions.statements import statements

TEXTS = st.lists(st.text("ab's 退货运费?9邮，é\ud800", max_size=40), max_size=8)


@given(TEXTS)
def test_many_texts_at_once_have_the_features_of_each_alone(texts: list[str]) -> None:
    together = take_apart(texts)
    for at, text in enumerate(texts):
        alone = features(text)
        for rows, one in ((together.words, alone.words), (together.pieces, alone.pieces)):
            part = slice(rows.starts[at], rows.starts[at + 1])
            assert rows.keys[part].tolist() == one.keys.tolist()
            assert np.allclose(rows.values[part], one.values)


def test_words_of_one_idea_share_a_feature() -> None:
    one, two = features("postage"), features("邮费")
    assert set(one.words.keys.tolist()) & set(two.words.keys.tolist())


def test_an_order_number_is_no_feature() -> None:
    assert features("113542617735902 SF1234567890123").words.keys.tolist() == []


def test_a_slip_leaves_most_pieces_as_they_were() -> None:
    right, slip = (set(features(one).pieces.keys.tolist()) for one in ("refund", "refnud"))
    assert len(right & slip) >= 5


def test_a_text_is_as_near_to_itself_as_can_be() -> None:
    texts = ["退货邮费谁出", "who pays the postage", "发货时间"]
    products = ExampleSpace(texts).products()
    assert np.allclose(np.diag(products), 1, atol=1e-5)
    assert products[0, 2] < products[0, 0]


def test_products_are_what_scores_give() -> None:
    chance = np.random.default_rng(1)
    owners = np.sort(chance.integers(0, 60, 900))
    rows = rows_of([(owners, chance.integers(0, 40, 900).astype(np.uint64), 0.5)], 60)
    postings = Postings(rows)
    products = postings.products()
    for at in range(60):
        part = slice(rows.starts[at], rows.starts[at + 1])
        scores = postings.scores(rows.keys[part], rows.values[part])
        assert np.allclose(products[at], scores, rtol=1e-4)


def test_what_the_shop_asks_is_no_statement() -> None:
    assert statements("收到货了吗？感觉怎么样？运费我们出。") == "运费我们出。"
    assert statements("Are you there?") == "Are you there?"
