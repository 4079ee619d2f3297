"""From likenesses with examples to scores of replies: the part that both tiers share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from threadpoolctl import threadpool_limits

from csconsole.replies.suggestions.discriminant import Discriminant, Floats, bend, train
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.silence import (
    ASKS_TO_MEASURE,
    STRANGERS_WEIGHT,
    Bar,
    Likenesses,
    measure,
)

MOST_EXAMPLES = 4000  # to learn from; a larger library is answered by its nearest examples
_WORTH_KEEPING = 200  # examples; from fewer is learned in less time than a file is opened
_LEAST_SMOOTHING, _MOST_SMOOTHING, _SMOOTHING_WITHOUT_ASKS = 0.06, 0.25, 10.0


@dataclass(frozen=True)
class Bars:
    """How near to an example a message must be.

    Attributes:
        usual: of the likeness less half that with small talk, where replies have questions.
        apart: the same, where there are only titles and texts.
        least: of the likeness alone, there, too.
        certain: a message so near to an example is always answered, unless small talk is nearer.
        measured_on: the bar of silence is measured on so many examples at most.
    """

    usual: float
    apart: float
    least: float
    measured_on: int
    certain: float = 0.8


@dataclass(frozen=True)
class Trained:
    """What was learned from a library's examples.

    Attributes:
        bar: what was measured on the library's own questions; None where it has too few.
    """

    learned: Discriminant
    bar: Bar | None


class Training(Protocol):
    """What keeps a tier's training from one start of the program to the next."""

    def load(self, examples: Examples, small_talk: tuple[str, ...]) -> Trained | None:
        """What was learned from these; None where it is not kept."""

    def save(self, examples: Examples, small_talk: tuple[str, ...], trained: Trained) -> None:
        """Keep what was learned from these."""


@dataclass(frozen=True)
class Nearness:
    """How replies are scored by a message's likeness with the examples.

    Attributes:
        trained: None where the examples are too many, or tell nothing apart.
    """

    examples: Examples
    trained: Trained | None
    bars: Bars

    def scores(self, likeness: Floats) -> Floats:
        """A score for every reply."""
        if self.trained is not None:
            return self.trained.learned.scores(bend(likeness))
        return np.maximum.reduceat(likeness, self.examples.starts)

    def is_sure(self, scores: Floats, likeness: Floats, stranger: float) -> bool:
        """Whether any reply fits at all; `stranger` is the likeness with the nearest small talk."""
        nearest = likeness.max()
        if nearest >= max(self.bars.certain, stranger):
            return True
        apart = nearest - STRANGERS_WEIGHT * stranger
        if self.trained is None or self.trained.bar is None:
            return bool(nearest >= self.bars.least and apart >= self.bars.apart)
        bar, top = self.trained.bar, self.trained.learned.tops(scores)
        sureness = bar.sureness(top, likeness.max(keepdims=True), np.full(1, stranger, np.float32))
        return bool(apart >= self.bars.usual and sureness[0] >= bar.least)


def learn(likenesses: Likenesses, examples: Examples, measured_on: int) -> Trained:
    """Learn from the likeness of the examples with each other."""
    smoothing = _smoothing(examples)
    learned = train(
        bend(likenesses.examples), examples.owners, smoothing, even=examples.asks_per_reply >= 1
    )
    if examples.asks_per_reply < ASKS_TO_MEASURE or len(examples.starts) < 2:
        return Trained(learned, None)
    bar = measure(likenesses, examples, learned, smoothing, measured_on)
    return Trained(learned, bar)


def remembered(
    training: Training | None,
    examples: Examples,
    small_talk: tuple[str, ...],
    compare: Callable[[], Likenesses],
    measured_on: int,
) -> Trained:
    """What was learned from these examples before, or is now."""
    worth_keeping = training is not None and len(examples.texts) >= _WORTH_KEEPING
    if training is not None and worth_keeping:
        kept = training.load(examples, small_talk)
        if kept is not None:
            return kept
    # The window and other programs need a core, too: threads that wait for one spin and are slower.
    with threadpool_limits(limits=1, user_api="blas"):
        found = learn(compare(), examples, measured_on)
    if training is not None and worth_keeping:
        training.save(examples, small_talk, found)
    return found


def standardised(scores: Floats) -> Floats:
    """Scores by how far they stand out among all replies."""
    found: Floats = (scores - scores.mean()) / (scores.std() + np.float32(1e-6))
    return found


def _smoothing(examples: Examples) -> float:
    if examples.asks_per_reply < 1:
        return _SMOOTHING_WITHOUT_ASKS
    per_reply = len(examples.texts) / len(examples.starts)
    return float(np.clip(9 / per_reply**2, _LEAST_SMOOTHING, _MOST_SMOOTHING))
