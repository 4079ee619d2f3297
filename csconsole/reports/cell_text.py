"""Texts as every form of the tables can hold them."""

import re

LONGEST_CELL = 32_000  # of UTF-16, of which a sign like 😀 takes two; Excel takes 32,767
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def bearable(text: str) -> str:
    """A text without signs that XML cannot hold, and no longer than a cell may be."""
    text = _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(text) <= LONGEST_CELL:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST_CELL].decode("utf-16-le", "ignore")
