"""From likenesses with examples to scores of replies: the part that both tiers share."""

from dataclasses import dataclass

import numpy as np

from csconsole.replies.suggestions.discriminant import Discriminant, Floats, bend, train
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.silence import ASKS_TO_MEASURE, measured_bar

MOST_EXAMPLES = 4000  # to learn from; a larger library is answered by its nearest examples
_LEAST_SMOOTHING, _MOST_SMOOTHING, _SMOOTHING_WITHOUT_ASKS = 0.3, 1.0, 10.0


@dataclass(frozen=True)
class Nearness:
    """How replies are scored by a message's likeness with the examples.

    Attributes:
        bar: the best score below which no reply fits.
        measured: whether the bar is one of learned scores, not of mere likeness.
    """

    examples: Examples
    learned: Discriminant | None
    bar: float
    measured: bool

    def scores(self, likeness: Floats) -> Floats:
        """A score for every reply."""
        if self.learned is not None:
            return self.learned.scores(bend(likeness))
        return np.maximum.reduceat(likeness, self.examples.starts)

    def is_sure(self, scores: Floats, likeness: Floats) -> bool:
        """Whether any reply fits at all."""
        best = scores.max() if self.measured else likeness.max()
        return bool(best >= self.bar)


def learn_nearness(likeness: Floats | None, examples: Examples, fixed_bar: float) -> Nearness:
    """Learn from the likeness of the examples with each other; None where they are too many."""
    if likeness is None:
        return Nearness(examples, None, fixed_bar, measured=False)
    smoothing = _smoothing(examples)
    learned = train(bend(likeness), examples.owners, smoothing)
    if examples.asks_per_reply < ASKS_TO_MEASURE or len(examples.starts) < 2:
        return Nearness(examples, learned, fixed_bar, measured=False)
    bar = measured_bar(likeness, examples, smoothing)
    return Nearness(examples, learned, bar, measured=True)


def standardised(scores: Floats) -> Floats:
    """Scores by how far they stand out among all replies."""
    found: Floats = (scores - scores.mean()) / (scores.std() + np.float32(1e-6))
    return found


def _smoothing(examples: Examples) -> float:
    if examples.asks_per_reply < 1:
        return _SMOOTHING_WITHOUT_ASKS
    per_reply = len(examples.texts) / len(examples.starts)
    return float(np.clip(36 / per_reply**2, _LEAST_SMOOTHING, _MOST_SMOOTHING))
