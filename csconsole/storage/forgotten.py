"""Which entries of the journal may be without their values: those of what was forgotten.

Forgetting takes patch and salt out of every entry of a thing and adds a last one that says only
that the thing is gone. An entry without a patch that no such entry follows was emptied by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from csconsole.storage.entities import DELETED, Patch

FORGETTING = frozenset({"forget", "retain", "unlearn"})  # the last word of a cause


Thing = tuple[str, str]  # entity, id


@dataclass(frozen=True)
class Kept:
    """What a feature keeps of some people.

    Attributes:
        things: each once, deleted ones among them.
        attachments: the names of the attached files that these refer to.
    """

    things: Sequence[Thing] = ()
    attachments: Sequence[str] = ()


class Written(Protocol):
    """What is looked at of an entry."""

    @property
    def clock(self) -> str:
        """The reading at which it was written."""

    @property
    def cause(self) -> str:
        """Why it was written."""

    @property
    def patch(self) -> Patch | None:
        """The values; None where there are none any more."""


def is_forgetting(cause: str) -> bool:
    """Whether what has this cause forgets for good, and cannot be undone."""
    return cause.rpartition(".")[2] in FORGETTING


def forgets(entry: Written) -> bool:
    """Whether an entry is the one that says that its thing was forgotten."""
    return (
        is_forgetting(entry.cause)
        and entry.patch is not None
        and dict(entry.patch) == {DELETED: True}
    )


def without_values(entries: Sequence[Written]) -> set[str]:
    """The readings of those entries of one thing, oldest first, that are to have no values.

    All before the last forgetting, and those after it until one says that the thing is there
    again: another laptop wrote these without knowing that it was forgotten.
    """
    last = max((at for at, entry in enumerate(entries) if forgets(entry)), default=None)
    if last is None:
        return set()
    return {entry.clock for entry in (*entries[:last], *_unknowing(entries[last + 1 :]))}


def _unknowing(entries: Iterable[Written]) -> Iterable[Written]:
    for entry in entries:
        if entry.patch is not None and entry.patch.get(DELETED) is False:
            return
        yield entry
