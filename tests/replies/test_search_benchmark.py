"""The benchmark of the search measures what it says, on a small scale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import search, search_tantivy
from benchmarks.measuring import Labelled, Times, mean, shares, times, verdict
from benchmarks.search_corpus import corpus, keystrokes
from benchmarks.search_queries import labelled, library
from csconsole.replies.features import Kind, feature
from csconsole.replies.texts import lay_out

ROOT = Path(__file__).resolve().parents[2]
TITLES = (
    "退货运费说明",
    "快递重量查询",
    "尺码颜色选择",
    "发票开具流程",
    "还款银行行程",
    "优惠重新计算",
)
TEXTS = ("亲，退货的运费由我们承担，请放心。", "Parcel shipping takes several working days.")
DRAWING = """
from pathlib import Path
from benchmarks.search_queries import labelled, library
data = Path({folder!r})
for query in labelled(library(data), data, 2):
    print(query.kind, query.text, sorted(query.answers))
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder like that of the public data, with a few replies of our own."""
    for name in ("questions", "libraries", "typos"):
        (tmp_path / name).mkdir()
    asked = json.dumps({"reply_ids": ["r-0"], "text": "运费谁来承担呢"})
    (tmp_path / "questions" / "cn_scripts_queries.dev.jsonl").write_text(asked, encoding="utf-8")
    rows = [
        f"r-{at},{title},zh,{TEXTS[at % 2]},after-sale,return" for at, title in enumerate(TITLES)
    ]
    head = "id,title,lang,reply,stage,group"
    path = tmp_path / "libraries" / "customer_service_scripts_library.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    path = tmp_path / "libraries" / "bitext_reply_library.csv"
    path.write_text("intent,reply,category\ntrack_refund,Your refund is coming.,REFUND\n", "utf-8")
    path = tmp_path / "typos" / "same_pinyin.txt"
    path.write_text("character\talike\n货\t或\t获\n运\t韵\n", encoding="utf-8")
    return tmp_path


def test_every_process_draws_the_same_queries(data: Path) -> None:
    drawn = [
        subprocess.run(
            [sys.executable, "-c", DRAWING.format(folder=str(data))],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert drawn[0] == drawn[1]
    assert len(drawn[0].splitlines()) > 20


def test_the_queries_of_a_kind_stay_when_others_change(data: Path) -> None:
    replies = library(data)
    few = [query for query in labelled(replies, data, 1) if query.kind == "title_piece"]
    more = [query for query in labelled(replies, data, 3) if query.kind == "title_piece"]
    assert more[: len(few)] == few


def test_what_was_drawn_is_found(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = search.accuracy(data, 1, (7, 8), {})
    assert found[search.OURS]["title_piece"] == (1.0, 1.0)
    assert "| title_piece | 1.000 / 1.000 | 1.000 / 1.000 |" in capsys.readouterr().out


def test_shares_tell_how_often_an_answer_is_first_and_among_five() -> None:
    queries = [Labelled("a", "x", frozenset({"1"})), Labelled("b", "y", frozenset({"2"}))]
    told = shares(lambda _query, _limit: ["1", "2"], queries)
    assert told == {"a": (1.0, 1.0), "b": (0.0, 1.0), "all": (0.5, 1.0)}
    assert mean([told, {"a": (0.0, 0.0)}])["a"] == (0.5, 0.5)


@pytest.mark.parametrize(
    ("first", "five", "p99", "told"),
    [
        (0.5, 0.6, 1.0, "finds less, faster: beaten"),
        (0.9, 0.985, 9.0, "finds as much, slower: beaten"),
        (0.9, 0.985, 1.0, "finds as much, faster: not beaten"),
        (0.99, 0.985, 9.0, "finds as much, slower: not beaten"),
    ],
)
def test_a_rival_is_beaten_by_what_is_found_and_by_time(
    first: float, five: float, p99: float, told: str
) -> None:
    ours = ({"all": (0.95, 0.99)}, Times(1, 1, 1, 2.0, 2))
    assert verdict(ours, ({"all": (first, five)}, Times(1, 1, 1, p99, p99))) == told


def test_queries_are_asked_as_long_as_there_is_time() -> None:
    assert times(lambda _query, _limit: [], ["a"] * 50, most_seconds=0).count == 1
    assert times(lambda _query, _limit: [], ["a"] * 50).count == 50


def test_every_tool_that_is_installed_finds_a_title() -> None:
    replies = corpus(40)
    for name, make in {search.OURS: search.ours, **search.present_rivals()}.items():
        find = make(replies)
        assert replies[7].id in find(replies[7].title["zh"], 5), name


def test_a_row_of_times_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    taken = search.speed(60, {}, {}, presses=40)
    assert taken.count == len(keystrokes(corpus(60), 40)) == 40
    assert 0 < taken.p50 <= taken.p99 <= taken.longest
    assert capsys.readouterr().out.startswith("| this search | 60 | 40 |")


def test_a_document_has_a_word_for_every_feature_of_its_reply() -> None:
    replies = corpus(5)
    documents = list(search_tantivy.documents(lay_out(replies), len(replies)))
    character = search_tantivy.token(feature(Kind.CHARACTER, ord(replies[3].title["zh"][0])))
    assert len(documents) == len(replies)
    assert character in documents[3].split()
    assert {len(word) for document in documents for word in document.split()} == {2}
