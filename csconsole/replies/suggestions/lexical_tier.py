"""The first answer: from words alone, in a few milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csconsole.replies.model import Reply
from csconsole.replies.suggestions.discriminant import Floats
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.features import Features
from csconsole.replies.suggestions.lexical import DocumentSpace, ExampleSpace, take_apart
from csconsole.replies.suggestions.nearness import (
    MOST_EXAMPLES,
    Bars,
    Nearness,
    learn_nearness,
    standardised,
)

_TITLE_SHARE = 0.65
_DOCUMENT_WEIGHT = 3.0
_FEWER_WITH_ASKS = 2.5  # how fast questions outweigh titles and texts
_BARS = Bars(least=0.06, usual=0.20, certain=0.35)
_MOST_WEIGHTS = 3_000_000  # examples times replies: more would take too long for each message


@dataclass(frozen=True)
class Answer:
    """What a tier makes of a message.

    Attributes:
        scores: how well each reply fits; comparable among replies only.
        likeness: with each example.
        sure: whether any reply fits at all.
    """

    scores: Floats
    likeness: Floats
    sure: bool


class LexicalTier:
    """Scores replies by pieces of words, words and ideas of the trade.

    Attributes:
        products: the likeness of the examples with each other; None where they are too many.
    """

    def __init__(self, replies: Sequence[Reply], examples: Examples) -> None:
        self._space = ExampleSpace(take_apart(examples.texts))
        fits = len(examples.texts) <= MOST_EXAMPLES
        self.products: Floats | None = self._space.products() if fits else None
        # without questions there is nothing to tell replies apart by but the documents below
        learns = examples.asks_per_reply >= 1 and (
            len(examples.texts) * len(replies) <= _MOST_WEIGHTS
        )
        self._nearness: Nearness = learn_nearness(
            self.products if learns else None, examples, _BARS
        )
        titles = take_apart(" ".join(reply.title.values()) for reply in replies)
        texts = take_apart(" ".join(reply.text.values()) for reply in replies)
        self._titles = DocumentSpace(titles, is_title=True)
        self._texts = DocumentSpace(texts, is_title=False)
        self._fade = (1 + examples.asks_per_reply) ** -_FEWER_WITH_ASKS

    def answer(self, message: Features) -> Answer:
        """The scores of all replies for a message."""
        likeness = self._space.similarities(message)
        near = self._nearness.scores(likeness)
        scores = standardised(near) + _DOCUMENT_WEIGHT * self.document_scores(message)
        return Answer(scores, likeness, self._nearness.is_sure(near, likeness))

    def document_scores(self, message: Features) -> Floats:
        """How the titles and texts answer; less where replies have questions."""
        titles, texts = self._titles.scores(message), self._texts.scores(message)
        found = _TITLE_SHARE * titles + (1 - _TITLE_SHARE) * texts
        return np.float32(self._fade) * standardised(found)

    def vector(self, message: Features) -> dict[str, float]:
        """A message as the vector that examples are compared by."""
        return self._space.vector(message)
