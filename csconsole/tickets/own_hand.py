"""Which fields of a ticket an agent has written, read out of its journal."""

from collections.abc import Sequence
from typing import Any

from csconsole.storage.journal import Entry
from csconsole.tickets.model import Workflow

CAUSE = "tickets.import"
_OPENED = "tickets.open"
_UNDO = "undo"


class OwnHand:
    """What agents have written on one ticket; an import leaves it as it is."""

    def __init__(self, history: Sequence[Entry], workflow: Workflow) -> None:
        self._workflow = workflow
        self._last: dict[str, Entry] = {}
        self._told: dict[str, Any] = {}
        for entry in history:
            for name, value in (entry.patch or {}).items():
                self._last[name] = entry
                if entry.cause == CAUSE:
                    self._told[name] = value

    def wrote(self, field: str) -> bool:
        """Whether the present value of a field is an agent's.

        It is not where an import wrote it last, where undoing brought back what an import had
        written, and where it still is what every new ticket begins with.
        """
        last = self._last.get(field)
        if last is None or last.cause == CAUSE:
            return False
        value = (last.patch or {}).get(field)
        if last.cause == _UNDO:
            return value != self._told.get(field)
        begins = {"state": self._workflow.start, **self._workflow.defaults}
        return not (last.cause == _OPENED and value == begins.get(field))

    def since(self, field: str) -> str:
        """The reading of the journal at which a field was written last; "" for never."""
        last = self._last.get(field)
        return last.clock if last else ""

    def was_closed_by_import(self) -> bool:
        """Whether an import has closed the ticket before; who reopened it since wants it open."""
        return bool(self._told.get("closed"))
