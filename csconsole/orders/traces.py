"""What a person can be recognised by, and finding that in other texts."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any

from ahocorasick_rs import AhoCorasick

from csconsole.language import N_
from csconsole.people.masking import HIDDEN, is_hidden

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_PARTS = re.compile(r"[\s,，;；()（）]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MOBILE_DIGITS = 11
_LONG_PART = 6  # characters of a part of an address that is of one house


class Trace(StrEnum):
    """The kinds of words that lead to a person; their names are translated for people."""

    NAME = N_("name")
    PHONE = N_("phone")
    ADDRESS = N_("address")
    MAIL = N_("e-mail")
    ORDER = N_("order number")
    WAYBILL = N_("waybill")


_SHORTEST = {
    Trace.PHONE: 7, Trace.ADDRESS: 6, Trace.MAIL: 6, Trace.ORDER: 6, Trace.WAYBILL: 8
}  # fmt: skip
_SHORTEST_NAME, _SHORTEST_LATIN_NAME = 2, 3
_SURE_NAME, _SURE_LATIN_NAME = 3, 6  # from here on it is hardly an ordinary word
Words = Mapping[Trace, Collection[str]]


def words_of(orders: Iterable[Mapping[str, Any]]) -> dict[Trace, set[str]]:
    """The words that lead to the person of some orders, refund cases or tickets."""
    found: dict[Trace, set[str]] = {kind: set() for kind in Trace}
    for order in orders:
        for kind, word in _words(order):
            if isinstance(word, str) and word.strip() and not is_hidden(word):
                found[kind].add(word.strip())
    for kind in (Trace.NAME, Trace.PHONE):
        mails = {word for word in found[kind] if _MAIL.fullmatch(word)}
        found[kind] -= mails
        found[Trace.MAIL] |= mails
    return found


def _words(order: Mapping[str, Any]) -> Iterator[tuple[Trace, Any]]:
    yield Trace.NAME, order.get("buyer")
    yield Trace.NAME, order.get("recipient")
    yield Trace.ORDER, order.get("no")
    for name in ("order_no", "platform_no"):
        yield Trace.ORDER, order.get(name)
    for name in ("waybill", "return_waybill", "replacement_waybill"):
        yield Trace.WAYBILL, order.get(name)
    for part in (order.get("phone") or "").split("/"):
        yield Trace.PHONE, part
    address = order.get("address") or ""
    yield Trace.ADDRESS, address
    for part in _PARTS.split(address):
        if len(part) >= _LONG_PART and any(sign.isdigit() for sign in part):
            yield Trace.ADDRESS, part
    for one in (*(order.get("waybills") or ()), *(order.get("hand_waybills") or ())):
        yield Trace.WAYBILL, one.get("number")
    for line in order.get("lines") or ():
        if isinstance(line, Mapping):
            yield Trace.ORDER, line.get("item")
    for value in (*(order.get("extra") or {}).values(), order.get("buyer_note") or ""):
        yield from ((Trace.MAIL, word) for word in _MAIL.findall(str(value)))
        yield from ((Trace.PHONE, word) for word in _MOBILE.findall(str(value)))


class Traces:
    """Finds a person's words in texts: whole ones, in any case, numbers with or without gaps."""

    def __init__(self, words: Words) -> None:
        self._words = [
            (kind, variant)
            for kind in Trace
            for word in sorted(words.get(kind, ()))
            if _tells(kind, word)
            for variant in _variants(kind, word.lower())
        ]

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick([word for _kind, word in self._words])

    def kinds(self, text: str) -> set[Trace]:
        """The kinds of words of the person that a text holds."""
        return {kind for kind, _start, _end in self._spans(text)}

    def is_in(self, text: str) -> bool:
        """Whether a text holds any word of the person."""
        return bool(self.kinds(text))

    def surely_in(self, text: str) -> bool:
        """Whether a text holds a word that can hardly mean anything else: no short name."""
        return next(self._sure_spans(text), None) is not None

    def hidden(self, text: str) -> str:
        """A text with all words of the person hidden that can hardly mean anything else."""
        for start, end in sorted(self._sure_spans(text), reverse=True):
            text = text[:start] + HIDDEN + text[end:]
        return text

    def _sure_spans(self, text: str) -> Iterator[tuple[int, int]]:
        last = 0
        for kind, start, end in sorted(self._spans(text), key=lambda one: (one[1], -one[2])):
            if start >= last and (kind is not Trace.NAME or _is_sure(text[start:end])):
                last = end
                yield start, end

    def _spans(self, text: str) -> Iterator[tuple[Trace, int, int]]:
        lower = text.lower()
        if len(lower) != len(text):  # a sign that has no small form of one character
            lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
        if not self._words:
            return
        for at, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if _stands_alone(lower, start, end):
                yield self._words[at][0], start, end


def _tells(kind: Trace, word: str) -> bool:
    """Whether a word is long enough to mean this person and nothing else."""
    if kind is Trace.NAME:
        least = _SHORTEST_NAME if _CHINESE.search(word) else _SHORTEST_LATIN_NAME
        return len(word) >= least
    if kind is Trace.PHONE:
        return sum(sign.isdigit() for sign in word) >= _SHORTEST[kind]
    return len(word) >= _SHORTEST[kind]


def _is_sure(name: str) -> bool:
    return len(name) >= (_SURE_NAME if _CHINESE.search(name) else _SURE_LATIN_NAME)


def _variants(kind: Trace, word: str) -> set[str]:
    """A word as it may be written: as it is, as JSON keeps it, a phone with its usual gaps."""
    found = {word, json.dumps(word, ensure_ascii=False)[1:-1]}
    if kind is Trace.PHONE:
        digits = re.sub(r"\D", "", word)
        found |= {digits, f"86{digits}"}
        before_extension = re.sub(r"\D", "", re.split(r"[-转#,x]", word, maxsplit=1)[0])
        if len(before_extension) >= _MOBILE_DIGITS:  # a platform's virtual number
            found.add(before_extension)
        bare = digits.removeprefix("86") if len(digits) == _MOBILE_DIGITS + 2 else digits
        found |= {gap.join((bare[:3], bare[3:7], bare[7:])).strip(gap) for gap in (" ", "-", "")}
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a number or a Latin word is not merely a part of a longer one."""
    return not (_goes_on(text, start - 1, start) or _goes_on(text, end - 1, end))


def _goes_on(text: str, left: int, right: int) -> bool:
    if left < 0 or right >= len(text):
        return False
    one, other = text[left], text[right]
    both_digits = one.isdecimal() and other.isdecimal()
    return both_digits or (_is_letter(one) and _is_letter(other))


def _is_letter(sign: str) -> bool:
    return sign.isalpha() and not _CHINESE.match(sign)
