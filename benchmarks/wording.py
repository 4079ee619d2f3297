"""How long the wording check takes, and what it says to real replies.

    python benchmarks/wording.py                       # the time alone
    python benchmarks/wording.py --data ../shared/data # false alarms and recall, too

Texts of 1,000 characters are made of the shipped library. The rules are the shipped ones, and
5,000 words that occur nowhere, alone and beside them.
"""

import argparse
import csv
import json
import random
import statistics
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from csconsole.replies.checking.checker import Checker
from csconsole.replies.checking.model import Rules, Severity, Word, WordingRule
from csconsole.replies.checking.rule_file import read_rules
from csconsole.replies.library_file import read_library
from csconsole.shipped import RESOURCES, SCRIPTS

LENGTH, TEXTS, REPEATS, WORDS = 1000, 60, 10, 5000


def main() -> None:
    """Print every figure."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, help="folder with questions/ and wording/")
    data = asked.parse_args().data
    start = time.perf_counter()
    rules = read_rules(sorted((RESOURCES / "wording").glob("*.yaml")))
    read = time.perf_counter() - start
    checker = Checker(rules)
    print(f"rules {len(rules.rules)}, words {len(checker)}")
    print(f"read in {read:.2f} s, made ready in {time.perf_counter() - start - read:.2f} s")
    more = made_up_words()
    alone = replace(rules, rules=(more,), harmless=())
    both = replace(rules, rules=(*rules.rules, more))
    for name, used in (("5,000 words", alone), ("shipped", rules), ("shipped + 5,000", both)):
        print(f"{name}: {milliseconds(used)}")
    if data is not None:
        print_false_alarms(checker, data / "questions")
        print_recall(checker, data / "wording" / "forbidden_words_merged.csv")


def made_up_words() -> WordingRule:
    """A rule with words of two to six characters that mean nothing."""
    chance = random.Random(4)
    letters = [chr(0x4E00 + at) for at in range(3000)]
    words = {"".join(chance.choices(letters, k=chance.randint(2, 6))) for _at in range(WORDS)}
    because = {"zh": "-", "en": "-"}
    return WordingRule("more", Severity.RISKY, because, words=tuple(map(Word, words)))


def milliseconds(rules: Rules) -> str:
    """The time of one check of 1,000 characters: median and worst over many texts."""
    checker = Checker(rules)
    whole = "".join(
        text
        for placed in read_library(SCRIPTS)
        for language in ("zh", "en")
        for text in placed.reply.wordings(language)
    )
    texts = [whole[at * LENGTH : (at + 1) * LENGTH] for at in range(TEXTS)]
    for text in texts:
        checker.check(text)
    best = sorted(min(timed(checker, text) for _at in range(REPEATS)) for text in texts)
    return f"median {statistics.median(best):.2f} ms, worst {best[-1]:.2f} ms"


def timed(checker: Checker, text: str) -> float:
    """The milliseconds of one check."""
    start = time.perf_counter()
    checker.check(text)
    return 1000 * (time.perf_counter() - start)


def print_false_alarms(checker: Checker, folder: Path) -> None:
    """What is called forbidden in what real agents wrote, to be judged by reading it."""
    replies = real_replies(folder)
    found = {reply: checker.check(reply) for reply in replies}
    severities = Counter(one.severity.value for finds in found.values() for one in finds)
    stopped = [
        (one.rule, one.word, reply)
        for reply, finds in found.items()
        for one in finds
        if one.severity is Severity.FORBIDDEN
    ]
    print(f"real replies {len(replies)}: findings {dict(severities)}")
    for rule, word, reply in stopped:
        print(f"  forbidden {rule}: {word} in {' '.join(reply.split())[:80]}")


def real_replies(folder: Path) -> list[str]:
    """Every different thing that an agent wrote in the dialogues."""
    found: list[str] = []
    for name in ("jddc_qa", "jddc_multiref"):
        for line in (folder / f"{name}.dev.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            found += told.get("replies") or [told["reply"]]
            for at, said in enumerate(told["context"]):
                if said.startswith("A:"):
                    found += [one for one in said[2:].strip().split("<sep>") if one != "NULL"]
                elif name == "jddc_qa" and at % 2:
                    found.append(said)
    return list(dict.fromkeys(found))


def print_recall(checker: Checker, path: Path) -> None:
    """The share of a public list of words that is found, by its categories."""
    with path.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    kinds: dict[str, list[tuple[str, set[Severity]]]] = {}
    for row in rows:
        severities = {one.severity for one in checker.check(row["word"])}
        kinds.setdefault(f"{row['category']} {row['severity']}", []).append(
            (row["word"], severities)
        )
    for kind, words in kinds.items():
        found = sum(bool(severities) for _word, severities in words)
        stopped = sum(Severity.FORBIDDEN in severities for _word, severities in words)
        left = " ".join(word for word, severities in words if not severities)
        print(f"{kind}: {found} of {len(words)} found, {stopped} forbidden; left out: {left}")
    flagged = sum(bool(severities) for words in kinds.values() for _word, severities in words)
    print(f"all: {flagged} of {len(rows)}")


if __name__ == "__main__":
    main()
