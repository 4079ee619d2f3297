"""The form in which the headers of columns and the words in their cells are compared."""

import re
import unicodedata
from functools import lru_cache

_UNIT = re.compile(r"\((?:元|件|rmb|cny|¥|￥)\)$")
_BETWEEN = re.compile(r"[\s_\-\u200b\ufeff]+")
_AROUND = " \t\r\n:：*'\"\ufeff"


@lru_cache(maxsize=4096)
def comparable(name: str) -> str:
    """A header without case, width of letters, blanks, hyphens, underscores and unit of money."""
    narrow = unicodedata.normalize("NFKC", name).casefold().strip(_AROUND)
    return _BETWEEN.sub("", _UNIT.sub("", narrow.rstrip()))


def pattern(name: str) -> str:
    """What a layout writes of a header or a word, of which the end may be left open with `*`."""
    return comparable(name.removesuffix("*")) + ("*" if name.endswith("*") else "")
