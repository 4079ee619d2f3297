"""The open talks over a restart: in a sealed file of this device, and only for a day.

They are what a buyer wrote and was called, so they are no entities: the journal would keep them
for good and hand them to every laptop. The file is encrypted under the store's key, is in no
backup, and is thrown away when it is older than a day or no talk is left.
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from csconsole.storage.sealed_files import open_file, seal_file
from csconsole.storage.store import Store
from csconsole.talks.model import Spoken, Talk
from csconsole.talks.open_talks import OpenTalks

_log = logging.getLogger(__name__)
_PURPOSE = "talks"
_KEPT = timedelta(days=1)


class KeptTalks:
    """The open talks of this device."""

    def __init__(self, store: Store) -> None:
        self._path, self._key = store.places.open_talks, store.key

    def save(self, talks: OpenTalks, now: datetime) -> None:
        """Keep the talks for the next start; untouched ones are nothing to keep.

        Raises:
            OSError: the folder cannot be written.
        """
        if all(talk.is_untouched for talk in talks.talks):
            self.forget()
            return
        told = {
            "at": talks.at,
            "saved": now.isoformat(),
            "talks": [asdict(talk) for talk in talks.talks],
        }
        content = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        seal_file(self._path, self._key, _PURPOSE, content)

    def load(self, now: datetime) -> OpenTalks | None:
        """The talks of the last time; None where there are none of this day."""
        content = open_file(self._path, self._key, _PURPOSE)
        if content is None:
            return None
        try:
            told = json.loads(content.decode("utf-8", "surrogatepass"))
            if now - datetime.fromisoformat(told["saved"]) < _KEPT:
                talks = tuple(_talk(one) for one in told["talks"])
                return OpenTalks(talks, min(max(0, int(told["at"])), len(talks) - 1))
        except (ValueError, TypeError, KeyError) as error:
            # Of another version of the program: not worth keeping a window from opening.
            _log.warning("the open talks of the last time cannot be read: %r", type(error))
        self.forget()
        return None

    def forget(self) -> None:
        """Keep nothing of any talk."""
        self._path.unlink(missing_ok=True)


def _talk(told: Mapping[str, Any]) -> Talk:
    said = {reply_id: tuple(wordings) for reply_id, wordings in told["said"].items()}
    return Talk(**{**told, "said": said, "spoken": Spoken(told["spoken"])})
