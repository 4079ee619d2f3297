"""`csconsole search`: for people, as JSON, and a file of queries at once."""

import io
import json
import sys

import pytest

from csconsole import settings


def lines(out):
    return [json.loads(line) for line in out.split("\n") if line]


@pytest.fixture
def batch(tmp_path):
    def writing(content):
        path = tmp_path / "queries.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return writing


@pytest.fixture
def typed(monkeypatch):
    """Have bytes wait on standard input."""

    def typing(content):
        stream = io.TextIOWrapper(io.BytesIO(content.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)

    return typing


# JSON


def test_json_is_a_list_of_replies_best_first(command):
    found = command("search", "退货", "--json").json
    assert [one["id"] for one in found] == ["return-address", "return-freight"]
    assert found[1] == {
        "id": "return-freight",
        "title": "退货运费谁出",
        "text": "亲，运费我们出。\n谢谢",
        "category": "after-sale/return",
        "score": found[1]["score"],
        "shortcut": "thyf",
    }
    assert found[0]["score"] >= found[1]["score"] > 0


def test_json_of_nothing_found_is_an_empty_list(command):
    assert command("search", "qqqqzzzz", "--json").json == []


def test_json_may_be_asked_for_before_the_command_too(run, shop):
    ran = run("--json", "--data-dir", shop.data, "search", "thyf")
    assert [one["id"] for one in ran.json] == ["return-freight"]


def test_chinese_stands_in_json_as_itself(command):
    assert "退货运费谁出" in command("search", "thyf", "--json").out


# What is asked for


def test_several_arguments_are_one_query(command):
    assert [one["id"] for one in command("search", "谁出", "退货", "--json").json] == [
        "return-freight"
    ]


def test_an_empty_query_lists_everything(command):
    assert len(command("search", "", "--json").json) == 3


def test_a_query_may_begin_with_a_hyphen(command):
    assert command("search", "--json", "--", "--help").json == []


def test_a_limit_cuts_the_list(command):
    assert [one["id"] for one in command("search", "退货", "--limit", 1, "--json").json] == [
        "return-address"
    ]


def test_ten_are_shown_where_no_limit_is_given(run, profile):
    assert len(run("search", "退", "--json", "--data-dir", profile.data).json) == 10


@pytest.mark.parametrize(("language", "title"), [("zh", "退货地址"), ("en", "Return address")])
def test_replies_come_in_the_language_asked_for(command, language, title):
    (found,) = command("search", "thdz", "--language", language, "--json").json
    assert found["title"] == title


def test_replies_come_in_the_language_of_the_settings(command, shop):
    settings.save(shop.settings, settings.Settings(reply_language="en"))
    assert command("search", "thyf", "--json").json[0]["text"] == "We pay."


def test_a_reply_that_lacks_the_language_comes_in_the_one_it_has(command):
    assert command("search", "wh", "--language", "en", "--json").json[0]["title"] == "问候"


@pytest.mark.parametrize(
    "arguments",
    [
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "-1"],
        ["search", "x", "--limit", "many"],
        ["search", "x", "--language", "fr"],
        ["search", "x", "--color"],
    ],
)
def test_wrong_usage_ends_with_status_2_and_how_to_get_help(command, arguments):
    ran = command(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "csconsole search --help" in ran.err


# For people


def test_people_see_title_shortcut_category_and_text(command):
    ran = command("search", "thyf")
    assert ran.status == 0
    assert ran.out.splitlines() == [
        "退货运费谁出 · thyf · 售后 / 退货",
        r"  亲，运费我们出。\n谢谢",
    ]


def test_people_see_no_empty_place_for_what_a_reply_lacks(command):
    assert command("search", "wh").out.splitlines()[0] == "问候 · wh"


def test_people_are_told_that_nothing_was_found(command):
    ran = command("search", "qqqqzzzz")
    assert (ran.status, ran.out) == (0, "Nothing was found.\n")


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "\udcff\udcfe", "\0", "\x1b[31m", "😊" * 50, "(.*)+"]
)
def test_hostile_queries_find_nothing_and_harm_nothing(command, query):
    assert command("search", "--json", query).json == []


