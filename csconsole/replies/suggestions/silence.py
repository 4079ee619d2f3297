"""When to say nothing: how sure a suggestion must be, measured on the library itself.

Where replies have questions, some of these are held back, the rest is learned, and what the held
back ones score shows how sure a real question is; small talk shows how sure a message is that
no reply answers. The bar lies where nearly all small talk is silenced, but never so high that
more than a few of the real questions are. Where there are only titles and texts, a fixed bar of
likeness must do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.suggestions.discriminant import Discriminant, Floats, bend, train
from csconsole.replies.suggestions.examples import Examples

ASKS_TO_MEASURE = 3.0  # per reply
STRANGERS_WEIGHT = 0.5  # of the likeness with the nearest small talk
_FOLDS = 4
# So many deviations below the mean lie 8 % of the held back questions, which are answered from
# fewer examples than there will be: of real ones some 4 % are lost. A percentile counted among a
# few hundred questions varies twice as much.
_DEVIATIONS = 1.43
_SILENCED = 0.97  # of the small talk is enough
_USUAL = 0.045  # the share of real questions that lies below the usual score
_TINY = 1e-6


@dataclass(frozen=True)
class Likenesses:
    """The likeness of a library's examples with each other, and with small talk.

    Attributes:
        examples: of every example with every other.
        strangers: of every small talk with every example.
        among_strangers: of every small talk with every other.
    """

    examples: Floats
    strangers: Floats
    among_strangers: Floats


@dataclass(frozen=True)
class Bar:
    """What was measured.

    Attributes:
        usual: the score that all but the least sure of the library's own questions reach.
        least: how sure a message must be.
    """

    usual: float
    least: float

    def sureness(self, tops: Floats, nearest: Floats, stranger: Floats) -> Floats:
        """How sure messages are: by score, likeness with examples, and with small talk."""
        excess = (tops - self.usual) / (abs(self.usual) + _TINY)
        found: Floats = excess + nearest - STRANGERS_WEIGHT * stranger
        return found


def measure(
    likenesses: Likenesses, examples: Examples, learned: Discriminant, smoothing: float, most: int
) -> Bar:
    """The bar for a library, measured on `most` examples at most."""
    chosen = _sample(examples, most)
    tops, nearest, stranger = _held_back(likenesses, examples, smoothing, chosen)
    bar = Bar(float(np.quantile(tops, _USUAL)), 0.0)
    real = bar.sureness(tops, nearest, stranger)
    talk = likenesses.strangers
    others = likenesses.among_strangers.copy()
    np.fill_diagonal(others, -1)
    tops = learned.tops(learned.scores(bend(talk)))
    strange = bar.sureness(tops, talk.max(axis=1), others.max(axis=1))
    most_lost = real.mean() - _DEVIATIONS * real.std()
    return Bar(bar.usual, float(min(most_lost, np.quantile(strange, _SILENCED))))


def _held_back(
    likenesses: Likenesses, examples: Examples, smoothing: float, chosen: NDArray[np.intp]
) -> tuple[Floats, Floats, Floats]:
    """Score, likeness with examples and with small talk of questions that were not learned."""
    within = likenesses.examples[np.ix_(chosen, chosen)]
    strangers = likenesses.strangers[:, chosen].max(axis=0)
    owners = np.unique(examples.owners[chosen], return_inverse=True)[1]
    questions = examples.questions[chosen]
    turns = np.cumsum(questions) % _FOLDS
    tops, nearest, stranger = [], [], []
    for fold in range(_FOLDS):
        held = questions & (turns == fold)
        kept = ~held
        learned = train(bend(within[np.ix_(kept, kept)]), owners[kept], smoothing)
        likeness = within[np.ix_(held, kept)]
        tops.append(learned.tops(learned.scores(bend(likeness))))
        nearest.append(likeness.max(axis=1))
        stranger.append(strangers[held])
    return np.concatenate(tops), np.concatenate(nearest), np.concatenate(stranger)


def _sample(examples: Examples, most: int) -> NDArray[np.intp]:
    """The examples of as many replies, evenly spread, as make a quick measurement."""
    replies = len(examples.starts)
    per_reply = len(examples.texts) / replies
    wanted = min(replies, max(2, int(most / per_reply)))
    chosen = np.unique(np.linspace(0, replies - 1, wanted).astype(np.intp))
    return np.flatnonzero(np.isin(examples.owners, chosen))
