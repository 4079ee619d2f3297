"""From likenesses with examples to scores of replies: the part that both tiers share."""

from dataclasses import dataclass

import numpy as np

from csconsole.replies.suggestions.discriminant import Discriminant, Floats, bend, train
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.silence import ASKS_TO_MEASURE, measured_bar

MOST_EXAMPLES = 4000  # to learn from; a larger library is answered by its nearest examples
_LEAST_SMOOTHING, _MOST_SMOOTHING, _SMOOTHING_WITHOUT_ASKS = 0.3, 1.0, 10.0
_MARGIN, _TINY = 0.01, 1e-6


@dataclass(frozen=True)
class Bars:
    """From which likeness with the nearest example on a reply may be given.

    Attributes:
        least: where nothing better is known; below it nothing fits.
        usual: that of a message in its own words.
        certain: a message so near to an example is answered whatever else.
    """

    least: float
    usual: float
    certain: float


@dataclass(frozen=True)
class Nearness:
    """How replies are scored by a message's likeness with the examples.

    Attributes:
        measured: the score that the library's own questions reach; None where it has too few.
    """

    examples: Examples
    learned: Discriminant | None
    bars: Bars
    measured: float | None = None

    def scores(self, likeness: Floats) -> Floats:
        """A score for every reply."""
        if self.learned is not None:
            return self.learned.scores(bend(likeness))
        return np.maximum.reduceat(likeness, self.examples.starts)

    def is_sure(self, scores: Floats, likeness: Floats) -> bool:
        """Whether any reply fits at all."""
        nearest = float(likeness.max())
        if self.measured is None or nearest >= self.bars.certain:
            return nearest >= self.bars.least
        excess = (float(scores.max()) - self.measured) / (abs(self.measured) + _TINY)
        return excess + nearest - self.bars.usual >= _MARGIN


def learn_nearness(likeness: Floats | None, examples: Examples, bars: Bars) -> Nearness:
    """Learn from the likeness of the examples with each other; None where they are too many."""
    if likeness is None:
        return Nearness(examples, None, bars)
    smoothing = _smoothing(examples)
    learned = train(bend(likeness), examples.owners, smoothing)
    if examples.asks_per_reply < ASKS_TO_MEASURE or len(examples.starts) < 2:
        return Nearness(examples, learned, bars)
    return Nearness(examples, learned, bars, measured_bar(likeness, examples, smoothing))


def standardised(scores: Floats) -> Floats:
    """Scores by how far they stand out among all replies."""
    found: Floats = (scores - scores.mean()) / (scores.std() + np.float32(1e-6))
    return found


def _smoothing(examples: Examples) -> float:
    if examples.asks_per_reply < 1:
        return _SMOOTHING_WITHOUT_ASKS
    per_reply = len(examples.texts) / len(examples.starts)
    return float(np.clip(36 / per_reply**2, _LEAST_SMOOTHING, _MOST_SMOOTHING))
