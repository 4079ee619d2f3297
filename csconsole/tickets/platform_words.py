"""The platforms' own words of after-sales cases (resources/tickets/reasons.yaml) as ours."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from csconsole.shipped import RESOURCES
from csconsole.tickets.workflow_file import read_fields
from csconsole.yaml_nodes import NodeReader, opened_rules

TYPES = ("return", "refund-only", "freight", "exchange", "none")
STATUSES = (
    "requested", "approved", "in-transit", "received", "refused", "refunded", "reshipped",
    "exchanged", "withdrawn",
)  # fmt: skip
_FORMAT = "1"
_KEYS = ("format", "types", "reasons", "statuses", "goods", "columns", "stepped_in")


class WordList:
    """Words with what each of them means."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = {folded(word): meaning for word, meaning in words.items()}

    def meaning(self, text: str) -> str:
        """What a text means: as the same word, else as the longest one in it; "" for nothing."""
        bare = folded(text)
        if bare in self._words:
            return self._words[bare]
        inside = [word for word in self._words if word in bare]
        return self._words[max(inside, key=len)] if inside else ""


@dataclass(frozen=True)
class SteppedIn:
    """How a sheet tells that the platform has stepped into a case.

    Attributes:
        columns: the headers under which it does.
        none: what says there that it has not.
        statuses: words of a status that say it, too.
    """

    columns: tuple[str, ...]
    none: frozenset[str]
    statuses: tuple[str, ...]

    def is_told(self, told: Mapping[str, str], status: str) -> bool:
        """Whether a row with these further cells and this status tells it."""
        cells = (folded(told.get(header, "")) for header in self.columns)
        if any(cell and cell not in self.none for cell in cells):
            return True
        bare = folded(status)
        return any(word in bare for word in self.statuses)


@dataclass(frozen=True)
class PlatformWords:
    """What the words of the platforms mean.

    Attributes:
        types: the after-sales type, as one of `TYPES`.
        reasons: as a choice of our field `reason`.
        statuses: as one of `STATUSES`.
        goods: as a choice of our field `goods`.
        columns: our field -> the headers under which sheets tell it, the best first.
    """

    types: WordList
    reasons: WordList
    statuses: WordList
    goods: WordList
    columns: Mapping[str, tuple[str, ...]]
    stepped_in: SteppedIn


@cache
def platform_words() -> PlatformWords:
    """The shipped words."""
    return read_words(RESOURCES / "tickets" / "reasons.yaml")


def read_words(path: Path) -> PlatformWords:
    """A file of words.

    Raises:
        BadInputError: with the line that is wrong.
    """
    reader, root = opened_rules(path, _KEYS, _KEYS, _FORMAT)
    fields = read_fields(RESOURCES / "tickets" / "fields.yaml")
    return PlatformWords(
        types=_words(reader, root["types"], TYPES),
        reasons=_words(reader, root["reasons"], tuple(fields["reason"].choices)),
        statuses=_words(reader, root["statuses"], STATUSES),
        goods=_words(reader, root["goods"], tuple(fields["goods"].choices)),
        columns={
            field: tuple(reader.text(one) for one in reader.items(headers))
            for field, headers in reader.mapping(root["columns"], tuple(fields)).items()
        },
        stepped_in=_stepped_in(reader, root["stepped_in"]),
    )


def folded(text: str) -> str:
    """A text without what makes no difference: blanks, case, width."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _stepped_in(reader: NodeReader, node: yaml.Node) -> SteppedIn:
    keys = ("columns", "none", "statuses")
    told = {
        name: tuple(reader.text(one) for one in reader.items(listed))
        for name, listed in reader.mapping(node, keys, keys).items()
    }
    none = frozenset(map(folded, told["none"]))
    return SteppedIn(told["columns"], none, tuple(map(folded, told["statuses"])))


def _words(reader: NodeReader, node: yaml.Node, known: tuple[str, ...]) -> WordList:
    words: dict[str, str] = {}
    for meaning, listed in reader.mapping(node, known).items():
        for word in reader.items(listed):
            words.setdefault(reader.text(word), meaning)
    return WordList(words)
