"""The workflows: every walk through them has a way on, and a closed ticket owes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.shipped import RESOURCES
from csconsole.tickets.guards import Case
from csconsole.tickets.model import (
    Chase,
    Deed,
    FieldKind,
    Kind,
    NextAction,
    Ticket,
    Tier,
    Workflow,
)
from csconsole.tickets.moving import Moved, RefusedMoveError, moved
from csconsole.tickets.store import FORM_FIELDS
from csconsole.tickets.workflow_file import read_workflow, workflows

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
KINDS = pytest.mark.parametrize("kind", list(Kind))


def begun(workflow: Workflow) -> Ticket:
    return Ticket(
        id="1",
        number="R-1121-01",
        kind=workflow.kind,
        state=workflow.start,
        tier=Tier.ORDINARY,
        shop="",
        opened=NOW,
        tier_since=NOW,
        fields=dict(workflow.defaults),
    )


def after(ticket: Ticket, done: Moved) -> Ticket:
    """A ticket as the store would have it after a move."""
    fields = {name: value for name, value in done.patch.items() if name in FORM_FIELDS}
    settled = tuple(
        one if one.done or one.deed not in done.settles else NextAction(one.id, one.deed, None, NOW)
        for one in ticket.next
    )
    owed = tuple(NextAction(f"{deed}{due}", deed, due) for deed, due in done.owes.items())
    closed = done.patch.get("closed", "kept")
    return Ticket(
        **{
            **vars(ticket),
            "state": done.patch["state"],
            "fields": {**ticket.fields, **fields},
            "next": (*settled, *owed),
            "closed": ticket.closed if closed == "kept" else NOW if closed else None,
        }
    )


def filled(workflow: Workflow, draw: st.DrawFn | None = None) -> dict[str, object]:
    """Something in every field; drawn where a choice decides about moves."""
    values: dict[str, object] = {}
    for name, rule in workflow.fields.items():
        if rule.kind is FieldKind.CHOICE:
            choices = sorted(rule.choices)
            values[name] = draw(st.sampled_from(choices)) if draw else choices[0]
        elif rule.kind in {FieldKind.TEXT, FieldKind.LONG, FieldKind.WAYBILL}:
            values[name] = "text"
        else:
            values[name] = 100
    return values


def ways_on(workflow: Workflow, ticket: Ticket) -> Iterator[Moved]:
    for move in workflow.moves_from(ticket.state):
        try:
            yield moved(workflow, Case(ticket, 10_000), move.to, NOW)
        except RefusedMoveError:
            continue


@st.composite
def walks(draw: st.DrawFn, kind: Kind) -> list[Ticket]:
    """A ticket as it goes through its states: fields filled at random, actions done at random."""
    workflow = workflows()[kind]
    ticket = begun(workflow)
    seen = [ticket]
    for _step in range(draw(st.integers(1, 25))):
        chases = (Chase("1", NOW, "", "courier", "soon"),) if draw(st.booleans()) else ()
        fields = {**ticket.fields, **(filled(workflow, draw) if draw(st.booleans()) else {})}
        done = draw(st.booleans())
        left = tuple(
            NextAction(one.id, one.deed, one.due, NOW) if done else one for one in ticket.next
        )
        ticket = Ticket(**{**vars(ticket), "fields": fields, "next": left, "chases": chases})
        possible = list(ways_on(workflow, ticket))
        if possible:
            ticket = after(ticket, draw(st.sampled_from(possible)))
        seen.append(ticket)
    return seen


@KINDS
@given(data=st.data())
def test_a_closed_ticket_never_owes_anything(kind: Kind, data: st.DataObject) -> None:
    workflow = workflows()[kind]
    for ticket in data.draw(walks(kind)):
        if workflow.states[ticket.state].ends:
            assert ticket.owed == ()
            assert ticket.closed is not None


@KINDS
@given(data=st.data())
def test_every_state_has_a_way_out(kind: Kind, data: st.DataObject) -> None:
    workflow = workflows()[kind]
    ticket = data.draw(walks(kind))[-1]
    done = tuple(NextAction(one.id, one.deed, one.due, NOW) for one in ticket.next)
    chases = (Chase("1", NOW, "", "courier", "soon"),)
    choices = [
        {**filled(workflow), name: value}
        for name, rule in workflow.fields.items()
        for value in rule.choices
    ]
    ready = (
        Ticket(**{**vars(ticket), "fields": fields, "next": done, "chases": chases})
        for fields in choices
    )
    assert any(list(ways_on(workflow, one)) for one in ready)


@KINDS
def test_from_every_state_the_end_can_be_reached(kind: Kind) -> None:
    workflow = workflows()[kind]
    for start in workflow.states:
        reached = {start}
        while True:
            further = {move.to for name in reached for move in workflow.moves_from(name)}
            if further <= reached:
                break
            reached |= further
        assert any(workflow.states[name].ends for name in reached), start


@KINDS
def test_every_state_is_reached_from_the_start(kind: Kind) -> None:
    workflow = workflows()[kind]
    reached = {workflow.start}
    for _step in workflow.states:
        reached |= {move.to for name in reached for move in workflow.moves_from(name)}
    assert reached == set(workflow.states)


@KINDS
def test_every_field_of_a_form_has_a_column(kind: Kind) -> None:
    assert set(workflows()[kind].fields) <= set(FORM_FIELDS)


def test_what_speaks_against_a_move_is_all_said_at_once() -> None:
    workflow = workflows()[Kind.RETURN]
    ticket = Ticket(**{**vars(begun(workflow)), "state": "received"})
    with pytest.raises(RefusedMoveError) as refused:
        moved(workflow, Case(ticket), "refunded", NOW)
    assert "Refund is missing" in refused.value.sentence
    assert "decision is not made" in refused.value.sentence


def test_a_state_that_cannot_be_reached_names_the_ways() -> None:
    workflow = workflows()[Kind.RETURN]
    with pytest.raises(RefusedMoveError, match="approved"):
        moved(workflow, Case(begun(workflow)), "closed", NOW)


def test_a_refund_above_what_was_paid_is_refused() -> None:
    workflow = workflows()[Kind.RETURN]
    fields = {"reason": "quality", "wish": "refund-only", "refund_amount": 500}
    ticket = Ticket(**{**vars(begun(workflow)), "fields": fields})
    assert moved(workflow, Case(ticket, 500), "refunded", NOW).patch["state"] == "refunded"
    with pytest.raises(RefusedMoveError, match="more than what was paid"):
        moved(workflow, Case(ticket, 499), "refunded", NOW)


def test_the_solution_clock_stands_while_the_buyer_has_to_act() -> None:
    workflow = workflows()[Kind.RETURN]
    fields = {**workflow.defaults, "reason": "quality", "return_waybill": "SF1"}
    ticket = Ticket(**{**vars(begun(workflow)), "fields": fields})
    paused = moved(workflow, Case(ticket), "approved", NOW).patch["paused"]
    assert paused == int(NOW.timestamp())
    waiting = Ticket(**{**vars(ticket), "state": "approved", "paused": NOW})
    going_on = moved(workflow, Case(waiting), "in-transit", NOW + timedelta(hours=3)).patch
    assert (going_on["paused"], going_on["paused_for"]) == (None, 3 * 3600)


def test_an_action_is_owed_once_however_often_a_move_asks_for_it() -> None:
    workflow = workflows()[Kind.RETURN]
    owed = (NextAction("1", Deed.REFUND, NOW),)
    ticket = Ticket(**{**vars(begun(workflow)), "state": "approved", "next": owed})
    assert set(moved(workflow, Case(ticket), "received", NOW).owes) == {Deed.INSPECT}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("letter: R", "letter: R\nodd: 1", "odd"),
        ("to: approved", "to: nowhere", "nowhere"),
        ("guards: [nothing-owed]", "guards: [no-such]", "no-such"),
        ("owes: {reply: 4}", "owes: {reply: soon}", "hours"),
        ("format: 1", "format: 2", "format"),
    ],
)
def test_a_fault_in_a_workflow_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (RESOURCES / "tickets" / "return.yaml").read_text(encoding="utf-8")
    path = tmp_path / "return.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInputError, match=said) as refused:
        read_workflow(path, dict(workflows()[Kind.RETURN].fields))
    assert refused.value.place.startswith("return.yaml:")
