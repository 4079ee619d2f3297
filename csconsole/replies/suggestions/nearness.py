"""From likenesses with examples to scores of replies: the part that both tiers share."""

from dataclasses import dataclass

import numpy as np

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
_LEAST_SMOOTHING, _MOST_SMOOTHING, _SMOOTHING_WITHOUT_ASKS = 0.3, 1.0, 10.0


@dataclass(frozen=True)
class Bars:
    """How near to an example a message must be.

    Attributes:
        usual: of the likeness less half that with small talk, where replies have questions.
        apart: the same, where there are only titles and texts.
        least: of the likeness alone, there, too.
        certain: a message so near to an example is always answered.
    """

    usual: float
    apart: float
    least: float
    certain: float = 0.8


@dataclass(frozen=True)
class Nearness:
    """How replies are scored by a message's likeness with the examples.

    Attributes:
        bar: what was measured on the library's own questions; None where it has too few.
    """

    examples: Examples
    learned: Discriminant | None
    bars: Bars
    bar: Bar | None = None

    def scores(self, likeness: Floats) -> Floats:
        """A score for every reply."""
        if self.learned is not None:
            return self.learned.scores(bend(likeness))
        return np.maximum.reduceat(likeness, self.examples.starts)

    def is_sure(self, scores: Floats, likeness: Floats, stranger: float) -> bool:
        """Whether any reply fits at all; `stranger` is the likeness with the nearest small talk."""
        nearest = likeness.max()
        if nearest >= self.bars.certain:
            return True
        apart = nearest - STRANGERS_WEIGHT * stranger
        if self.bar is None or self.learned is None:
            return bool(nearest >= self.bars.least and apart >= self.bars.apart)
        sureness = self.bar.sureness(self.learned.tops(scores), nearest, np.float32(stranger))
        return bool(apart >= self.bars.usual and sureness >= self.bar.least)


def learn_nearness(likenesses: Likenesses | None, examples: Examples, bars: Bars) -> Nearness:
    """Learn from the likeness of the examples with each other; None where they are too many."""
    if likenesses is None:
        return Nearness(examples, None, bars)
    smoothing = _smoothing(examples)
    learned = train(
        bend(likenesses.examples), examples.owners, smoothing, even=examples.asks_per_reply >= 1
    )
    if examples.asks_per_reply < ASKS_TO_MEASURE or len(examples.starts) < 2:
        return Nearness(examples, learned, bars)
    return Nearness(examples, learned, bars, measure(likenesses, examples, learned, smoothing))


def standardised(scores: Floats) -> Floats:
    """Scores by how far they stand out among all replies."""
    found: Floats = (scores - scores.mean()) / (scores.std() + np.float32(1e-6))
    return found


def _smoothing(examples: Examples) -> float:
    if examples.asks_per_reply < 1:
        return _SMOOTHING_WITHOUT_ASKS
    per_reply = len(examples.texts) / len(examples.starts)
    return float(np.clip(36 / per_reply**2, _LEAST_SMOOTHING, _MOST_SMOOTHING))
