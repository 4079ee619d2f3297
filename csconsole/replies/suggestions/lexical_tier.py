"""The first answer: from words alone, in a few milliseconds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csconsole.replies.model import Reply
from csconsole.replies.suggestions.discriminant import Floats
from csconsole.replies.suggestions.elsewhere import small_talk_beside
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.features import Features
from csconsole.replies.suggestions.lexical import DocumentSpace, ExampleSpace
from csconsole.replies.suggestions.nearness import (
    MOST_EXAMPLES,
    Bars,
    Nearness,
    Training,
    remembered,
    standardised,
)
from csconsole.replies.suggestions.rows import Rows
from csconsole.replies.suggestions.silence import Likenesses
from csconsole.replies.suggestions.statements import statements

_TITLE_SHARE = 0.65
_DOCUMENT_WEIGHT = 3.0
_FEWER_WITH_ASKS = 2.5  # how fast questions outweigh titles and texts
_BARS = Bars(usual=0.10, apart=-1.0, least=0.06, measured_on=900)
_MOST_WEIGHTS = 3_000_000  # examples times replies: more would take too long for each message


@dataclass(frozen=True)
class Answer:
    """What a tier makes of a message.

    Attributes:
        scores: how well each reply fits; comparable among replies only.
        likeness: with each example.
        strangers: the likeness with each of the small talk.
        sure: whether any reply fits at all.
    """

    scores: Floats
    likeness: Floats
    strangers: Floats
    sure: bool


class LexicalTier:
    """Scores replies by pieces of words, words and ideas of the trade.

    Attributes:
        small_talk: what is compared with, too, to know when nothing fits.
        can_compare: whether the examples are few enough to be compared with each other.
    """

    def __init__(
        self, replies: Sequence[Reply], examples: Examples, training: Training | None = None
    ) -> None:
        self.small_talk = small_talk_beside(examples.texts)
        self._count = len(examples.texts)
        self._space = ExampleSpace([*examples.texts, *self.small_talk])
        self.can_compare = self._count <= MOST_EXAMPLES
        # without questions there is nothing to tell replies apart by but the documents below
        fits = self.can_compare and self._count * len(replies) <= _MOST_WEIGHTS
        trained = None
        if fits and examples.asks_per_reply >= 1:
            trained = remembered(
                training, examples, self.small_talk, self.compare, _BARS.measured_on
            )
        self._nearness = Nearness(examples, trained, _BARS)
        self._titles = DocumentSpace(
            [" ".join(reply.title.values()) for reply in replies], is_title=True
        )
        self._texts = DocumentSpace(
            [" ".join(map(statements, reply.text.values())) for reply in replies], is_title=False
        )
        self._fade = (1 + examples.asks_per_reply) ** -_FEWER_WITH_ASKS

    def answer(self, message: Features) -> Answer:
        """The scores of all replies for a message."""
        everything = self._space.similarities(message)
        likeness, strangers = everything[: self._count], everything[self._count :]
        near = self._nearness.scores(likeness)
        scores = standardised(near) + _DOCUMENT_WEIGHT * self.document_scores(message)
        sure = self._nearness.is_sure(near, likeness, float(strangers.max()))
        return Answer(scores, likeness, strangers, sure)

    def document_scores(self, message: Features) -> Floats:
        """How the titles and texts answer; less where replies have questions."""
        titles, texts = self._titles.scores(message), self._texts.scores(message)
        found = _TITLE_SHARE * titles + (1 - _TITLE_SHARE) * texts
        return np.float32(self._fade) * standardised(found)

    def vector(self, message: Features) -> tuple[Rows, Rows]:
        """A message as the vectors that examples are compared by."""
        return self._space.vector(message)

    def compare(self) -> Likenesses:
        """The likeness of the examples with each other and with the small talk."""
        whole, count = self._space.products(), self._count
        return Likenesses(whole[:count, :count], whole[count:, :count], whole[count:, count:])
