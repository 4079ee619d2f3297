"""The wording check of one text."""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from csconsole.replies.checking.contexts import Contexts
from csconsole.replies.checking.detectors import DETECTORS, Span, Subject
from csconsole.replies.checking.literals import NO_RULE, Literals, Match
from csconsole.replies.checking.model import Finding, Rules, Severity, WordingRule
from csconsole.replies.checking.reading import Reader, Reading


@dataclass(frozen=True)
class _Hit:
    """A place of the reading's `folded` that a rule speaks against."""

    rule: WordingRule
    start: int
    end: int
    severity: Severity
    better: str = ""

    @property
    def order(self) -> tuple[int, int, int]:
        """The worst first, of these the longest."""
        return self.severity.rank, self.start - self.end, self.start


class Checker:
    """Checks texts by a set of rules; may be used from any thread."""

    def __init__(self, rules: Rules) -> None:
        self._rules = [rule for rule in rules.rules if rule.severity is not Severity.HARMLESS]
        self._harmless = [
            *rules.harmless,
            *(
                word.text
                for rule in rules.rules
                if rule.severity is Severity.HARMLESS
                for word in rule.words
            ),
        ]
        self._hosts = rules.hosts
        self._reader = Reader(rules.lookalikes)
        self._literals = Literals(self._rules, self._harmless, self._reader)
        self._contexts = Contexts(rules.denials, self._rules)
        self._detecting: dict[str, list[WordingRule]] = {}
        for rule in self._rules:
            if rule.detector:
                self._detecting.setdefault(rule.detector, []).append(rule)

    def __len__(self) -> int:
        return len(self._literals)

    def check(self, text: str) -> list[Finding]:
        """What the rules speak against in a text, in its order."""
        if not text:
            return []
        reading = self._reader.read(text)
        hits = _joined([*self._word_hits(reading), *self._detected_hits(reading)])
        return [_finding(hit, reading) for hit in _without_overlaps(hits)]

    def _word_hits(self, reading: Reading) -> Iterator[_Hit]:
        matches = list(self._literals.matches(reading))
        harmless: dict[int, list[Span]] = {}
        for match in matches:
            if match.literal.is_harmless:
                harmless.setdefault(match.literal.rule, []).append((match.start, match.end))
        for match in matches:
            if match.literal.is_harmless or _is_inside(match, harmless):
                continue
            rule = self._rules[match.literal.rule]
            hit = self._hit(rule, reading, match.start, match.end, match.literal.word.better)
            if hit is not None:
                yield hit

    def _detected_hits(self, reading: Reading) -> Iterator[_Hit]:
        subject = Subject(reading.folded, self._hosts)
        for name, rules in self._detecting.items():
            for start, end in DETECTORS[name](subject):
                for rule in rules:
                    hit = self._hit(rule, reading, start, end)
                    if hit is not None:
                        yield hit

    def _hit(
        self, rule: WordingRule, reading: Reading, start: int, end: int, better: str = ""
    ) -> _Hit | None:
        """A place with the severity that its surroundings leave it."""
        if not self._contexts.fits(rule, reading.folded, start, end):
            return None
        severity = rule.severity
        if rule.denied and self._contexts.denies(reading.folded, start, end):
            severity = rule.denied
        if severity is Severity.HARMLESS:
            return None
        return _Hit(rule, start, end, severity, better)


def _is_inside(match: Match, harmless: dict[int, list[Span]]) -> bool:
    return any(
        start <= match.start and match.end <= end
        for whose in (match.literal.rule, NO_RULE)
        for start, end in harmless.get(whose, ())
    )


def _joined(hits: Iterable[_Hit]) -> list[_Hit]:
    """Hits of one rule that share letters are one hit."""
    joined: list[_Hit] = []
    for hit in sorted(hits, key=lambda one: (one.rule.id, one.severity.rank, one.start)):
        last = joined[-1] if joined else None
        is_same = last and (last.rule, last.severity) == (hit.rule, hit.severity)
        if last and is_same and hit.start < last.end:
            better = last.better or hit.better
            joined[-1] = replace(last, end=max(last.end, hit.end), better=better)
        else:
            joined.append(hit)
    return joined


def _without_overlaps(hits: Iterable[_Hit]) -> Sequence[_Hit]:
    """Of hits that share letters only the worst, in the order of the text."""
    kept: list[_Hit] = []  # in the order of the text
    for hit in sorted(hits, key=lambda one: one.order):
        at = bisect(kept, hit.start, key=lambda one: one.start)
        is_free_before = at == 0 or kept[at - 1].end <= hit.start
        is_free_behind = at == len(kept) or hit.end <= kept[at].start
        if is_free_before and is_free_behind:
            kept.insert(at, hit)
    return kept


def _finding(hit: _Hit, reading: Reading) -> Finding:
    start, end = reading.piece(hit.start, hit.end)
    rule = hit.rule
    return Finding(
        word=reading.text[start:end],
        start=start,
        end=end,
        rule=rule.id,
        severity=hit.severity,
        better=hit.better,
        because=rule.because,
        advice=rule.advice,
    )
