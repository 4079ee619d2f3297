"""How long pastes took, beside what typing would have taken; nothing of what was pasted is kept."""

from dataclasses import dataclass

from uuid6 import uuid7

from csconsole.people.people import People
from csconsole.replies.folding import is_han
from csconsole.replies.store import PASTE
from csconsole.storage import clock
from csconsole.storage.store import Store

# A practised agent types some 60 Chinese characters a minute, choosing among homophones, and some
# 200 letters of English. Who types faster has still to find the right words.
_MS_PER_HAN = 1000
_MS_PER_OTHER = 300


@dataclass(frozen=True)
class Saved:
    """What the palette has saved an agent.

    Attributes:
        pastes: how many replies were pasted.
        seconds: how much longer typing them would have taken.
    """

    pastes: int
    seconds: int


class Pastes:
    """The pastes of whoever is at the desk."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people

    def record(self, reply_id: str, text: str, took_ms: int) -> None:
        """Remember that a reply was pasted so many milliseconds after the key; not the text."""
        patch = {
            "reply": reply_id,
            "typing": typing_ms(text),
            "took": took_ms,
            "at": clock.wall_clock(),
        }
        agent = self._people.agent
        self._store.journal.write(PASTE.name, str(uuid7()), patch, cause="reply.paste", agent=agent)

    def saved_since(self, moment_ms: int) -> Saved:
        """What was saved since a moment in milliseconds since 1970."""
        count, saved = self._store.database.execute(
            "SELECT count(*), ifnull(sum(max(0, typing - took)), 0) FROM reply_pastes "
            "JOIN journal ON journal.clock = reply_pastes.clock "
            "WHERE at >= ? AND journal.agent = ? AND NOT deleted",
            [moment_ms, self._people.agent],
        ).fetchone()
        return Saved(count, saved // 1000)


def typing_ms(text: str) -> int:
    """How long typing a text takes, in milliseconds."""
    return sum(_MS_PER_HAN if is_han(character) else _MS_PER_OTHER for character in text)
