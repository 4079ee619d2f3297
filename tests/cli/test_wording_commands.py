"""`replies check`, `replies wording` and `replies fill` on the command line."""

import json

import pytest

from csconsole.replies.library_file import read_library
from csconsole.shipped import SCRIPTS

LIBRARY = """
format: 1
language: zh
replies:
  - id: sale
    title: {zh: 全网最低价, en: Sale}
    text: {zh: "这款{name|最便宜}，{?渠道: 平台/微信}沟通。", en: "Come to {shop}."}
    variants: {zh: ["可以的亲。", "加{buyer|亲}微信"]}
  - id: fine
    title: {zh: 好的, en: Fine}
    text: {zh: "好的{buyer|亲}，寄到{return_phone}。", en: "Fine, {?who}."}
"""


@pytest.fixture
def library(command, tmp_path):
    path = tmp_path / "library.yaml"
    path.write_text(LIBRARY, encoding="utf-8")
    assert command("replies", "import", "--replace", path).status == 0


def findings(ran):
    assert ran.status == 0
    return json.loads(ran.out)


def test_a_text_is_checked_with_places_in_code_points(command):
    [found] = findings(command("replies", "check", "🌷全网最低价", "--json"))
    assert set(found) == {"word", "start", "end", "rule", "severity", "advice", "why"}
    assert (found["word"], found["start"], found["end"]) == ("全网最低价", 1, 6)
    assert found["severity"] == "forbidden"
    assert found["advice"]


def test_a_harmless_text_gives_an_empty_list(command):
    assert findings(command("replies", "check", "第一时间为您处理", "--json")) == []


def test_an_empty_text_is_a_text_and_not_the_library(command):
    assert findings(command("replies", "check", "", "--json")) == []


def test_a_file_is_checked_as_one_text(command, tmp_path):
    path = tmp_path / "text.txt"
    path.write_bytes("\ufeff您好\r\n加微信".encode())
    [found] = findings(command("replies", "check", "--file", path, "--json"))
    assert (found["start"], found["end"]) == (3, 6)


