"""Which talks are open, and how the page of the replies goes from one to another; no Qt."""

from dataclasses import dataclass

from csconsole.desktop.replies.state import RepliesState
from csconsole.language import _
from csconsole.talks.model import Talk
from csconsole.talks.open_talks import OpenTalks, label


@dataclass(frozen=True)
class Closed:
    """A talk that was closed, and where it stood."""

    talk: Talk
    at: int


class TalksState:
    """The open talks; the page's own state is the one before the agent.

    Attributes:
        language: the language that a new talk begins in.
    """

    def __init__(self, replies: RepliesState) -> None:
        self._replies = replies
        self.language = replies.language
        self._open = OpenTalks((replies.talk,))

    @property
    def at(self) -> int:
        """Which talk is before the agent."""
        return self._open.at

    def now(self) -> OpenTalks:
        """The open talks as they are at this moment."""
        looked_at = self._replies.chosen
        talk = self._replies.talk.looking(
            self._replies.query, self._replies.category, looked_at.id if looked_at else ""
        )
        return self._open.with_present(talk)

    def labels(self) -> list[str]:
        """What the talks are called, in the order of their tabs."""
        return [self._label(talk) for talk in self._open.with_present(self._replies.talk).talks]

    def begin(self) -> None:
        """Serve another buyer, in a talk of its own."""
        self._enter(self.now().begun(self.language))

    def switch(self, at: int) -> bool:
        """Go to a talk; False where it is the one already, or there is none."""
        talks = self.now()
        if at == talks.at or not 0 <= at < len(talks.talks):
            return False
        self._enter(talks.switched(at))
        return True

    def close(self, at: int) -> Closed:
        """Close a talk; it can be opened again as it was."""
        talks = self.now()
        closed = Closed(talks.talks[at], at)
        after = talks.without(at, self.language)
        if at == talks.at:
            self._enter(after)
        else:
            self._open = after
        return closed

    def reopen(self, closed: Closed) -> None:
        """Open a closed talk again, where it stood."""
        self._enter(self.now().with_back(closed.talk, closed.at))

    def take(self, talks: OpenTalks) -> None:
        """Take in the talks of another window or of the last time, beside those begun here."""
        self._enter(self.now().joined(talks))

    def attach(self, order: str) -> None:
        """Let the talk before the agent be about an order, by its id; "" for none any more."""
        self._replies.talk = self._replies.talk.with_order(order)

    def _label(self, talk: Talk) -> str:
        order = self._replies.orders.of(talk)
        told = label(talk, order.buyer, order.no) if order else label(talk)
        return told or _("Buyer {number}").format(number=talk.number)

    def _enter(self, talks: OpenTalks) -> None:
        self._open = talks
        self._replies.enter(talks.present)
