"""Whatever agents do with tickets, in whatever order: a closed one owes nothing, all is right."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from csconsole.errors import UserError
from csconsole.orders.model import Order
from csconsole.tickets.listing import Filters
from csconsole.tickets.macros import macros
from csconsole.tickets.model import Complaint, Deed, FieldKind, Kind, Ticket, Tier
from csconsole.tickets.quantities import taken
from csconsole.workspace.workspace import Workspace

STEPS = 120


def filled(ticket: Ticket, workspace: Workspace, drawn: random.Random) -> dict[str, str]:
    """Something in each field that a move could need."""
    told = {}
    for name, rule in workspace.tickets.workflow(ticket.kind).fields.items():
        if rule.kind is FieldKind.CHOICE:
            told[name] = drawn.choice(sorted(rule.choices))
        elif rule.kind in {FieldKind.TEXT, FieldKind.LONG, FieldKind.WAYBILL}:
            told[name] = "SF1385628716739"
        elif rule.kind is FieldKind.MONEY:
            told[name] = str(drawn.randrange(30))
    return told


def deeds(
    workspace: Workspace, order: Order, drawn: random.Random, now: datetime
) -> list[Callable[[], object]]:
    """What somebody could do now; some of it is refused."""
    work, more = workspace.ticket_work, workspace.after_sales
    tickets = workspace.tickets.listed(Filters(), now)
    one, two = (drawn.choice(tickets) if tickets else Ticket("", "", *[""] * 6) for _count in "12")  # type: ignore[arg-type]
    kind, deed = drawn.choice(list(Kind)), drawn.choice(list(Deed))
    later = now + timedelta(hours=drawn.randrange(50))
    possible: list[Callable[[], object]] = [
        lambda: work.open(kind, now, drawn.choice([order, None]), tier=drawn.choice(list(Tier)))
    ]
    if not tickets:
        return possible
    moves = workspace.tickets.workflow(one.kind).moves_from(one.state)
    replies = [macro.reply for macro in macros() if macro.kind is one.kind]
    moving: list[Callable[[], object]] = [
        lambda: work.move(one.id, drawn.choice(moves).to, now, filled(one, workspace, drawn)),
        lambda: work.do(one.id, one.owed[0].id if one.owed else "", now),
        lambda: more.sending.send(one.id, drawn.choice(replies), now),
        lambda: more.closing.close(one.id, now, {"resolution": "好"}, later),
    ]
    return [
        *possible,
        *moving * 4,
        lambda: work.owe(one.id, deed, later),
        lambda: work.chase(one.id, "顺丰", "在途", now, drawn.choice([None, later])),
        lambda: work.undo_last(one.id),
        lambda: more.joining.split(one.id, "1:1", now),
        lambda: more.joining.merge(one.id, two.id, now),
        lambda: more.joining.turn_into(one.id, kind, now),
        lambda: more.joining.link(one.id, two.id),
        lambda: more.complaints.complain(one.id, drawn.sample(list(Complaint), 1), "慢", now),
        lambda: more.complaints.raise_tier(one.id, drawn.choice(list(Tier)), now),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_a_closed_ticket_owes_nothing_and_the_list_is_right(
    workspace: Workspace, order: Order, now: datetime, seed: int
) -> None:
    drawn = random.Random(seed)
    done = 0
    for _step in range(STEPS):
        now += timedelta(minutes=drawn.randrange(200))
        try:
            drawn.choice(deeds(workspace, order, drawn, now))()
            done += 1
        except UserError:
            continue
        tickets = workspace.tickets.listed(Filters(), now)
        ended = {
            one.id: workspace.tickets.workflow(one.kind).states[one.state].ends for one in tickets
        }
        assert all((one.closed is not None) is ended[one.id] for one in tickets)
        assert all(not one.owed for one in tickets if ended[one.id])
    late = {one.id for one in workspace.tickets.listed(Filters(late=True), now)}
    every = workspace.tickets.listed(Filters(), now)
    assert late == {one.id for one in every if workspace.tickets.is_late(one, now)}
    goods = taken(one for one in every if one.order)
    assert all(goods[line] <= count for line, count in enumerate((2, 1), 1))
    assert workspace.verify().problems == ()
    assert done > STEPS / 4
