"""The form in which a text is checked: what was put in to hide a word is taken out again.

Full-width, traditional, upper case and look-alike letters become the plain ones (`folded`); then
everything that is no letter goes, too (`letters`). Both know where they come from.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csconsole.replies.folding import fold

BARRIER = "\ue000"  # stands for what is not known yet; no word reaches across it

# Signs that carry a meaning of their own in a hidden word.
_MEANING = frozenset("+%❤🐧🛰💬@")
# Letters in boxes and circles that Unicode gives no plain form for: the place of each A.
_BOXED_ALPHABETS = (0x1F150, 0x1F170, 0x1F1E6)
_ALPHABET = 26


@dataclass(frozen=True)
class Reading:
    """A text as it is checked.

    Attributes:
        folded: every character in its plain form.
        letters: only what carries meaning of `folded`.
        places: for each of `letters`, its place in `folded`.
        origin: for each character of `folded`, its place in the text.
    """

    text: str
    folded: str
    letters: str
    places: Sequence[int]
    origin: Sequence[int]

    def piece(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of `folded` stands in the text."""
        return self.origin[start], self.origin[end - 1] + 1


class Reader:
    """Reads texts with one table of look-alike characters."""

    def __init__(self, lookalikes: Mapping[str, str]) -> None:
        self._lookalikes = lookalikes
        self._plain: dict[str, str] = {}
        self._is_letter: dict[str, bool] = {}

    def read(self, text: str) -> Reading:
        """A text in the form in which it is checked."""
        known = self._plain
        pieces = [known[c] if c in known else self._learn(c) for c in text]
        folded = "".join(pieces)
        origin: Sequence[int] = range(len(text))
        if len(folded) != len(text) or "" in pieces:
            origin = [at for at, piece in enumerate(pieces) for _character in piece]
        is_letter = self._is_letter
        places = [at for at, c in enumerate(folded) if is_letter[c]]
        letters = "".join([folded[at] for at in places])
        return Reading(text, folded, letters, places, origin)

    def letters(self, text: str) -> str:
        """What carries meaning of a text, in its plain form."""
        known, is_letter = self._plain, self._is_letter
        folded = "".join([known[c] if c in known else self._learn(c) for c in text])
        if folded.isalnum():
            return folded
        return "".join([c for c in folded if is_letter[c]])

    def _learn(self, character: str) -> str:
        plain = self._lookalikes.get(character) or fold(_unboxed(character))
        plain = "".join(self._lookalikes.get(c, c) for c in plain)
        self._plain[character] = plain
        for c in plain:
            self._is_letter[c] = c.isalnum() or c in _MEANING
        return plain


def _unboxed(character: str) -> str:
    """A digit or letter out of its circle or box."""
    if character.isascii():
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    for first in _BOXED_ALPHABETS:
        if 0 <= ord(character) - first < _ALPHABET:
            return chr(ord("a") + ord(character) - first)
    return character
