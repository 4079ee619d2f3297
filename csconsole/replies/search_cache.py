"""The prepared library in an encrypted file beside the store."""

from csconsole.replies.corpus import Corpus, from_bytes, to_bytes
from csconsole.storage.sealed_files import open_file, seal_file
from csconsole.storage.store import Store

_PURPOSE = "search cache"


def save(store: Store, fingerprint: str, corpus: Corpus) -> None:
    """Keep a corpus for the library that a fingerprint names.

    Raises:
        OSError: the file cannot be written.
    """
    seal_file(
        store.places.search_cache, store.key, _PURPOSE, memoryview(to_bytes(corpus, fingerprint))
    )


def load(store: Store, fingerprint: str) -> Corpus | None:
    """The corpus of a library; None where it was not kept, or has changed since."""
    kept = open_file(store.places.search_cache, store.key, _PURPOSE)
    return None if kept is None else from_bytes(kept, fingerprint)
