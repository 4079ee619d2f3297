"""What the history of a reply and the proposals for it consist of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from csconsole.replies.model import Reply


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


@dataclass(frozen=True)
class Proposal:
    """A reply as an agent would have it.

    Attributes:
        present: the reply as it stands now; None for a new one.
        proposed: as it would be.
        fields: what differs, each with the present and the proposed value.
        note: why, in the agent's words.
    """

    id: str
    agent: str
    at: datetime
    note: str
    present: Reply | None
    proposed: Reply
    fields: Mapping[str, tuple[Any, Any]]
