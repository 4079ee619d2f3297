"""What is known of couriers, and what a number may be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

Texts = Mapping[str, str]  # a text by language: `zh`, `en`

NUMBER_GAP = "{number}"


class Form(StrEnum):
    """How much a form says about whose number it is; the clearest first."""

    LETTERS = "letters"  # letters that nobody else puts there
    PREFIX = "prefix"  # digits that begin in a certain way
    LENGTH = "length"  # only so many digits
    FORMER = "former"  # as it was in former years, or rarely is


@dataclass(frozen=True)
class Check:
    """A check digit: how it comes about.

    Attributes:
        method: one of check_digits.METHODS.
        before: what the courier puts before the number when it reckons.
    """

    method: str
    before: str = ""


@dataclass(frozen=True)
class Rule:
    """One form of a courier's numbers.

    Attributes:
        pattern: what the whole number looks like; with a check, its groups `body` and `check`
            say what the digit is reckoned from, and where it stands.
        told: the form in words.
        only_right: whether a number with a wrong check digit is none of this form, rather than
            one with a slip in it; so where nothing else tells the form from others.
    """

    pattern: re.Pattern[str]
    form: Form
    told: Texts
    check: Check | None = None
    only_right: bool = False


@dataclass(frozen=True)
class Courier:
    """Who carries parcels.

    Attributes:
        code: the name by which it is kept, the same for ever.
        names: what it is called, in each language.
        page: where a parcel is followed; with `{number}` the page of one parcel.
        synonyms: what else it is called in exports.
    """

    code: str
    names: Texts
    page: str
    synonyms: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()

    def link(self, number: str) -> str:
        """The page on which a parcel is followed, or on which its number is typed."""
        return self.page.replace(NUMBER_GAP, quote(number, safe=""))


@dataclass(frozen=True)
class Couriers:
    """All that are known, the likeliest first.

    Attributes:
        by_code: the couriers, posts among them.
        posts: which of them issues the numbers that end in a country's two letters.
        post_rule: the form that the posts of all countries share (S10); its group `country`
            says which it is.
    """

    by_code: Mapping[str, Courier]
    posts: Mapping[str, str] = field(default_factory=dict)
    post_rule: Rule | None = None


@dataclass(frozen=True)
class Candidate:
    """One courier whose number this may be.

    Attributes:
        number: the number as it stands on the parcel: no blanks, no hyphens, capital letters.
        rule: the form that fits; None where none does and the order alone names the courier.
        wanted: the check digit that would be right, where another stands there; "" where it is
            right or there is none.
        named: whether the order names this courier.
    """

    courier: Courier
    number: str
    rule: Rule | None
    wanted: str = ""
    named: bool = False

    @property
    def valid(self) -> bool:
        """Whether nothing speaks against the number."""
        return not self.wanted

    @property
    def link(self) -> str:
        """The courier's page for this number."""
        return self.courier.link(self.number)
