"""Signing a day: a reason for whatever is open, the snapshot, and where the journal stands."""

from collections.abc import Mapping
from datetime import date, datetime

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.selfcheck.checking import Found, SelfCheck, signed_already
from csconsole.selfcheck.model import CheckedDay, State
from csconsole.selfcheck.snapshot import as_kept
from csconsole.selfcheck.store import SIGNATURE, CheckStore
from csconsole.selfcheck.texts import LONGEST_NOTE, bare_text
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Journal
from csconsole.storage.store import Store


class ReasonsMissingError(BadInputError):
    """A day cannot be signed yet.

    Attributes:
        items: the ids of the open items that have no reason.
    """

    def __init__(self, items: tuple[str, ...]) -> None:
        self.items = items
        super().__init__(
            _("these items are open and need a reason: {items}").format(items=", ".join(items)),
            hint=_("csconsole selfcheck sign --reason ITEM=TEXT"),
        )


class Signing:
    """Signs the days of an open store."""

    def __init__(self, store: Store, people: People, checks: SelfCheck) -> None:
        self._store, self._people, self._checks = store, people, checks
        self._kept = CheckStore(store, checks.shop)

    def of(self, checks: SelfCheck) -> "Signing":
        """The same for the days of another shop."""
        return Signing(self._store, self._people, checks)

    def sign(
        self, now: datetime, day: date | None = None, reasons: Mapping[str, str] | None = None
    ) -> CheckedDay:
        """Lock a day as it stands, in the name of whoever sits at the desk.

        Raises:
            BadInputError: nobody sits here, the day has not begun or is signed, a reason is for
                no item or too long.
            ReasonsMissingError: open items have no reason.
        """
        day = self._checks.begun(now, day)
        agent = self._people.agent
        if not agent:
            raise BadInputError(_("nobody sits at this desk"), hint=_("csconsole agents use NAME"))
        # What was looked at is what is signed: nobody writes in between.
        with self._store.journal.action("selfcheck.sign", agent) as action:
            before = self._checks.signature(day)
            if before is not None:
                raise signed_already(before)
            found = self._checks.look(now, day)
            given = _reasons(found, reasons or {})
            patch = {
                "day": day.isoformat(),
                "agent": agent,
                "at": int(now.timestamp()),
                "reasons": given,
                "items": [as_kept(one.item, one.state, one.finding, one.tick) for one in found],
                "heads": heads(self._store.journal),
                "shop": self._checks.shop,
            }
            action.write(SIGNATURE.name, str(uuid7()), patch)
        return self._checks.check(now, day)

    def reopen(self, day: date) -> None:
        """Take the signature of a day back, for the supervisor.

        Raises:
            NotFoundError: nobody has signed it.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        self._people.require_supervisor()
        signature = self._checks.signature(day)
        if signature is None:
            raise NotFoundError(_("nobody has signed this day"), place=day.isoformat())
        with self._store.journal.action("selfcheck.reopen", self._people.agent) as action:
            # Another laptop may have signed the same day.
            while signature is not None:
                action.write(SIGNATURE.name, signature.id, {DELETED: True})
                signature = self._checks.signature(day)

    def doubts(self) -> list[str]:
        """The signed days before whose signature the journal is not what it was then."""
        return [
            _("the journal is not what it was when {name} signed {day}").format(
                name=one.agent, day=one.day.isoformat()
            )
            for one in self._kept.every_signature()
            if any(self._link(head.split(" ")[0]) != head for head in one.heads.values())
        ]

    def _link(self, reading: str) -> str:
        row = self._store.journal.execute(
            "SELECT link FROM journal WHERE clock = ?", (reading,)
        ).fetchone()
        return _head(reading, row[0]) if row else ""


def heads(journal: Journal) -> dict[str, str]:
    """Where the journal of each device stands: its last reading and its last link."""
    found = {}
    for device in journal.devices():
        row = journal.execute(
            "SELECT clock, link FROM journal WHERE substr(clock, 17) = ? "
            "ORDER BY clock DESC LIMIT 1",
            (device,),
        ).fetchone()
        found[device] = _head(row[0], row[1])
    return found


def _head(reading: str, link: bytes) -> str:
    return f"{reading} {bytes(link).hex()}"


def _reasons(found: list[Found], told: Mapping[str, str]) -> dict[str, str]:
    """The reasons of the open items; one for an item that is done by now is not kept."""
    known = {one.item.id for one in found}
    for item in told:
        if item not in known:
            raise NotFoundError(_("the list has no such item"), place=item[:60])
    bare = {item: bare_text(text, item, LONGEST_NOTE) for item, text in told.items()}
    open_items = [one.item.id for one in found if one.state is State.OPEN]
    missing = tuple(item for item in open_items if not bare.get(item))
    if missing:
        raise ReasonsMissingError(missing)
    return {item: bare[item] for item in open_items}
