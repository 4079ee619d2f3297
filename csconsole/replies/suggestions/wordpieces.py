"""Cutting English into the pieces that the MiniLM encoder was trained on.

The list is the vocabulary of BERT uncased (Google, Apache-2.0), in the order of its numbers.
"""

import re
import unicodedata
from functools import cache

from csconsole.shipped import RESOURCES

LONGEST = 64  # pieces, the two ends included; a question has some 15
_LONGEST_WORD = 100
_TOKENS = re.compile(r"[^\W_]+|[\W_]")


@cache
def _vocabulary() -> dict[str, int]:
    lines = (RESOURCES / "search" / "wordpieces.txt").read_text(encoding="utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


def piece_numbers(text: str) -> list[int]:
    """The numbers of a text's pieces, between those of its two ends."""
    vocabulary = _vocabulary()
    plain = unicodedata.normalize("NFD", text.lower())
    plain = "".join(one for one in plain if unicodedata.category(one) != "Mn")
    numbers = [vocabulary["[CLS]"]]
    for word in _TOKENS.findall(plain):
        if not word.isspace():
            numbers.extend(_word(word, vocabulary))
    return [*numbers[: LONGEST - 1], vocabulary["[SEP]"]]


def _word(word: str, vocabulary: dict[str, int]) -> list[int]:
    unknown = [vocabulary["[UNK]"]]
    if len(word) > _LONGEST_WORD:
        return unknown
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        for end in range(len(word), start, -1):
            number = vocabulary.get(mark + word[start:end])
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return unknown
    return found