def test_bytes_that_are_no_text_harm_nothing(program, shop):
    ran = program("search", "--json", "--data-dir", str(shop.data), b"\xff\xfe\xe9\x80")
    assert ran.json == []


# Many queries at once


def test_a_file_of_queries_is_answered_line_by_line(command, batch):
    ran = command("search", "--batch", batch("thyf\nthdz\nqqqqzzzz\n"))
    assert ran.status == 0
    answers = lines(ran.out)
    assert [answer["query"] for answer in answers] == ["thyf", "thdz", "qqqqzzzz"]
    first = [answer["results"][0]["id"] for answer in answers[:2]]
    assert first == ["return-freight", "return-address"]
    assert answers[2]["results"] == []
    assert all(set(answer) == {"query", "ms", "results"} for answer in answers)
    assert all(0 <= answer["ms"] < 1_000 for answer in answers)


def test_a_batch_answers_like_a_single_search(command, batch):
    single = command("search", "退货", "--json").json
    (answer,) = lines(command("search", "--batch", batch("退货\n")).out)
    assert answer["results"] == single


@pytest.mark.parametrize("content", ["thyf\n\n\nthdz", "thyf\r\n\r\n\r\nthdz\r\n"])
def test_every_line_gets_an_answer_blank_ones_too(command, batch, content):
    answers = lines(command("search", "--batch", batch(content)).out)
    assert [answer["query"] for answer in answers] == ["thyf", "", "", "thdz"]


def test_standard_input_is_a_file_of_queries_too(command, typed):
    typed("thyf\n\n退货地址\n")
    answers = lines(command("search", "--batch", "-", "--limit", 1).out)
    assert [answer["query"] for answer in answers] == ["thyf", "", "退货地址"]
    assert [len(answer["results"]) for answer in answers] == [1, 1, 1]


def test_limit_and_language_hold_for_a_batch(command, batch):
    ran = command("search", "--batch", batch("退货"), "--limit", 1, "--language", "en")
    (answer,) = lines(ran.out)
    assert [one["title"] for one in answer["results"]] == ["Return address"]


def test_an_empty_file_has_no_answers(command, batch):
    ran = command("search", "--batch", batch(""))
    assert (ran.status, ran.out) == (0, "")


def test_a_file_that_an_editor_marked_is_read_without_the_mark(command, batch):
    (answer,) = lines(command("search", "--batch", batch("\ufeffthyf\n")).out)
    assert answer["query"] == "thyf"
    assert answer["results"][0]["id"] == "return-freight"


def test_a_line_break_of_another_kind_does_not_end_a_query(command, batch):
    answers = lines(command("search", "--batch", batch("thyf\u2028x\x0b\x85y\n")).out)
    assert [answer["query"] for answer in answers] == ["thyf\u2028x\x0b\x85y"]


def test_a_file_of_queries_that_is_not_utf_8_is_refused(command, batch):
    path = batch("退货\n".encode("gbk"))
    assert command("search", "--batch", path).reason.startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_of_queries_that_cannot_be_read_is_refused_in_one_line(command, tmp_path, name):
    path = tmp_path / name
    assert str(path) in command("search", "--batch", path).reason


def test_the_real_program_answers_a_piped_batch_in_utf_8(program, shop):
    ran = program(
        "search", "--batch", "-", "--data-dir", str(shop.data),
        given="thyf\n退货\n".encode(), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0",
    )  # fmt: skip
    assert ran.status == 0
    assert [answer["query"] for answer in lines(ran.out)] == ["thyf", "退货"]
    assert "退货运费谁出" in ran.out


def test_a_query_beside_a_file_of_queries_is_wrong_usage(command, batch):
    ran = command("search", "thyf", "--batch", batch("thdz\n"))
    assert (ran.status, ran.out) == (2, "")
    assert "either a QUERY or --batch FILE" in ran.err
