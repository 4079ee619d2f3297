"""Handing over at the end of a shift, and taking what was left when one sits down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QPlainTextEdit, QWidget

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.words import moment_text, name_and_tags
from csconsole.desktop.people.seat import Seat
from csconsole.desktop.tickets.asking import Asking, told_label
from csconsole.desktop.tickets.telling import deed_name
from csconsole.language import _, ngettext
from csconsole.tickets.listing import Filters
from csconsole.tickets.model import Handover, Ticket
from csconsole.tickets.moving import in_language
from csconsole.tickets.workflow_file import workflows
from csconsole.workspace.workspace import Workspace

_LIST_HEIGHT, _NOTE_HEIGHT = 150, 80


@dataclass(frozen=True)
class _Mine:
    """What whoever sits here would leave, and to whom it can be left."""

    agent: str
    others: tuple[str, ...]
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True)
class _Left:
    """A handover that waits, with its tickets."""

    handover: Handover
    tickets: tuple[Ticket, ...]


class HandoverDesk(QObject):
    """Gives tickets to the next agent, and offers what was left to whoever sits down.

    Signals:
        accepted: tickets have another owner now.
    """

    accepted = Signal()

    def __init__(self, seat: Seat, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._notices, self._window = jobs, notices, window
        self._is_asking = False
        seat.taken.connect(lambda _agent: self.look())
        seat.settled.connect(self.look)

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {"hand_over": self.give}

    def give(self) -> None:
        """Ask to whom the open tickets of whoever sits here go."""
        self._jobs.run(_mine, self._on_mine, self._notices.complain)

    def look(self) -> None:
        """Offer what was left for whoever sits here, if anything was."""
        if not self._is_asking:
            self._jobs.run(_left, self._on_left)

    def _on_mine(self, mine: _Mine) -> None:
        if not mine.agent:
            self._notices.say(_("Nobody sits at this desk"))
        elif not mine.others:
            self._notices.say(_("There is no other agent to hand over to"))
        else:
            self._ask(mine)

    def _ask(self, mine: _Mine) -> None:
        asking = HandoverAsking(mine.others, mine.tickets, self._window)

        def done(given: Handover) -> None:
            asking.close_well()
            count = len(given.tickets)
            told = ngettext(
                "{count} ticket waits for {name}", "{count} tickets wait for {name}", count
            )
            self._notices.say(told.format(count=count, name=given.taker))

        def go() -> None:
            taker, note = asking.taker.currentText(), asking.note.toPlainText()
            self._jobs.run(
                lambda one: one.after_sales.handovers.give(taker, note, one.now()),
                done,
                asking.refuse,
            )

        asking.tried.connect(go)
        asking.open()

    def _on_left(self, waiting: Sequence[_Left]) -> None:
        if not waiting or self._is_asking:
            return
        self._is_asking = True
        left, others = waiting[0], waiting[1:]
        asking = AcceptAsking(left.handover, left.tickets, self._window)

        def go() -> None:
            self._jobs.run(
                lambda one: one.after_sales.handovers.accept(one.now(), left.handover.id),
                lambda _taken: asking.close_well(),
                asking.refuse,
            )

        def closed(result: int) -> None:
            self._is_asking = False
            if result:
                self._notices.say(_("Accepted from {name}").format(name=left.handover.giver))
                self.accepted.emit()
                self._on_left(others)

        asking.tried.connect(go)
        asking.finished.connect(closed)
        asking.open()


class HandoverAsking(Asking):
    """Asks who takes over, and what that agent should know."""

    def __init__(self, others: Sequence[str], tickets: Sequence[Ticket], parent: QWidget) -> None:
        super().__init__(
            _("Hand over"),
            _("Your open tickets go to the next agent, who accepts them."),
            _("Hand over  Ctrl+Enter"),
            parent,
        )
        self.taker = QComboBox()
        self.taker.addItems(list(others))
        self.ask(_("To"), self.taker)
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.ask(_("What the next one should know"), self.note)
        self.list = _ticket_list(tickets)
        self.ask(_("Open tickets: {count}").format(count=len(tickets)), self.list)


class AcceptAsking(Asking):
    """Shows what another agent has left, to be accepted."""

    def __init__(self, handover: Handover, tickets: Sequence[Ticket], parent: QWidget) -> None:
        super().__init__(
            _("{name} has left you tickets").format(name=handover.giver),
            moment_text(handover.at, datetime.now().astimezone()),
            _("Accept  Ctrl+Enter"),
            parent,
        )
        if handover.note:
            self.rows.addRow(told_label(handover.note, ""))
        self.list = _ticket_list(tickets)
        self.ask(_("Open tickets: {count}").format(count=len(tickets)), self.list)


def _ticket_list(tickets: Sequence[Ticket]) -> QListWidget:
    found = QListWidget()
    found.setWordWrap(True)
    found.setMaximumHeight(_LIST_HEIGHT)
    for ticket in tickets:
        workflow = workflows()[ticket.kind]
        state = workflow.states.get(ticket.state)
        owed = ", ".join(deed_name(one.deed) for one in ticket.owed)
        what = f"{in_language(workflow.label)} · {in_language(state.label) if state else ''}"
        found.addItem(name_and_tags(ticket.number, what, ticket.buyer, owed))
    return found


def _mine(workspace: Workspace) -> _Mine:
    agent = workspace.people.agent
    others = tuple(one.name for one in workspace.people.agents() if one.name != agent)
    filters = Filters(owner=agent, open_only=True)
    tickets = workspace.tickets.listed(filters, workspace.now()) if agent else []
    return _Mine(agent, others, tuple(tickets))


def _left(workspace: Workspace) -> list[_Left]:
    agent = workspace.people.agent
    waiting = workspace.after_sales.handovers.waiting(agent) if agent else []
    return [
        _Left(
            one,
            tuple(
                ticket
                for ticket in workspace.tickets.of_ids(one.tickets)
                if ticket.closed is None and ticket.owner == one.giver
            ),
        )
        for one in waiting
    ]
