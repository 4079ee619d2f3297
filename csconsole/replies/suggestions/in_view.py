"""What is in view of the talk moves replies up and down: its open ticket, and its order."""

from collections.abc import Mapping, Sequence

import numpy as np

from csconsole.replies.model import CATEGORY_SEPARATOR, Reply
from csconsole.replies.suggestions.model import TalkContext
from csconsole.replies.suggestions.rows import Floats

# In standard deviations among the replies: what stands out clearly stays first.
_FITS_KIND, _FITS_STATE, _OTHER_KIND = 0.8, 0.5, -0.4
_CATEGORY_OF_KIND = 0.5
_STAGES: Mapping[str, Mapping[str, float]] = {  # what buyers ask about, and what is over or to come
    "unpaid": {"in-sale/payment": 0.6, "pre-sale": 0.3, "after-sale": -0.4},
    "paid": {"in-sale": 0.6, "in-sale/payment": -0.8, "after-sale/tracking": -0.3},
    "shipped": {"after-sale/tracking": 0.8, "in-sale": -0.4, "pre-sale/dispatch": -0.4},
    "done": {
        "after-sale": 0.4,
        "after-sale/tracking": -0.4,
        "follow-up": 0.3,
        "in-sale": -0.6,
        "pre-sale/dispatch": -0.4,
    },
}


class InView:
    """How much each reply gains from what is in view."""

    def __init__(self, replies: Sequence[Reply]) -> None:
        self._replies = replies
        self._known: dict[TalkContext, Floats] = {}

    def gain(self, context: TalkContext | None) -> Floats:
        """What is added to the score of every reply."""
        wanted = context or TalkContext()
        found = self._known.get(wanted)
        if found is None:
            gains = [_gain(reply, wanted) for reply in self._replies]
            found = self._known[wanted] = np.array(gains, dtype=np.float32)
        return found


def _gain(reply: Reply, context: TalkContext) -> float:
    gain = 0.0
    if context.kind and reply.for_kind:
        gain = _OTHER_KIND
        if reply.for_kind == context.kind:
            fits = not reply.for_states or context.state in reply.for_states
            gain = _FITS_KIND + (_FITS_STATE if fits else 0)
    elif context.kind and _lies_in(reply, f"after-sale/{context.kind}"):
        gain = _CATEGORY_OF_KIND
    stages = _STAGES.get(context.stage, {})
    return gain + sum(by for path, by in stages.items() if _lies_in(reply, path))


def _lies_in(reply: Reply, path: str) -> bool:
    return f"{reply.category}{CATEGORY_SEPARATOR}".startswith(f"{path}{CATEGORY_SEPARATOR}")
