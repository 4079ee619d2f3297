"""What the wording check says to the text that is about to be copied; no Qt."""

from csconsole.replies.checking.model import Finding, Severity
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Filled

_MISSING = "［"  # what a field that is still empty begins with; the form marks it already


class WordingGuard:
    """Stops a text with forbidden words once; who asks for it again means it.

    Attributes:
        overridden: the rules that the last text went against, as somebody meant it to.
    """

    def __init__(self, library: ReplyLibrary) -> None:
        self._check = library.wording_check
        self._stopped = ""
        self.overridden: tuple[str, ...] = ()

    def findings(self, filled: Filled) -> list[Finding]:
        """What is to be shown beside a text; nothing while the rules are still being read."""
        if filled.text != self._stopped:
            self._stopped = ""
        if not self._check.is_ready:
            return []
        return [one for one in self._check.check(filled.text) if not one.word.startswith(_MISSING)]

    @property
    def has_stopped(self) -> bool:
        """Whether the text that is shown was stopped, and would be let through now."""
        return bool(self._stopped)

    def stops(self, text: str) -> list[Finding]:
        """The forbidden words for which a text is not copied; none when it is asked for again."""
        forbidden = [one for one in self._check.check(text) if one.severity is Severity.FORBIDDEN]
        if forbidden and text != self._stopped:
            self._stopped = text
            return forbidden
        self._stopped = ""
        self.overridden = tuple(dict.fromkeys(one.rule for one in forbidden))
        return []

    def forget(self) -> None:
        """Stop the same text again: it would go to somebody else."""
        self._stopped = ""
