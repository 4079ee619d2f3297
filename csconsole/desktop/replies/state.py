"""What the page of the replies knows and decides; no Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from csconsole.desktop.replies.card_marks import card_marks
from csconsole.desktop.replies.cards import Card, Shown, make_card
from csconsole.desktop.replies.category_list import CategoryList
from csconsole.desktop.replies.finding import Finding
from csconsole.desktop.replies.wording_guard import WordingGuard
from csconsole.desktop.talks.order_values import OrderValues
from csconsole.replies.filling import Context
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import LANGUAGES, Field, Filled, Found, Reply
from csconsole.replies.suggestions.model import Suggestion
from csconsole.talks.model import Talk


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
        self.orders = OrderValues()
        self.interface_language = interface_language
        self.query = ""
        self.category = ""
        self.results: Sequence[Found] = []
        self.talk = Talk(language)
        self._chosen: Reply | None = None
        self.finding = Finding(library)
        self.finding.context = lambda: self.orders.context(self.talk)
        self.categories = CategoryList(library, interface_language, self.finding)
        self.guard = WordingGuard(library)
        self._now = now
        self._answered_at = now()
        self.search("")

    @property
    def language(self) -> str:
        """The language that replies are shown and sent in."""
        return self.talk.language

    @property
    def chosen(self) -> Reply | None:
        """The reply that is looked at."""
        return self._chosen

    def search(self, text: str) -> None:
        """Answer a query or a buyer's message; the best result is looked at."""
        self.query = text
        self._answer()
        self.choose(0)

    def take_suggestions(
        self, message: str, found: Sequence[Suggestion], *, keep: bool = False
    ) -> bool:
        """Show what was suggested for a message; False where it has changed meanwhile.

        Where nothing was, after all, the replies that share words with it are shown. With `keep`
        the same reply is looked at as before, wherever it stands now.
        """
        if message != self.query or not self.finding.is_message:
            return False
        if found:
            self.results = self.finding.suggested(found)
        elif self.finding.are_sure:
            agent = self.values.get("agent", "")
            self.results = self.finding.searched_instead(
                self.query, category=self.category, agent=agent
            )
        self.choose(self.row() if keep else 0)
        return True

    def _answer(self) -> None:
        self._answered_at = self._now()
        self.results = self.finding.answer(
            self.query,
            category=self.category,
            agent=self.values.get("agent", ""),
            today=self._answered_at.date(),
        )
        if self.finding.is_message:
            self.talk = self.talk.asked(self.query)

    def enter_category(self, path: str) -> None:
        """Show only what lies in a category; an empty path shows all."""
        self.category = path
        self.search(self.query)

    def row(self) -> int:
        """Where the reply that is looked at stands in the results."""
        if self._chosen is None:
            return 0
        rows = (at for at, one in enumerate(self.results) if one.reply.id == self._chosen.id)
        return next(rows, 0)

    def choose(self, row: int) -> None:
        """Look at a result."""
        before = self._chosen
        self._chosen = self.results[row].reply if 0 <= row < len(self.results) else None
        if before is not None and before is not self._chosen:
            self.talk = self.talk.showing(before.id, None)

    def card(self, row: int) -> Card:
        """What a row of the list shows."""
        found = self.results[row]
        beside = self.finding.why(found.reply, self.language) or self.category_label(found.reply)
        text = found.reply.text_in(self.language)
        known = self.orders.values(self.values, self.talk)
        context = self.library.context(self.language, known, {}, self._answered_at)
        beginning = " ".join(self.library.fill(text, context).text.split())[:_CARD_TEXT]
        is_favourite = found.reply.id in self.finding.quick.favourites
        marks = card_marks(found.reply, self._answered_at.date(), is_favourite=is_favourite)
        shown = Shown(self.language, beginning, beside, marks)
        return make_card(self.library, self.finding.to_mark(), found, shown)

    def category_label(self, reply: Reply) -> str:
        """The path of a reply's category in words."""
        return " / ".join(
            self.library.category_label(path, self.interface_language)
            for path in reply.category_paths()
        )

    def wording_at(self) -> int:
        """Which wording is shown: the next one for a buyer who has read the others."""
        if self._chosen is None:
            return 0
        id_, count = self._chosen.id, len(self._chosen.wordings(self.language))
        at = self.talk.wordings.get(id_)
        return self.talk.turn(id_, count) if at is None else at % count

    def next_wording(self) -> None:
        """Show another wording of the same reply."""
        if self._chosen is not None:
            self.talk = self.talk.showing(self._chosen.id, self.wording_at() + 1)

    def wording(self) -> str:
        """The text that is shown, with its variables."""
        return self._chosen.wordings(self.language)[self.wording_at()] if self._chosen else ""

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
        # What was sent stays in view until one looks away.
        self.talk = self.talk.with_sent(self._chosen.id, at).showing(self._chosen.id, at)
        return self._chosen

    def enter(self, talk: Talk) -> None:
        """Serve the buyer of a talk, where that was left; nothing of the one before stays."""
        self.guard.forget()
        self.finding.forget()
        self._chosen = None
        self.talk = talk
        self.category = talk.category
        self.search(talk.query)
        self._chosen = next(
            (one.reply for one in self.results if one.reply.id == talk.reply_id), self._chosen
        )
        self.talk = replace(self.talk, wordings=talk.wordings)

    def next_language(self) -> str:
        """Send replies in the other language; returns it."""
        at = LANGUAGES.index(self.language) if self.language in LANGUAGES else -1
        self.talk = self.talk.speaking(LANGUAGES[(at + 1) % len(LANGUAGES)])
        return self.language

    def refresh(self) -> None:
        """Search again and keep looking at the same reply, after the library has changed."""
        chosen = self._chosen
        self._answer()
        self._chosen = chosen
        self.choose(self.row())

    def _context(self) -> Context:
        known = self.orders.values(self.values, self.talk)
        return self.library.context(self.language, known, self.talk.answers, self._now())


_CARD_TEXT = 260  # more than two lines of a wide window hold
