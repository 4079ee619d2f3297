"""Forgetting orders by their age, a few at a time so that others can write meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from csconsole.orders.forgetting import OrderForgetting, Person
from csconsole.orders.orders import Orders
from csconsole.orders.retention import Limits, OldOrders
from csconsole.orders.traces import Traces
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.storage.store import Store
from csconsole.workspace.forgetting import Forgetting, Forgotten

CAUSE = "orders.retain"
_AT_ONCE = 200
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Step:
    """What one step has done.

    Attributes:
        after: where the next one goes on; None after the last.
        orders: how many orders it has forgotten.
    """

    after: str | None
    orders: int


@dataclass(frozen=True)
class Retained:
    """What was forgotten by age, or would be.

    Attributes:
        orders: how many orders.
        still_open: how many old orders are kept, since they seem to be open.
        is_clean: whether the file could be written anew, so that no unused page holds a trace.
    """

    orders: int
    still_open: int
    is_clean: bool = True


class Retention:
    """Keeps orders no longer than the shop wants; used from the thread that opened the store."""

    def __init__(
        self,
        store: Store,
        people: People,
        orders: Orders,
        replies: ReplyLibrary,
        forgetting: Forgetting,
    ) -> None:
        self._store, self._people, self._replies = store, people, replies
        self._forgetting = forgetting
        self._orders, self._old = OrderForgetting(store, orders), OldOrders(store)

    def retain(
        self,
        days: int,
        now: datetime,
        *,
        dry_run: bool = False,
        progress: Progress = lambda _orders: None,
    ) -> Retained:
        """Forget all orders whose last moment is more than so many days ago.

        Raises:
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        limits = Limits.of(days, now)
        if dry_run:
            return Retained(self._old.count(limits), self._old.still_open(limits))
        self._people.require_supervisor()
        orders, after = 0, ""
        while True:
            step = self.step(days, now, after)
            orders += step.orders
            progress(orders)
            if step.after is None:
                break
            after = step.after
        is_clean = self.finish() if orders else True
        return Retained(orders, self._old.still_open(limits), is_clean)

    def step(self, days: int, now: datetime, after: str = "") -> Step:
        """Forget the next few old orders; asks for nobody, as the supervisor has set the days."""
        found = self._old.some(Limits.of(days, now), after, _AT_ONCE)
        needed = self._forgetting.still_needing(found)
        orders = [id_ for id_ in found if id_ not in needed]
        if orders:
            self._forget(orders)
        return Step(found[-1] if len(found) == _AT_ONCE else None, len(orders))

    def finish(self) -> bool:
        """Have nothing of what was forgotten stay in the index, on free pages or in the log."""
        return self._forgetting.clean()

    def _forget(self, orders: list[str]) -> None:
        people = Person(tuple(orders), tuple(self._orders.orphans(orders)))
        kept = self._forgetting.kept_of(people)
        learned = self._learned(self._orders.traces(kept.things))
        counts: dict[str, int] = {}
        for entity, _id in kept.things:
            counts[entity] = counts.get(entity, 0) + 1
        with self._store.journal.action(CAUSE, self._people.agent) as action:
            self._orders.forget(action, kept.things)
            self._forgetting.unlearn(action, learned)
            self._forgetting.record(action, "age", Forgotten(counts, learned=len(learned)))
        self._forgetting.remove_attachments(kept.attachments)

    def _learned(self, traces: Traces) -> list[str]:
        """The learned messages that speak of one of these people beyond doubt.

        A short name may be an ordinary word, and here are the names of many people.
        """
        pairs = self._replies.learning.pairs()
        return [pair.id for pair in pairs if traces.surely_in(pair.message)]
