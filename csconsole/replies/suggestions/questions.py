"""Several questions in one message, each to be answered."""

import re

from csconsole.replies.folding import fold, is_han

_BREAK = re.compile(
    r"(?<=[?？!！。;；\n])\s*|(?<=[^\d]\.)\s+"
    r"|[，,、]?\s*(?:另外|还有就是|还有[，,]|顺便|再问一下|以及)[，,]?\s*|[，,]\s*还有"
    # after what sounds finished, and at a comma between Chinese: parts that ask nothing fall away
    r"|(?<=[吗呢])\s*(?:还有|还想问)?(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[，,\s]\s*(?=[\u4e00-\u9fff])"
    r"|,?\s+(?:also|and also|another question|besides|plus),?\s+"
    r"|,?\s+and\s+(?=(?:how|what|when|where|why|who|which|can|could|do|does|did"
    r"|is|are|will|would|should)\b)",
    re.IGNORECASE,
)
_ASKING_HAN = re.compile(
    r"[?？]|吗|呢|么|多久|多少|几[天号个点]|怎么|怎样|如何|什么|啥|哪|谁"
    r"|能不能|可不可以|可以.*不|有没有|是不是|会不会|要不要|能否"
    r"|我?(?:想|要)[买退换改查取问]|帮我?|麻烦|一下"
)
_ASKING_ENGLISH = re.compile(
    r"[?？]|^(?:and |so |but )?(?:how|what|when|where|why|who|which|can|could|do|does|did|is|are"
    r"|will|would|may|should|have|has|i want|i need|i'd like|please|tell me)\b"
)
_SHORTEST_HAN, _SHORTEST = 3, 12  # characters; a bare `Why?` belongs to what stands before it
MOST_QUESTIONS = 4


def questions(message: str) -> list[str]:
    """The questions of a message; the whole message where it asks one thing or none."""
    parts = [part.strip() for part in _BREAK.split(message) if part]
    asking = [part for part in parts if _asks(part)]
    return asking[:MOST_QUESTIONS] if len(asking) > 1 else [message]


def _asks(part: str) -> bool:
    plain = fold(part)
    if len(part) < (_SHORTEST_HAN if any(map(is_han, plain)) else _SHORTEST):
        return False
    return bool(_ASKING_HAN.search(plain) or _ASKING_ENGLISH.search(plain))
