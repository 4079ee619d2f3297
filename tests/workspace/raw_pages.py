"""The pages of a store's files, decrypted as they lie on the disk: free ones and unused room, too.

SQLCipher 4: pages of 4096 bytes, AES-256-CBC, the last 80 bytes of each being its IV (16) and
HMAC-SHA512 (64); the first page begins with a salt of 16 bytes instead of SQLite's own mark. A
log (-wal) has a head of 32 bytes, and one of 24 before each page.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16
WAL_HEAD, FRAME_HEAD = 32, 24


def pages_of(database: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the file and of its log."""
    whole = database.read_bytes()
    for at in range(0, len(whole), PAGE):
        yield decrypted(whole[at : at + PAGE], key, begins=SALT if at == 0 else 0)
    log = database.with_name(f"{database.name}-wal")
    frames = log.read_bytes()[WAL_HEAD:] if log.exists() else b""
    for at in range(0, len(frames), FRAME_HEAD + PAGE):
        page = frames[at + FRAME_HEAD : at + FRAME_HEAD + PAGE]
        number = int.from_bytes(frames[at : at + 4], "big")
        if len(page) == PAGE:
            yield decrypted(page, key, begins=SALT if number == 1 else 0)


def decrypted(page: bytes, key: bytes, *, begins: int) -> bytes:
    end = PAGE - RESERVED
    cipher = Cipher(AES(key), CBC(page[end : end + IV])).decryptor()
    return cipher.update(page[begins:end]) + cipher.finalize()


def found_in(database: Path, key: bytes, words: Iterable[str]) -> set[str]:
    """Those of some words that stand on any page, in UTF-8 or UTF-16."""
    pages = b"".join(pages_of(database, key))
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return {word for word in words if any(word.encode(one) in pages for one in encodings)}
