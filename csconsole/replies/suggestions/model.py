"""What suggesting takes and gives: learned pairs, the talk's context, suggestions."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from csconsole.replies.model import Reply


@dataclass(frozen=True)
class LearnedPair:
    """A message of a buyer, free of personal data, and the reply that an agent sent to it."""

    id: str
    message: str
    reply: str


@dataclass(frozen=True)
class TalkContext:
    """What is in view of a talk; "" for nothing.

    Attributes:
        kind, state: of its open ticket.
        stage: how far its order has come: unpaid, paid, shipped, done, closed.
    """

    kind: str = ""
    state: str = ""
    stage: str = ""


NOTHING_IN_VIEW = TalkContext()


@dataclass(frozen=True)
class Suggestion:
    """A reply that answers a message; a higher score is better.

    Attributes:
        why: the question, title or text of the reply that the message is nearest to.
    """

    reply: Reply
    score: float
    why: str


class Suggesting(Protocol):
    """What suggests replies for a buyer's message."""

    def suggest(
        self, message: str, *, limit: int, context: TalkContext | None, today: date | None
    ) -> list[Suggestion]:
        """The replies that answer a message by its words, at once, best first.

        Those that are not valid `today` stand last.
        """

    def refine(
        self, message: str, *, limit: int, context: TalkContext | None, today: date | None
    ) -> list[Suggestion]:
        """The same by meaning too; takes its time, so from a worker."""

    def prepare(self) -> bool:
        """Load what `refine` needs, from a worker; whether there is any."""

    def give_up(self) -> None:
        """Prepare nothing any more, as the program ends; from any thread."""
