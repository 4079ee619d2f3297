"""What the list of tickets knows: the query, how many fit, and the pages that were read; no Qt.

The list is as long as there are tickets, and read page by page, as it is looked at. One page is
asked for at a time, the one in view first; what was asked for another query is dropped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from csconsole.desktop.tickets.listing.cards import TicketCard, ticket_card
from csconsole.desktop.tickets.listing.query import Query
from csconsole.desktop.tickets.listing.words import count_text
from csconsole.language import _
from csconsole.tickets.listing import LATEST, OLDEST, URGENT, Filters
from csconsole.tickets.model import Kind, Workflow
from csconsole.workspace.workspace import Workspace

PAGE = 50  # tickets that are read at once
_KEPT = 40  # pages


@dataclass(frozen=True)
class Question:
    """A page that is asked for; `turn` tells from which reading it is."""

    query: Query
    page: int
    turn: int


@dataclass(frozen=True)
class Answer:
    """What the store told: a page, and how many fit in all."""

    question: Question
    cards: tuple[TicketCard, ...]
    count: int


class TicketFinding:
    """The list of tickets."""

    def __init__(self) -> None:
        self.query = Query()
        self.count = 0
        self.is_answered = False
        self._pages: dict[int, tuple[TicketCard, ...]] = {}
        self._of = self.query  # whose pages these are
        self._in_view: tuple[int, int] = (0, 0)
        self._asked: Question | None = None
        self._stale: set[int] = {0}
        self._turn = 0

    @property
    def is_pending(self) -> bool:
        """Whether what is shown does not answer yet what is asked."""
        return self._of != self.query or not self.is_answered

    @property
    def is_at_rest(self) -> bool:
        """Whether all that is in view, and near it, was read."""
        return self._asked is None and self._wanted() is None and not self.is_pending

    def want(self, query: Query) -> bool:
        """Something else is to be listed; False where it is the same."""
        if query == self.query:
            return False
        self.query = query
        self._turn += 1
        self._in_view = (0, 0)
        self._stale = {0}
        return True

    def renew(self) -> None:
        """The same is to be read anew; what is shown stays until it was."""
        self._turn += 1
        self._stale = set(self._pages) | set(self._pages_in_view())

    def look(self, first: int, last: int) -> None:
        """The rows that are in view are others."""
        self._in_view = (max(0, first), max(0, last))

    def card(self, row: int) -> TicketCard | None:
        """What a row shows; None while it was not read yet."""
        cards = self._pages.get(row // PAGE, ())
        at = row % PAGE
        return cards[at] if at < len(cards) else None

    def row_of(self, ticket: str) -> int:
        """The row of a ticket among those that were read; -1 where it is not there."""
        for page, cards in self._pages.items():
            for at, card in enumerate(cards):
                if card.id == ticket:
                    return page * PAGE + at
        return -1

    def next_question(self) -> Question | None:
        """The page to be asked for now; None while the worker is busy or all is there."""
        if self._asked is not None:
            return None
        wanted = self._wanted()
        if wanted is None:
            return None
        self._asked = Question(self.query, wanted, self._turn)
        return self._asked

    def take(self, answer: Answer) -> bool:
        """The worker has answered; False where something else is wanted meanwhile."""
        question, self._asked = answer.question, None
        if question.turn != self._turn:
            return False
        if self._of != question.query:
            self._pages.clear()
            self._of = question.query
        # What was read before stays in view until it is read anew; what nobody sees, goes.
        seen = self._pages_in_view()
        gone = [page for page in self._pages if page in self._stale and page not in seen]
        for page in (*gone, question.page):
            self._pages.pop(page, None)
        self._pages[question.page] = answer.cards
        self._stale.discard(question.page)
        self.count, self.is_answered = answer.count, True
        for page in list(self._pages)[: max(0, len(self._pages) - _KEPT)]:
            del self._pages[page]
        return True

    def give_up(self) -> None:
        """The worker could not answer."""
        self._asked = None
        self._stale.clear()

    def told(self) -> str:
        """How many there are, and in which order, in words; "" as long as nobody knows."""
        if not self.is_answered:
            return ""
        count = count_text(self.count)
        if self.query.filters.open_only:
            count = _("{count}, open").format(count=count)
        orders = {
            URGENT: _("the most urgent first"),
            LATEST: _("the latest first"),
            OLDEST: _("the oldest first"),
        }
        return f"{count} · {orders[self.query.sort]}"

    def nothing(self) -> str:
        """What is said where nothing is listed."""
        if self.query.problem:
            return self.query.problem
        if not self.is_answered:
            return ""
        if self.query.filters == Filters(open_only=True):
            return _("No open ticket.\nClosed ones are listed by is:all.")
        if self.query.filters == Filters():
            return _("No tickets yet.")
        return _("No ticket is like that.\nTry fewer filters, or is:all for closed ones, too.")

    def _wanted(self) -> int | None:
        pages = self._pages_in_view()
        return next((one for one in pages if one in self._stale or one not in self._pages), None)

    def _pages_in_view(self) -> list[int]:
        """What is in view, and then what comes into view when one scrolls on."""
        last = max(0, self.count - 1) // PAGE
        first, end = (min(row // PAGE, last) for row in self._in_view)
        around = [page for page in (end + 1, first - 1) if 0 <= page <= last]
        return [*range(first, end + 1), *around]


def read_page(
    workspace: Workspace, question: Question, now: Callable[[], datetime] | None = None
) -> Answer:
    """Answer a question; in the worker."""
    query, moment = question.query, (now or workspace.now)()
    if query.problem:
        return Answer(question, (), 0)
    tickets, count = workspace.tickets.page(
        query.filters, moment, PAGE, sort=query.sort, begin=question.page * PAGE
    )
    deadlines, known = workspace.tickets.deadlines(), workflows(workspace)
    cards = (ticket_card(one, known[one.kind], moment, deadlines) for one in tickets)
    return Answer(question, tuple(cards), count)


def workflows(workspace: Workspace) -> Mapping[Kind, Workflow]:
    """What each kind of ticket is."""
    return {kind: workspace.tickets.workflow(kind) for kind in Kind}
