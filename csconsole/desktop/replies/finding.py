"""How what was typed is answered: searched, or read as a buyer's message; no Qt."""

from collections.abc import Callable, Sequence
from datetime import date

from csconsole.desktop.replies.quick_lists import QuickLists, is_quick_list
from csconsole.language import _
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.messages import reads_as_message, telling
from csconsole.replies.model import Found, Reply
from csconsole.replies.suggestions.model import Suggesting, Suggestion, TalkContext

MOST_SUGGESTIONS = 8
_MOST_RESULTS = 200
_MOST_LISTED = 10_000  # rows that are laid out in some 30 ms; nobody scrolls through more
_LONGEST_WHY = 24


class Finding:
    """Answers what was typed, and knows why.

    Attributes:
        suggestions: what answers messages; None until it is there.
        query: what was typed.
        quick: the short lists of whoever is at the desk.
        is_preparing: whether the library is being prepared for searching in a worker.
        are_sure: whether a message was answered by what fits, and not only by a search.
        context: tells what is in view of the talk.
    """

    def __init__(self, library: ReplyLibrary) -> None:
        self._library = library
        self.suggestions: Suggesting | None = None
        self.query = ""
        self.context: Callable[[], TalkContext] = TalkContext
        self.are_sure = True
        self.quick = QuickLists()
        self.is_preparing = False
        self._whys: dict[str, str] = {}
        self._forced: bool | None = None

    @property
    def is_message(self) -> bool:
        """Whether what was typed is read as a buyer's message."""
        if self.suggestions is None or not self.query.strip():
            return False
        return self.could_be_message if self._forced is None else self._forced

    @property
    def could_be_message(self) -> bool:
        """Whether what was typed looks like a buyer's message."""
        return reads_as_message(self.query)

    @property
    def is_read_as_search(self) -> bool:
        """Whether words were searched that could be read as a message."""
        return self.suggestions is not None and not self.is_message and self.could_be_message

    @property
    def is_waiting(self) -> bool:
        """Whether a search waits until the library is prepared by somebody else."""
        return self.is_preparing and bool(self.query.strip()) and not self._library.is_ready

    def read_otherwise(self) -> None:
        """Read what was typed as a message and not as a search, or the other way round."""
        self._forced = not self.is_message

    def forget(self) -> None:
        """Read what comes as it looks: somebody else may have written it."""
        self._forced = None

    def answer(self, query: str, *, category: str, agent: str, today: date) -> Sequence[Found]:
        """The replies for what was typed, best first."""
        self.query = query
        self._whys = {}
        self.are_sure = True
        if not query.strip():
            self._forced = None
        if self.is_message and self.suggestions is not None:
            found = self.suggestions.suggest(
                query, limit=MOST_SUGGESTIONS, context=self.context(), today=today
            )
            if found:
                return self.suggested(found)
            self.are_sure = False
        return self._searched(query, category=category, agent=agent)

    def searched_instead(self, query: str, *, category: str, agent: str) -> Sequence[Found]:
        """The replies that share words with a message that none answers after all."""
        self.are_sure = False
        self._whys = {}
        return self._searched(query, category=category, agent=agent)

    def _searched(self, query: str, *, category: str, agent: str) -> Sequence[Found]:
        if self.is_waiting:
            return []
        if is_quick_list(category):
            found = self._library.search(query, agent=agent)
            return self.quick.kept(category, found, in_order=not query.strip())
        most = _MOST_RESULTS if query.strip() else _MOST_LISTED
        return self._library.search(query, category=category, agent=agent, limit=most)

    def suggested(self, found: Sequence[Suggestion]) -> Sequence[Found]:
        """Suggestions as results; what they are nearest to is remembered."""
        self.are_sure = True
        self._whys = {one.reply.id: one.why for one in found}
        return [Found(one.reply, one.score, near=True) for one in found]

    def to_mark(self) -> str:
        """What is marked in the results: of a message, the words that say what it is about."""
        return telling(self.query) if self._whys else self.query

    def why(self, reply: Reply, language: str) -> str:
        """Why a reply is suggested; empty where it was searched for."""
        why = self._whys.get(reply.id)
        if why is None:
            return ""
        if "{" in why:  # a text with variables says less than its title
            why = reply.title_in(language)
        shown = why if len(why) <= _LONGEST_WHY else f"{why[:_LONGEST_WHY]}…"
        return _("answers: {question}").format(question=" ".join(shown.split()))
