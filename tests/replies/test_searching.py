"""Every way to type what one is looking for, on a small library and on the shipped one."""

import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies.folding import fold, fold_with_origin, is_han, readings
from csconsole.replies.library_file import read_library
from csconsole.replies.model import Reply
from csconsole.replies.search import SearchIndex
from csconsole.shipped import SCRIPTS


def reply(id_, title, english, shortcut="", *asks, text="好的", **more):
    titles = {"zh": title, "en": english}
    asked = {"zh": asks} if asks else {}
    return Reply(id_, titles, {"zh": text}, shortcut=shortcut, asks=asked, **more)


SMALL = [
    reply("return-freight", "退货运费谁出", "Who pays the return postage", "thyf", "退货包邮吗"),
    reply("return-address", "退货地址", "Return address", "thdz", "退回去寄到哪里"),
    reply("exchange-freight", "换货运费谁出", "Who pays the exchange postage", "hhyf"),
    reply("product-authentic", "正品说明", "Authenticity", "zpsm", "是正品吗"),
    reply("pay-instalments", "能不能分期付款", "Paying in instalments", "fqfk", "支持花呗分期吗"),
    reply("invoice-electronic", "电子发票和开票时间", "E-invoice and when it is issued", "dzfp"),
    reply("product-facts-check", "商品参数待核实", "Checking a product detail", "spcs",
          "这个有多重", "长宽高是多少"),
    reply("review-bad", "差评致歉回复", "Reply to a bad review", "cphf"),
    reply("size-fit", "尺码准不准", "True to size", "cmzb", "M和L中间怎么选"),
]  # fmt: skip


@pytest.fixture(scope="module", params=["a small library", "the shipped library"])
def index(request):
    if request.param == "a small library":
        return SearchIndex(SMALL)
    return SearchIndex([placed.reply for placed in read_library(SCRIPTS)])


def found(index, query, **how):
    return [one.reply.id for one in index.search(query, **how)]


def first(index, query):
    return (found(index, query) or ["nothing"])[0]


def titled(*titles):
    """A library of replies that are known by their titles."""
    return SearchIndex([Reply(title, {"zh": title}, {"zh": "。"}) for title in titles])


# Characters and words


@pytest.mark.parametrize("query", ["退货运费", "退货运费谁", "退货包邮"])
def test_a_piece_of_chinese_finds_its_reply(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["谁出 退货", "退货 谁出", "费 谁出 退", "  退货　 谁出 "])
def test_several_words_find_in_any_order(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["退 货 运 费", "电子 发票", "分 期"])
def test_blanks_inside_a_word_do_not_matter(index, query):
    assert first(index, query) == first(index, query.replace(" ", ""))


@pytest.mark.parametrize("query", ["authenticity", "authent", "auth"])
def test_an_english_word_or_its_beginning_finds(index, query):
    assert first(index, query) == "product-authentic"


@pytest.mark.parametrize("query", ["postage return", "return pays", "who the return"])
def test_english_words_find_in_any_order(index, query):
    assert first(index, query) == "return-freight"


def test_letters_inside_a_foreign_word_say_little():
    index = SearchIndex([reply("other", "其他", "Authenticity"), reply("city", "城市", "City")])
    assert found(index, "city") == ["city", "other"]
    assert found(index, "ty") == []


@pytest.mark.parametrize("query", ["INSTALMENTS", "Instalm", "ｉｎｓｔａｌｍｅｎｔｓ", "FENQI"])
def test_case_and_width_do_not_matter(index, query):
    assert first(index, query) == "pay-instalments"


@pytest.mark.parametrize("query", ["退貨運費", "退貨", "電子發票"])
def test_traditional_characters_find_simplified_ones(index, query):
    simplified = {"退貨運費": "退货运费", "退貨": "退货", "電子發票": "电子发票"}[query]
    assert found(index, query) == found(index, simplified)


def test_simplified_characters_find_traditional_ones():
    assert found(titled("退貨運費", "換貨"), "退货") == ["退貨運費"]


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff", "\u200e"])
def test_invisible_characters_of_a_chat_app_do_not_matter(index, invisible):
    assert first(index, f"thyf{invisible}") == "return-freight"
    assert found(index, f"{invisible}退货{invisible}运费") == found(index, "退货运费")


