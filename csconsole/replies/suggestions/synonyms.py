"""Ideas of the trade: words that mean the same to a buyer and to a shop."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from csconsole.replies.folding import fold, is_han
from csconsole.replies.suggestions.stems import stem
from csconsole.shipped import RESOURCES

_FORMAT = 1
_LONGEST_HAN = 5  # characters
_LONGEST_ENGLISH = 3  # words


@dataclass(frozen=True)
class Synonyms:
    """Which ideas a word stands for, by the number of their group."""

    han: dict[str, tuple[int, ...]]
    english: dict[str, tuple[int, ...]]

    def in_han(self, run: str) -> set[int]:
        """The ideas in a run of Chinese characters."""
        found: set[int] = set()
        for start in range(len(run)):
            for end in range(start + 1, min(start + _LONGEST_HAN, len(run)) + 1):
                found.update(self.han.get(run[start:end], ()))
        return found

    def in_english(self, stems: Sequence[str]) -> set[int]:
        """The ideas in a row of stemmed words."""
        found: set[int] = set()
        for start in range(len(stems)):
            for end in range(start + 1, min(start + _LONGEST_ENGLISH, len(stems)) + 1):
                found.update(self.english.get(" ".join(stems[start:end]), ()))
        return found


@cache
def synonyms() -> Synonyms:
    """The shipped list; a fault in the file is a fault of the program."""
    path = RESOURCES / "search" / "synonyms.yaml"
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if told["format"] != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    han: dict[str, tuple[int, ...]] = {}
    english: dict[str, tuple[int, ...]] = {}
    for group, members in enumerate(told["groups"]):
        for member in members:
            word = fold(member)
            is_chinese = is_han(word[0])
            table = han if is_chinese else english
            key = word if is_chinese else " ".join(stem(one) for one in word.split())
            table[key] = (*table.get(key, ()), group)
    return Synonyms(han, english)
