"""What follows from sending a reply, read from resources/tickets/macros.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from csconsole.language import _
from csconsole.shipped import RESOURCES
from csconsole.tickets.model import Deed, Kind, Ticket, Workflow
from csconsole.tickets.workflow_file import opened_file, read_hours, read_owed, workflows
from csconsole.yaml_nodes import NodeReader

_KEYS = ("reply", "tag", "kind", "from", "to", "contact", "owes")


@dataclass(frozen=True)
class Macro:
    """What follows from sending a reply from a ticket.

    Attributes:
        reply: the id of the reply; "" where a tag names several.
        tag: a tag of replies; "" where an id names one.
        kind: of the tickets that it is for.
        origins: states in which it is for them; empty for any that is open.
        to: the state that the ticket goes to; "" for none.
        contact: hours to the next contact, for forms that have that field; None for none.
        owes: what is owed from then on, with the hours until it is due.
    """

    kind: Kind
    reply: str = ""
    tag: str = ""
    origins: tuple[str, ...] = ()
    to: str = ""
    contact: int | None = None
    owes: Mapping[Deed, int] = field(default_factory=dict)

    def fits(self, ticket: Ticket, reply: str, tags: Iterable[str]) -> bool:
        """Whether it follows from sending a reply with these tags from a ticket as it is."""
        named = self.reply == reply if self.reply else self.tag in set(tags)
        here = ticket.state in self.origins or (not self.origins and ticket.closed is None)
        return named and ticket.kind is self.kind and here


@cache
def macros() -> tuple[Macro, ...]:
    """The shipped macros."""
    return read_macros(RESOURCES / "tickets" / "macros.yaml", workflows())


def fitting_macro(ticket: Ticket, reply: str, tags: Iterable[str] = ()) -> Macro | None:
    """What follows from sending a reply; one that names the reply goes before a tag's."""
    told = tuple(tags)
    found = [macro for macro in macros() if macro.fits(ticket, reply, told)]
    return min(found, key=lambda macro: not macro.reply, default=None)


def read_macros(path: Path, known: Mapping[Kind, Workflow]) -> tuple[Macro, ...]:
    """The macros of a file.

    Raises:
        BadInputError: with the line that is wrong: an unknown key, kind or state, or a move that
            the workflow does not have.
    """
    reader, root = opened_file(path, ("format", "macros"))
    return tuple(_macro(reader, node, known) for node in reader.items(root["macros"]))


def _macro(reader: NodeReader, node: yaml.Node, known: Mapping[Kind, Workflow]) -> Macro:
    told = reader.mapping(node, _KEYS, ("kind",))
    kind = reader.choice(told["kind"], Kind)
    states = list(known[kind].states)
    if ("reply" in told) == ("tag" in told):
        raise reader.bad(node, _("either a reply or a tag must stand here"))
    origins = tuple(reader.one_of(one, states) for one in reader.items(told.get("from")))
    to = reader.one_of(told["to"], states) if "to" in told else ""
    for state in origins if to else ():
        if known[kind].move(state, to) is None:
            raise reader.bad(
                told["to"],
                _("no move leads from {state} to {to}").format(state=state, to=to),
            )
    if to and not origins:
        raise reader.bad(node, _("the key {key} is missing").format(key="from"))
    return Macro(
        kind=kind,
        reply=reader.text(told["reply"]) if "reply" in told else "",
        tag=reader.text(told["tag"]) if "tag" in told else "",
        origins=origins,
        to=to,
        contact=read_hours(reader, told["contact"]) if "contact" in told else None,
        owes=read_owed(reader, told.get("owes")),
    )
