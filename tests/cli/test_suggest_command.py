"""`csconsole suggest`: the replies that answer a buyer's message, or silence."""

import json

import pytest


@pytest.fixture
def suggest(run, profile):
    """Ask the shipped library, comparing words alone."""

    def asking(*arguments):
        return run("--data-dir", profile.data, "suggest", "--lexical", *arguments)

    return asking


def test_json_is_a_list_of_replies_with_the_reason_for_each(suggest):
    found = suggest("你好，请问退货的邮费谁承担呀", "--json").json
    assert "return-freight" in [one["id"] for one in found]
    assert len(found) <= 5
    assert all(set(one) == {"id", "title", "text", "category", "score", "why"} for one in found)
    scores = [one["score"] for one in found]
    assert scores == sorted(scores, reverse=True)


def test_silence_is_better_than_a_wrong_answer(command):
    assert command("suggest", "--lexical", "qwxz plmk vbnh", "--json").json == []
    assert command("suggest", "--lexical", "qwxz plmk vbnh").out == "No reply fits.\n"


def test_people_see_the_reply_and_why_it_fits(suggest):
    lines = suggest("退货邮费谁承担", "--limit", 1).out.splitlines()
    assert lines[0].startswith("退货运费谁出 · ")
    assert lines[-1].startswith("  because of: ")


def test_a_file_of_messages_is_answered_line_by_line(suggest, tmp_path):
    path = tmp_path / "messages.txt"
    path.write_text("退货邮费谁承担\n\nwho pays the return postage\n", encoding="utf-8")
    ran = suggest("--batch", path, "--limit", 3, "--language", "en")
    answers = [json.loads(line) for line in ran.out.split("\n") if line]
    assert [answer["query"] for answer in answers] == [
        "退货邮费谁承担",
        "",
        "who pays the return postage",
    ]
    assert all(set(answer) == {"query", "ms", "results"} for answer in answers)
    assert answers[1]["results"] == []
    assert answers[2]["results"][0]["title"] == "Who pays the return postage"


@pytest.mark.parametrize("message", ["", " ", "\0\x1b", "\udcff", "退" * 10_000, "😊" * 100])
def test_hostile_messages_harm_nothing(command, message):
    assert isinstance(command("suggest", "--lexical", "--json", message).json, list)


@pytest.mark.parametrize("arguments", [[], ["x", "--limit", "0"], ["x", "--language", "fr"]])
def test_wrong_usage_ends_with_status_2(command, arguments):
    ran = command("suggest", *arguments)
    assert (ran.status, ran.out) == (2, "")


def test_messages_that_cannot_be_read_are_refused_in_one_line(command, tmp_path):
    path = tmp_path / "messages.txt"
    assert str(path) in command("suggest", "--lexical", "--batch", path).reason
    path.write_bytes("退货\n".encode("gbk"))
    assert command("suggest", "--lexical", "--batch", path).reason.startswith(f"{path}: ")


def test_a_message_beside_a_file_of_messages_is_wrong_usage(command, tmp_path):
    path = tmp_path / "messages.txt"
    path.write_text("怎么退货\n", encoding="utf-8")
    ran = command("suggest", "--lexical", "怎么退货", "--batch", path)
    assert (ran.status, ran.out) == (2, "")
