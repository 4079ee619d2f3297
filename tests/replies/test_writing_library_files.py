"""Writing a library file: what is written reads back as the same replies."""

from datetime import date

import pytest
from hypothesis import example, given
from library_strategies import AWKWARD, libraries

from csconsole.replies.library_file import read_library, write_library
from csconsole.replies.model import Reply
from csconsole.shipped import SCRIPTS


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


@pytest.mark.parametrize("awkward", AWKWARD)
def test_an_awkward_text_reads_back_as_it_was_written(written_and_read, awkward):
    text = awkward if awkward.strip() else f"[{awkward}]"
    reply = Reply("a", {"zh": "T"}, {"zh": text}, asks={"zh": (text[:500],)}, tags=(text, "b"))
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
