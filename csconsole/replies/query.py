"""What somebody typed into the search box, cut into words in every reading that they can have."""

from dataclasses import dataclass

from csconsole.replies.folding import fold, is_han, readings

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Word:
    """One word of a query.

    Attributes:
        text: the folded word.
        sounds: for a word of Chinese characters alone, the readings of each.
        latin: whether it has only letters and digits, so that it can be pinyin.
        letters: the letters that it is made of.
    """

    text: str
    sounds: tuple[tuple[str, ...], ...]
    latin: bool
    letters: frozenset[str]


@dataclass(frozen=True)
class Query:
    """A parsed query; empty where nothing was typed."""

    text: str
    words: tuple[Word, ...]

    @property
    def joined(self) -> str:
        """The query without its blanks."""
        return "".join(word.text for word in self.words)


def parse(text: str) -> Query:
    """The query that a text means; what is longer than any search is cut."""
    folded = fold(text[:LONGEST_QUERY])
    return Query(" ".join(folded.split()), tuple(_word(piece) for piece in folded.split()))


def _word(text: str) -> Word:
    han = all(is_han(character) for character in text)
    return Word(
        text=text,
        sounds=tuple(readings(character) for character in text) if han else (),
        latin=text.isascii() and text.isalnum(),
        letters=frozenset(text),
    )
