"""Numbers in a text, however their digits are written: 138-0013, 一三八, ①③⑧, 1 3 8."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DIGITS = {
    **{c: str(at) for at, c in enumerate("零一二三四五六七八九")},
    **{c: str(at) for at, c in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": "0",
    "两": "2",
    "幺": "1",
    "o": "0",
    "洞": "0",
    **{str(digit): str(digit) for digit in range(10)},
}
# Characters that look or sound like a digit say one only among digits.
_ODD = "".join(c for c in _DIGITS if not c.isascii())
_GAP = r"[\s\-‐‑–—._·•*~/|\u200b-\u200f\ufe0f\u20e3]{0,3}"
_O = r"(?<=[0-9o])o(?![a-np-z])"  # for a nought, among digits alone
_RUN = re.compile(rf"[0-9{_ODD}](?:{_GAP}[0-9{_ODD}]|{_O})*")
_LEAST = 6
_LETTERS_BEFORE = re.compile(r"[a-z]+$")
# Letters that stand before a number that somebody is to call or to write to; others belong to it.
_CALLED = frozenset({"v", "vx", "wx", "q", "qq", "tel", "phone", "mobile", "call", "ph", "wechat"})


@dataclass(frozen=True)
class Digits:
    """Digits that belong together.

    Attributes:
        value: the digits.
        places: the place of each in the text that was read.
        plain: how many of them are written as digits.
    """

    value: str
    places: Sequence[int]
    plain: int

    @property
    def start(self) -> int:
        """Where they begin."""
        return self.places[0]

    @property
    def end(self) -> int:
        """Behind the last."""
        return self.places[-1] + 1

    def part(self, first: int, behind: int) -> "Digits":
        """Some of the digits."""
        return Digits(self.value[first:behind], self.places[first:behind], self.plain)


@dataclass(frozen=True)
class Run:
    """Digits with nothing but gaps between them.

    Attributes:
        digits: all of them.
        groups: (first, behind) of those that stand side by side.
    """

    digits: Digits
    groups: Sequence[tuple[int, int]]

    def numbers(self, length: int) -> Iterator[Digits]:
        """Every number of that many digits that is made of whole groups."""
        for at, (first, _behind) in enumerate(self.groups):
            for _first, behind in self.groups[at:]:
                if behind - first >= length:
                    break
            if behind - first == length:
                yield self.digits.part(first, behind)


def runs(folded: str) -> Iterator[Run]:
    """Every run of at least six digits in a folded text."""
    for found in _RUN.finditer(folded):
        if found.end() - found.start() < _LEAST:
            continue
        places = [at for at in range(found.start(), found.end()) if folded[at] in _DIGITS]
        if len(places) < _LEAST or _in_a_word(folded, found.start(), found.end()):
            continue
        written = [folded[at] for at in places]
        value = "".join(_DIGITS[c] for c in written)
        plain = sum("0" <= c <= "9" for c in written)
        starts = [0, *(at for at in range(1, len(places)) if places[at] > places[at - 1] + 1)]
        groups = list(zip(starts, [*starts[1:], len(places)], strict=True))
        yield Run(Digits(value, places, plain), groups)


def _in_a_word(folded: str, start: int, end: int) -> bool:
    """Whether letters stand directly beside, as in a waybill's or a model's number."""
    before = _LETTERS_BEFORE.search(folded[max(0, start - 8) : start])
    behind = folded[end : end + 1]
    return bool(before and before[0] not in _CALLED) or (behind.isascii() and behind.isalpha())
