"""The store's key wrapped by something that a person has: a recovery code or a passphrase.

AES-256-GCM; the wrapping key comes from the code by HKDF-SHA256 (the code has 125 random bits, so
nothing slower is needed) and from the passphrase by Argon2id with the memory-constrained
parameters of RFC 9106, section 4 (64 MiB, 3 passes, 4 lanes).
"""

import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4

# Crockford's base 32: no I, L, O, U, so that a printed code can be read back without doubt.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("ILO", "110")
_CODE_LENGTH = 25
_GROUP = 5
_MORE_DASHES = "\u2212\u30fc\u00b7_"  # minus, the long mark of kana, a dot, a line below


@dataclass(frozen=True)
class Sealed:
    """A key that only the right code or passphrase opens; each part as hexadecimal text."""

    salt: str
    nonce: str
    box: str

    def __post_init__(self) -> None:
        sizes = [len(bytes.fromhex(part)) for part in (self.salt, self.nonce, self.box)]
        if sizes != [_SALT_BYTES, _NONCE_BYTES, KEY_BYTES + _TAG_BYTES]:
            raise ValueError("this is no seal")


class WrongSecretError(Exception):
    """The code or the passphrase does not open the seal."""


def new_recovery_code() -> str:
    """A fresh code of 125 random bits, such as `7K3QD-…`, five groups of five."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(letters[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def seal_with_code(key: bytes, code: str, purpose: str) -> Sealed:
    """Wrap `key` by a recovery code; `purpose` must be the same when it is opened."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _seal(key, _from_code(code, salt), salt, purpose)


def open_with_code(sealed: Sealed, code: str, purpose: str) -> bytes:
    """The key again.

    Raises:
        WrongSecretError: the code is another one, or the seal was changed.
    """
    return _open(sealed, _from_code(code, bytes.fromhex(sealed.salt)), purpose)


def seal_with_passphrase(key: bytes, passphrase: str, purpose: str) -> Sealed:
    """Wrap `key` by a passphrase (some 0.2 s on purpose)."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _seal(key, _from_passphrase(passphrase, salt), salt, purpose)


def open_with_passphrase(sealed: Sealed, passphrase: str, purpose: str) -> bytes:
    """The key again.

    Raises:
        WrongSecretError: the passphrase is another one, or the seal was changed.
    """
    return _open(sealed, _from_passphrase(passphrase, bytes.fromhex(sealed.salt)), purpose)


def _from_code(code: str, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFKC", code).upper().translate(_LOOK_ALIKES)
    letters = "".join(sign for sign in typed if not _is_between(sign))
    derive = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"csconsole recovery code")
    return derive.derive(letters.encode("utf-8", "surrogatepass"))


def _is_between(sign: str) -> bool:
    """Whether a sign only parts the groups of a code: a blank or a dash of any kind."""
    return sign.isspace() or unicodedata.category(sign) in ("Pd", "Cf") or sign in _MORE_DASHES


def _from_passphrase(passphrase: str, salt: bytes) -> bytes:
    derive = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    )
    return derive.derive(passphrase.encode("utf-8", "surrogatepass"))


def _seal(key: bytes, wrapping: bytes, salt: bytes, purpose: str) -> Sealed:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    box = AESGCM(wrapping).encrypt(nonce, key, purpose.encode("utf-8"))
    return Sealed(salt.hex(), nonce.hex(), box.hex())


def _open(sealed: Sealed, wrapping: bytes, purpose: str) -> bytes:
    nonce, box = bytes.fromhex(sealed.nonce), bytes.fromhex(sealed.box)
    try:
        return AESGCM(wrapping).decrypt(nonce, box, purpose.encode("utf-8"))
    except InvalidTag as error:
        raise WrongSecretError from error
