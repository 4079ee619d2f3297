"""The live library: seeded once, used, counted, and in the languages of the reply."""

from datetime import UTC, date, datetime

import pytest

from csconsole.replies.model import Reply, Usage, category_prefixes, in_language
from csconsole.replies.words import ClockWords, words
from csconsole.shipped import SCRIPTS


def usage(workspace):
    """How often and how lately each reply was sent by all agents together."""
    return workspace.replies._replies.usage()[""]


@pytest.fixture
def use(workspace):
    def using(reply_id, talk="talk-1"):
        workspace.replies.record_use(reply_id, talk=talk, language="zh", agent="客服1")

    return using


# Seeding


def test_a_new_profile_has_the_shipped_library(workspace):
    written = SCRIPTS.read_text(encoding="utf-8")
    assert len(workspace.replies) == len(workspace.replies.all()) == written.count("\n  - id: ")
    assert workspace.replies.get("return-freight").shortcut == "thyf"
    assert workspace.replies.get("no-such-reply") is None


def test_the_shop_owns_the_library_from_then_on(workspace, tmp_path, profile, open_profile):
    path = tmp_path / "own.yaml"
    path.write_text("replies: [{id: own, title: 自己的, text: 我们的}]", encoding="utf-8")
    workspace.replies.import_files([path], whole=True)
    workspace.close()
    assert [reply.id for reply in open_profile(profile).replies.all()] == ["own"]


def test_opening_again_seeds_nothing(workspace, profile, open_profile):
    entries = workspace.verify().entries
    workspace.close()
    assert open_profile(profile).verify().entries == entries


# Use


def test_a_use_counts_and_survives_reopening(workspace, use, profile, open_profile):
    for _time in range(3):
        use("return-freight")
    use("return-address", talk="talk-2")
    before = usage(workspace)
    assert before["return-freight"].count == 3
    assert before["return-address"].count == 1
    workspace.close()
    assert usage(open_profile(profile)) == before


def test_a_use_moves_its_reply_up_at_once_and_after_reopening(
    workspace, use, profile, open_profile
):
    for _time in range(3):
        use("return-freight")
    assert workspace.replies.search("")[0].reply.id == "return-freight"
    workspace.replies.reload()
    assert workspace.replies.search("")[0].reply.id == "return-freight"
    workspace.close()
    assert open_profile(profile).replies.search("")[0].reply.id == "return-freight"


def test_a_use_keeps_its_talk_language_agent_and_moment(workspace, use):
    use("return-freight", talk="talk-7")
    journal = workspace._store.journal
    (entry,) = journal.written_of("reply_use")
    assert (entry.agent, entry.cause) == ("客服1", "reply.use")
    told = entry.patch
    assert (told["reply"], told["talk"], told["language"]) == ("return-freight", "talk-7", "zh")
    assert usage(workspace)["return-freight"] == Usage(1, told["at"])


def test_a_use_that_was_undone_counts_no_more(workspace, use):
    use("return-freight")
    journal = workspace._store.journal
    (entry,) = journal.written_of("reply_use")
    journal.undo(entry.action)
    assert usage(workspace) == {}


# Categories


def test_categories_count_what_lies_in_them_and_below(workspace):
    counts = workspace.replies.categories()
    returns = [one for one in workspace.replies.all() if one.category == "after-sale/return"]
    assert counts["after-sale/return"] == len(returns)
    inner = [count for path, count in counts.items() if path.startswith("after-sale/")]
    assert counts["after-sale"] == sum(inner)


def test_a_category_is_called_by_its_label_or_by_the_end_of_its_path(workspace):
    label = workspace.replies.category_label
    assert label("after-sale/return", "zh") == "退货"
    assert label("after-sale/return", "en") == "Return"
    assert label("after-sale/own-kind", "zh") == "own-kind"


def test_the_prefixes_of_a_category_begin_with_the_outermost():
    assert category_prefixes("a/b/c") == ["a", "a/b", "a/b/c"]
    assert category_prefixes("") == []
    assert Reply("x", {}, {}, category="a/b").category_paths() == ["a", "a/b"]


# Languages of a reply


def test_a_reply_answers_in_the_language_asked_for_or_else_in_the_one_it_has():
    reply = Reply(
        "a",
        {"zh": "题", "en": "Title"},
        {"zh": "文"},
        variants={"zh": ("另",), "en": ("other",)},
    )
    assert (reply.title_in("en"), reply.title_in("fr")) == ("Title", "题")
    assert (reply.text_in("zh"), reply.text_in("en")) == ("文", "文")
    assert reply.wordings("zh") == ("文", "另")
    assert reply.wordings("en") == ("文", "另")
    assert in_language({}, "zh") == ""


def test_a_reply_of_no_text_has_one_empty_wording():
    assert Reply("a", {}, {}).wordings("zh") == ("",)


# Filling in and marks, through the library


def test_the_library_fills_in_its_own_includes(workspace):
    library = workspace.replies
    context = library.context("zh", {}, {}, datetime(2026, 11, 21, 10, tzinfo=UTC))
    filled = library.fill("{>return-address}", context)
    own = library.fill(library.get("return-address").text["zh"], context)
    assert filled == own
    fields = [field.name for field in library.fields("{>return-address}{?尺码}", context)]
    assert fields[-1] == "尺码"
    assert "return_address" in fields


def test_the_library_marks_what_a_query_matches(workspace):
    assert workspace.replies.marks("yf", "退货运费") == [(2, 4)]
    assert workspace.replies.marks("退贷运费", "退货运费") == []
    assert workspace.replies.marks("退贷运费", "退货运费", near=True) == [(0, 4)]


def test_a_limit_and_a_category_narrow_a_search(workspace):
    found = workspace.replies.search("退", limit=2, category="after-sale")
    assert len(found) == 2
    assert all(one.reply.category.startswith("after-sale") for one in found)


# The words of the program


def test_every_value_and_category_has_a_label_in_both_languages():
    for texts in (*words().categories.values(), *words().values.values()):
        assert set(texts) == {"zh", "en"}
        assert all(text.strip() for text in texts.values())


def test_a_value_that_is_not_listed_is_called_by_its_name():
    assert words().value("waybill", "zh") == "运单号"
    assert words().value("colour", "zh") == "colour"


def test_listed_categories_stand_in_their_order_and_others_behind():
    place = words().category_place
    assert place("pre-sale") < place("in-sale") < place("after-sale") < place("follow-up")
    assert place("own") == place("own/too") > place("follow-up/restock")


def test_a_language_without_a_clock_of_its_own_takes_the_english_one():
    assert words().clock_in("fr") == words().clock_in("en")
    assert words().clock_in("zh").weekdays[0] == "星期一"


def clock_words(**parts):
    whole = {
        "date": "%d",
        "time": "%H",
        "weekdays": ("d",) * 7,
        "months": ("m",) * 12,
        "greetings": ((0, "Hello"),),
    }
    return ClockWords(**{**whole, **parts})


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekdays": ("d",) * 6},
        {"months": ("m",) * 13},
        {"greetings": ()},
        {"greetings": ((5, "Good morning"),)},
    ],
)
def test_a_clock_that_lacks_words_is_a_fault_of_the_program(wrong):
    assert clock_words().months
    with pytest.raises(ValueError, match=r"seven days|hour 0"):
        clock_words(**wrong)


def test_a_reply_is_valid_on_its_days_alone():
    reply = Reply("a", {}, {}, valid_from=date(2026, 11, 1))
    assert reply.is_valid_on(date(2026, 11, 1))
    assert not reply.is_valid_on(date(2026, 10, 31))
