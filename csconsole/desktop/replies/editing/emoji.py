"""The emoji of resources/emoji.yaml and how they are found; no Qt."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import plain_values

_FORMAT = 1
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Emoji:
    """One sign with the words by which it is found, in the order of how well they fit."""

    sign: str
    words: dict[str, tuple[str, ...]]

    def all_words(self) -> list[str]:
        """Its words in every language."""
        return [word for words in self.words.values() for word in words]

    def name(self, language: str) -> str:
        """What it is called."""
        return (self.words.get(language) or self.words["en"])[0]


@cache
def emoji() -> tuple[Emoji, ...]:
    """Every emoji; a fault in the file is a fault of the program."""
    path = RESOURCES / "emoji.yaml"
    told: dict[str, Any] = plain_values(path)
    if told["format"] != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    found = tuple(
        Emoji(one["sign"], {language: tuple(one[language].split()) for language in _LANGUAGES})
        for one in told["emoji"]
    )
    if len({one.sign for one in found}) != len(found) or not all(
        words for one in found for words in one.words.values()
    ):
        raise ValueError(f"{path}: a sign stands twice or has no words")
    return found


def fitting(typed: str) -> list[Emoji]:
    """The emoji that fit to what was typed, in either language; those that begin so first."""
    wanted = typed.strip().lower()
    if not wanted:
        return list(emoji())
    begins = [one for one in emoji() if any(word.startswith(wanted) for word in one.all_words())]
    holds = [one for one in emoji() if any(wanted in word for word in one.all_words())]
    return [*begins, *(one for one in holds if one not in begins)]
