"""One thing done to several tickets: what can be done is, what is refused is named with why."""

from collections.abc import Callable, Iterable

from csconsole.errors import UserError
from csconsole.storage.store import Store
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.model import Outcome, Refusal
from csconsole.tickets.writing import TicketWriter


class SeveralTickets:
    """Does one thing to several tickets; used from the thread that opened the store."""

    def __init__(self, store: Store, desk: TicketDesk) -> None:
        self._store, self._desk = store, desk
        self._write = TicketWriter(desk)

    def each(self, tickets: Iterable[str], do: Callable[[str], object]) -> Outcome:
        """Do something to each ticket of these ids; a refused one keeps no other from it.

        All of it is one transaction, so that a power cut leaves all of it or nothing.
        """
        done: list[str] = []
        actions: list[str] = []
        refused: list[Refusal] = []
        with self._store.journal.transaction():
            for ticket in tickets:
                before = self._desk.shelf.last_action(ticket)
                try:
                    with self._store.journal.transaction():
                        do(ticket)
                except UserError as error:
                    number = self._desk.store.number_of(ticket) or ticket
                    refused.append(Refusal(number, error.sentence))
                    continue
                done.append(ticket)
                action = self._desk.shelf.last_action(ticket)
                if action and action != before:
                    actions.append(action)
        return Outcome(tuple(done), tuple(refused), tuple(reversed(actions)))

    def undo(self, outcome: Outcome) -> None:
        """Take back what was done; what somebody has changed since stays.

        Raises:
            NotFoundError: it cannot be taken back any more.
            BadInputError: what a ticket would come back for is in another ticket now.
        """
        with self._store.journal.transaction():
            for action in outcome.actions:
                self._store.journal.undo(action, agent=self._desk.agent)
            for ticket in outcome.done:
                self._write.check(ticket)
