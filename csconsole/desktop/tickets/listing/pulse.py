"""What is told of the tickets by itself: how much is owed and late, and what runs out soon."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.tickets.listing.words import due_badge, end_of_day, what_text
from csconsole.language import _
from csconsole.tickets.listing import Filters
from csconsole.workspace.workspace import Workspace

_MINUTE_MS = 60_000
_BEGUN_MS = 4_000  # after the start, when whoever sits here has seen the window
_SOON_MS = 300  # several changes are counted once
_MOST_TOLD = 4  # lines of one notification


@dataclass(frozen=True)
class Pulse:
    """How things stand.

    Attributes:
        owed: lines that are owed today.
        late: open tickets of which something has run out.
        next: the most urgent lines in words, with the id of each one's ticket.
    """

    owed: int = 0
    late: int = 0
    next: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Told:
    """What is to be told once: lines in words, the ticket of the first, how many there are."""

    lines: tuple[str, ...] = ()
    ticket: str = ""
    count: int = 0


class TicketPulse(QObject):
    """Counts and reminds in the store's worker, by the minute and after every change.

    Signals:
        beaten: how things stand now (Pulse).
        reminded: something is to be told (Told).
    """

    beaten = Signal(object)
    reminded = Signal(object)

    def __init__(self, jobs: Jobs, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._now = jobs, now
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.count)
        self._minutes = QTimer(self, interval=_MINUTE_MS)
        self._minutes.timeout.connect(self.count)
        self._minutes.timeout.connect(self.remind)
        self._begun = QTimer(self, singleShot=True, interval=_BEGUN_MS)
        self._begun.timeout.connect(self.remind)

    def begin(self) -> None:
        """Count now, and from now on."""
        self.count()
        self._minutes.start()
        self._begun.start()

    def stop(self) -> None:
        """Tell nothing any more."""
        for timer in (self._soon, self._minutes, self._begun):
            timer.stop()

    def renew(self) -> None:
        """Tickets have changed: count in a moment."""
        self._soon.start()

    def count(self) -> None:
        """Count now."""
        now = self._now()
        self._jobs.run(lambda one: read_pulse(one, now), self.beaten.emit)

    def remind(self) -> None:
        """Tell what runs out soon and was not told yet."""
        now = self._now()
        self._jobs.run(lambda one: take_reminders(one, now), self._on_taken)

    def _on_taken(self, told: Told) -> None:
        if told.lines:
            self.reminded.emit(told)


def read_pulse(workspace: Workspace, now: datetime) -> Pulse:
    """How things stand at a moment; in the worker."""
    until = end_of_day(now)
    count = workspace.tickets.how_much_is_owed(until, now)
    late = workspace.tickets.page(Filters(late=True), now, 1)[1]
    lines = (
        (
            f"{one.ticket.number} · {due_badge(what_text(one.deed.value), one.due, now).text}",
            one.ticket.id,
        )
        for one in workspace.tickets.owed(until, most=_MOST_TOLD)
    )
    return Pulse(count.owed, late, tuple(lines))


def take_reminders(workspace: Workspace, now: datetime) -> Told:
    """What is to be told now to whoever sits here; it counts as told from then on."""
    people = workspace.people
    if people.agents() and not people.agent:
        return Told()  # nobody sits here whom it could be told
    found = workspace.after_sales.reminders.take(now, people.agent)
    tickets = {one.id: one for one in workspace.tickets.of_ids([one.ticket for one in found])}
    known = [one for one in found if one.ticket in tickets]
    lines = [
        f"{tickets[one.ticket].number} · {due_badge(what_text(one.what), one.due, now).text}"
        for one in known
    ]
    more = len(lines) - _MOST_TOLD
    if more > 0:
        lines = [*lines[:_MOST_TOLD], _("and {count} more").format(count=more)]
    return Told(tuple(lines), known[0].ticket if known else "", len(known))
