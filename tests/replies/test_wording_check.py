"""What the wording check finds in a text, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wording_sentences import HARMLESS, VIOLATIONS

from csconsole.replies.checking.checker import Checker
from csconsole.replies.checking.model import Severity
from csconsole.replies.checking.rule_file import shipped_rules
from csconsole.replies.model import LANGUAGES

CHECKER = Checker(shipped_rules())
MEASURED = (
    "微",
    "信",
    "最",
    "低",
    "价",
    "V",
    "❤",
    "️",
    " ",
    "1",
    "3",
    "8",
    "｛",
    "}",
    "🌷",
    "好",
    "评",
)


def rules_of(text: str) -> set[str]:
    return {finding.rule for finding in CHECKER.check(text)}


def forbidden(text: str) -> list[str]:
    return [one.word for one in CHECKER.check(text) if one.severity is Severity.FORBIDDEN]


@pytest.mark.parametrize("text", VIOLATIONS)
def test_a_violation_is_forbidden(text):
    assert forbidden(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_an_everyday_sentence_is_not_forbidden(text):
    assert forbidden(text) == []


def test_the_samples_are_many_and_none_stands_in_both():
    assert len(set(VIOLATIONS)) >= 80
    assert len(set(HARMLESS)) >= 120
    assert not set(VIOLATIONS) & set(HARMLESS)


def test_a_finding_tells_its_place_in_the_text_as_it_was_written():
    [finding] = CHECKER.check("🌷亲，微 *信 聊")
    assert (finding.start, finding.end, finding.word) == (3, 7, "微 *信")


def test_full_width_and_traditional_letters_are_read_as_the_plain_ones():
    assert forbidden("ＶＸ號：ａｂｃ８８８") == ["ＶＸ號：ａｂｃ８８８"] or forbidden(
        "ＶＸ號：ａｂｃ８８８"
    )
    assert forbidden("全網最低價") == ["全網最低價"]


def test_characters_that_nobody_sees_hide_nothing():
    assert forbidden("微\u200b信") == ["微\u200b信"]


def test_a_word_does_not_reach_across_the_end_of_a_clause():
    assert rules_of("颜色您自己选最，佳节快乐") <= {"ad-superlative-service"}


def test_a_latin_word_is_found_whole_alone():
    assert forbidden("您有 QQ 吗") == ["QQ"]
    assert forbidden("这是 QQP 型号") == []


def test_a_better_wording_is_given_where_there_is_one():
    [finding] = CHECKER.check("这款最便宜")
    assert finding.better == "价格实惠"


def test_a_warning_of_fraud_is_not_forbidden_but_filters_may_stop_it():
    [finding] = CHECKER.check("请勿添加陌生人微信")
    assert finding.severity is Severity.RISKY


def test_what_is_denied_is_no_claim():
    assert CHECKER.check("本品不能治愈鼻炎") == []


def test_of_findings_that_overlap_the_worst_stays():
    findings = CHECKER.check("好评返现联系我")
    assert [one.severity for one in findings].count(Severity.FORBIDDEN) == 1


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("请打13812345678", "personal-phone"),
        ("请打 138-1234-5678", "personal-phone"),
        ("退货地址：杭州市某路，电话13812345678", "personal-phone-address"),
        ("电话0571-88888888", "personal-landline"),
        ("110101199003074514", "personal-identity-card"),
        ("6222021234567890128", "personal-bank-card"),
        ("卡号 3000000000000000999", "personal-number-named"),
        ("五六七八九一二三四", "contact-hidden-number"),
        ("店长薇：abc123", "contact-account"),
        ("写信到 abc@example.com", "contact-mail"),
        ("发票发到 abc@example.com", "contact-mail-invoice"),
        ("看 shop.example.com", "contact-link"),
        ("看 shop。example。com", "contact-link"),
        ("亲爱的{buyer}", "unfilled"),
        ("亲爱的｛买家｝", "unfilled"),
        ("亲爱的［买家］", "unfilled"),
    ],
)
def test_numbers_addresses_and_variables_are_found_by_their_form(text, rule):
    assert rule in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "订单号13812345678",
        "110101199003074515",  # a check digit that does not fit
        "110101199013074514",  # no such month
        "订单号6222021234567890128",
        "运单号 773277027280336",
        "SF1385628716739",
        "241122-375026847293802 已发货",
        "一二三四五六七八九",
        "https://detail.tmall.com/item.htm?id=1",
        "见附件 photo.jpg",
        "v1.2.3 版本",
        "(>_<) {} 好的",
        "2026-11-11 12:30:45",
        "价格 12345678 元",
        "95338",
    ],
)
def test_numbers_and_addresses_of_the_trade_are_left_alone(text):
    assert CHECKER.check(text) == []


@given(st.text(max_size=60) | st.text(st.sampled_from(MEASURED), max_size=30))
def test_a_finding_is_always_a_piece_of_the_text(text):
    behind = 0
    for finding in CHECKER.check(text):
        assert behind <= finding.start < finding.end <= len(text)
        assert finding.word == text[finding.start : finding.end]
        behind = finding.end


@given(
    st.sampled_from(["微信", "加我扣扣", "全网最低", "whatsapp"]),
    st.sampled_from(["\u200b", " ", "*", "·", "🌷", "_", "~"]),
    st.sampled_from(["", "亲，", "ok "]),
)
def test_a_word_is_found_whatever_stands_between_its_letters(word, between, before):
    assert forbidden(before + between.join(word))


def test_every_rule_says_why_and_what_to_do_in_both_languages():
    for rule in shipped_rules().rules:
        for language in LANGUAGES:
            assert rule.because[language], rule.id
            assert rule.advice[language], rule.id


def test_thousands_of_words_are_looked_for():
    assert len(CHECKER) > 5000


def test_a_long_text_of_findings_takes_no_longer_than_its_length():
    assert len(CHECKER.check("全网最低价。" * 2000)) == 2000
    assert CHECKER.check("") == []
