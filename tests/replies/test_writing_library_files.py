"""Writing a library file: what is written reads back as the same replies."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csconsole.replies.library_file import read_library, write_library
from csconsole.replies.model import Reply
from csconsole.shipped import SCRIPTS

# What a text file can carry: all but halves of characters, which are no text in UTF-8.
characters = st.characters(exclude_categories=["Cs"])
one_line = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
languages = st.sampled_from(["zh", "en", "zh-TW", "fil"])
prose = st.text(characters, min_size=1, max_size=30).filter(str.strip)
variables = st.sampled_from(
    ["{buyer|亲}", "{?原因: 质量问题/不喜欢}", "{{", "}}", "{date+3d:%m月%d日}"]
)


def escaped(text):
    """A text whose braces mean nothing."""
    return text.translate({ord(brace): 2 * brace for brace in "{}｛｝"})


wordings = st.builds(
    lambda before, variable, behind: escaped(before) + variable + escaped(behind),
    prose,
    st.just("") | variables,
    prose,
)
titles = st.text(one_line, min_size=1, max_size=30).map(str.strip).filter(bool)
words = st.text(one_line, min_size=1, max_size=10).map(lambda text: "".join(text.split()))
paths = st.lists(titles.map(lambda text: text.replace("/", "-")), max_size=3).map("/".join)
lists = st.lists(prose, max_size=3).map(tuple)


def by_language(values):
    return st.dictionaries(languages, values, min_size=1, max_size=3)


def filled_lists(values):
    full = st.lists(values, min_size=1, max_size=3).map(tuple)
    return st.dictionaries(languages, full, max_size=2)


@st.composite
def replies(draw):
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    kind = draw(st.just("") | prose)
    return Reply(
        id="",
        title=draw(by_language(titles)),
        text=draw(by_language(wordings)),
        category=draw(paths),
        shortcut=draw(st.just("") | words),
        variants=draw(filled_lists(wordings)),
        asks=draw(filled_lists(prose)),
        tags=draw(lists),
        valid_from=draw(st.sampled_from([None, days[0]])),
        valid_until=draw(st.sampled_from([None, days[1]])),
        for_kind=kind,
        for_states=draw(lists) if kind else (),
        pictures=draw(lists),
    )


@st.composite
def libraries(draw):
    drawn = draw(st.lists(replies(), max_size=4))
    return [
        replace(reply, id=f"reply-{at}", shortcut=reply.shortcut and f"{reply.shortcut}{at}")
        for at, reply in enumerate(drawn)
    ]


@pytest.fixture(scope="module")
def written_and_read(tmp_path_factory):
    path = tmp_path_factory.mktemp("library") / "library.yaml"

    def reading_back(library):
        path.write_bytes(write_library(library).encode("utf-8"))
        return [placed.reply for placed in read_library(path)]

    return reading_back


@given(library=libraries())
@example(library=[])
def test_a_library_reads_back_as_it_was_written(written_and_read, library):
    assert written_and_read(library) == library


@pytest.mark.parametrize(
    "awkward",
    [
        " 前后有空格 ", "一\n二\n\n三\n", "\n开头", "一\r\n二", "\t", "# 不是注释",
        "- 不是列表", "a: b",
        "'", '"', "''\"\"", "null", "~", "no", "007", "1.0", "2026-11-01", "=", "<<", "*", "&a",
        "!x", "%", "@", "`", "|", ">", "? x", "[a", "]", "{{a", "a}}", "{buyer|亲}", "😊👨‍👩‍👧",
        "שלום, עולם", "مرحبا", "\u200f\u202e", "\u2028", "\u2029", "\x85", "\ufeff", "\ufffd",
        "\x1b[31m", "\\", "\\n", "a" * 2000, "退货 " * 500, "𠮷", "\U0010ffff",
    ],
)  # fmt: skip
def test_an_awkward_text_reads_back_as_it_was_written(written_and_read, awkward):
    text = awkward if awkward.strip() else f"[{awkward}]"
    reply = Reply("a", {"zh": "T"}, {"zh": text}, asks={"zh": (text,)}, tags=(text, "b"))
    assert written_and_read([reply]) == [reply]


def test_the_shipped_library_reads_back_as_it_was_written(written_and_read):
    shipped = [placed.reply for placed in read_library(SCRIPTS)]
    assert written_and_read(shipped) == shipped


def test_a_word_for_a_list_reads_back_as_a_list_of_one(tmp_path, written_and_read):
    path = tmp_path / "plain.yaml"
    path.write_text('replies: [{id: a, title: T, text: x, tags: "b", asks: c}]', encoding="utf-8")
    read = [placed.reply for placed in read_library(path)]
    assert written_and_read(read) == read


def test_a_file_says_nothing_where_there_is_nothing_to_say():
    written = write_library([Reply("a", {"zh": "好"}, {"zh": "好的"})])
    assert written.splitlines() == [
        "format: 1", "language: zh", "replies:", "- id: a", "  title:", "    zh: 好",
        "  text:", "    zh: 好的",
    ]  # fmt: skip


def test_chinese_and_emoji_are_written_as_themselves():
    written = write_library([Reply("a", {"zh": "退货"}, {"zh": "好的😊"})])
    assert "退货" in written
    assert "好的😊" in written


def test_days_are_written_as_the_format_wants_them():
    reply = Reply("a", {"zh": "好"}, {"zh": "好"}, valid_from=date(2026, 3, 1))
    assert "from: '2026-03-01'" in write_library([reply])
