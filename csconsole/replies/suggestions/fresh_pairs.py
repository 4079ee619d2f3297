"""What was learned since the engine was made: looked up beside it, until it is made anew."""

from functools import cached_property

import numpy as np

from csconsole.replies.suggestions.postings import Postings
from csconsole.replies.suggestions.rows import Floats, Rows, joined

Vector = tuple[Rows, Rows]


class FreshPairs:
    """Messages with the places of the replies that answered them; never changed once made."""

    def __init__(self, pairs: tuple[tuple[Vector, int, str], ...] = ()) -> None:
        self._pairs = pairs

    @property
    def any(self) -> bool:
        """Whether anything was learned."""
        return bool(self._pairs)

    def with_pair(self, vector: Vector, place: int, text: str) -> "FreshPairs":
        """These and one more."""
        return FreshPairs((*self._pairs, (vector, place, text)))

    def like(self, vector: Vector, least: float) -> dict[int, tuple[float, str]]:
        """The replies of messages that are alike at least so much: how much, and the message."""
        if not self._pairs:
            return {}
        likeness: Floats = sum(
            (
                postings.scores(side.keys, side.values)
                for postings, side in zip(self._sides, vector, strict=True)
            ),
            np.zeros(len(self._pairs), np.float32),
        )
        best: dict[int, tuple[float, str]] = {}
        for at in np.flatnonzero(likeness >= least).tolist():
            _vector, place, text = self._pairs[at]
            best[place] = max(best.get(place, (0.0, "")), (float(likeness[at]), text))
        return best

    @cached_property
    def _sides(self) -> tuple[Postings, Postings]:
        pieces = joined([pieces for (pieces, _words), _place, _text in self._pairs])
        words = joined([words for (_pieces, words), _place, _text in self._pairs])
        return Postings(pieces), Postings(words)
