"""The history of a reply, read off the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csconsole.replies.model import Reply
from csconsole.replies.store import from_patch
from csconsole.storage import clock
from csconsole.storage.journal import Entry


@dataclass(frozen=True)
class Change:
    """One change of a reply.

    Attributes:
        action: the journal's action, to undo it by.
        cause: what was done, a stable word such as `reply.edit`.
        fields: the fields that changed, each with its value before and after.
        reply: the whole reply after it.
    """

    at: datetime
    agent: str
    action: str
    cause: str
    fields: dict[str, tuple[Any, Any]]
    reply: Reply


def changes(entries: Sequence[Entry]) -> list[Change]:
    """The changes of one reply, newest first."""
    found: list[Change] = []
    state: dict[str, Any] = {}
    for entry in entries:
        patch = entry.patch or {}
        fields = {
            name: (state.get(name), value)
            for name, value in patch.items()
            if value != state.get(name) and (value or state.get(name))
        }
        state = {**state, **patch}
        reply = from_patch(entry.entity_id, state)
        at = clock.moment(entry.clock)
        found.append(Change(at, entry.agent, entry.action, entry.cause, fields, reply))
    return found[::-1]
