"""The words of resources/words.yaml: labels of categories and values, and the clock's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from csconsole.replies.model import CATEGORY_SEPARATOR, Texts, in_language
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import plain_values

_FORMAT = 1
_WEEKDAYS, _MONTHS = 7, 12


@dataclass(frozen=True)
class ClockWords:
    """How moments are written in one language.

    Attributes:
        greetings: (from which hour, greeting), in order, the first from hour 0.
    """

    date: str
    time: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    greetings: tuple[tuple[int, str], ...]

    def __post_init__(self) -> None:
        if len(self.weekdays) != _WEEKDAYS or len(self.months) != _MONTHS:
            raise ValueError("a week has seven days and a year twelve months")
        if not self.greetings or self.greetings[0][0] != 0:
            raise ValueError("the first greeting must begin at hour 0")


@dataclass(frozen=True)
class Words:
    """All of resources/words.yaml."""

    categories: Mapping[str, Texts]
    values: Mapping[str, Texts]
    clock: Mapping[str, ClockWords]

    def category(self, path: str, language: str) -> str:
        """The label of a category; its last part where it has none."""
        texts = self.categories.get(path)
        return (
            in_language(texts, language)
            if texts
            else path.rsplit(CATEGORY_SEPARATOR, maxsplit=1)[-1]
        )

    def category_place(self, path: str) -> int:
        """Where a category stands in the order of the list; behind all for one not listed."""
        order = list(self.categories)
        return order.index(path) if path in self.categories else len(order)

    def value(self, name: str, language: str) -> str:
        """The label of a named value; the name itself where it has none."""
        texts = self.values.get(name)
        return in_language(texts, language) if texts else name

    def clock_in(self, language: str) -> ClockWords:
        """The clock's words in a language, else in English."""
        return self.clock.get(language) or self.clock["en"]


@cache
def words() -> Words:
    """The shipped words; a fault in the file is a fault of the program."""
    path = RESOURCES / "words.yaml"
    told: dict[str, Any] = plain_values(path)
    if told.pop("format") != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    clock = {language: _clock(parts) for language, parts in told.pop("clock").items()}
    return Words(categories=told.pop("categories"), values=told.pop("values"), clock=clock)


def _clock(parts: Mapping[str, Any]) -> ClockWords:
    return ClockWords(
        date=parts["date"],
        time=parts["time"],
        weekdays=tuple(parts["weekdays"]),
        months=tuple(parts["months"]),
        greetings=tuple(sorted(parts["greetings"].items())),
    )
