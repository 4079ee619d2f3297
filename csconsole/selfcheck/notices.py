"""Notices: promotions and rules of the shop, which the supervisor writes and every agent reads."""

from collections.abc import Sequence
from datetime import date, datetime

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.selfcheck.model import Notice
from csconsole.selfcheck.store import ACKNOWLEDGED, NOTICE, CheckStore
from csconsole.selfcheck.texts import LONGEST_NOTICE, said_text
from csconsole.storage.entities import DELETED
from csconsole.storage.store import Store

_LEAST_OF_AN_ID = 4  # characters of its end by which a notice can be named


class Notices:
    """The notices in an open store."""

    def __init__(self, store: Store, people: People, library: ReplyLibrary) -> None:
        self._store, self._people, self._library = store, people, library
        self._kept = CheckStore(store)

    def add(
        self, text: str, first: date, last: date | None = None, replies: Sequence[str] = ()
    ) -> Notice:
        """Make something known for some days, both among them.

        Raises:
            BadInputError: the text is empty or too long, or the last day is before the first.
            NotFoundError: there is no such reply.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        text = said_text(text, "notice", LONGEST_NOTICE)
        last = last or first
        if last < first:
            raise BadInputError(_("the last day is before the first"), place=f"{first}..{last}")
        for reply in replies:
            if self._library.get(reply) is None:
                raise NotFoundError(_("there is no reply of this id"), place=reply[:60])
        self._people.require_supervisor()
        notice, agent = str(uuid7()), self._people.agent
        patch = {
            "text": text,
            "first": first.isoformat(),
            "last": last.isoformat(),
            "replies": list(dict.fromkeys(replies)),
            "agent": agent,
        }
        self._store.journal.write(NOTICE.name, notice, patch, cause="notice.add", agent=agent)
        return self.find(notice)

    def remove(self, notice: str) -> Notice:
        """Take a notice away.

        Raises:
            NotFoundError: there is none.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        found = self.find(notice)
        self._people.require_supervisor()
        agent = self._people.agent
        self._store.journal.write(
            NOTICE.name, found.id, {DELETED: True}, cause="notice.remove", agent=agent
        )
        return found

    def acknowledge(self, notice: str, now: datetime) -> Notice:
        """Whoever sits here has read a notice.

        Raises:
            NotFoundError: there is no such notice.
        """
        found, agent = self.find(notice), self._people.agent
        if agent not in found.acknowledged:
            patch = {"notice": found.id, "agent": agent, "at": int(now.timestamp())}
            self._store.journal.write(
                ACKNOWLEDGED.name,
                f"{found.id} {agent}",
                {**patch, DELETED: False},
                cause="notice.acknowledge",
                agent=agent,
            )
        return self.find(found.id)

    def of(self, first: date, last: date) -> list[Notice]:
        """The notices that hold on one of some days, the first to begin first."""
        where = "[first] <= ? AND last >= ?"
        return self._kept.notices(where, [last.isoformat(), first.isoformat()])

    def unread(self, day: date) -> list[Notice]:
        """The notices of a day that whoever sits here has not read."""
        return [one for one in self.of(day, day) if self._people.agent not in one.acknowledged]

    def all(self) -> list[Notice]:
        """Every notice, the first to begin first."""
        return self._kept.notices("1")

    def find(self, notice: str) -> Notice:
        """The notice of an id, or of the end of one.

        Raises:
            NotFoundError: there is none.
        """
        bare = notice.strip()
        found = self._kept.notices("id = ?", [bare])
        if not found and len(bare) >= _LEAST_OF_AN_ID:
            found = [one for one in self.all() if one.id.endswith(bare)]
        if len(found) != 1:
            raise NotFoundError(_("there is no such notice"), place=bare[:60])
        return found[0]
