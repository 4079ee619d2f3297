"""Which fields the form of a kind asks for in a state."""

from pathlib import Path

import pytest

from csconsole.errors import BadInputError
from csconsole.tickets.form_file import AT_THE_END, asked_fields, forms, onward, read_forms
from csconsole.tickets.model import Kind
from csconsole.tickets.workflow_file import workflows

every_kind = pytest.mark.parametrize("kind", list(Kind))


@every_kind
def test_whatever_a_move_needs_is_asked_for_before_it(kind: Kind) -> None:
    workflow = workflows()[kind]
    for state in workflow.states:
        asked = asked_fields(workflow, state, {})
        for move in onward(workflow, state):
            assert set(move.needs) <= set(asked), (state, move.to)


@every_kind
def test_every_field_of_a_kind_is_asked_for_in_some_state_or_follows_from_a_move(
    kind: Kind,
) -> None:
    workflow = workflows()[kind]
    asked = {name for state in workflow.states for name in asked_fields(workflow, state, {})}
    follow = {name for move in workflow.moves for name in move.sets} | set(workflow.defaults)
    late = {"refunded_at", "refund_due", "platform_no", "platform_due"}  # told by the platform
    assert set(workflow.fields) <= asked | follow | set(AT_THE_END) | late


@every_kind
def test_what_was_told_before_is_shown_in_every_state(kind: Kind) -> None:
    workflow = workflows()[kind]
    told = dict.fromkeys(workflow.fields, "something")
    assert asked_fields(workflow, "closed", told) == list(workflow.fields)


@every_kind
def test_a_new_ticket_asks_only_for_what_its_first_state_needs(kind: Kind) -> None:
    workflow = workflows()[kind]
    new = set(asked_fields(workflow, workflow.start, {}, new=True))
    assert new == set(forms()[kind][workflow.start])
    assert not new & set(AT_THE_END)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("format: 1\nforms: {return: {}, exchange: {}, tracking: {}}\n", "2"),
        ("format: 1\nforms:\n  return: {nowhere: [reason]}\n", "3"),
        ("format: 1\nforms:\n  return: {requested: [nothing]}\n", "3"),
    ],
)
def test_a_slip_in_the_forms_is_told_with_its_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "forms.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as told:
        read_forms(path, workflows())
    assert f"forms.yaml:{line}" in told.value.place
