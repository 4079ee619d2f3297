"""When to say nothing: how sure a suggestion must be, measured on the library itself.

Where replies have questions, some of these are held back, the rest is learned, and what the held
back ones score shows how sure a real question is: the few least sure set the bar. Where there are
only titles and texts, a fixed bar of likeness must do.
"""

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.suggestions.discriminant import Floats, bend, train
from csconsole.replies.suggestions.examples import Examples

ASKS_TO_MEASURE = 3.0  # per reply
_FOLDS = 4
_MOST_EXAMPLES = 900  # more would measure the same, slowly
_LOST = 0.045  # of the real questions may go unanswered


def measured_bar(similarities: Floats, examples: Examples, smoothing: float) -> float:
    """The score that all but the least sure of the library's own questions reach."""
    chosen = _sample(examples)
    within = similarities[np.ix_(chosen, chosen)]
    owners = np.unique(examples.owners[chosen], return_inverse=True)[1]
    questions = examples.questions[chosen]
    turns = np.cumsum(questions) % _FOLDS
    tops: list[NDArray[np.float32]] = []
    for fold in range(_FOLDS):
        held = questions & (turns == fold)
        kept = ~held
        learned = train(bend(within[np.ix_(kept, kept)]), owners[kept], smoothing)
        tops.append(learned.scores(bend(within[np.ix_(held, kept)])).max(axis=1))
    return float(np.quantile(np.concatenate(tops), _LOST))


def _sample(examples: Examples) -> NDArray[np.intp]:
    """The examples of as many replies, evenly spread, as make a quick measurement."""
    replies = len(examples.starts)
    per_reply = len(examples.texts) / replies
    wanted = min(replies, max(2, int(_MOST_EXAMPLES / per_reply)))
    chosen = np.unique(np.linspace(0, replies - 1, wanted).astype(np.intp))
    return np.flatnonzero(np.isin(examples.owners, chosen))
