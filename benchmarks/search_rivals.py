"""Other tools for the same task, each with the settings that find most for it."""

import sqlite3
import subprocess
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from csconsole.replies.folding import fold, is_han
from csconsole.replies.model import Reply

Rival = Callable[[str, int], list[str]]


def told(reply: Reply) -> str:
    """All of a reply on one line."""
    asks = (ask for texts in reply.asks.values() for ask in texts)
    parts = [reply.shortcut, *reply.title.values(), *asks, *reply.tags, *reply.text.values()]
    return " ".join(fold(" ".join(parts)).split())


def rapidfuzz_search(replies: Sequence[Reply]) -> Rival:
    """`process.extract` over titles and texts, partial_ratio: WRatio is slower and finds less."""
    strings = {reply.id: told(reply) for reply in replies}

    def search(query: str, limit: int) -> list[str]:
        best = process.extract(
            fold(query), strings, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=60
        )
        return [key for _text, _score, key in best]

    return search


def fts5_trigram(replies: Sequence[Reply]) -> Rival:
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


def fts5_unicode61(replies: Sequence[Reply]) -> Rival:
    """FTS5 with unicode61 over single Chinese characters, words by prefix."""
    database = _fts5(replies, "unicode61", _apart)

    def search(query: str, limit: int) -> list[str]:
        words = [_quoted(_apart(word)) + "*" for word in fold(query).split()]
        return _matched(database, " AND ".join(words), limit)

    return search


def fzf(replies: Sequence[Reply]) -> Rival:
    """Run fzf as one process per query, its usual way to be asked; ordered by its own score."""
    lines = "\n".join(f"{reply.id}\t{told(reply)}" for reply in replies).encode()

    def search(query: str, limit: int) -> list[str]:
        asked = ["fzf", "--filter", fold(query), "--delimiter", "\t", "--nth", "2.."]
        found = subprocess.run(asked, input=lines, capture_output=True, check=False).stdout
        return [line.split("\t")[0] for line in found.decode().splitlines()[:limit]]

    return search


def _fts5(
    replies: Sequence[Reply], tokenizer: str, prepared: Callable[[str], str]
) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(
        f"CREATE VIRTUAL TABLE replies USING fts5(id UNINDEXED, title, body, tokenize={tokenizer})"
    )
    database.executemany(
        "INSERT INTO replies VALUES (?, ?, ?)",
        [
            (
                reply.id,
                prepared(fold(" ".join([reply.shortcut, *reply.title.values(), *reply.tags]))),
                prepared(told(reply)),
            )
            for reply in replies
        ],
    )
    database.execute("INSERT INTO replies(replies) VALUES ('optimize')")
    return database


def _matched(database: sqlite3.Connection, query: str, limit: int) -> list[str]:
    sql = "SELECT id FROM replies WHERE replies MATCH ? ORDER BY bm25(replies, 0, 10, 1) LIMIT ?"
    try:
        return [row[0] for row in database.execute(sql, [query, limit])]
    except sqlite3.OperationalError:  # what it cannot parse, it does not find
        return []


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _apart(text: str) -> str:
    return "".join(f" {c} " if is_han(c) else c for c in text)
