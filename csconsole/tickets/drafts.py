"""Half-filled forms over a crash: in a sealed file of this device, for some days.

They are what somebody has only begun to write, so they are no entities; the file is encrypted
under the store's key, is in no backup, and may be deleted at any time.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from csconsole.storage.sealed_files import open_file, seal_file
from csconsole.storage.store import Store
from csconsole.tickets.model import Kind

_log = logging.getLogger(__name__)
_PURPOSE = "ticket-drafts"
_KEPT = timedelta(days=7)
_MOST = 100


@dataclass(frozen=True)
class Draft:
    """A form as far as it was filled in.

    Attributes:
        ticket: the id of the ticket that is being changed; "" for a new one.
        order: the id of its order; "" for none.
        values: what stands in the fields, as it was typed.
    """

    kind: Kind
    ticket: str = ""
    order: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


class KeptDrafts:
    """The drafts of this device, one for each place such as a talk and a kind."""

    def __init__(self, store: Store) -> None:
        self._path, self._key = store.places.ticket_drafts, store.key

    def save(self, place: str, draft: Draft, now: datetime) -> None:
        """Keep a draft, in place of the one before it; one without values is none.

        Raises:
            OSError: the folder cannot be written.
        """
        kept = self._kept(now)
        kept.pop(place, None)
        if any(value.strip() for value in draft.values.values()):
            kept[place] = {**asdict(draft), "saved": now.isoformat()}
        self._write(kept)

    def load(self, place: str, now: datetime) -> Draft | None:
        """The draft of a place; None where there is none of these days."""
        return self.all(now).get(place)

    def all(self, now: datetime) -> dict[str, Draft]:
        """Every draft by its place, the one saved first in front."""
        found = {}
        for place, told in self._kept(now).items():
            try:
                values = {str(name): str(value) for name, value in told["values"].items()}
                found[place] = Draft(Kind(told["kind"]), told["ticket"], told["order"], values)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                _log.warning("a draft of another version cannot be read: %r", type(error))
        return found

    def forget(self, place: str, now: datetime) -> None:
        """The form was sent or thrown away."""
        kept = self._kept(now)
        if kept.pop(place, None) is not None:
            self._write(kept)

    def _kept(self, now: datetime) -> dict[str, dict[str, Any]]:
        content = open_file(self._path, self._key, _PURPOSE)
        if content is None:
            return {}
        try:
            told = json.loads(content.decode("utf-8", "surrogatepass"))
            return {
                place: one
                for place, one in told.items()
                if now - datetime.fromisoformat(one["saved"]) < _KEPT
            }
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            _log.warning("the drafts cannot be read: %r", type(error))
            return {}

    def _write(self, kept: dict[str, dict[str, Any]]) -> None:
        if not kept:
            self._path.unlink(missing_ok=True)
            return
        latest = dict(list(kept.items())[-_MOST:])
        content = json.dumps(latest, ensure_ascii=False).encode("utf-8", "surrogatepass")
        seal_file(self._path, self._key, _PURPOSE, content)
