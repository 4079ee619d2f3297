"""The history of a reply, read off the journal."""

from collections.abc import Sequence
from typing import Any

from csconsole.replies.editing_model import Change
from csconsole.replies.store import from_patch
from csconsole.storage import clock
from csconsole.storage.journal import Entry


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
