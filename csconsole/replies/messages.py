"""Telling what a buyer wrote from what an agent types to search."""

import re

from csconsole.replies.folding import is_han

_LONG_HAN = 8  # characters: longer than what one types to search
_SHORT_HAN = 4
_LONG_LATIN = 5  # words
_SHORT_LATIN = 3
_FILTERS = re.compile(r"(^|\s)(#|@|lang:)\S")
_ASKING = re.compile(
    r"[?？]|[吗呢吧啊呀嘛]\s*[。！!~～]*$|怎么|什么|为啥|多久|几天|能不能|可不可以|可以|有没有|是不是"
    r"|要不要|会不会|请问|你好|您好|麻烦|帮我|谁|哪"
)
_ASKING_LATIN = re.compile(
    r"\?|^(how|what|when|where|why|who|which|can|could|do|does|did|is|are|will|would|i|my|hi|hello"
    r"|please)\b",
    re.IGNORECASE,
)


def reads_as_message(text: str) -> bool:
    """Whether a text looks like a buyer's message rather than a search."""
    told = text.strip()
    if _FILTERS.search(told):
        return False
    han = sum(map(is_han, told))
    if han >= _SHORT_HAN:
        return han >= _LONG_HAN or bool(_ASKING.search(told))
    words = len(re.findall(r"[A-Za-z']{2,}|\bI\b", told))
    if words >= _LONG_LATIN:
        return True
    return words >= _SHORT_LATIN and bool(_ASKING_LATIN.search(told))
