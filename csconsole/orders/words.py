"""What an order can be found by: its words, cut into pieces for the index.

Numbers and Latin words are cut into overlapping pieces of three, Chinese ones into pairs, and
their ends stand for themselves: so every part of an order number, a waybill or a name begins some
piece, and is found by looking pieces up. What was found is held against the words themselves,
since pieces tell nothing of their order.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

_RUNS = re.compile(
    r"(?P<wide>[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff]+)|(?P<narrow>[^\W_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+)"
)
_NARROW, _WIDE = 3, 2  # characters of a piece
_REMEMBERED = 4096
_LONGEST = 400  # characters of one field that are looked at


def order_words(row: Mapping[str, Any]) -> list[str]:
    """Everything that an order is found by, squeezed; its number first."""
    waybills = [*(row["hand_waybills"] or ()), *(row["waybills"] or ())]
    lines = row["lines"] or ()
    told = [
        row["no"],
        row["buyer"],
        row["recipient"],
        row["phone"],
        *(one.get("number") for one in waybills),
        *(line.get(name) for line in lines for name in ("title", "variant", "sku")),
    ]
    squeezed = (squeeze(text[:_LONGEST]) for text in told if isinstance(text, str))
    return list(dict.fromkeys(word for word in squeezed if word))


def squeeze(text: str) -> str:
    """A text in the form in which texts are compared: without case, width, blanks and signs."""
    if text.isascii() and text.isalnum():  # most are numbers
        return text.lower()
    return _squeezed(text)


def pieces(words: Iterable[str]) -> str:
    """The pieces of words as the index takes them; one that comes twice does no harm."""
    return " ".join(
        " ".join(_cut(word, _NARROW)) if word.isascii() and word.isdigit() else _pieces(word)
        for word in words
    )


def asked_words(text: str) -> list[str]:
    """What somebody types, as words that an order must have all of."""
    return [word for word in map(squeeze, text[:_LONGEST].split()) if word]


def asked_pieces(words: Iterable[str]) -> list[str]:
    """What to look up, in the index's own language, for orders that have all of these words.

    Empty where the words are too short for that: one or two digits stand in nearly every order.
    """
    found: dict[str, None] = {}
    for word in words:
        for run in _RUNS.finditer(word):
            text, size = run[0], _WIDE if run["wide"] else _NARROW
            if len(text) >= size:
                found.update(dict.fromkeys(f'"{piece}"' for piece in _cut(text, size)))
            elif not text.isdigit():
                found[f'"{text}" *'] = None
    return list(found)


@lru_cache(maxsize=_REMEMBERED)
def _squeezed(text: str) -> str:
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return "".join(found[0] for found in _RUNS.finditer(narrow))


@lru_cache(maxsize=_REMEMBERED)
def _pieces(word: str) -> str:
    """The pieces of one word; the titles of goods come again and again."""
    found: list[str] = []
    for run in _RUNS.finditer(word):
        text, size = run[0], _WIDE if run["wide"] else _NARROW
        found += _cut(text, size)
        if not text.isdigit():
            found += [text[-length:] for length in range(1, min(size, len(text) + 1))]
    return " ".join(dict.fromkeys(found))


def _cut(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]
