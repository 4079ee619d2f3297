"""Files in the data folder that can be made again, such as a cache: encrypted like the store.

AES-256-GCM under a key derived from the store's by HKDF-SHA256, in chunks, so that neither
sealing nor opening holds the interpreter for long. Each chunk is bound to its place and to the
purpose of the file; a file that was cut, changed or sealed by another key does not open.
"""

import os
import secrets
from io import BufferedReader
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from csconsole.files import write_privately
from csconsole.storage.sealing import KEY_BYTES

_MAGIC = b"csconsole sealed 1\n"
_SALT_BYTES = 16
_CHUNK = 4 * 1024 * 1024
_TAG_BYTES = 16


def seal_file(path: Path, key: bytes, purpose: str, content: bytes | memoryview) -> None:
    """Write content encrypted, in one step.

    Raises:
        OSError: the folder cannot be written.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher = _cipher(key, salt, purpose)
    view = memoryview(content)
    count = -(-len(view) // _CHUNK) or 1
    sealed = [_MAGIC, salt]
    for number in range(count):
        chunk = view[number * _CHUNK : (number + 1) * _CHUNK]
        sealed.append(cipher.encrypt(_nonce(number, count), chunk, None))
    write_privately(path, b"".join(sealed))


def open_file(path: Path, key: bytes, purpose: str) -> bytearray | None:
    """The content again; None where there is no such file or it does not open."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC) + _SALT_BYTES)
            if not head.startswith(_MAGIC):
                return None
            cipher = _cipher(key, head[len(_MAGIC) :], purpose)
            return _opened(cipher, file, os.fstat(file.fileno()).st_size - len(head))
    except (OSError, InvalidTag, ValueError):
        return None


def _opened(cipher: AESGCM, file: BufferedReader, size: int) -> bytearray:
    """What is sealed in the rest of a file; read in pieces, as a large one takes long to copy."""
    content = bytearray(size)
    sealed = memoryview(bytearray(min(size, _CHUNK + _TAG_BYTES)))
    count = -(-size // (_CHUNK + _TAG_BYTES)) or 1
    end = 0
    for number in range(count):
        chunk = sealed[: file.readinto(sealed)]
        opened = cipher.decrypt(_nonce(number, count), chunk, None)
        content[end : end + len(opened)] = opened
        end += len(opened)
    del content[end:]
    return content


def _cipher(key: bytes, salt: bytes, purpose: str) -> AESGCM:
    """A key for this one file, so that numbered nonces never meet another content."""
    info = f"csconsole sealed file {purpose}".encode()
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key))


def _nonce(number: int, count: int) -> bytes:
    """Tells the place of a chunk, and whether it is the last."""
    return number.to_bytes(11, "big") + bytes([number == count - 1])
