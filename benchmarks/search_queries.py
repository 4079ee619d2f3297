"""Labelled queries: what somebody types who looks for a certain reply of a real library.

Many replies there share a title or nearly a text. A query is answered by every reply that has
the same title as its source or nearly the same text, and by every reply in which the piece that
the query was made from stands in the same kind of field.
"""

import csv
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc
from pypinyin import lazy_pinyin
from rapidfuzz import fuzz

from benchmarks.measuring import Labelled
from csconsole.replies.folding import fold, is_han, readings
from csconsole.replies.model import Reply

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"
_NEAR = 90


def library(data: Path) -> list[Reply]:
    """The public libraries as replies, with the questions that are known for some."""
    asks: dict[str, list[str]] = {}
    told = (data / "questions" / "cn_scripts_queries.dev.jsonl").read_text(encoding="utf-8")
    for line in told.splitlines()[::4]:
        question = json.loads(line)
        asks.setdefault(question["reply_ids"][0], []).append(question["text"])
    with (data / "libraries" / "customer_service_scripts_library.csv").open(encoding="utf-8") as f:
        replies = [
            Reply(
                id=row["id"],
                title={"zh": row["title"]},
                text={row["lang"]: row["reply"]},
                category=f"{row['stage']}/{row['group']}",
                asks={"zh": tuple(asks[row["id"]])} if row["id"] in asks else {},
            )
            for row in csv.DictReader(f)
        ]
    with (data / "libraries" / "bitext_reply_library.csv").open(encoding="utf-8") as f:
        for row in csv.DictReader(f):
            title = row["intent"].replace("_", " ").capitalize()
            reply = Reply(row["intent"], {"en": title}, {"en": row["reply"]}, row["category"])
            replies.append(reply)
    return replies


def labelled(replies: list[Reply], data: Path, each: int, seed: int = 7) -> list[Labelled]:
    """`each` queries of every kind; those of a kind do not depend on the other kinds."""
    return list(_Maker(replies, data, seed).make(each))


