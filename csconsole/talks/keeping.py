"""The open talks over a restart: in a sealed file of this device, and only for a day.

They are what a buyer wrote and was called, so they are no entities: the journal would keep them
for good and hand them to every laptop. The file is encrypted under the store's key, is in no
backup, and is thrown away when it is older than a day or no talk is left.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
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
        self._seal(told)

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

    def holding(self, is_in: Callable[[str], bool]) -> int:
        """How many of the kept talks hold something in any of their texts."""
        return sum(map(is_in, map(_written, (self._told() or {"talks": []})["talks"])))

    def forget_holding(self, is_in: Callable[[str], bool]) -> int:
        """Keep nothing of the talks that hold something in any of their texts; how many.

        A window in which they are open keeps them again: it is to be closed before.

        Raises:
            OSError: the folder cannot be written.
        """
        told = self._told()
        if told is None:
            self.forget()  # nobody can say what stands in it
            return 0
        kept = [talk for talk in told["talks"] if not is_in(_written(talk))]
        gone = len(told["talks"]) - len(kept)
        if gone and kept:
            self._seal({**told, "talks": kept, "at": 0})
        elif gone:
            self.forget()
        return gone

    def _told(self) -> dict[str, Any] | None:
        """What stands in the file; None where there is none or it cannot be read."""
        content = open_file(self._path, self._key, _PURPOSE)
        try:
            told = json.loads(content.decode("utf-8", "surrogatepass")) if content else None
            return told if isinstance(told, dict) and isinstance(told["talks"], list) else None
        except (ValueError, KeyError):
            return None

    def _seal(self, told: Mapping[str, Any]) -> None:
        content = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        seal_file(self._path, self._key, _PURPOSE, content)

    def forget(self) -> None:
        """Keep nothing of any talk."""
        self._path.unlink(missing_ok=True)


def _talk(told: Mapping[str, Any]) -> Talk:
    said = {reply_id: tuple(wordings) for reply_id, wordings in told["said"].items()}
    return Talk(**{**told, "said": said, "spoken": Spoken(told["spoken"])})


def _written(talk: Any) -> str:
    """All texts of a kept talk, one below the other."""
    return "\n".join(_texts(talk))


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)
