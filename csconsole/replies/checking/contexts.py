"""What stands around a word and makes it harmless: a denial, a warning, a label."""

import re
from collections.abc import Iterable

from csconsole.replies.checking.model import Denials, WordingRule
from csconsole.replies.folding import fold

_CLOSE_BEFORE, _CLOSE_BEHIND = 40, 24  # characters
_SENTENCE = 60
_LONGEST_LABEL = 24
_SHORTLY_BEFORE = 8  # letters, whatever stands between them
_SHORTLY_BEFORE_LATIN = 28  # characters, for words of more letters
_NO_LETTERS = re.compile(r"[^\w+]|_")
_CLAUSE_ENDS = "，。！？；：,!?;:…\n"
_SENTENCE_ENDS = "。！？!?\n"
_BETWEEN_LABEL_AND_NUMBER = re.compile(r"(?:\W|_|[是为]|is)*$")


class Contexts:
    """The words around findings of many rules."""

    def __init__(self, denials: Denials, rules: Iterable[WordingRule]) -> None:
        self._directly = tuple(map(fold, denials.directly))
        self._before = _any_of(denials.before)
        self._around = _any_of(denials.around)
        self._no_denials = _any_of(denials.no_denials)
        self._near = {rule.id: _any_of(rule.near) for rule in rules if rule.near}
        self._not_near = {rule.id: _any_of(rule.not_near) for rule in rules if rule.not_near}
        self._after = {rule.id: _any_of(rule.after) for rule in rules if rule.after}
        self._not_after = {
            rule.id: tuple(map(fold, rule.not_after)) for rule in rules if rule.not_after
        }

    def fits(self, rule: WordingRule, folded: str, start: int, end: int) -> bool:
        """Whether a rule holds for a word in these surroundings."""
        if not (rule.near or rule.not_near or rule.after or rule.not_after):
            return True
        if rule.after:
            before = folded[max(0, start - _SHORTLY_BEFORE_LATIN) : start]
            letters = _NO_LETTERS.sub("", before)[-_SHORTLY_BEFORE:]
            if not (self._after[rule.id].search(letters) or self._after[rule.id].search(before)):
                return False
        close = folded[max(0, start - _CLOSE_BEFORE) : end + _CLOSE_BEHIND]
        if rule.near and not self._near[rule.id].search(close):
            return False
        if rule.not_near and self._not_near[rule.id].search(close):
            return False
        if not rule.not_after:
            return True
        before = folded[max(0, start - _LONGEST_LABEL) : start]
        label = _BETWEEN_LABEL_AND_NUMBER.sub("", before)
        return not label.endswith(self._not_after[rule.id])

    def denies(self, folded: str, start: int, end: int) -> bool:
        """Whether a text denies what stands at a place, or warns of it."""
        if folded[:start].endswith(self._directly):
            return True
        clause = _behind_last(folded[max(0, start - _CLOSE_BEFORE) : start], _CLAUSE_ENDS)
        clause = self._no_denials.sub("", clause)
        if self._before.search(clause):
            return True
        before = _behind_last(folded[max(0, start - _SENTENCE) : start], _SENTENCE_ENDS)
        behind = _before_first(folded[end : end + _SENTENCE], _SENTENCE_ENDS)
        return bool(self._around.search(before) or self._around.search(behind))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches any of some words, Latin ones only whole; nothing where there are none."""
    told = [
        rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
        for word in sorted(map(fold, words), key=len, reverse=True)
    ]
    return re.compile("|".join(told) if told else r"(?!)")


def _behind_last(text: str, ends: str) -> str:
    return text[max(map(text.rfind, ends)) + 1 :]


def _before_first(text: str, ends: str) -> str:
    return text[: min((at for at in map(text.find, ends) if at >= 0), default=len(text))]