class _Maker:
    def __init__(self, replies: list[Reply], data: Path, seed: int) -> None:
        self.replies = replies
        self.seed = seed
        self.random = random.Random()
        self.titles = {r.id: "\n".join(fold(t) for t in r.title.values()) for r in replies}
        self.bodies = {r.id: "\n".join(fold(t) for t in r.text.values()) for r in replies}
        self.asks = {r.id: "\n".join(fold(a) for s in r.asks.values() for a in s) for r in replies}
        self.homophones = _homophones(data / "typos" / "same_pinyin.txt")
        self.characters = sorted({c for t in self.titles.values() for c in t if is_han(c)})
        self.alike: dict[str, frozenset[str]] = {}

    def make(self, each: int) -> Iterator[Labelled]:
        kinds: dict[str, Callable[[Reply], Labelled | None]] = {
            name.removeprefix("kind_"): getattr(self, name)
            for name in dir(self)
            if name.startswith("kind_")
        }
        for kind, maker in kinds.items():
            self.random.seed(f"{kind} {self.seed}")  # of a text: the same in every process
            found = tries = 0
            while found < each and tries < 200 * each:
                tries += 1
                query = maker(self.random.choice(self.replies))
                if query:
                    found += 1
                    yield Labelled(kind, query.text, query.answers)

    def answers(self, reply: Reply, pieces: list[str], *fields: dict[str, str]) -> frozenset[str]:
        """Every reply that answers a query made from pieces of fields of a reply."""
        having = {
            r.id for r in self.replies if any(all(p in f[r.id] for p in pieces) for f in fields)
        }
        return self.same(reply) | having

    def same(self, reply: Reply) -> frozenset[str]:
        if reply.id not in self.alike:
            text = self.bodies[reply.id]
            self.alike[reply.id] = frozenset(
                r.id
                for r in self.replies
                if self.titles[r.id] == self.titles[reply.id]
                or fuzz.ratio(text, self.bodies[r.id], score_cutoff=_NEAR)
            )
        return self.alike[reply.id]

    def han(self, text: str, least: int, most: int) -> str | None:
        """A piece of Chinese characters."""
        runs = "".join(c if is_han(c) else " " for c in text).split()
        runs = [run for run in runs if len(run) >= least]
        if not runs:
            return None
        run = self.random.choice(runs)
        size = self.random.randint(least, min(most, len(run)))
        at = self.random.randint(0, len(run) - size)
        return run[at : at + size]

    def of_title(self, reply: Reply, least: int, change: Callable[[str], str]) -> Labelled | None:
        piece = self.han(self.titles[reply.id], least, 8)
        if not piece or (text := change(piece)) == piece:
            return None
        return Labelled("", text, self.answers(reply, [piece], self.titles))

    def kind_title_piece(self, reply: Reply) -> Labelled | None:
        piece = self.han(self.titles[reply.id], 2, 8)
        if not piece:
            return None
        return Labelled("", piece, self.answers(reply, [piece], self.titles))

    def kind_body_piece(self, reply: Reply) -> Labelled | None:
        piece = self.han(self.bodies[reply.id], 4, 8)
        if not piece:
            return None
        answers = self.answers(reply, [piece], self.bodies, self.titles, self.asks)
        return Labelled("", piece, answers)

    def kind_ask_piece(self, reply: Reply) -> Labelled | None:
        piece = self.han(self.asks[reply.id], 3, 8)
        if not piece:
            return None
        answers = self.answers(reply, [piece], self.asks, self.titles, self.bodies)
        return Labelled("", piece, answers)

    def kind_initials(self, reply: Reply) -> Labelled | None:
        return self.of_title(reply, 4, lambda p: "".join(s[0] for s in lazy_pinyin(p)))

    def kind_full_pinyin(self, reply: Reply) -> Labelled | None:
        return self.of_title(reply, 2, lambda p: "".join(lazy_pinyin(p)))

    def kind_half_pinyin(self, reply: Reply) -> Labelled | None:
        def change(piece: str) -> str:
            sounds = lazy_pinyin(piece)
            cut = self.random.randint(1, len(sounds) - 1)
            if self.random.random() < 0.5:
                return "".join(sounds[:cut]) + "".join(s[0] for s in sounds[cut:])
            return "".join(s[0] for s in sounds[:cut]) + "".join(sounds[cut:])

        return self.of_title(reply, 3, change)

    def kind_polyphone(self, reply: Reply) -> Labelled | None:
        piece = self.han(self.titles[reply.id], 3, 8)
        if not piece or all(len(readings(c)) < 2 for c in piece):
            return None
        sounds = lazy_pinyin(piece)
        initials = len(piece) > 3 and self.random.random() < 0.5
        text = "".join(s[0] if initials else s for s in sounds)
        return Labelled("", text, self.answers(reply, [piece], self.titles))

    def kind_mixture(self, reply: Reply) -> Labelled | None:
        def change(piece: str) -> str:
            whole = self.random.random() < 0.5
            said = [
                (s if whole else s[0]) if self.random.random() < 0.5 else c
                for c, s in zip(piece, lazy_pinyin(piece), strict=True)
            ]
            return "".join(said)

        return self.of_title(reply, 3, change)

    def kind_traditional(self, reply: Reply) -> Labelled | None:
        return self.of_title(reply, 2, opencc.OpenCC("s2t").convert)

    def kind_several_words(self, reply: Reply) -> Labelled | None:
        piece = self.han(self.titles[reply.id], 4, 8)
        if not piece:
            return None
        cut = len(piece) // 2
        parts = [piece[:cut], piece[cut:]]
        if self.random.random() < 0.5:
            body = self.han(self.bodies[reply.id], 2, 4)
            parts[1] = body or parts[1]
        self.random.shuffle(parts)
        both = {r.id: self.titles[r.id] + "\n" + self.bodies[r.id] for r in self.replies}
        text = ("" if self.random.random() < 0.2 else " ").join(parts)
        return Labelled("", text, self.answers(reply, parts, both))

    def english(self, reply: Reply, least: int) -> list[str]:
        text = self.titles[reply.id] + " " + self.bodies[reply.id]
        said = "".join(c if c.isascii() and c.isalpha() else " " for c in text).split()
        return [w for w in said if len(w) >= least]

    def kind_english_prefix(self, reply: Reply) -> Labelled | None:
        found = self.english(reply, 5)
        if len(found) < 2:
            return None
        one, two = self.random.sample(found, 2)
        parts = [one[: self.random.randint(3, len(one))], two[: self.random.randint(3, len(two))]]
        both = {r.id: self.titles[r.id] + "\n" + self.bodies[r.id] for r in self.replies}
        return Labelled("", " ".join(parts), self.answers(reply, parts, both))

    def kind_english_typo(self, reply: Reply) -> Labelled | None:
        found = self.english(reply, 6)
        if not found:
            return None
        typed = self.random.choice(found)
        text = self.slipped(typed, "abcdefghijklmnopqrstuvwxyz")
        return Labelled("", text, self.answers(reply, [typed], self.titles, self.bodies))

    def kind_pinyin_typo(self, reply: Reply) -> Labelled | None:
        def change(piece: str) -> str:
            return self.slipped("".join(lazy_pinyin(piece)), "abcdefghijklmnopqrstuvwxyz")

        return self.of_title(reply, 3, change)

    def kind_wrong_character(self, reply: Reply) -> Labelled | None:
        def change(piece: str) -> str:
            at = self.random.randrange(len(piece))
            return piece[:at] + self.random.choice(self.characters) + piece[at + 1 :]

        return self.of_title(reply, 4, change)

    def kind_homophone(self, reply: Reply) -> Labelled | None:
        def change(piece: str) -> str:
            at = self.random.randrange(len(piece))
            others = self.homophones.get(piece[at], piece[at])
            return piece[:at] + self.random.choice(others) + piece[at + 1 :]

        return self.of_title(reply, 2, change)

    def kind_deletion(self, reply: Reply) -> Labelled | None:
        def change(piece: str) -> str:
            at = self.random.randrange(1, len(piece) - 1)
            return piece[:at] + piece[at + 1 :]

        return self.of_title(reply, 4, change)

    def slipped(self, typed: str, letters: str) -> str:
        """A word with one letter left out, doubled, swapped or wrong."""
        at = self.random.randrange(1, len(typed) - 1)
        way = self.random.randrange(4)
        if way == 0:
            return typed[:at] + typed[at + 1 :]
        if way == 1:
            return typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :]
        if way == 2:
            return typed[:at] + self.random.choice(letters) + typed[at:]
        return typed[:at] + self.random.choice(letters) + typed[at + 1 :]


def _homophones(path: Path) -> dict[str, str]:
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        character, *alike = line.split("\t")
        if alike:
            found[character] = "".join(alike)
    return found