def test_people_are_told_line_and_column_and_how_many(command, tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("您好\n请加微信", encoding="utf-8")
    lines = command("replies", "check", "--file", path).out.splitlines()
    assert lines[0].startswith("2:2  forbidden  加微信")
    assert lines[-1] == "Found: 1 forbidden, 0 risky, 0 of style."


def test_a_missing_file_is_refused_by_its_name(command, tmp_path):
    ran = command("replies", "check", "--file", tmp_path / "none.txt")
    assert ran.status == 1
    assert "none.txt" in ran.reason


def test_a_text_and_a_file_are_too_much(command, tmp_path):
    assert command("replies", "check", "text", "--file", tmp_path / "x").status == 2


@pytest.mark.usefixtures("library")
def test_the_library_is_checked_reply_by_reply_with_each_place(command):
    found = findings(command("replies", "check", "--json"))
    places = [(one["id"], one["language"], one["field"], one["word"]) for one in found]
    assert places == [
        ("sale", "zh", "title", "全网最低价"),
        ("sale", "zh", "text", "最便宜"),
        ("sale", "zh", "text", "微信"),
        ("sale", "zh", "variants[1]", "微信"),
    ]
    text = "这款{name|最便宜}，{?渠道: 平台/微信}沟通。"
    assert [text[one["start"] : one["end"]] for one in found[1:3]] == ["最便宜", "微信"]


@pytest.mark.usefixtures("library")
def test_people_read_where_in_the_library_a_word_stands(command):
    lines = command("replies", "check").out.splitlines()
    assert lines[0].startswith("sale · zh · title  forbidden  全网最低价")
    assert lines[-1].startswith("Found: 4 forbidden")


def test_nothing_forbidden_stands_in_the_shipped_library(workspace):
    found = list(workspace.replies.wording_check.lint())
    assert [one for one in found if one.finding.severity == "forbidden"] == []
    assert len(workspace.replies) == len(read_library(SCRIPTS))


@pytest.mark.usefixtures("library")
def test_a_filled_in_reply_comes_with_its_warnings(command):
    ran = command("replies", "fill", "fine", "--set", "return_phone=13812345678", "--json")
    told = findings(ran)
    assert told["text"] == "好的亲，寄到13812345678。"
    assert told["missing"] == []
    assert [one["rule"] for one in told["warnings"]] == ["personal-phone-address"]


@pytest.mark.usefixtures("library")
def test_what_was_not_filled_in_is_a_warning_too(command):
    told = findings(command("replies", "fill", "fine", "--language", "en", "--json"))
    assert told["missing"] == ["who"]
    assert [(one["word"], one["rule"]) for one in told["warnings"]] == [("［who］", "unfilled")]


@pytest.mark.usefixtures("library")
def test_people_get_the_text_and_the_warnings_apart(command):
    ran = command("replies", "fill", "sale", "--set", "渠道=微信")
    assert ran.out == "这款最便宜，微信沟通。\n"
    assert "forbidden: 微信" in ran.err


def test_a_reply_that_there_is_not_is_refused(command):
    assert command("replies", "fill", "no-such-reply").status == 1


def test_a_value_without_a_name_is_wrong_usage(command):
    assert command("replies", "fill", "greet-hello", "--set", "=x").status == 2


def test_the_shops_own_words_are_looked_for_until_they_are_removed(command):
    added = findings(
        command("replies", "wording", "add", "赔三倍", "--better", "按规则赔付", "--json")
    )
    assert (added["word"], added["severity"]) == ("赔三倍", "forbidden")
    [found] = findings(command("replies", "check", "我们赔 三倍", "--json"))
    assert (found["rule"], found["advice"]) == ("shop-list", "better: 按规则赔付")
    assert findings(command("replies", "wording", "list", "--json")) == [added]
    assert findings(command("replies", "wording", "remove", "赔三倍", "--json")) == added
    assert findings(command("replies", "check", "我们赔三倍", "--json")) == []


def test_a_word_that_stands_on_the_list_is_changed(command):
    command("replies", "wording", "add", "ABC", "--because", "店规")
    command("replies", "wording", "add", "abc", "--severity", "risky", "--because", "新店规")
    [word] = findings(command("replies", "wording", "list", "--json"))
    assert (word["word"], word["severity"], word["because"]) == ("abc", "risky", "新店规")
    [found] = findings(command("replies", "check", "abc", "--json"))
    assert (found["severity"], found["why"]) == ("risky", "新店规")


def test_a_shop_can_have_a_word_left_alone(command):
    command("replies", "wording", "add", "微信公众号", "--severity", "harmless")
    assert findings(command("replies", "check", "关注微信公众号", "--json")) == []


def test_people_read_the_list(command):
    assert "is empty" in command("replies", "wording", "list").out
    assert "赔三倍" in command("replies", "wording", "add", "赔三倍").out
    assert command("replies", "wording", "list").out == "赔三倍  forbidden\n"
    assert "赔三倍" in command("replies", "wording", "remove", "赔三倍").out


@pytest.mark.parametrize("word", ["", "  ", "。。", "长" * 61])
def test_a_word_that_cannot_be_looked_for_is_refused(command, word):
    assert command("replies", "wording", "add", word).status == 1


def test_a_word_that_is_not_on_the_list_cannot_be_removed(command):
    assert command("replies", "wording", "remove", "赔三倍").status == 1


def test_the_list_is_in_the_journal(command, profile, open_profile):
    command("replies", "wording", "add", "赔三倍")
    command("replies", "wording", "remove", "赔三倍")
    journal = open_profile(profile)._store.journal
    causes = [entry.cause for entry in journal.written_of("wording_rule")]
    assert causes == ["wording.add", "wording.remove"]
