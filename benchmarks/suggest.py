"""How often the right reply is suggested first and among three, how fast, and how silent.

python benchmarks/suggest.py                a sample of each set, through the engine
python benchmarks/suggest.py --full         every message
python benchmarks/suggest.py --cli bitext-5 one set through `csconsole suggest --batch`
python benchmarks/suggest.py --speed        training and answering times by size of the library

The sets lie in ../shared/data beside the checkout and are not part of the project; one that is
absent is skipped with a line.
"""

import argparse
import csv
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from csconsole.replies.model import Reply  # noqa: E402
from csconsole.replies.suggestions.encoder import load_encoder  # noqa: E402
from csconsole.replies.suggestions.engine import SuggestionEngine  # noqa: E402
from csconsole.replies.suggestions.semantic_tier import Vectors  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
SAMPLE = 250
Row = dict[str, Any]
Message = tuple[str, frozenset[str]]  # the text, and the ids of the replies that answer it


@dataclass(frozen=True)
class Task:
    """A library and messages for it; those that no reply answers have no right ids."""

    name: str
    replies: list[Reply]
    messages: list[Message]
    reach: tuple[float, float]


def read(data: Path, name: str) -> list[Row]:
    """The lines of a set of questions."""
    path = data / "questions" / f"{name}.dev.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def intents(  # noqa: PLR0913
    data: Path,
    name: str,
    source: str,
    asks: int,
    reach: tuple[float, float],
    *,
    seed: int,
    most: int | None,
) -> Task:
    """Replies made of intents, each with some of its questions; the other questions are asked."""
    chance = random.Random(seed)
    groups: dict[str, list[Row]] = {}
    for row in read(data, source):
        groups.setdefault(row["label"], []).append(row)
    unanswered: list[Message] = [(row["text"], frozenset()) for row in groups.pop("oos", [])]
    replies, messages = [], []
    for label, rows in sorted(groups.items()):
        chance.shuffle(rows)
        title = label.replace("_", " ")
        examples = tuple(row["text"] for row in rows[:asks])
        text = rows[0].get("reply") or title
        key = re.sub(r"[^a-z\d]+", "-", label.lower()).strip("-")
        replies.append(Reply(key, {"en": title}, {"en": text}, asks={"en": examples}))
        messages += [(row["text"], frozenset({key})) for row in rows[asks:]]
    chance.shuffle(messages)
    chance.shuffle(unanswered)
    return Task(name, replies, messages[:most] + unanswered[:most], reach)


def shop_scripts(data: Path, most: int | None) -> Task:
    """The 1,245 replies of a Chinese library, without questions."""
    path = data / "libraries" / "customer_service_scripts_library.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    replies = [
        Reply(row["id"], {row["lang"]: row["title"]}, {row["lang"]: row["reply"]}) for row in rows
    ]
    messages = [
        (row["text"], frozenset(row["reply_ids"]))
        for row in read(data, "cn_scripts_queries")[:most]
    ]
    return Task("scripts-0", replies, messages, (0.60, 0.75))


def tasks(data: Path, seed: int, most: int | None, only: str) -> Iterator[Task]:
    """Every task whose data is there."""
    sets = (
        ("bitext-0", "bitext_cs", 0, (0.72, 0.89)),
        ("bitext-5", "bitext_cs", 5, (0.92, 0.985)),
        ("banking77-5", "banking77", 5, (0.76, 0.89)),
        ("banking77-20", "banking77", 20, (0.87, 0.955)),
        ("clinc150-5", "clinc150_oos", 5, (0.88, 0.975)),
    )
    for name, source, asks, reach in sets:
        if only in ("", name):
            try:
                yield intents(data, name, source, asks, reach, seed=seed, most=most)
            except FileNotFoundError as error:
                print(f"{name}: skipped, {error.filename} is absent")
    if only in ("", "scripts-0"):
        try:
            yield shop_scripts(data, most)
        except FileNotFoundError as error:
            print(f"scripts-0: skipped, {error.filename} is absent")


def measure(task: Task, answers: Sequence[Sequence[str]], taken: Sequence[float]) -> str:
    """One line of the table: shares, silences and milliseconds."""
    first = among = quiet = answerable = right_quiet = 0
    for (_text, right), ids in zip(task.messages, answers, strict=True):
        if right:
            answerable += 1
            first += bool(ids) and ids[0] in right
            among += any(one in right for one in ids[:3])
            quiet += not ids
        else:
            right_quiet += not ids
    others = len(task.messages) - answerable
    p50, p99 = np.percentile(taken, (50, 99))
    silence = f"{quiet / answerable:.3f}" + (f" / {right_quiet / others:.3f}" if others else "")
    return (
        f"{first / answerable:.3f} / {among / answerable:.3f} | {silence} | {p50:.1f} / {p99:.1f}"
    )