# Pinyin


@pytest.mark.parametrize("query", ["thyfs", "thyfsc", "tuihyfsc"])
def test_pinyin_initials_find(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["tuihuoyunfei", "tuihuoyunfeishuichu", "退huoyunfei"])
def test_full_pinyin_finds(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["tuihyf", "thyunfei", "tuihuoyf", "thyfeis"])
def test_half_pinyin_finds(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["tuihuoyunfe", "tuihuoyu", "tuihuoyunfeishu"])
def test_a_syllable_that_is_not_typed_to_its_end_finds(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["tui huo yun fei", "th yf", "tuihuo yunfei", "yunfei tuihuo"])
def test_pinyin_with_blanks_finds(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["退货yf", "退huo运fei", "th运费", "退货yunfei", "tui货运费"])
def test_characters_and_pinyin_mixed_find(index, query):
    assert first(index, query) == "return-freight"


def test_two_letter_initials_may_be_typed_whole():
    index = titled("中评", "专票")
    assert sorted(found(index, "zhp")) == sorted(found(index, "zp")) == ["专票", "中评"]
    assert found(index, "zhongp") == ["中评"]


def test_pinyin_reads_over_punctuation():
    assert found(titled("退货，运费"), "tuihuoyunfei") == ["退货，运费"]
    assert found(titled("退货（运费）"), "thyf") == ["退货（运费）"]


def test_pinyin_reads_over_letters_in_a_title():
    assert found(titled("开VAT发票"), "kvatfp") == ["开VAT发票"]
    assert found(titled("开VAT发票"), "kaivatfapiao") == ["开VAT发票"]


@pytest.mark.parametrize("query", ["duozhong", "duochong", "changkuangao", "zhangkuangao", "ckg"])
def test_a_character_of_two_readings_is_found_by_both(index, query):
    assert first(index, query) == "product-facts-check"


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("重量", ["zhongliang", "chongliang", "zl", "cl"]),
        ("还款", ["huankuan", "haikuan", "hk"]),
        ("行李", ["xingli", "hangli", "xl", "hl"]),
        ("长度", ["changdu", "zhangdu", "cd", "zd"]),
        ("人参", ["renshen", "rencan", "rs", "rc"]),
        ("参片", ["shenpian", "canpian", "sp", "cp"]),
    ],
)
def test_every_reading_finds(title, queries):
    for query in queries:
        assert found(titled(title), query) == [title], query


def test_every_reading_of_every_character_of_the_table_finds():
    characters = [chr(code) for code in range(0x4E00, 0xA000) if len(readings(chr(code))) > 1]
    missed = [
        (character, reading)
        for character in characters
        for reading in readings(character)
        if not found(titled(f"{character}货"), f"{reading}huo")
    ]
    assert missed == []


# Slips


@pytest.mark.parametrize(
    "query", ["authentcity", "autenticity", "authentictiy", "authenticitty", "authentizity"]
)
def test_one_slip_in_english_is_forgiven(index, query):
    assert first(index, query) == "product-authentic"


