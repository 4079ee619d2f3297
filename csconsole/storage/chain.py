"""The seal of the journal: each device's entries form a chain of hashes.

An entry's digest is SHA-256 over a random salt and its patch; its link is SHA-256 over the link
before it on the same device, what is said about the entry, and the digest. To forget a person,
patch and salt are removed and the digest stays: nothing can be guessed back from it, and the
chain still holds. Whoever knows a link can prove that nothing before it was changed.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable

from csconsole.errors import DamagedError
from csconsole.language import _
from csconsole.storage.entities import Patch

START = b"\0" * 32
_SALT_BYTES = 16
# Made once: json.dumps makes such an encoder anew for every text.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def new_salt() -> bytes:
    """A fresh salt for one patch."""
    return secrets.token_bytes(_SALT_BYTES)


def canonical(patch: Patch) -> str:
    """The one text form of a patch that is kept and hashed; what it maps keeps its order.

    Raises:
        TypeError, ValueError: a value is none that JSON in UTF-8 can carry.
    """
    text = _written(patch)
    text.encode("utf-8")  # half a surrogate pair would fail later, inside a transaction
    return text


def read_patch(reading: str, text: str) -> Patch:
    """A patch as it was kept with the entry of a reading.

    Raises:
        DamagedError: it is not what this program writes.
    """
    try:
        patch = json.loads(text)
    except (TypeError, ValueError):
        patch = None
    if not isinstance(patch, dict):
        raise DamagedError(_("the journal was changed at {place}").format(place=reading))
    return patch


def digest(salt: bytes, text: str) -> bytes:
    """What stays of a patch when it is forgotten."""
    return hashlib.sha256(salt + text.encode("utf-8")).digest()


def link(before: bytes, told: Iterable[str], digest_: bytes) -> bytes:
    """The next link of a device's chain."""
    joined = hashlib.sha256(before)
    for text in told:
        encoded = text.encode("utf-8")
        joined.update(len(encoded).to_bytes(8, "big") + encoded)
    joined.update(digest_)
    return joined.digest()
