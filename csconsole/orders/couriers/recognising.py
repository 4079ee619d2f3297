"""Whose waybill a number is: by its form, its check digit, and what the order says."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from csconsole.orders.couriers.check_digits import wanted
from csconsole.orders.couriers.model import Candidate, Courier, Form, Rule
from csconsole.orders.couriers.numbers import cleaned
from csconsole.orders.couriers.rule_file import shipped_couriers

_ORDER = {form: at for at, form in enumerate(Form)}
_CLEAR = (Form.LETTERS, Form.PREFIX)
_HAN = re.compile(r"[\u3400-\u9fff]")
_REMARK = re.compile(r"\([^()]*\)")  # a place, or what the courier was called before
_LEAST_PART = 2  # signs of a name that is looked for inside another


def recognise(number: str, told: str = "") -> tuple[Candidate, ...]:
    """The couriers whose number this may be, the likeliest first; none for a number of no form.

    A form that says more goes before one that says less, and before all of them the courier that
    the order names (`told`, as an export writes it). A wrong check digit comes behind what fits,
    and is left out where only the length spoke for that courier and a clear form fits another.

    Raises:
        BadInputError: nothing that could be a number was given.
    """
    signs = cleaned(number)
    if not signs:
        return ()
    named = courier_named(told)
    best: dict[str, Candidate] = {}
    for candidate in _fitting(signs):
        known = best.get(candidate.courier.code)
        if known is None or _rank(candidate) < _rank(known):
            best[candidate.courier.code] = candidate
    if named is not None:
        found = best.get(named.code, Candidate(named, signs, rule=None))
        best[named.code] = replace(found, named=True)
    return tuple(sorted(_worth_telling(list(best.values())), key=_rank))


def courier_named(text: str) -> Courier | None:
    """The courier that a text names as exports do: `圆通速递`, `YTO`, `韵达(义乌)`; else None."""
    return _courier_named(text[:100])


@lru_cache(maxsize=1000)
def _courier_named(text: str) -> Courier | None:
    known = _names()
    whole = [_plain(text), _plain(_bare(text))]
    for plain in whole:
        found = known.get(plain.replace(" ", ""))
        if found is not None:
            return found
    return next(
        (
            courier
            for plain in reversed(whole)
            for name, courier in known.items()
            if len(name) >= _LEAST_PART and _is_part(name, plain)
        ),
        None,
    )


@cache
def _names() -> dict[str, Courier]:
    """Every name of every courier, the longest first."""
    found: dict[str, Courier] = {}
    for courier in shipped_couriers().by_code.values():
        for name in (courier.code, *courier.names.values(), *courier.synonyms):
            for plain in (_plain(name), _plain(_bare(name))):
                found.setdefault(plain.replace(" ", ""), courier)
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def _bare(name: str) -> str:
    """A name without what stands in brackets."""
    return _REMARK.sub(" ", unicodedata.normalize("NFKC", name))


def _is_part(name: str, text: str) -> bool:
    """Whether a word of a text begins with a Chinese name, or is a name in letters.

    A name within a word is another company's: 德国邮政 is not 邮政, 美国申通 not 申通.
    """
    words = text.split()
    if _HAN.search(name):
        return any(word.startswith(name) for word in words)
    return name in words


def _plain(text: str) -> str:
    """A name without case, marks and brackets; its words keep a blank between them."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())


def _fitting(signs: str) -> Iterator[Candidate]:
    """Every form that fits, in the order of the couriers."""
    couriers = shipped_couriers()
    for courier in couriers.by_code.values():
        for rule in courier.rules:
            match = rule.pattern.fullmatch(signs)
            if match:
                yield from _checked(courier, rule, match)
    rule_of_posts = couriers.post_rule
    match = rule_of_posts.pattern.fullmatch(signs) if rule_of_posts else None
    if rule_of_posts and match and match["country"] in couriers.posts:
        post = couriers.by_code[couriers.posts[match["country"]]]
        yield from _checked(post, rule_of_posts, match)


def _checked(courier: Courier, rule: Rule, match: re.Match[str]) -> Iterator[Candidate]:
    right = ""
    if rule.check:
        digit = wanted(rule.check.method, rule.check.before + match["body"])
        right = "" if digit == match["check"] else digit
    if not (right and rule.only_right):
        yield Candidate(courier, match.string, rule, wanted=right)


def _worth_telling(found: list[Candidate]) -> list[Candidate]:
    """Without slips in a number of a certain length, where a clear form fits somebody else."""
    if not any(one.valid and one.rule and one.rule.form in _CLEAR for one in found):
        return found
    return [
        one for one in found if one.valid or one.named or (one.rule and one.rule.form in _CLEAR)
    ]


def _rank(candidate: Candidate) -> tuple[bool, bool, int]:
    """Sorts the likeliest first; the sorting keeps the couriers' order where this is equal."""
    form = _ORDER[candidate.rule.form] if candidate.rule else len(_ORDER)
    return not candidate.named, not candidate.valid, form
