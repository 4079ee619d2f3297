"""What was learned from a library in an encrypted file, so that it is learned only once."""

import json
from hashlib import sha256
from typing import Any

import numpy as np

from csconsole.replies.suggestions.discriminant import Discriminant
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.nearness import Trained
from csconsole.replies.suggestions.silence import Bar
from csconsole.replies.suggestions.vector_cache import encoders
from csconsole.storage.sealed_files import open_file, seal_file
from csconsole.storage.store import Store

_FORMAT = 2  # to be raised whenever the same library would be learned otherwise
_PURPOSE = "suggestion training"
_LENGTH_BYTES = 8


class TrainingCache:
    """What one tier learned; of another library, program or encoder it counts as nothing.

    The file holds numbers alone, and a digest of the texts that they were learned from.
    """

    def __init__(self, store: Store, tier: str) -> None:
        self._path, self._key = store.places.suggestion_training(tier), store.key
        self._purpose = f"{_PURPOSE} {tier}"

    def load(self, examples: Examples, small_talk: tuple[str, ...]) -> Trained | None:
        """What was learned from these; None where the file is missing, damaged or of others."""
        kept = open_file(self._path, self._key, self._purpose)
        if kept is None or len(kept) < _LENGTH_BYTES:
            return None
        end = _LENGTH_BYTES + int.from_bytes(kept[:_LENGTH_BYTES], "big")
        head = json.loads(bytes(kept[_LENGTH_BYTES:end]))
        if head["library"] != _digest(examples, small_talk):
            return None
        rows = np.frombuffer(kept, np.float32, offset=end).reshape(-1, len(examples.starts))
        bar = Bar(*head["bar"]) if head["bar"] else None
        return Trained(Discriminant(rows[2:], rows[0], rows[1]), bar)

    def save(self, examples: Examples, small_talk: tuple[str, ...], trained: Trained) -> None:
        """Keep what was learned from these.

        Raises:
            OSError: the file cannot be written.
        """
        told: dict[str, Any] = {"library": _digest(examples, small_talk), "bar": None}
        if trained.bar is not None:
            told["bar"] = [trained.bar.usual, trained.bar.least]
        head = json.dumps(told).encode("ascii")
        # Blanks bring the numbers to an address that numpy can read them at.
        head += b" " * (-len(head) % 16)
        learned = trained.learned
        rows = np.vstack([learned.offsets, learned.unevened, learned.weights])
        size = len(head).to_bytes(_LENGTH_BYTES, "big")
        content = size + head + rows.astype(np.float32, copy=False).tobytes()
        seal_file(self._path, self._key, self._purpose, content)


def _digest(examples: Examples, small_talk: tuple[str, ...]) -> str:
    told = [_FORMAT, encoders(), examples.texts, small_talk]
    digest = sha256(json.dumps(told).encode("ascii"))
    digest.update(examples.owners.astype(np.int64).tobytes())
    digest.update(examples.questions.tobytes())
    return digest.hexdigest()
