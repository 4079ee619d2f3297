"""Search: what is found, in which order, and what nothing may break."""

import gc
import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies.corpus import from_bytes, to_bytes
from csconsole.replies.model import Reply, Usage
from csconsole.replies.search import SearchIndex
from csconsole.replies.shelf import in_library_order, place_in_library

WEEK = 7 * 86_400_000
NOW = 1_790_000_000_000


def reply(reply_id: str, title: str, text: str = "", **fields: object) -> Reply:
    language = "en" if title.isascii() else "zh"
    return Reply(reply_id, {language: title}, {language: text}, **fields)  # type: ignore[arg-type]


LIBRARY = [
    reply("policy", "退货政策说明", "七天内可以退货，运费由买家承担。", tags=("退货", "政策")),
    reply("exchange", "换货处理", "可以换货，请把商品寄回仓库。", category="after-sale/return"),
    reply("repeat", "重复下单提醒", "您重复付款了两次。", shortcut="cf"),
    reply("bank", "银行转账说明", "请转账到我们的账户。", asks={"zh": ("可以货到付款吗",)}),
    reply("freight", "运费补偿", "退货的运费我们来补。", category="after-sale/freight"),
    reply("label", "Return shipping label", "We will send you a prepaid label.", shortcut="rl"),
    reply("warranty", "Warranty claim", "The warranty covers one year of repairs."),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(LIBRARY)


def first(index: SearchIndex, query: str) -> str:
    found = index.search(query, limit=5)
    return found[0].reply.id if found else ""


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("退货政策", "policy"),
        ("货政", "policy"),
        ("thzc", "policy"),
        ("tuihuozhengce", "policy"),
        ("tuihuozc", "policy"),
        ("退货zc", "policy"),
        ("tui货zheng", "policy"),
        ("退貨政策", "policy"),
        ("ＴＨＺＣ", "policy"),
        ("政策 退货", "policy"),
        ("政策退货", "policy"),
        ("tui huo zheng ce", "policy"),
        ("chongfu", "repeat"),
        ("cfxd", "repeat"),
        ("yinhangzz", "bank"),
        ("货到付款", "bank"),
        ("运费退货", "freight"),
        ("ret lab", "label"),
        ("ship", "label"),
        ("retrun", "label"),
        ("waranty", "warranty"),
        ("warrantt claim", "warranty"),
        ("退火政策", "policy"),
        ("退贷政策", "policy"),
        ("退货策说", "policy"),
        ("tuihuozhengse", "policy"),
        ("prepaid", "label"),
        ("七天内可以", "policy"),
    ],
)
def test_finds_by_whatever_is_typed(index: SearchIndex, query: str, wanted: str) -> None:
    assert first(index, query) == wanted


def test_slips_are_forgiven_only_where_nothing_fits(index: SearchIndex) -> None:
    assert not any(found.near for found in index.search("退货"))
    assert all(found.near for found in index.search("退贷政策"))


def test_exact_shortcut_is_first_in_any_case_and_width(index: SearchIndex) -> None:
    for typed in ("cf", "CF", "ｃｆ", " cf "):
        assert first(index, typed) == "repeat"


def test_every_word_must_fit(index: SearchIndex) -> None:
    assert [found.reply.id for found in index.search("退货 承担")] == ["policy"]
    assert not [found for found in index.search("退货 warranty") if not found.near]


def test_nothing_typed_gives_everything_in_the_order_of_the_library(index: SearchIndex) -> None:
    assert [found.reply for found in index.search("")] == list(index.replies())


def test_filters(index: SearchIndex) -> None:
    def found(query: str, category: str = "") -> set[str]:
        return {found.reply.id for found in index.search(query, category=category)}

    assert found("#退货") == found("#tuihuo") == found("#th") == {"policy"}
    assert found("@return") == {"exchange"}
    assert found("@after-sale") == found("", "after-sale") == {"exchange", "freight"}
    assert found("lang:en") == {"label", "warranty"}
    assert found("@freight 运费") == {"freight"}
    assert found("#退货 @return") == set()
    assert {one.language for one in index.search("lang:en label")} == {"en"}


def test_use_orders_equals_and_own_use_counts_more() -> None:
    twins = [reply(name, "发货提醒", "明天发货") for name in "abc"]
    index = SearchIndex(twins, {"": {"b": Usage(3, NOW)}})
    assert first(index, "发货") == "b"
    for _time in range(3):
        index.used("c", NOW, "lin")
    index.used("b", NOW, "wang")
    assert index.usage("c", "lin") == Usage(3, NOW)
    assert index.usage("c") == Usage(3, NOW)
    assert index.search("发货", agent="lin", now=NOW)[0].reply.id == "c"
    assert index.search("发货", agent="wang", now=NOW)[0].reply.id == "b"


