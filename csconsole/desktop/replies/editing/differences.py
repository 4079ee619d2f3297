"""What differs between two texts, word by word; no Qt."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# A Chinese character stands alone, other letters and digits together, every other sign alone.
_PIECE = re.compile(r"[^\W\u2e80-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL)
_LONGEST = 4000  # pieces; of longer texts the whole stands against the whole


class Side(StrEnum):
    """Which of two texts a piece belongs to."""

    BOTH = "both"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of a text."""

    text: str
    side: Side


def differences(old: str, new: str) -> list[Piece]:
    """Both texts as one, piece by piece: what they share, what only one of them has."""
    before, after = _PIECE.findall(old), _PIECE.findall(new)
    if len(before) + len(after) > _LONGEST:
        whole = [Piece(old, Side.OLD), Piece(new, Side.NEW)]
        return [piece for piece in whole if piece.text]
    found: list[Piece] = []
    for _what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a:b]), "".join(after[c:d])
        if gone == come:
            found.append(Piece(gone, Side.BOTH))
            continue
        found.extend(
            Piece(text, side) for text, side in ((gone, Side.OLD), (come, Side.NEW)) if text
        )
    return found
