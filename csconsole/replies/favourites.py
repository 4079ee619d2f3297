"""Which replies an agent has marked, and which were sent lately."""

from csconsole.people.people import People
from csconsole.replies.model import Usage
from csconsole.replies.store import FAVOURITE, ReplyStore
from csconsole.storage import clock
from csconsole.storage.entities import DELETED
from csconsole.storage.store import Store


class Favourites:
    """The favourites of whoever is at the desk."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people
        self._replies = ReplyStore(store)

    def ids(self) -> list[str]:
        """The marked replies, the latest first."""
        return self._replies.favourites(self._people.agent)

    def mark(self, reply_id: str, *, marked: bool) -> None:
        """Mark a reply, or take the mark away."""
        agent = self._people.agent
        patch = {"agent": agent, "reply": reply_id, "at": clock.wall_clock(), DELETED: not marked}
        entity_id = f"{agent}/{reply_id}"
        self._store.journal.write(FAVOURITE.name, entity_id, patch, cause="reply.favourite")

    def recent(self, most: int = 20) -> list[str]:
        """The replies that the agent sent last, the latest first, each once."""
        return self._replies.recent(self._people.agent, most)

    def usage(self) -> dict[str, Usage]:
        """How often and how lately each reply was sent, by all agents."""
        return self._replies.usage()[""]

    def most_used(self, most: int = 20) -> list[str]:
        """The replies that the agent sent most often, the most first."""
        usage = self._replies.usage().get(self._people.agent, {})
        order = sorted(usage, key=lambda id_: (-usage[id_].count, -usage[id_].last, id_))
        return order[:most]