def through_engine(task: Task, vectors: Vectors | None) -> Iterator[tuple[str, str]]:
    """The lines of both tiers."""
    start = time.perf_counter()
    engine = SuggestionEngine(task.replies, semantic=vectors is not None, vectors=lambda: vectors)
    trained = time.perf_counter() - start
    passes = [("lexical", engine.suggest)]
    if engine.prepare():
        passes.append(("refined", engine.refine))
    for name, answer in passes:
        taken, answers = [], []
        for text, _right in task.messages:
            start = time.perf_counter()
            found = answer(text, limit=3)
            taken.append(1000 * (time.perf_counter() - start))
            answers.append([one.reply.id for one in found])
        yield f"{name} (trained in {trained:.2f} s)", measure(task, answers, taken)


def through_command_line(task: Task) -> Iterator[tuple[str, str]]:
    """The same figures as whoever uses the program gets them."""
    with tempfile.TemporaryDirectory() as folder:
        library, messages = Path(folder, "library.yaml"), Path(folder, "messages.txt")
        told = [
            {
                "id": reply.id,
                "title": dict(reply.title),
                "text": {key: text.replace("{", "(") for key, text in reply.text.items()},
                "asks": {key: list(asks) for key, asks in reply.asks.items()},
            }
            for reply in task.replies
        ]
        content = yaml.safe_dump({"format": 1, "replies": told}, allow_unicode=True)
        library.write_text(content, encoding="utf-8")
        lines = [" ".join(text.split()) for text, _right in task.messages]
        messages.write_text("\n".join(lines) + "\n", encoding="utf-8")
        base = [sys.executable, "-m", "csconsole", "--data-dir", str(Path(folder, "data"))]
        for arguments in (
            ["replies", "import", str(library), "--replace"],
            ["suggest", "--batch", str(messages), "--limit", "3"],
        ):
            done = subprocess.run(
                [*base, *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
            )
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        ids = [[one["id"] for one in answer["results"]] for answer in answers]
        yield "command line", measure(task, ids, [answer["ms"] for answer in answers])


def speed(sizes: Sequence[tuple[int, int]]) -> None:
    """Times by size of the library, on invented replies."""
    chance = random.Random(1)
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("n", "rt", "ck", "mp")]
    han = "退货运费地址发快递尺码颜色质量问题优惠价格时间怎么什么可以包裹订单付款发票赠品保修安装"

    def sentence(length: int) -> str:
        chinese = "".join(chance.choices(han, k=length))
        return " ".join(chance.choices(words, k=length)) if chance.random() < 0.4 else chinese

    print("| replies | questions each | trained s | p50 / p99 ms | one pair learned, ms |")
    print("|---|---|---|---|---|")
    for count, asks in sizes:
        replies = [
            Reply(
                f"r{number}",
                {"zh": sentence(6)},
                {"zh": sentence(40)},
                asks={"zh": tuple(sentence(9) for _ in range(asks))},
            )
            for number in range(count)
        ]
        start = time.perf_counter()
        engine = SuggestionEngine(replies, semantic=False)
        trained = time.perf_counter() - start
        taken = []
        for _ in range(400):
            text = sentence(9)
            start = time.perf_counter()
            engine.suggest(text, limit=3)
            taken.append(1000 * (time.perf_counter() - start))
        start = time.perf_counter()
        engine.learn(sentence(9), "r0")
        learned = 1000 * (time.perf_counter() - start)
        p50, p99 = np.percentile(taken, (50, 99))
        print(
            f"| {count:,} | {asks} | {trained:.2f} | {p50:.2f} / {p99:.2f} | {learned:.2f} |",
            flush=True,
        )


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    asked.add_argument("--full", action="store_true", help="every message, not a sample")
    asked.add_argument("--seed", type=int, default=0, help="which questions are learned")
    asked.add_argument("--set", default="", help="only this set")
    asked.add_argument("--cli", default="", metavar="SET", help="a set through the command line")
    asked.add_argument("--data", type=Path, default=DATA, help="where the sets lie")
    asked.add_argument("--speed", action="store_true", help="times by size of the library")
    chosen = asked.parse_args()
    if chosen.speed:
        sizes = [(300, 10), (1_000, 0), (1_000, 10)]
        return speed([*sizes, (100_000, 0)] if chosen.full else sizes)
    most = None if chosen.full else SAMPLE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    encoder = None if chosen.cli else load_encoder()
    if encoder is not None:
        encoder.encode(["warm"])
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(f"the encoders take {grown / 1024:.0f} MB")
    vectors = Vectors(encoder) if encoder is not None else None
    print(
        "| set | tier | first / among three | silent: answerable / others | p50 / p99 ms | reach |"
    )
    print("|---|---|---|---|---|---|")
    for task in tasks(chosen.data, chosen.seed, most, chosen.cli or chosen.set):
        lines = through_command_line(task) if chosen.cli else through_engine(task, vectors)
        for tier, line in lines:
            reach = f"{task.reach[0]} / {task.reach[1]}"
            print(f"| {task.name} | {tier} | {line} | {reach} |", flush=True)
    return None


if __name__ == "__main__":
    main()
