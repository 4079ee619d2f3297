"""What is sent often and lately, by one agent and by everybody: enough to order equals."""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from csconsole.replies.fitting import Scores
from csconsole.replies.grams import Bits, Ids, as_bits
from csconsole.replies.model import Usage

_USE_WEIGHT = 1.2
_RECENCY_WEIGHT = 2.0
_EVERYBODY = 0.4  # what the use by all agents counts beside one's own
_RECENCY_HALF_LIFE = 7 * 86_400_000  # milliseconds
_NEVER = Usage()
Numbering = Callable[[str], int | None]  # the number of a reply by its id
ALL = ""  # stands for every agent together


class Likings:
    """Uses per agent and reply."""

    def __init__(self, usage: Mapping[str, Mapping[str, Usage]]) -> None:
        self._by_agent = {agent: dict(uses) for agent, uses in usage.items()}
        self._tables: dict[str, _Table] = {}

    def usage(self, reply_id: str, agent: str = ALL) -> Usage:
        """How often and how lately a reply was sent by an agent; by all for no agent."""
        return self._by_agent.get(agent, {}).get(reply_id, _NEVER)

    def used(self, reply_id: str, at: int, agent: str = ALL) -> None:
        """Count one use."""
        for who in {agent, ALL}:
            before = self.usage(reply_id, who)
            uses = self._by_agent.setdefault(who, {})
            uses[reply_id] = Usage(before.count + 1, max(before.last, at))
            self._tables.pop(who, None)

    def moved(self) -> None:
        """The places of replies changed."""
        self._tables.clear()

    def favourites(self, number: Numbering, count: int) -> Bits | None:
        """Which of the first `count` replies anybody ever sent; None for none."""
        table = self._table(ALL, number)
        return table.bits(count) if len(table.ids) else None

    def points(self, ids: Ids, agent: str, now: int, number: Numbering) -> Scores:
        """A few points for what is sent often and lately."""
        everybody = self._table(ALL, number).points(ids, now)
        if agent == ALL:
            return everybody
        return self._table(agent, number).points(ids, now) + _EVERYBODY * everybody

    def _table(self, agent: str, number: Numbering) -> "_Table":
        if agent not in self._tables:
            self._tables[agent] = _Table(self._by_agent.get(agent, {}), number)
        return self._tables[agent]


class _Table:
    """The uses by one agent, or by all, by the numbers of the replies."""

    def __init__(self, uses: Mapping[str, Usage], number: Numbering) -> None:
        rows = sorted(
            (at, usage.count, usage.last)
            for reply_id, usage in uses.items()
            if (at := number(reply_id)) is not None
        )
        self.ids: Ids = np.array([at for at, _count, _last in rows], np.int32)
        self._counts = np.array([count for _at, count, _last in rows], np.float64)
        self._last = np.array([last for _at, _count, last in rows], np.float64)
        self._bits: Bits | None = None

    def bits(self, count: int) -> Bits:
        """Which of the first `count` replies were used."""
        if self._bits is None:
            flags = np.zeros(count, np.bool_)
            flags[self.ids[self.ids < count]] = True
            self._bits = as_bits(flags)
        return self._bits

    def points(self, ids: Ids, now: int) -> npt.NDArray[np.float64]:
        found = np.zeros(len(ids))
        if not len(self.ids):
            return found
        rows = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        liked = np.flatnonzero(self.ids[rows] == ids)
        rows = rows[liked]
        found[liked] = _USE_WEIGHT * np.log1p(self._counts[rows])
        if now:
            age = np.maximum(now - self._last[rows], 0) / _RECENCY_HALF_LIFE
            found[liked] += np.where(self._last[rows] > 0, _RECENCY_WEIGHT * np.exp2(-age), 0)
        return found
