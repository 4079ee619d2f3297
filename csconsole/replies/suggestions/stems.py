"""Light stemming of English: enough that `cancelled` meets `cancel`, nothing clever."""

from functools import lru_cache

_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion",
    "ied", "ers", "er", "ed", "es", "ly", "s", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 3
_LONG_ENOUGH_FOR_IES = 5


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded English word without its ending."""
    word = word.split("'", maxsplit=1)[0] or word
    if len(word) > _LONG_ENOUGH_FOR_IES and word.endswith("ies"):
        return word[:-3]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            kept = word[: -len(ending)]
            doubled = len(kept) > _SHORTEST_STEM and kept[-1] == kept[-2] and kept[-1] not in "ls"
            return kept[:-1] if doubled else kept
    return word
