"""What is to be told now, before it is late, and never twice."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from csconsole.storage.store import Store
from csconsole.tickets.clocks import clocks
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.listing import TicketList
from csconsole.tickets.model import Ticket, Tier, Visit
from csconsole.tickets.shop_hours import USUAL, Deadlines

# How long before the end it is told, by tier: time enough to act, little enough to be heeded.
AHEAD: Mapping[Tier, timedelta] = {
    Tier.ORDINARY: timedelta(hours=2),
    Tier.URGENT: timedelta(hours=1),
    Tier.MAJOR: timedelta(minutes=20),
}
_FARTHEST = max(AHEAD.values())
_KEPT_DAYS = 90
# Tickets; where more are late, the ones that are late for longest were told long ago, and reading
# all of them each minute would keep the store busy for seconds.
_MOST_LOOKED_AT = 1000


@dataclass(frozen=True)
class Reminder:
    """One thing to be told.

    Attributes:
        key: names it, so that it is told once; another deadline of the same clock is another one.
        ticket: the id of its ticket.
        what: `response`, `solution`, `platform`, or what is owed (a deed).
        due: when it runs out, or ran out.
    """

    key: str
    ticket: str
    what: str
    due: datetime


def to_tell(
    tickets: Iterable[Ticket],
    visits: Iterable[Visit],
    now: datetime,
    told: Collection[str],
    deadlines: Deadlines = USUAL,
) -> list[Reminder]:
    """What is to be told now and was not told yet, the next to run out first."""
    found = [
        one
        for ticket in tickets
        for one in _of_ticket(ticket, now, deadlines)
        if one.due - AHEAD[ticket.tier] <= now
    ]
    found += [
        Reminder(f"visit:{one.id}:{_seconds(one.due)}", one.ticket, "follow-up", one.due)
        for one in visits
        if one.done is None and one.due <= now
    ]
    return sorted((one for one in found if one.key not in told), key=lambda one: (one.due, one.key))


class Reminders:
    """What this device has told; another one tells its own agent."""

    def __init__(self, store: Store, desk: TicketDesk) -> None:
        self._store, self._desk = store, desk
        self._execute = store.database.execute
        self._list = TicketList(store)

    def take(self, now: datetime, owner: str = "") -> list[Reminder]:
        """What is to be told now; it counts as told from then on. `owner`: of whose tickets."""
        shelf = self._desk.shelf
        ids = self._list.running_out(now + _FARTHEST, _MOST_LOOKED_AT)
        tickets = [one for one in shelf.of_ids(ids) if not owner or one.owner in {"", owner}]
        visits = [one for one in shelf.visits(now) if not owner or one.owner in {"", owner}]
        told = {row[0] for row in self._execute("SELECT key FROM ticket_reminders")}
        found = to_tell(tickets, visits, now, told, shelf.deadlines())
        with self._store.journal.transaction():
            oldest = int((now - timedelta(days=_KEPT_DAYS)).timestamp())
            for one in found:
                self._execute(
                    "INSERT INTO ticket_reminders VALUES (?, ?)", [one.key, int(now.timestamp())]
                )
            # What ran out long ago is told no more, even where nobody has closed the ticket.
            self._execute("DELETE FROM ticket_reminders WHERE at < ?", [oldest])
        return [one for one in found if one.due > now - timedelta(days=_KEPT_DAYS)]


def _of_ticket(ticket: Ticket, now: datetime, deadlines: Deadlines) -> Iterable[Reminder]:
    for clock in clocks(ticket, now, deadlines):
        if not clock.stands:
            # A pause moves the end of the solution by itself: that is the same thing still.
            mark = ticket.tier_since if clock.name != "platform" else clock.due
            key = f"{clock.name}:{ticket.id}:{ticket.tier.value}:{_seconds(mark)}"
            yield Reminder(key, ticket.id, clock.name, clock.due)
    for action in ticket.owed:
        if action.due is not None:
            key = f"{action.id}:{_seconds(action.due)}"
            yield Reminder(key, ticket.id, action.deed.value, action.due)


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())
