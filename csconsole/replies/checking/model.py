"""What the wording check looks for, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from csconsole.replies.model import Texts, in_language


class Severity(StrEnum):
    """How much a finding matters; the first are the worst.

    FORBIDDEN must not be sent, RISKY may cost the shop something, STYLE is not how a shop speaks.
    HARMLESS is no finding: words that a shop wants to be left alone.
    """

    FORBIDDEN = "forbidden"
    RISKY = "risky"
    STYLE = "style"
    HARMLESS = "harmless"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


class Gaps(StrEnum):
    """What may stand between the letters of a word without hiding it.

    MARKS: blanks and signs, but nothing that ends a clause. ANY: whatever is no letter.
    """

    MARKS = "marks"
    ANY = "any"


@dataclass(frozen=True)
class Word:
    """One literal that a rule looks for.

    Attributes:
        better: what to write instead; empty where the rule's advice must do.
    """

    text: str
    better: str = ""


@dataclass(frozen=True)
class WordingRule:
    """One rule of the wording check.

    Attributes:
        because: why it is a rule, by language.
        advice: what to do about a finding, by language.
        words: what it looks for, every alternative written out.
        unless: longer phrases in which its words are harmless.
        detector: the name of the code that finds what no list of words can; empty for none.
        near: words of which one must stand close by.
        not_near: words of which none may stand close by.
        after: words of which one must stand a few letters before.
        not_after: words of which none may stand directly before.
        denied: the severity of a word that the text itself denies or warns of; None where that
            makes no difference.
    """

    id: str
    severity: Severity
    because: Texts
    advice: Texts = field(default_factory=dict)
    words: tuple[Word, ...] = ()
    unless: tuple[str, ...] = ()
    gaps: Gaps = Gaps.MARKS
    detector: str = ""
    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    denied: Severity | None = None


@dataclass(frozen=True)
class Denials:
    """Words by which a text denies, or warns of, what it names.

    Attributes:
        directly: stand directly before the word.
        before: stand in the same clause before the word.
        around: stand anywhere in the same sentence.
        no_denials: look like one of `before` and are none.
    """

    directly: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    no_denials: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rules:
    """All rules of one or several files.

    Attributes:
        harmless: phrases in which no rule finds anything.
        hosts: names of web sites that may be linked to, with everything below them.
    """

    rules: tuple[WordingRule, ...] = ()
    harmless: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    denials: Denials = Denials()
    lookalikes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A piece of a text that a rule speaks against.

    Attributes:
        word: the piece as it stands in the text.
        start, end: where it stands, in code points.
        better: what to write instead; may be empty.
        because, advice: why, and what to do, by language.
    """

    word: str
    start: int
    end: int
    rule: str
    severity: Severity
    better: str
    because: Texts
    advice: Texts

    def because_in(self, language: str) -> str:
        """Why it is spoken against, in a language."""
        return in_language(self.because, language)

    def advice_in(self, language: str) -> str:
        """What to do about it, in a language; empty where there is nothing to say."""
        return in_language(self.advice, language)


@dataclass(frozen=True)
class LibraryFinding:
    """A finding in the library.

    Attributes:
        field: where in the reply: `title`, `text` or `variants[1]`, counted from 0.
    """

    reply_id: str
    language: str
    field: str
    finding: Finding


@dataclass(frozen=True)
class ShopWord:
    """An entry of the shop's own list: a word that it forbids, warns of, or wants left alone."""

    id: str
    word: str
    severity: Severity
    because: str = ""
    better: str = ""
