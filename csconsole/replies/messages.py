"""Telling what a buyer wrote from what an agent types to search."""

import re
from collections.abc import Mapping

from csconsole.replies.folding import is_han

_LONG_HAN = 10  # characters: longer than what one types to search, such as a title
_LONG_LATIN = 5  # words
_FILTERS = re.compile(r"(^|\s)(#|@|lang:)\S")
# What a search hardly has: who speaks, what is asked, what has happened. For two characters, three
# and four of them, as a search grows through the shorter ones while it is typed.
_TALKS = {
    2: re.compile(r"[吗呢吧啊呀嘛么]\s*[?？。！!~～]*$|[?？]|你好|您好"),
    3: re.compile(
        r"怎么|什么|[咋啥谁哪]|为何|多[久少大长重]|几[天号时个点]|可以|可不|有没|请问"
        r"|([\u4e00-\u9fff])[不没]\1"
    ),
    4: re.compile(
        r"[我你您咱]|麻烦|赶紧|赶快|快点|尽快|还没|没收到|不想|不要|(?<![除为])了(?!解)|[不没]$|一下$"
        r"|是(?!否)|[，,。；！!]"
    ),
}
_TALKS_LATIN = {
    1: re.compile(r"^(hi|hello|hey)\b", re.IGNORECASE),
    2: re.compile(
        r"\?|^(how|what|when|where|why|who|which|can|could|do|does|did|is|are|was|has|have|will"
        r"|would|i|hi|hello|hey)\b|\bplease\b|\bplz\b",
        re.IGNORECASE,
    ),
    3: re.compile(
        r"\b(i|i'm|my|me|you|u|your|we|it|it's|its|this|they|please|asap|need|want|still|never|not|was"
        r"|\w+n't)\b|^(the|there)\b",
        re.IGNORECASE,
    ),
}


def reads_as_message(text: str) -> bool:
    """Whether a text looks like a buyer's message rather than a search."""
    told = text.strip()
    if _FILTERS.search(told):
        return False
    han = sum(map(is_han, told))
    if han > 1:
        return han >= _LONG_HAN or _talks(told, han, _TALKS)
    words = len(re.findall(r"[A-Za-z][A-Za-z'’]+|\b[IuU]\b", told))
    return words >= _LONG_LATIN or _talks(told.replace("’", "'"), words, _TALKS_LATIN)


def _talks(told: str, length: int, cues: Mapping[int, re.Pattern[str]]) -> bool:
    return any(length >= least and cue.search(told) for least, cue in cues.items())
