"""Which fields a form asks for in each state, read from resources/tickets/forms.yaml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from csconsole.shipped import RESOURCES
from csconsole.tickets.model import Kind, Move, Workflow
from csconsole.tickets.workflow_file import opened_file, workflows

AT_THE_END = ("outcome", "resolution", "compensation", "coupon", "satisfaction")
_CLOSED = "closed"

Forms = Mapping[Kind, Mapping[str, tuple[str, ...]]]


@cache
def forms() -> Forms:
    """The shipped forms: for each kind and state the fields that are asked for."""
    return read_forms(RESOURCES / "tickets" / "forms.yaml", workflows())


def read_forms(path: Path, known: Mapping[Kind, Workflow]) -> Forms:
    """The forms of a file.

    Raises:
        BadInputError: with the line that is wrong: an unknown kind, state or field.
    """
    reader, root = opened_file(path, ("format", "forms"))
    kinds = tuple(kind.value for kind in Kind)
    return {
        Kind(kind): {
            state: tuple(
                reader.one_of(name, list(known[Kind(kind)].fields)) for name in reader.items(names)
            )
            for state, names in reader.mapping(node, tuple(known[Kind(kind)].states)).items()
        }
        for kind, node in reader.mapping(root["forms"], kinds, kinds).items()
    }


def asked_fields(
    workflow: Workflow, state: str, told: Mapping[str, object], *, new: bool = False
) -> list[str]:
    """The fields that a form shows in a state, in the order of the kind; `told` are its values."""
    asked = set(forms()[workflow.kind].get(state, ()))
    if not new:
        asked |= {name for move in onward(workflow, state) for name in move.needs}
    asked |= {name for name, value in told.items() if value not in (None, "", [])}
    return [name for name in workflow.fields if name in asked]


def needing(workflow: Workflow, state: str) -> dict[str, list[Move]]:
    """For each field that a move from a state needs, the moves that need it."""
    found: dict[str, list[Move]] = {}
    for move in onward(workflow, state):
        for name in move.needs:
            found.setdefault(name, []).append(move)
    return found


def onward(workflow: Workflow, state: str) -> list[Move]:
    """The moves from a state but the one that ends the case, which asks in a dialog."""
    return [move for move in workflow.moves_from(state) if move.to != _CLOSED]
