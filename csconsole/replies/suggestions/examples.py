"""The library as examples: every text that a reply gives away about what it answers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.model import Reply
from csconsole.replies.suggestions.model import LearnedPair

_ENOUGH_ASKS = 8  # from here on a reply's questions tell more than its text
_MOST_WITH_TEXTS = 5000  # replies; in larger libraries texts are compared as documents only


@dataclass(frozen=True)
class Examples:
    """Texts, each with the place of its reply; the texts of one reply stand together.

    Attributes:
        questions: which of the texts are questions of buyers.
        starts: where each reply's texts begin.
    """

    texts: tuple[str, ...]
    owners: NDArray[np.intp]
    questions: NDArray[np.bool_]
    starts: NDArray[np.intp]

    @property
    def asks_per_reply(self) -> float:
        """How many questions a reply has on average."""
        return float(self.questions.sum()) / max(len(self.starts), 1)


def gather(replies: Sequence[Reply], learned: Iterable[LearnedPair]) -> Examples:
    """All examples of the replies; learned messages are questions like any other."""
    sent: dict[str, list[str]] = {}
    for pair in learned:
        sent.setdefault(pair.reply, []).append(pair.message)
    texts: list[str] = []
    owners: list[int] = []
    questions: list[bool] = []
    for place, reply in enumerate(replies):
        asks = [*_asks(reply), *sent.get(reply.id, ())]
        told = [*reply.title.values()]
        if len(asks) < _ENOUGH_ASKS and len(replies) <= _MOST_WITH_TEXTS:
            told.extend(reply.text.values())
        told = list(dict.fromkeys(told))
        texts.extend((*told, *asks))
        owners.extend([place] * (len(told) + len(asks)))
        questions.extend([False] * len(told) + [True] * len(asks))
    places = np.array(owners, dtype=np.intp)
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    return Examples(tuple(texts), places, np.array(questions, dtype=np.bool_), starts)


def _asks(reply: Reply) -> Iterator[str]:
    for asks in reply.asks.values():
        yield from asks
