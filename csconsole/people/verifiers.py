"""What is kept of a PIN or a passphrase: an Argon2id verifier that does not tell it.

The parameters are the memory-constrained choice of RFC 9106, section 4 (64 MiB, three passes,
four lanes), some 50 to 100 ms on a shop's laptop; the text follows the PHC string format, so that
older verifiers stay good when the parameters are raised.
"""

import os
import unicodedata

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_SALT_BYTES = 16
_LENGTH = 32
_PASSES, _LANES, _MEMORY_KIB = 3, 4, 64 * 1024


def verifier(secret: str) -> str:
    """What is kept of a secret."""
    derive = Argon2id(
        salt=os.urandom(_SALT_BYTES),
        length=_LENGTH,
        iterations=_PASSES,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    return derive.derive_phc_encoded(_bytes(secret))


def fits(secret: str, kept: str) -> bool:
    """Whether a secret is the one that a verifier was made of; never for a damaged verifier."""
    try:
        Argon2id.verify_phc_encoded(_bytes(secret), kept)
    except (InvalidKey, ValueError):
        return False
    return True


def _bytes(secret: str) -> bytes:
    """The same bytes for the same characters, however a keyboard or a system composes them."""
    return unicodedata.normalize("NFKC", secret).encode("utf-8", "surrogatepass")
