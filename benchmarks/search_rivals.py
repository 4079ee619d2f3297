"""Other tools for the same task, each with the settings that find most for it."""

import sqlite3
import subprocess
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import which

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.measuring import Search
from csconsole.replies.folding import fold, is_han
from csconsole.replies.model import Reply


def told(reply: Reply) -> str:
    """All of a reply on one line."""
    asks = (ask for texts in reply.asks.values() for ask in texts)
    parts = [reply.shortcut, *reply.title.values(), *asks, *reply.tags, *reply.text.values()]
    return " ".join(fold(" ".join(parts)).split())


def heading(reply: Reply) -> str:
    """Shortcut, titles and tags of a reply on one line."""
    parts = [reply.shortcut, *reply.title.values(), *reply.tags]
    return " ".join(fold(" ".join(parts)).split())


def rapidfuzz_search(replies: Sequence[Reply]) -> Search:
    """`process.cdist` over headings and over all of each reply, partial_ratio from 60 on.

    WRatio, partial_token_ratio and higher bars find less; `process.extract` is no faster.
    """
    headings, texts = list(map(heading, replies)), list(map(told, replies))

    def ratios(query: str, strings: Sequence[str]) -> np.ndarray:
        found = process.cdist(
            [query], strings, scorer=fuzz.partial_ratio, score_cutoff=60, dtype=np.float32
        )
        return found[0]

    def search(query: str, limit: int) -> list[str]:
        typed = fold(query)
        scores = np.maximum(ratios(typed, headings), 0.95 * ratios(typed, texts))
        best = np.argsort(-scores, kind="stable")[:limit].tolist()
        return [replies[at].id for at in best if scores[at]]

    return search


def fts5_trigram(replies: Sequence[Reply]) -> Search:
    """FTS5 with the trigram tokenizer; queries below three characters by LIKE, which it serves."""
    database = _fts5(replies, "trigram", lambda text: text)

    def search(query: str, limit: int) -> list[str]:
        words = fold(query).split()
        if any(len(word) < 3 for word in words):
            where = " AND ".join("(title || ' ' || body) LIKE ?" for _word in words)
            values = [f"%{word}%" for word in words]
            sql = f"SELECT id FROM replies WHERE {where} LIMIT ?"
            return [row[0] for row in database.execute(sql, [*values, limit])]
        return _matched(database, " AND ".join(map(_quoted, words)), limit)

    return search


def fts5_unicode61(replies: Sequence[Reply]) -> Search:
    """FTS5 with unicode61 over single Chinese characters, words by prefix."""
    database = _fts5(replies, "unicode61", _apart)

    def search(query: str, limit: int) -> list[str]:
        words = [_quoted(_apart(word)) + "*" for word in fold(query).split()]
        return _matched(database, " AND ".join(words), limit)

    return search


def fzf_is_present() -> bool:
    """Whether fzf is installed."""
    return which("fzf") is not None


def fzf(replies: Sequence[Reply]) -> Search:
    """Run fzf as one process per query, its usual way to be asked; ordered by its own score.

    It reads the lines from a file, and nothing but what is searched stands in them.
    """
    ids: dict[str, list[str]] = defaultdict(list)
    for reply in replies:
        ids[told(reply)].append(reply.id)
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "lines"
    path.write_text("\n".join(ids), encoding="utf-8")

    def search(query: str, limit: int) -> list[str]:
        with path.open("rb") as lines:
            asked = ["fzf", "--filter", fold(query)]
            found = subprocess.run(asked, stdin=lines, capture_output=True, check=False).stdout
        first = found.decode().splitlines()[:limit]
        return [one for line in first for one in ids[line]][:limit]

    weakref.finalize(search, folder.cleanup)
    return search


def _fts5(
    replies: Sequence[Reply], tokenizer: str, prepared: Callable[[str], str]
) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(
        f"CREATE VIRTUAL TABLE replies USING fts5(id UNINDEXED, title, body, tokenize={tokenizer})"
    )
    database.execute("INSERT INTO replies(replies, rank) VALUES ('rank', 'bm25(0, 10, 1)')")
    database.executemany(
        "INSERT INTO replies VALUES (?, ?, ?)",
        [
            (
                reply.id,
                prepared(heading(reply)),
                prepared(told(reply)),
            )
            for reply in replies
        ],
    )
    database.execute("INSERT INTO replies(replies) VALUES ('optimize')")
    return database


def _matched(database: sqlite3.Connection, query: str, limit: int) -> list[str]:
    sql = "SELECT id FROM replies WHERE replies MATCH ? ORDER BY rank LIMIT ?"
    try:
        return [row[0] for row in database.execute(sql, [query, limit])]
    except sqlite3.OperationalError:  # what it cannot parse, it does not find
        return []


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _apart(text: str) -> str:
    return "".join(f" {c} " if is_han(c) else c for c in text)
