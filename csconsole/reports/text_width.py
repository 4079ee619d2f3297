"""How wide a text is, in digits: a Chinese sign takes two (Unicode, UAX 11)."""

import unicodedata

_WIDE = {"W", "F", "A"}


def text_width(text: str) -> int:
    """The width of the widest line of a text."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(sum(map(_width, line)) for line in text.split("\n"))


def _width(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in _WIDE else 1
