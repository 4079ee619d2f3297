"""Reading the kinds of tickets from resources/tickets; a fault is told with its line."""

from functools import cache
from pathlib import Path

import yaml

from csconsole.language import _
from csconsole.shipped import RESOURCES
from csconsole.tickets.guards import GUARDS
from csconsole.tickets.model import (
    Deed,
    FieldKind,
    FieldRule,
    Kind,
    Move,
    State,
    WaitsFor,
    Workflow,
)
from csconsole.yaml_nodes import NodeReader, opened_rules

_FORMAT = "1"
_FIELD_KEYS = ("kind", "label", "choices")
_ROOT_KEYS = (
    "format", "kind", "letter", "label", "fields", "defaults", "start", "states", "moves",
)  # fmt: skip
_STATE_KEYS = ("label", "waits_for", "ends")
_MOVE_KEYS = ("from", "to", "label", "needs", "guards", "sets", "settles", "owes")
_MOST_HOURS = 24 * 365


@cache
def workflows() -> dict[Kind, Workflow]:
    """The shipped kinds of tickets."""
    folder = RESOURCES / "tickets"
    fields = read_fields(folder / "fields.yaml")
    return {kind: read_workflow(folder / f"{kind.value}.yaml", fields) for kind in Kind}


def read_fields(path: Path) -> dict[str, FieldRule]:
    """The fields that a form can have.

    Raises:
        BadInputError: with the line that is wrong.
    """
    reader, root = opened_file(path, ("format", "fields"))
    return {
        name: _field(reader, name, node) for name, node in reader.mapping(root["fields"]).items()
    }


def read_workflow(path: Path, known: dict[str, FieldRule]) -> Workflow:
    """One kind of ticket.

    Raises:
        BadInputError: with the line that is wrong: an unknown key, field, state or guard, or a
            state that nothing leads out of.
    """
    reader, root = opened_file(path, _ROOT_KEYS)
    fields = {name: known[name] for name in _names(reader, root.get("fields"), list(known))}
    states = {
        name: _state(reader, name, node) for name, node in reader.mapping(root["states"]).items()
    }
    moves = tuple(_move(reader, node, fields, states) for node in reader.items(root["moves"]))
    workflow = Workflow(
        kind=reader.choice(root["kind"], Kind),
        letter=reader.text(root["letter"]),
        label=reader.texts(root["label"]),
        fields=fields,
        states=states,
        moves=moves,
        start=reader.one_of(root["start"], list(states)),
        defaults=_values(reader, root.get("defaults"), fields),
    )
    for name in states:
        if not workflow.moves_from(name):
            raise reader.bad(
                root["states"], _("nothing leads out of the state {state}").format(state=name)
            )
    return workflow


def opened_file(path: Path, keys: tuple[str, ...]) -> tuple[NodeReader, dict[str, yaml.Node]]:
    """A file of rules about tickets, of which only these keys are known at the top.

    Raises:
        BadInputError: it cannot be read, or is of another format.
    """
    return opened_rules(path, keys, keys[:1], _FORMAT)


def _field(reader: NodeReader, name: str, node: yaml.Node) -> FieldRule:
    told = reader.mapping(node, _FIELD_KEYS, ("kind", "label"))
    kind = reader.choice(told["kind"], FieldKind)
    choices = {}
    if kind is FieldKind.CHOICE:
        if "choices" not in told:
            raise reader.bad(node, _("the key {key} is missing").format(key="choices"))
        choices = {
            value: reader.texts(label) for value, label in reader.mapping(told["choices"]).items()
        }
    return FieldRule(name, kind, reader.texts(told["label"]), choices)


def _state(reader: NodeReader, name: str, node: yaml.Node) -> State:
    told = reader.mapping(node, _STATE_KEYS, ("label",))
    waits = reader.choice(told["waits_for"], WaitsFor) if "waits_for" in told else WaitsFor.NOBODY
    ends = "ends" in told and reader.one_of(told["ends"], ["true", "false"]) == "true"
    return State(name, reader.texts(told["label"]), waits, ends)


def _move(
    reader: NodeReader, node: yaml.Node, fields: dict[str, FieldRule], states: dict[str, State]
) -> Move:
    told = reader.mapping(node, _MOVE_KEYS, ("from", "to", "label"))
    deeds = [deed.value for deed in Deed]
    return Move(
        origins=tuple(_names(reader, told["from"], list(states))),
        to=reader.one_of(told["to"], list(states)),
        label=reader.texts(told["label"]),
        needs=tuple(_names(reader, told.get("needs"), list(fields))),
        guards=tuple(_names(reader, told.get("guards"), list(GUARDS))),
        sets=_values(reader, told.get("sets"), fields),
        settles=tuple(Deed(name) for name in _names(reader, told.get("settles"), deeds)),
        owes=read_owed(reader, told.get("owes")),
    )


def read_owed(reader: NodeReader, node: yaml.Node | None) -> dict[Deed, int]:
    """What is owed, with the hours until it is due; nothing where there is no such node.

    Raises:
        BadInputError: with the line that is wrong.
    """
    owed = {}
    for name, hours in reader.mapping(node).items() if node is not None else ():
        if name not in {deed.value for deed in Deed}:
            raise reader.bad(hours, _("{told} is not known").format(told=name))
        owed[Deed(name)] = read_hours(reader, hours)
    return owed


def read_hours(reader: NodeReader, node: yaml.Node) -> int:
    """A number of hours.

    Raises:
        BadInputError: with the line, if it is none.
    """
    number = reader.text(node)
    if not (number.isascii() and number.isdigit()) or int(number) > _MOST_HOURS:
        raise reader.bad(node, _("a number of hours must stand here"))
    return int(number)


def _names(reader: NodeReader, node: yaml.Node | None, known: list[str]) -> list[str]:
    return [reader.one_of(item, known) for item in reader.items(node)]


def _values(
    reader: NodeReader, node: yaml.Node | None, fields: dict[str, FieldRule]
) -> dict[str, str]:
    """Values that fields are given; choices only, so that a slip is found here."""
    if node is None:
        return {}
    told = reader.mapping(node, tuple(fields))
    return {name: reader.one_of(value, list(fields[name].choices)) for name, value in told.items()}
