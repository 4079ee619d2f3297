"""What is sent often and lately, by one agent and by everybody: enough to order equals."""

import math
from collections.abc import Mapping

from csconsole.replies.model import Usage

_USE_WEIGHT = 1.2
_RECENCY_WEIGHT = 2.0
_EVERYBODY = 0.4  # what the use by all agents counts beside one's own
_RECENCY_HALF_LIFE = 7 * 86_400_000  # milliseconds
_NEVER = Usage()
_ALL = ""  # stands for every agent together


class Likings:
    """Uses per agent and reply."""

    def __init__(self, usage: Mapping[str, Usage]) -> None:
        self._by_agent: dict[str, dict[str, Usage]] = {_ALL: dict(usage)}

    def usage(self, reply_id: str, agent: str = _ALL) -> Usage:
        """How often and how lately a reply was sent by an agent; by all for no agent."""
        return self._by_agent.get(agent, {}).get(reply_id, _NEVER)

    def used(self, reply_id: str, at: int, agent: str = _ALL) -> None:
        """Count one use."""
        for who in {agent, _ALL}:
            before = self.usage(reply_id, who)
            uses = self._by_agent.setdefault(who, {})
            uses[reply_id] = Usage(before.count + 1, max(before.last, at))

    def points(self, reply_id: str, agent: str, now: int) -> float:
        """A few points for what is sent often and lately."""
        everybody = _points(self.usage(reply_id), now)
        if agent == _ALL:
            return everybody
        return _points(self.usage(reply_id, agent), now) + _EVERYBODY * everybody


def _points(usage: Usage, now: int) -> float:
    if not usage.count:
        return 0.0
    often = _USE_WEIGHT * math.log1p(usage.count)
    if not now or not usage.last:
        return often
    age: float = max(0, now - usage.last) / _RECENCY_HALF_LIFE
    return often + _RECENCY_WEIGHT * math.exp2(-age)
