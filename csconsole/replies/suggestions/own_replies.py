"""An agent's own replies, suggested behind the approved ones.

They teach the engine nothing: what it makes of the approved library is the same whatever agents
write for themselves. They are suggested where a message is nearly one of their titles or questions.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from csconsole.replies.model import Reply
from csconsole.replies.suggestions.fresh_pairs import FreshPairs, Vector
from csconsole.replies.suggestions.model import Suggestion

_LEAST = 0.5  # of a likeness of 1
Measure = Callable[[str], Vector | None]  # a text for comparing; None where nothing is in it


class OwnReplies:
    """The own replies of one agent; never changed once made."""

    def __init__(self, replies: Sequence[Reply], measure: Measure) -> None:
        self.replies = tuple(replies)
        self._measure = measure
        pairs = [
            (vector, place, text)
            for place, reply in enumerate(self.replies)
            for text in _told(reply)
            if (vector := measure(text)) is not None
        ]
        self._pairs = FreshPairs(tuple(pairs))

    def beside(
        self, message: str, found: list[Suggestion], limit: int, today: date | None
    ) -> list[Suggestion]:
        """What was found, with at most half of the places for the agent's own, behind.

        Those that are not valid `today` are left out.
        """
        vector = self._measure(message) if self.replies else None
        if vector is None:
            return found
        alike = self._pairs.like(vector, _LEAST)
        own = sorted(
            (
                Suggestion(self.replies[at], score, why)
                for at, (score, why) in alike.items()
                if today is None or self.replies[at].is_valid_on(today)
            ),
            key=lambda one: (-one.score, one.reply.id),
        )
        room = max(limit - len(found), limit // 2)
        own = own[:room]
        return [*found[: limit - len(own)], *own]


def _told(reply: Reply) -> Iterator[str]:
    yield from reply.title.values()
    for asks in reply.asks.values():
        yield from asks