@pytest.mark.parametrize("query", ["退贷运费", "退货云费谁出", "退货运费准出", "退货运谁出"])
def test_one_slip_in_chinese_is_forgiven(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize(
    "query", ["tuihuoyunfie", "tuihouyunfei", "tuihuoyunfrei", "tuihuoynfei", "ruihuoyunfei"]
)
def test_one_slip_in_pinyin_is_forgiven(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize("query", ["推货运费", "腿货云费", "退或运废谁出"])
def test_a_wrong_homophone_finds(index, query):
    assert first(index, query) == "return-freight"


@pytest.mark.parametrize(
    ("typed", "title"), [("长价", "涨价通知"), ("重子", "虫子"), ("扒货", "葩货")]
)
def test_a_wrong_homophone_of_several_readings_finds(typed, title):
    assert found(titled(title, "别的"), typed) == [title]


def test_the_smaller_slip_comes_first():
    index = titled("换货运费谁出", "退货运费谁出")
    assert found(index, "退货运谁出")[0] == "退货运费谁出"


def test_slips_are_forgiven_only_where_nothing_fits_without():
    assert found(titled("退货运费", "退贷运费"), "退贷运费") == ["退贷运费"]


def test_what_was_found_by_forgiving_a_slip_says_so():
    index = titled("退货运费")
    assert [one.near for one in index.search("退货运费")] == [False]
    assert [one.near for one in index.search("退贷运费")] == [True]


def test_short_words_are_not_bent_until_they_fit():
    index = SearchIndex([reply("a", "正品说明", "Authenticity", "zpsm")])
    assert found(index, "退货") == []
    assert found(index, "xyz") == []


def test_nonsense_finds_nothing(index):
    assert found(index, "qqqqxxxxzzzz") == []
    assert found(index, "囍龘靐") == []


def test_a_whole_sentence_finds_what_it_shares_most_with(index):
    assert first(index, "请问长宽高是多少") == "product-facts-check"


# The table of readings and the folding


def test_readings_are_those_of_chinese_characters_alone():
    assert readings("退") == ("tui",)
    assert readings("a") == readings("1") == readings("，") == ()
    assert is_han("退")
    assert is_han("㐀")
    assert not is_han("a")


@given(text=st.text())
def test_every_folded_character_comes_from_a_place_in_the_text(text):
    folded = fold_with_origin(text)
    assert folded.text == fold(text)
    assert len(folded.origin) == len(folded.text)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= at < len(text) for at in folded.origin)


@given(text=st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


# Hostile queries

A_SECOND = 1 if sys.gettrace() is None else 10  # of the processor; measuring coverage costs time

HOSTILE = {
    "10,000 letters": "s" * 10_000,
    "10,000 syllables": "shi" * 10_000,
    "10,000 characters": "退货运费" * 2_500,
    "10,000 different characters": "".join(chr(0x4E00 + at) for at in range(10_000)),
    "10,000 words": "退 huo y fei " * 2_500,
    "one letter, 100 times": "s " * 100,
    "control characters": "".join(map(chr, range(32))) * 10 + "\x7f",
    "NUL": "thyf\0thyf",
    "lone surrogates": "\ud800\udfff" * 100,
    "a surrogate in a word": "退\ud83d货",
    "regex characters": r"(.*)+[a-z]{1,9}|^$\d\\" * 10,
    "SQL": "'; DROP TABLE replies; --\"%_",
    "wildcards": "* ? % _",
    "emoji": "😊👨‍👩‍👧🇨🇳" * 100,
    "combining marks": "e" + "\u0301" * 1_000,
    "a ligature of a whole phrase": "ﷺ" * 200,
    "squared units": "㎑" * 200,
    "right to left": "\u202eיפח\u200f" * 50,
    "line breaks": "退货\r\n运费\u2028\u2029\x85",
    "blanks of every kind": " \t\u00a0\u2003\u3000\u200b" * 50,
    "braces": "{buyer|亲}{?a",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_is_answered_within_a_second(index, query):
    start = time.process_time()
    once = found(index, query)
    assert time.process_time() - start < A_SECOND
    assert found(index, query) == once


@pytest.mark.parametrize("query", ["s" * 150 + "x", "shi" * 50 + "x", "shi shi shi"])
def test_a_hostile_library_is_searched_within_a_second(query):
    index = SearchIndex([reply("a", "想" + "是" * 199, "t", "", "想" + "是" * 3_000)])
    start = time.process_time()
    index.search(query)
    assert time.process_time() - start < A_SECOND


small = SearchIndex(SMALL)
typed = st.lists(
    st.sampled_from(["tui", "t", "h", "货", "退", "yun", "ｆ", "費", " ", "thyf", "𠮷", "1", "-"])
).map("".join)


@given(query=st.text(st.characters()) | typed)
def test_any_query_is_answered_the_same_way_twice(query):
    once = found(small, query)
    assert once == found(small, query)
    assert len(once) == len(set(once))


@given(before=st.lists(typed, max_size=4), query=typed)
def test_what_was_typed_before_changes_nothing(before, query):
    index = SearchIndex(SMALL)
    for earlier in before:
        found(index, earlier)
    assert found(index, query) == found(small, query)