def test_what_was_used_lately_is_before_what_was_used_long_ago() -> None:
    twins = [reply(name, "发货提醒") for name in "ab"]
    index = SearchIndex(twins, {"": {"a": Usage(2, NOW - 8 * WEEK), "b": Usage(2, NOW)}})
    assert index.search("发货", now=NOW)[0].reply.id == "b"
    assert index.search("发货")[0].reply.id == "a"


def test_what_may_not_be_sent_today_is_behind() -> None:
    old = reply("a", "节日活动", valid_until=date(2020, 1, 1))
    index = SearchIndex([old, reply("b", "节日活动")])
    for query in ("节日", ""):
        assert [found.reply.id for found in index.search(query, now=NOW)] == ["b", "a"]
        assert [found.reply.id for found in index.search(query)] == ["a", "b"]


def test_a_changed_reply_is_found_at_once_and_the_old_one_not() -> None:
    index = SearchIndex(LIBRARY)
    assert first(index, "退货政策") == "policy"
    index.put(reply("policy", "保修条款", "两年", shortcut="bx"))
    index.put(reply("new", "赠品补发", "马上补发赠品"))
    assert first(index, "baoxiutk") == first(index, "bx") == "policy"
    assert first(index, "zengpin") == first(index, "赠品补") == first(index, "zengpinbufs") == "new"
    assert "policy" not in {found.reply.id for found in index.search("退货政策")}
    index.remove("new")
    index.remove("bank")
    assert first(index, "赠品补发") == first(index, "银行转账") == ""
    assert index.get("bank") is None
    assert len(index) == len(LIBRARY) - 1 == len(index.search(""))


def test_overlay_and_fresh_index_agree() -> None:
    changed = SearchIndex(LIBRARY[:4])
    changed.search("a")
    for one in LIBRARY[4:]:
        changed.put(one)
    fresh = SearchIndex(LIBRARY)
    for query in ("", "运费", "yf", "ret", "warranty", "退货 运费", "说明"):
        assert [found.reply.id for found in changed.search(query)] == [
            found.reply.id for found in fresh.search(query)
        ], query


def test_a_kept_corpus_answers_like_a_fresh_one(index: SearchIndex) -> None:
    kept = to_bytes(index.corpus, "one")
    assert from_bytes(kept, "another") is None
    again = SearchIndex(LIBRARY, corpus=from_bytes(kept, "one"))
    for query in ("退货", "thzc", "retrun", "yunfei"):
        assert again.search(query) == index.search(query)


def test_the_order_of_the_replies_given_does_not_matter(index: SearchIndex) -> None:
    mixed = list(LIBRARY)
    random.Random(3).shuffle(mixed)
    for query in ("", "退货", "说明", "t", "retrun"):
        assert SearchIndex(mixed).search(query) == index.search(query)


def test_an_empty_library_answers_everything_with_nothing() -> None:
    index = SearchIndex([])
    for query in ("", "退货", "retrun", "#a", "x y"):
        assert index.search(query) == []


def test_a_limit_keeps_the_best(index: SearchIndex) -> None:
    assert index.search("说明", limit=1) == index.search("说明")[:1]


@pytest.mark.parametrize(
    "query",
    [
        "退" * 10_000,
        "a" * 10_000,
        "a b " * 3000,
        "\ud800退",
        "\x00\x01\x08",
        "📦",
        "，。！",
        "#",
        "@",
    ],
)
def test_hostile_queries_never_raise(index: SearchIndex, query: str) -> None:
    found = [one.reply.id for one in index.search(query)]
    assert len(found) == len(set(found)) <= len(index)


@given(st.text(st.characters(codec=None), max_size=40))
def test_no_text_raises(query: str) -> None:
    HELD.search(query, limit=5)


@given(st.lists(st.text(max_size=30), max_size=4))
def test_no_reply_raises(texts: list[str]) -> None:
    replies = [reply(f"r{at}", text, text, tags=(text,)) for at, text in enumerate(texts)]
    index = SearchIndex(replies)
    for text in texts:
        index.search(text)


HELD = SearchIndex(LIBRARY)


@pytest.mark.parametrize("is_on", [True, False])
def test_a_search_leaves_the_collecting_of_garbage_as_it_was(is_on):
    try:
        (gc.enable if is_on else gc.disable)()
        SearchIndex(LIBRARY).search("退货")
        assert gc.isenabled() is is_on
    finally:
        gc.enable()


@given(st.lists(st.tuples(st.sampled_from(["", "b", "after-sale/return", "a/b"]), st.text())))
def test_a_library_is_listed_by_category_and_id(told: list[tuple[str, str]]) -> None:
    replies = [Reply(id_, {"zh": "好"}, {}, category=category) for category, id_ in told]
    assert in_library_order(replies) == sorted(replies, key=place_in_library)


def test_shortcuts_of_several_lines_are_found() -> None:
    index = SearchIndex([Reply("a", {"zh": "甲"}, {}, shortcut="k\nd"), *LIBRARY])
    assert index.search("KD", limit=1)[0].reply.id == "a"
