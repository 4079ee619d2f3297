"""What the orders of the open talks fill into replies, each in its own talk alone; no Qt."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from csconsole.replies.suggestions.model import NOTHING_IN_VIEW, TalkContext
from csconsole.talks.model import Talk

_PERSONAL = {"address"}  # filled in once somebody has asked to see it, which is written down


@dataclass(frozen=True)
class KnownOrder:
    """What a talk needs to know of its order.

    Attributes:
        values: the named values by the language that replies are sent in.
        context: how far it has come, and its open ticket.
    """

    id: str
    no: str
    buyer: str
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    context: TalkContext = NOTHING_IN_VIEW


class OrderValues:
    """The orders that the open talks are about, as far as they were read.

    Attributes:
        revealed: the id of the order whose personal data may be seen at this moment.
        shown_ticket: tells kind and state of the ticket that is open beside the talk.
    """

    def __init__(self) -> None:
        self._known: dict[str, KnownOrder] = {}
        self.revealed = ""
        self.shown_ticket: Callable[[], TalkContext | None] = lambda: None

    def know(self, order: KnownOrder) -> None:
        """An order was read, for the first time or anew."""
        self._known[order.id] = order

    def keep_only(self, orders: Collection[str]) -> None:
        """Forget the orders that no talk is about any more."""
        self._known = {id_: one for id_, one in self._known.items() if id_ in orders}

    def of(self, talk: Talk) -> KnownOrder | None:
        """The order of a talk; None where it has none, or it was not read yet."""
        return self._known.get(talk.order) if talk.order else None

    def context(self, talk: Talk) -> TalkContext:
        """What is in view of a talk: its order, and the ticket that is open or shown."""
        order, ticket = self.of(talk), self.shown_ticket()
        known = order.context if order is not None else NOTHING_IN_VIEW
        return known if ticket is None else replace(known, kind=ticket.kind, state=ticket.state)

    def values(self, desk: Mapping[str, str], talk: Talk) -> Mapping[str, str]:
        """What is known in a talk: of the desk and of its order; the agent's answers go first."""
        order = self.of(talk)
        if order is None:
            return desk
        hidden = set() if self.revealed == order.id else _PERSONAL
        given = {name for name, text in talk.answers.items() if text.strip()}
        told = order.values.get(talk.language, {})
        return {
            **desk,
            **{name: text for name, text in told.items() if name not in hidden | given},
        }
