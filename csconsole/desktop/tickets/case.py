"""All that is shown of a ticket, read at once in the store's worker; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from csconsole.language import _
from csconsole.orders.model import Line, Order
from csconsole.people.model import Agent
from csconsole.tickets.clocks import Clock, clocks
from csconsole.tickets.closing import proposed_visit
from csconsole.tickets.model import Event, Kind, Move, State, Ticket, Visit, Workflow
from csconsole.tickets.moving import in_language
from csconsole.workspace.ticket_replies import FittingReply, Speaking
from csconsole.workspace.workspace import Workspace

CNY = "CNY"


@dataclass(frozen=True)
class OfferedMove:
    """A move from where a ticket stands.

    Attributes:
        against: what speaks against it, in sentences; empty where it can be made.
        ends: whether the case ends with it.
    """

    move: Move
    label: str
    against: tuple[str, ...] = ()
    ends: bool = False


@dataclass(frozen=True)
class OtherTicket:
    """A ticket that this one is linked with, or goes on in."""

    id: str
    number: str
    told: str


@dataclass(frozen=True)
class Case:
    """A ticket with all that belongs to it, as the window shows it.

    Attributes:
        moves: allowed ones first.
        visit: when a follow-up visit would be proposed if it ended now; None for not at all.
        language: the one that its replies are in.
        visit_reply: what a follow-up visit begins with; None where the library has none.
    """

    ticket: Ticket
    workflow: Workflow
    order: Order | None = None
    moves: tuple[OfferedMove, ...] = ()
    clocks: tuple[Clock, ...] = ()
    events: tuple[Event, ...] = ()
    replies: tuple[FittingReply, ...] = ()
    visits: tuple[Visit, ...] = ()
    others: tuple[OtherTicket, ...] = ()
    goes_on_in: OtherTicket | None = None
    agents: tuple[str, ...] = ()
    buyer_tier: str = ""
    visit: datetime | None = None
    limit: int | None = None
    language: str = "zh"
    visit_reply: FittingReply | None = None

    @property
    def state(self) -> State | None:
        """Where the ticket stands; None for a state of another version."""
        return self.workflow.states.get(self.ticket.state)

    @property
    def state_label(self) -> str:
        """What that is called."""
        return in_language(self.state.label) if self.state else self.ticket.state

    @property
    def kind_label(self) -> str:
        """What the kind is called."""
        return in_language(self.workflow.label)

    @property
    def currency(self) -> str:
        """The currency of its amounts."""
        return currency_of(self.order)


@dataclass(frozen=True)
class Goods:
    """A line of an order in a form: what it is, and how many were bought."""

    title: str
    ordered: int


def currency_of(order: Order | None) -> str:
    """The currency of an order's amounts; that of China where nobody knows."""
    return order.paid.currency if order and order.paid else CNY


def goods_of(order: Order | None) -> tuple[Goods, ...]:
    """The lines of an order as a form shows them."""
    return tuple(_goods(line) for line in order.lines) if order else ()


def _goods(line: Line) -> Goods:
    return Goods(" · ".join(filter(None, (line.title, line.variant))), line.quantity or 1)


def read_case(
    workspace: Workspace, ticket_id: str, language: str, answers: Mapping[str, str]
) -> Case:
    """What is shown of a ticket; `language` is that of its buyer ("": as the settings say).

    Raises:
        NotFoundError: there is no such ticket.
    """
    now = workspace.now()
    shelf = workspace.tickets
    ticket = shelf.find(ticket_id)
    order = workspace.orders.by_id(ticket.order) if ticket.order else None
    tier = workspace.orders.page(order).buyer.tier if order else ""
    rules = workspace.after_sales.rules.present()
    spoken = language or workspace.settings.reply_language
    speaking = _speaking(workspace, order, spoken, answers)
    visits = tuple(workspace.after_sales.closing.of_ticket(ticket.id))
    first = workspace.ticket_replies.of_visit(ticket, order, speaking, now, vip=bool(tier))
    return Case(
        ticket=ticket,
        workflow=shelf.workflow(ticket.kind),
        order=order,
        moves=_moves(workspace, ticket),
        clocks=tuple(clocks(ticket, now, rules.deadlines)),
        events=tuple(_readable(workspace, event, spoken) for event in shelf.timeline(ticket.id)),
        replies=(
            *filter(None, [first if any(one.done is None for one in visits) else None]),
            *workspace.ticket_replies.fitting(ticket, order, speaking, now),
        ),
        visits=visits,
        others=_others(workspace, ticket.links),
        goes_on_in=next(iter(_others(workspace, [ticket.goes_on_in])), None),
        agents=tuple(_names(workspace.people.agents())),
        buyer_tier=tier,
        visit=proposed_visit(rules, now, tier),
        limit=rules.compensation_limit,
        language=spoken,
        visit_reply=first,
    )


def _speaking(
    workspace: Workspace, order: Order | None, language: str, answers: Mapping[str, str]
) -> Speaking:
    """How replies about an order are filled in, beside what the ticket tells."""
    place = workspace.cards.return_place(order)
    back = {
        "return_recipient": place.name,
        "return_phone": place.phone,
        "return_address": place.address,
    }
    return Speaking(language, answers, {**workspace.values(None, language), **back})


def _readable(workspace: Workspace, event: Event, language: str) -> Event:
    """An event that calls a reply by its title, as people know it."""
    before, _id, after = _("reply sent: {reply}").partition("{reply}")
    parts = event.what.split("; ")
    for at, part in enumerate(parts):
        if part.startswith(before) and part.endswith(after):
            reply = workspace.replies.get(part[len(before) : len(part) - len(after)])
            parts[at] = f"{before}{reply.title_in(language)}{after}" if reply else part
    return replace(event, what="; ".join(parts))


def _names(agents: list[Agent]) -> list[str]:
    return [agent.name for agent in agents]


def _moves(workspace: Workspace, ticket: Ticket) -> tuple[OfferedMove, ...]:
    workflow = workspace.tickets.workflow(ticket.kind)
    against = workspace.tickets.missing(ticket)
    moves = [
        OfferedMove(
            move,
            in_language(move.label),
            tuple(against.get(move.to, ())),
            workflow.states[move.to].ends,
        )
        for move in workflow.moves_from(ticket.state)
    ]
    return tuple(sorted(moves, key=lambda one: bool(one.against)))


def _others(workspace: Workspace, ids: Sequence[str]) -> tuple[OtherTicket, ...]:
    return tuple(_other(workspace, one) for one in workspace.tickets.of_ids(ids))


def _other(workspace: Workspace, ticket: Ticket) -> OtherTicket:
    workflow = workspace.tickets.workflow(ticket.kind)
    state = workflow.states.get(ticket.state)
    told = in_language(state.label) if state else ticket.state
    return OtherTicket(ticket.id, ticket.number, f"{in_language(workflow.label)} · {told}")


def kind_name(workflow: Workflow) -> str:
    """What a kind is called."""
    return in_language(workflow.label)


def card_can_be_made(kind: Kind) -> bool:
    """Whether a card travels with the parcel of such a case."""
    return kind in {Kind.RETURN, Kind.EXCHANGE}
