"""The marked ranges of a found text: exactly the characters that matched."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies import query
from csconsole.replies.matching import marks
from csconsole.replies.model import Reply
from csconsole.replies.search import SearchIndex

A_SECOND = 1 if sys.gettrace() is None else 10  # of the processor; measuring coverage costs time


def marked(typed, text, *, near=False):
    """The text with the marked ranges in brackets."""
    pieces, at = [], 0
    for start, end in marks(query.parse(typed), text, near=near):
        pieces += [text[at:start], "[", text[start:end], "]"]
        at = end
    return "".join([*pieces, text[at:]])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("退货", "[退货]运费谁出"),
        ("运费", "退货[运费]谁出"),
        ("谁出 退货", "[退货]运费[谁出]"),
        ("退货 货运", "[退货运]费谁出"),
        ("退货 退货", "[退货]运费谁出"),
        ("th", "[退货]运费谁出"),
        ("yf", "退货[运费]谁出"),
        ("tuihuo", "[退货]运费谁出"),
        ("yunf", "退货[运费]谁出"),
        ("huoyun", "退[货运]费谁出"),
        ("退huo", "[退货]运费谁出"),
        ("sc", "退货运费[谁出]"),
        ("退貨", "[退货]运费谁出"),
        ("推货", "[退货]运费谁出"),
        ("退货云费", "[退货运费]谁出"),
        ("退货 xyz", "[退货]运费谁出"),
        ("xyz", "退货运费谁出"),
        ("", "退货运费谁出"),
    ],
)
def test_what_matched_is_marked(typed, expected):
    assert marked(typed, "退货运费谁出") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("return", "Who pays the [return] postage"),
        ("ret", "Who pays the [ret]urn postage"),
        ("POSTAGE", "Who pays the return [postage]"),
        ("postage return", "Who pays the [return] [postage]"),
    ],
)
def test_what_matched_in_english_is_marked(typed, expected):
    assert marked(typed, "Who pays the return postage") == expected


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("pastage", "Who pays the return postage", "Who pays the return [postage]"),
        ("postgae", "Who pays the return postage", "Who pays the return [postage]"),
        ("退贷运费", "退货运费谁出", "[退货运费]谁出"),
        ("tuihuoyunfie", "请问退货运费谁出", "请问[退货运费]谁出"),
        ("请问退货运费的事", "退货运费谁出", "[退货运费]谁出"),
        ("退货运费谁出了没有", "退货运费谁出", "[退货运费谁出]"),
    ],
)
def test_a_near_match_is_marked_where_slips_were_forgiven_and_nowhere_else(typed, text, expected):
    assert marked(typed, text, near=True) == expected
    assert marked(typed, text) == text


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("vip", "ＶＩＰ会员", "[ＶＩＰ]会员"),
        ("ＶＩＰ", "vip会员", "[vip]会员"),
        ("退货", "請退貨運費", "請[退貨]運費"),
        ("tuihuo", "請退貨運費", "請[退貨]運費"),
        ("yf", "😊👨‍👩‍👧退货运费", "😊👨‍👩‍👧退货[运费]"),
        ("运费", "𠮷😊运费", "𠮷😊[运费]"),
        ("khz", "频率㎑高", "频率[㎑]高"),
        ("fix", "ﬁx it", "[ﬁx] it"),
        ("1", "①退货", "[①]退货"),
    ],
)
def test_marks_lie_on_the_original_characters(typed, text, expected):
    assert marked(typed, text) == expected


@pytest.mark.parametrize("typed", ["退货？", "退货，运费", "“退货”", "退货/运费", "（yf）"])
def test_signs_in_what_was_typed_keep_nothing_from_being_marked(typed):
    index = SearchIndex([Reply("a", {"zh": "退货运费"}, {"zh": "。"})])
    (one,) = index.search(typed)
    assert marks(query.parse(typed), "退货运费", near=one.near)


@pytest.mark.parametrize(
    "title", ["退货，运费", "退货（运费）", "退货 运费", "“退货”运费", "退货/运费"]
)
@pytest.mark.parametrize("typed", ["退货运费", "thyf", "tuihuoyunfei", "推货运费"])
def test_signs_in_a_text_keep_nothing_from_being_marked(typed, title):
    index = SearchIndex([Reply("a", {"zh": title}, {"zh": "。"})])
    for one in index.search(typed):
        assert marks(query.parse(typed), title, near=one.near)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("chongliang", "商品重量", "商品[重量]"),
        ("zhongliang", "商品重量", "商品[重量]"),
        ("shenpian", "参片", "[参片]"),
        ("canpian", "参片", "[参片]"),
        ("重子", "虫子", "[虫子]"),
        ("长价", "涨价通知", "[涨价]通知"),
    ],
)
def test_what_matched_by_any_of_its_readings_is_marked(typed, text, expected):
    assert marked(typed, text) == expected


def test_no_text_has_no_marks():
    assert marks(query.parse("退货"), "") == []


@pytest.mark.parametrize("typed", ["s" * 150 + "x", "shi" * 50 + "x", "退货 shi " * 20])
def test_a_long_text_is_marked_within_a_second(typed):
    start = time.process_time()
    marks(query.parse(typed), "想" + "是" * 3_000, near=True)
    assert time.process_time() - start < A_SECOND


characters = (
    st.sampled_from("退货運費谁出重thyfTHＹＦ ㎑ﷺ①😊𠮷，。-İß\u0301\ud800") | st.characters()
)
texts = st.text(characters, max_size=60)
queries = st.text(characters, max_size=20) | st.lists(
    st.sampled_from(["tui", "th", "退", "货", "yunfei", "費", " ", "zhong", "t", "ＹＦ"])
).map("".join)


@given(typed=queries, text=texts, near=st.booleans())
def test_marks_lie_inside_the_text_in_order_and_apart(typed, text, near):
    at = -1
    for start, end in marks(query.parse(typed), text, near=near):
        assert at < start < end <= len(text)
        at = end


@given(text=texts, near=st.booleans())
def test_an_empty_query_marks_nothing(text, near):
    assert marks(query.parse(" "), text, near=near) == []


@given(before=texts, piece=st.sampled_from(["退货", "運費谁", "𠮷退", "退Ｙ", "货①"]), behind=texts)
def test_a_piece_of_a_text_is_marked_wherever_it_stands(before, piece, behind):
    text = before + piece + behind
    ranges = marks(query.parse(piece), text)
    assert any(
        text[start:end].startswith(piece) or piece in text[start:end] for start, end in ranges
    )


everyday = st.text(st.sampled_from("退货運费谁出重费thyfTHＹＦ 0，。（/"), min_size=1, max_size=12)


@given(typed=everyday, title=everyday)
def test_what_finds_a_title_marks_something_in_it(typed, title):
    index = SearchIndex([Reply("a", {"zh": title}, {"zh": "。"})])
    if query.cleaned(query.parse(typed)):
        for one in index.search(typed):
            assert marks(query.parse(typed), title, near=one.near)
