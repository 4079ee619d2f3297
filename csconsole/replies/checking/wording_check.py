"""The live wording check: the shipped rules with the shop's own list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.replies.checking.model import (
    Finding,
    Gaps,
    LibraryFinding,
    Rules,
    Severity,
    ShopWord,
    Word,
    WordingRule,
)
from csconsole.replies.checking.template import without_variables
from csconsole.replies.checking.word_store import WordStore, new_word
from csconsole.replies.folding import fold
from csconsole.replies.model import Reply

if TYPE_CHECKING:
    from csconsole.replies.checking.checker import Checker

SHOP_RULE = "shop-list"
_LONGEST_WORD = 60  # characters
_BECAUSE = {
    "zh": "店铺自己的违禁词表里有这个词",
    "en": "The shop's own list forbids this word",
}
_WARNING = {
    "zh": "店铺自己的词表提醒慎用这个词",
    "en": "The shop's own list warns of this word",
}


class WordingCheck:
    """Checks texts and the whole library, and keeps the shop's own list.

    Checking may be done from any thread; the list is changed in the store's thread.
    """

    def __init__(
        self,
        words: WordStore,
        replies: Callable[[], list[Reply]],
        permit: Callable[[], None] = lambda: None,
    ) -> None:
        self._words, self._replies, self._permit = words, replies, permit
        self._own = words.all()
        self._checker: Checker | None = None

    @property
    def is_ready(self) -> bool:
        """Whether a check answers at once; else the rules are read first (some 0.5 s)."""
        return self._checker is not None

    def prepare(self) -> None:
        """Read the rules, so that the first check need not."""
        self._ready()

    def check(self, text: str) -> list[Finding]:
        """What the rules speak against in a text as it would be sent, in its order."""
        return self._ready().check(text)

    def check_written(self, text: str) -> list[Finding]:
        """What the rules speak against in a text that still has its variables, in its order."""
        found = self._ready().check(without_variables(text))
        return [replace(one, word=text[one.start : one.end]) for one in found]

    def lint(self) -> Iterator[LibraryFinding]:
        """What the rules speak against in any reply of the library, reply by reply."""
        for reply in self._replies():
            for language, field, text in _texts(reply):
                for finding in self.check_written(text):
                    yield LibraryFinding(reply.id, language, field, finding)

    def shop_words(self) -> list[ShopWord]:
        """The shop's own list, oldest first."""
        return list(self._own)

    def add(
        self,
        word: str,
        severity: Severity,
        *,
        because: str = "",
        better: str = "",
        agent: str = "",
    ) -> ShopWord:
        """Put a word on the shop's own list; one that stands there is changed.

        Raises:
            BadInputError: it is empty, too long, or has nothing that could be looked for.
            SupervisorNeededError: only the supervisor may change the list.
        """
        self._permit()
        text = word.strip()
        if not any(map(str.isalnum, text)):
            raise BadInputError(_("a word needs a letter, a digit or a character"))
        if len(text) > _LONGEST_WORD:
            raise BadInputError(
                _("a word has at most {most} characters").format(most=_LONGEST_WORD)
            )
        added = new_word(text, severity, because.strip(), better.strip())
        before = next((one for one in self._own if fold(one.word) == fold(text)), None)
        if before is not None:
            added = replace(added, id=before.id)
        self._words.add(added, agent)
        self.reload()
        return added

    def remove(self, word: str, *, agent: str = "") -> ShopWord:
        """Take a word off the shop's own list, named by itself or by its id.

        Raises:
            NotFoundError: it is not on the list.
            SupervisorNeededError: only the supervisor may change the list.
        """
        self._permit()
        wanted = [
            one for one in self._own if word == one.id or fold(one.word) == fold(word.strip())
        ]
        if not wanted:
            raise NotFoundError(_("{word} is not on the shop's list").format(word=word))
        for one in wanted:
            self._words.remove(one.id, agent)
        self.reload()
        return wanted[0]

    def reload(self) -> None:
        """Read the shop's own list again, after it was changed."""
        before, self._own = self._own, self._words.all()
        if self._checker is not None and self._own != before:
            self._checker = self._made()

    def _ready(self) -> "Checker":
        checker = self._checker
        if checker is None:
            checker = self._checker = self._made()
        return checker

    def _made(self) -> "Checker":
        # The rules take their time to read, which the program's start must not wait for.
        from csconsole.replies.checking.checker import Checker  # noqa: PLC0415
        from csconsole.replies.checking.rule_file import shipped_rules  # noqa: PLC0415

        return Checker(with_shop_words(shipped_rules(), self._own)) if self._own else _shipped()


@cache
def _shipped() -> "Checker":
    """What checks by the shipped rules alone."""
    from csconsole.replies.checking.checker import Checker  # noqa: PLC0415
    from csconsole.replies.checking.rule_file import shipped_rules  # noqa: PLC0415

    return Checker(shipped_rules())


def with_shop_words(rules: Rules, words: Sequence[ShopWord]) -> Rules:
    """Rules and the shop's own: its words go before all others, those left alone too."""
    own = tuple(
        WordingRule(
            id=SHOP_RULE,
            severity=word.severity,
            because=_told(word),
            words=(Word(word.word, word.better),),
            gaps=Gaps.MARKS,
        )
        for word in words
    )
    return replace(rules, rules=(*own, *rules.rules))


def _told(word: ShopWord) -> dict[str, str]:
    if word.because:
        return {"zh": word.because, "en": word.because}
    return _BECAUSE if word.severity is Severity.FORBIDDEN else _WARNING


def _texts(reply: Reply) -> Iterator[tuple[str, str, str]]:
    """Every text of a reply that is read or sent: its language, its field, itself."""
    for language, title in reply.title.items():
        yield language, "title", title
    for language, text in reply.text.items():
        yield language, "text", text
    for language, variants in reply.variants.items():
        for at, text in enumerate(variants):
            yield language, f"variants[{at}]", text
