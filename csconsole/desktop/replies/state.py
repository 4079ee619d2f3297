"""What the page of the replies knows and decides; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from csconsole.language import _
from csconsole.replies.filling import Context
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import LANGUAGES, STAGES, Field, Filled, Found, Reply
from csconsole.replies.suggestions.model import Suggesting, Suggestion
from csconsole.talks.model import Talk

MOST_SUGGESTIONS = 8


@dataclass(frozen=True)
class Category:
    """A category as the page shows it."""

    path: str
    label: str
    count: int


@dataclass(frozen=True)
class Card:
    """What one row of the list shows, with the ranges that the query matched."""

    title: str
    text: str
    shortcut: str
    category: str
    title_marks: list[tuple[int, int]]
    text_marks: list[tuple[int, int]]
    shortcut_marks: list[tuple[int, int]]


class RepliesState:
    """The query, what it found, the reply that is looked at, and the present talk."""

    def __init__(
        self,
        library: ReplyLibrary,
        *,
        language: str,
        interface_language: str,
        values: Mapping[str, str],
        now: Callable[[], datetime],
    ) -> None:
        self.library = library
        self.values = dict(values)
        self.interface_language = interface_language
        self.query = ""
        self.category = ""
        self.results: list[Found] = []
        self.talk = Talk(language)
        self._chosen: Reply | None = None
        self._wordings: dict[str, int] = {}
        self.suggestions: Suggesting | None = None
        self.are_sure = True
        self._whys: dict[str, str] = {}
        self._forced: bool | None = None
        self._now = now
        self.search("")

    @property
    def language(self) -> str:
        """The language that replies are shown and sent in."""
        return self.talk.language

    @property
    def chosen(self) -> Reply | None:
        """The reply that is looked at."""
        return self._chosen

    @property
    def _agent(self) -> str:
        return self.values.get("agent", "")

    def search(self, text: str) -> None:
        """Answer a query or a buyer's message; the best result is looked at."""
        if not text.strip():
            self._forced = None
        self.query = text
        self._answer()
        self.choose(0)

    def read_otherwise(self) -> None:
        """Read what was typed as a message and not as a search, or the other way round."""
        self._forced = not self.is_message
        self.search(self.query)

    @property
    def is_message(self) -> bool:
        """Whether what was typed is read as a buyer's message."""
        if self.suggestions is None or not self.query.strip():
            return False
        return self.library.reads_as_message(self.query) if self._forced is None else self._forced

    @property
    def is_waiting(self) -> bool:
        """Whether a search must wait until a large library is prepared."""
        return bool(self.query.strip()) and not self.library.is_ready

    def take_suggestions(self, message: str, found: Sequence[Suggestion]) -> bool:
        """Show what was suggested for a message; False where it has changed meanwhile."""
        if message != self.query or not self.is_message or not found:
            return False
        self._show_suggestions(found)
        self.choose(0)
        return True

    def _answer(self) -> None:
        self._whys = {}
        self.are_sure = True
        if self.is_message and self.suggestions is not None:
            self.talk = self.talk.asked(self.query)
            found = self.suggestions.suggest(self.query, limit=MOST_SUGGESTIONS)
            if found:
                self._show_suggestions(found)
                return
            self.are_sure = False
        self.results = (
            []
            if self.is_waiting
            else self.library.search(
                self.query, category=self.category, agent=self._agent, limit=_MOST_RESULTS
            )
        )

    def _show_suggestions(self, found: Sequence[Suggestion]) -> None:
        self.are_sure = True
        self.results = [Found(one.reply, one.score, near=True) for one in found]
        self._whys = {one.reply.id: one.why for one in found}

    def enter_category(self, path: str) -> None:
        """Show only what lies in a category; an empty path shows all."""
        self.category = path
        self.search(self.query)

    def choose(self, row: int) -> None:
        """Look at a result."""
        before = self._chosen
        self._chosen = self.results[row].reply if 0 <= row < len(self.results) else None
        if before is not None and before is not self._chosen:
            self._wordings.pop(before.id, None)

    def stages(self) -> list[Category]:
        """The outermost categories, the four stages first."""
        counts = self.library.categories()
        outer = [path for path in counts if "/" not in path]
        order = {stage: at for at, stage in enumerate(STAGES)}
        outer.sort(key=lambda path: (order.get(path, len(order)), path))
        return [self._category(path, counts[path]) for path in outer]

    def inner_categories(self) -> list[Category]:
        """The categories inside the stage that is shown."""
        if not self.category:
            return []
        stage = self.category.split("/")[0]
        counts = self.library.categories()
        return [
            self._category(path, count)
            for path, count in counts.items()
            if path.startswith(f"{stage}/") and path.count("/") == 1
        ]

    def card(self, row: int) -> Card:
        """What a row of the list shows."""
        found = self.results[row]
        reply = found.reply
        title, text = reply.title_in(self.language), self._shown_text(reply)
        return Card(
            title=title,
            text=text,
            shortcut=reply.shortcut,
            category=self._beside(reply),
            title_marks=self._marks(title, found),
            text_marks=self._marks(text, found),
            shortcut_marks=self._marks(reply.shortcut, found),
        )

    def _beside(self, reply: Reply) -> str:
        """What stands beside the title: why it is suggested, or where it lies."""
        why = self._whys.get(reply.id)
        if why is None:
            return self.category_label(reply)
        shown = why if len(why) <= _LONGEST_WHY else f"{why[:_LONGEST_WHY]}…"
        return _("answers: {question}").format(question=" ".join(shown.split()))

    def category_label(self, reply: Reply) -> str:
        """The path of a reply's category in words."""
        return " / ".join(
            self.library.category_label(path, self.interface_language)
            for path in reply.category_paths()
        )

    def wording_count(self) -> int:
        """How many wordings the reply that is looked at has."""
        return len(self._chosen.wordings(self.language)) if self._chosen else 0

    def wording_at(self) -> int:
        """Which wording is shown: the next one for a buyer who has read the others."""
        if self._chosen is None:
            return 0
        id_ = self._chosen.id
        at = self._wordings.get(id_, self.talk.sent.get(id_, 0))
        return at % len(self._chosen.wordings(self.language))

    def next_wording(self) -> None:
        """Show another wording of the same reply."""
        if self._chosen is not None:
            self._wordings[self._chosen.id] = self.wording_at() + 1

    def wording(self) -> str:
        """The text that is shown, with its variables."""
        if self._chosen is None:
            return ""
        return self._chosen.wordings(self.language)[self.wording_at()]

    def fields(self) -> list[Field]:
        """What the agent can fill in, in the order of the text."""
        return self.library.fields(self.wording(), self._context())

    def answer(self, name: str) -> str | None:
        """What was given for a field in this talk; None where nothing was."""
        return self.talk.answers.get(name)

    def give(self, name: str, text: str) -> None:
        """Fill a field in."""
        self.talk = self.talk.answered(name, text)

    def filled(self) -> Filled:
        """The text as it would be sent now."""
        return self.library.fill(self.wording(), self._context())

    def first_missing(self) -> str | None:
        """The name of the first field that must still be filled in."""
        lacking = set(self.filled().missing)
        return next((field.name for field in self.fields() if field.label in lacking), None)

    def is_valid_today(self) -> bool:
        """Whether the reply that is looked at may be sent today."""
        return self._chosen is None or self._chosen.is_valid_on(self.today())

    def today(self) -> date:
        """The day in the shop's calendar."""
        return self._now().date()

    def sent(self) -> Reply:
        """The reply that is looked at was sent; the next time, its next wording comes up.

        Raises:
            LookupError: none is looked at.
        """
        if self._chosen is None:
            raise LookupError("no reply is looked at")
        at = self.wording_at()
        self.talk = self.talk.with_sent(self._chosen.id)
        self._wordings[self._chosen.id] = at  # what was sent stays in view until one looks away
        return self._chosen

    def next_talk(self) -> None:
        """Serve the next buyer: nothing that was filled in for this one stays."""
        self.talk = Talk(self.language)
        self._wordings.clear()

    def next_language(self) -> str:
        """Send replies in the other language; returns it."""
        at = LANGUAGES.index(self.language) if self.language in LANGUAGES else -1
        self.talk = self.talk.speaking(LANGUAGES[(at + 1) % len(LANGUAGES)])
        return self.language

    def refresh(self) -> None:
        """Search again and keep looking at the same reply, after the library has changed."""
        chosen = self._chosen
        self._answer()
        rows = [found.reply.id for found in self.results]
        self.choose(rows.index(chosen.id) if chosen and chosen.id in rows else 0)

    def _shown_text(self, reply: Reply) -> str:
        """The beginning of the text on one line, its variables as they stand before an answer."""
        context = self.library.context(self.language, self.values, {}, self._now())
        return " ".join(self.library.fill(reply.text_in(self.language), context).text.split())[
            :_CARD_TEXT
        ]

    def _marks(self, text: str, found: Found) -> list[tuple[int, int]]:
        if not self.query.strip():
            return []
        return self.library.marks(self.query, text, near=found.near)

    def _context(self) -> Context:
        return self.library.context(self.language, self.values, self.talk.answers, self._now())

    def _category(self, path: str, count: int) -> Category:
        return Category(path, self.library.category_label(path, self.interface_language), count)


_CARD_TEXT = 220
_MOST_RESULTS = 200
_LONGEST_WHY = 24
