"""What a text is made of: pieces of words, words, pairs of words and ideas of the trade.

Numbers are left out, so that an order number never decides; the words of a slip such as
`refnud` still share most pieces of letters with the right ones.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from csconsole.replies.folding import fold, is_han
from csconsole.replies.suggestions.stems import stem
from csconsole.replies.suggestions.synonyms import synonyms

LONGEST_TEXT = 600  # characters; what is longer is no question
_SHORTEST_PIECE, _LONGEST_PIECE = 2, 4
_LONGEST_WORD = 24
_NUMBER = re.compile(r"[a-z]*\d[\w.,:\-]*")
_WORDS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W_]+(?:'[^\W_]+)?")
_BLANK = re.compile(r"\{\{[^}]*\}\}")
# Characters and words that are in every message and say nothing.
_EMPTY_HAN = frozenset("的了吗呢吧啊呀哦亲您你我是在有和请这那就也都还要")
_IDEA_WEIGHT = 2.0
_SINGLE_HAN_WEIGHT = 0.6


@dataclass(frozen=True)
class Features:
    """The features of a text with how often each stands there.

    Attributes:
        pieces: parts of words, which forgive slips.
        words: stems, pairs of stems, Chinese characters and pairs of them.
        ideas: groups of the synonym list.
    """

    pieces: dict[str, float]
    words: dict[str, float]
    ideas: dict[str, float]


def features(text: str) -> Features:
    """Take a text apart."""
    plain = _NUMBER.sub(" ", _BLANK.sub(" ", fold(text[:LONGEST_TEXT])))
    pieces: dict[str, float] = defaultdict(float)
    words: dict[str, float] = defaultdict(float)
    ideas: set[int] = set()
    stems: list[str] = []
    for word in _WORDS.findall(plain):
        if is_han(word[0]):
            _add_han(word, pieces, words)
            ideas |= synonyms().in_han(word)
            stems.append("")  # a pair of words does not reach across
        else:
            _add_pieces(word[:_LONGEST_WORD], pieces)
            stems.append(stem(word))
    ideas |= synonyms().in_english(stems)
    for one in filter(None, stems):
        words[one] += 1
    for one, two in pairwise(stems):
        if one and two:
            words[f"{one} {two}"] += 1
    return Features(dict(pieces), dict(words), {f"={idea}": _IDEA_WEIGHT for idea in ideas})


def _add_pieces(word: str, pieces: dict[str, float]) -> None:
    bounded = f"_{word}_"
    for length in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1):
        for start in range(len(bounded) - length + 1):
            pieces[bounded[start : start + length]] += 1


def _add_han(run: str, pieces: dict[str, float], words: dict[str, float]) -> None:
    for at, character in enumerate(run):
        if character not in _EMPTY_HAN:
            words[character] += _SINGLE_HAN_WEIGHT
        if at + 1 < len(run):
            words[run[at : at + 2]] += 1
        pieces[run[at : at + 3]] += 1
