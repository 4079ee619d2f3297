"""What stands first: the shortcut, the better place, what is used, and what is valid."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies.folding import fold
from csconsole.replies.library_file import read_library
from csconsole.replies.model import Reply, Usage
from csconsole.replies.search import SearchIndex
from csconsole.shipped import SCRIPTS

NOON = datetime(2026, 11, 21, 12).astimezone()
NOW = int(NOON.timestamp() * 1000)
TODAY = NOON.date()
DAY = timedelta(days=1)
DAY_IN_MILLISECONDS = 86_400_000


def reply(id_, title="别的", text="别的", **more):
    return Reply(id_, {"zh": title}, {"zh": text}, **more)


def used_by_all(replies, uses):
    """A library of which everybody together made these uses."""
    return SearchIndex(replies, {"": uses})


def found(index, query, **how):
    return [one.reply.id for one in index.search(query, **how)]


def used(count, *, days_ago=0):
    return Usage(count, NOW - days_ago * DAY_IN_MILLISECONDS)


# The shortcut


def test_the_exact_shortcut_comes_first_however_often_another_is_used():
    index = used_by_all(
        [reply("wanted", shortcut="yf"), reply("popular", "运费", asks={"zh": ("yf",)})],
        {"popular": used(1_000)},
    )
    for query in ("yf", "YF", "ｙｆ", " yf ", "y f"):
        assert found(index, query, now=NOW)[0] == "wanted"


def test_the_exact_shortcut_comes_first_even_out_of_date():
    index = used_by_all(
        [reply("wanted", shortcut="yf", valid_until=TODAY - DAY), reply("other", "yf")],
        {"other": used(100_000)},
    )
    assert found(index, "yf", now=NOW) == ["wanted", "other"]


def test_every_shipped_shortcut_finds_its_reply_first():
    replies = [placed.reply for placed in read_library(SCRIPTS)]
    index = used_by_all(replies, {one.id: used(1_000) for one in replies[::2]})
    missed = [one.id for one in replies if found(index, one.shortcut, now=NOW)[0] != one.id]
    assert missed == []


printable = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
no_filter = printable.filter(lambda text: fold(text)[:1] not in {"#", "@", ""})


@given(shortcut=no_filter)
def test_any_word_that_may_be_a_shortcut_finds_its_reply_first(shortcut):
    index = SearchIndex([reply("wanted", shortcut=shortcut), reply("other", shortcut, shortcut)])
    assert found(index, shortcut)[:1] == ["wanted"]


@pytest.mark.parametrize(
    "shortcut",
    ["straße", "ΣΑΣ", "İstanbul", "ﬁx", "¨x", "0000000¨", "退货", ";;", "{", "0:0", "a/b"],
)
def test_a_shortcut_of_uncommon_letters_or_signs_finds_its_reply_first(shortcut):
    index = SearchIndex([reply("wanted", shortcut=shortcut), reply("other", shortcut)])
    assert found(index, shortcut)[:1] == ["wanted"]


def test_the_beginning_of_a_shortcut_finds_too():
    assert found(SearchIndex([reply("wanted", shortcut="thyf")]), "thy") == ["wanted"]


# The place


def test_a_title_goes_before_a_question_and_a_question_before_the_text():
    index = SearchIndex(
        [
            reply("1-text", text="说说运费吧"),
            reply("2-category", category="after-sale/说说运费吧"),
            reply("3-tag", tags=("说说运费吧",)),
            reply("4-ask", asks={"zh": ("说说运费吧",)}),
            reply("5-title", "说说运费吧"),
        ]
    )
    assert found(index, "运费")[:3] == ["5-title", "4-ask", "3-tag"]
    assert found(index, "运费")[-1] == "1-text"
    assert len(found(index, "运费")) == 5


def test_the_same_place_order_holds_for_pinyin():
    said = "说退货运费"
    index = SearchIndex(
        [reply("1-text", text=said), reply("2-ask", asks={"zh": (said,)}), reply("3-title", said)]
    )
    assert found(index, "tuihuoyunfei") == ["3-title", "2-ask", "1-text"]


def test_a_whole_title_goes_before_its_beginning_and_that_before_its_inside():
    index = SearchIndex([reply("a", "付运费吗"), reply("b", "运费说明"), reply("c", "运费")])
    assert found(index, "运费") == ["c", "b", "a"]


def test_characters_go_before_pinyin_and_pinyin_before_a_homophone():
    index = SearchIndex([reply("a", "云费"), reply("b", "运费")])
    assert found(index, "运费") == ["b", "a"]


def test_a_category_finds_by_its_label_in_both_languages():
    titles = {"zh": "别的", "en": "Other"}
    index = SearchIndex([Reply("a", titles, {"zh": "别的"}, category="after-sale/return")])
    for query in ("退货", "售后", "return", "After-sale", "tuihuo"):
        assert found(index, query) == ["a"]


def test_a_variant_finds_like_the_text():
    assert found(SearchIndex([reply("a", variants={"zh": ("亲亲你好",)})]), "亲亲") == ["a"]


# Use


def test_what_is_used_often_goes_before_its_equals():
    replies = [reply("a", "运费"), reply("b", "运费"), reply("c", "运费")]
    index = used_by_all(replies, {"b": used(2), "c": used(20)})
    assert found(index, "运费") == found(index, "") == ["c", "b", "a"]


def test_what_was_used_lately_goes_before_its_equals():
    index = used_by_all(
        [reply("a", "运费"), reply("b", "运费")],
        {"a": used(3, days_ago=60), "b": used(3, days_ago=1)},
    )
    assert found(index, "运费", now=NOW) == ["b", "a"]


def test_use_does_not_outweigh_a_better_place():
    replies = [reply("text", text="说说运费吧"), reply("title", "运费")]
    index = used_by_all(replies, {"text": used(1_000)})
    assert found(index, "运费", now=NOW) == ["title", "text"]


def test_an_agents_own_use_goes_before_that_of_the_others():
    replies = [reply("a", "运费"), reply("b", "运费")]
    uses = {"": {"a": used(10), "b": used(5)}, "客服1": {"b": used(5)}, "客服2": {"a": used(10)}}
    index = SearchIndex(replies, uses)
    assert found(index, "运费", now=NOW) == found(index, "", now=NOW) == ["a", "b"]
    assert found(index, "运费", now=NOW, agent="客服1") == ["b", "a"]
    assert found(index, "运费", now=NOW, agent="客服2") == ["a", "b"]
    assert found(index, "运费", now=NOW, agent="客服3") == ["a", "b"]


def test_a_use_counts_at_once():
    index = SearchIndex([reply("a", "运费"), reply("b", "运费")])
    assert found(index, "运费", now=NOW) == ["a", "b"]
    index.used("b", NOW)
    assert found(index, "运费", now=NOW) == ["b", "a"]
    assert index.usage("b") == Usage(1, NOW)
    assert index.usage("a") == Usage()


def test_a_use_that_is_told_late_does_not_make_the_last_one_older():
    index = used_by_all([reply("a")], {"a": Usage(1, NOW)})
    index.used("a", NOW - DAY_IN_MILLISECONDS)
    assert index.usage("a") == Usage(2, NOW)


def test_a_clock_that_was_set_back_does_not_upset_the_order():
    index = used_by_all([reply("a", "运费"), reply("b", "运费")], {"b": Usage(1, NOW + 10**12)})
    assert found(index, "运费", now=NOW) == ["b", "a"]


# Dates


@pytest.mark.parametrize("query", ["运费", "yunfei", "", "运废"])
def test_what_is_out_of_date_goes_behind_what_is_valid(query):
    index = SearchIndex(
        [
            reply("a-over", "运费的事情", valid_until=TODAY - DAY),
            reply("b-not-yet", "运费的事情", valid_from=TODAY + DAY),
            reply("c-valid", "运费的事情", valid_from=TODAY, valid_until=TODAY),
            reply("d-always", "运费的事情"),
        ]
    )
    order = ["c-valid", "d-always", "a-over", "b-not-yet"]
    assert found(index, query, now=NOW) == order


@pytest.mark.parametrize("query", ["运费", ""])
def test_what_is_out_of_date_stays_behind_however_often_it_was_used(query):
    index = used_by_all(
        [reply("over", "运费", valid_until=TODAY - DAY), reply("valid", "运费")],
        {"over": used(20_000)},
    )
    assert found(index, query, now=NOW) == ["valid", "over"]


def test_the_days_of_validity_are_inclusive():
    season = reply("a", valid_from=date(2026, 11, 1), valid_until=date(2026, 11, 12))
    assert [season.is_valid_on(date(2026, 11, day)) for day in (1, 12)] == [True, True]
    assert not season.is_valid_on(date(2026, 10, 31))
    assert not season.is_valid_on(date(2026, 11, 13))
    assert reply("b").is_valid_on(date.min)


# Categories, limits and the empty query


def test_a_category_has_what_lies_in_it_and_nothing_else():
    index = SearchIndex(
        [
            reply("a", "运费", category="after-sale/return"),
            reply("b", "运费", category="after-sale"),
            reply("c", "运费", category="after-sales"),
            reply("d", "运费", category="pre-sale"),
            reply("e", "运费", shortcut="yf"),
        ]
    )
    assert sorted(found(index, "运费", category="after-sale")) == ["a", "b"]
    assert found(index, "", category="after-sale/return") == ["a"]
    assert found(index, "yf", category="pre-sale") == ["d"]
    assert found(index, "运费", category="no/such") == []


def test_an_empty_query_lists_everything_in_the_order_of_the_categories():
    index = SearchIndex([placed.reply for placed in read_library(SCRIPTS)])
    for query in ("", "  ", "\u3000\t"):
        assert len(found(index, query)) == len(index)
    categories = [one.reply.category for one in index.search("")]
    assert categories[0].startswith("pre-sale")
    assert categories[-1].startswith("follow-up")
    runs = [at for at in range(1, len(categories)) if categories[at] != categories[at - 1]]
    assert len(runs) + 1 == len(set(categories))


def test_a_category_that_nobody_listed_stands_behind_the_listed_ones():
    index = SearchIndex([reply("a", category="自家"), reply("b", category="follow-up/visit")])
    assert found(index, "") == ["b", "a"]


def test_a_limit_cuts_the_list_and_not_its_head():
    index = SearchIndex([placed.reply for placed in read_library(SCRIPTS)])
    assert found(index, "退货", limit=3) == found(index, "退货")[:3]
    assert found(index, "退货", limit=0) == []


def test_an_empty_library_finds_nothing():
    index = SearchIndex([])
    assert (found(index, ""), found(index, "退货"), len(index)) == ([], [], 0)


def test_scores_fall_from_first_to_last():
    index = SearchIndex([placed.reply for placed in read_library(SCRIPTS)])
    for query in ("退货", "th", "refund", ""):
        scores = [one.score for one in index.search(query, now=NOW)]
        assert scores == sorted(scores, reverse=True)


def test_of_several_words_a_title_with_both_comes_before_a_shortcut_that_begins_like_one():
    index = SearchIndex(
        [
            reply("insurance", "运费险怎么赔", shortcut="yfx", tags=("退货",)),
            reply("freight", "退货运费谁出", shortcut="thyf", tags=("退货", "运费")),
        ]
    )
    for query in ("tuihuo yf", "退货 yf", "yf 退货"):
        assert found(index, query)[0] == "freight"


@pytest.mark.parametrize("query", ["tuihuo yf", "yf tuihuo", "退货 yf"])
def test_a_title_with_all_words_is_before_one_word_in_a_title_and_one_in_a_tag(query):
    index = SearchIndex(
        [
            reply("a", "运费险怎么赔", tags=("退货", "运费")),
            reply("b", "退货不要寄到付", tags=("退货", "运费")),
            reply("wanted", "退货运费谁出"),
        ]
    )
    assert found(index, query)[0] == "wanted"
