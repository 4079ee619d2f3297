"""Which column of an unknown sheet probably holds what, by what such columns are mostly called."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Jaro, Prefix

from csconsole.orders.reading.headers import comparable
from csconsole.orders.reading.layout import LABELS
from csconsole.orders.reading.layout_file import general_layout

_LEAST, _LEAST_OF_HAN = 0.95, 0.7  # how alike two names must be: 实收 and 实付 are, 0.76
_FOR_A_BEGINNING = 0.1  # for each character that two names begin with
_SHORTEST_PART = 2  # characters of a name that may stand inside another


def guessed_columns(names: Sequence[str]) -> dict[str, str]:
    """Our field -> the column that probably holds it; each column is used once at most.

    A name that is known counts most, then one that has a known name in it (`本店订单号` has
    `订单号`), then one that is nearly known; of two alike ones the first column.
    """
    ranked = sorted(_likenesses(names), key=lambda one: -one[0])
    guessed: dict[str, str] = {}
    for _likeness, field, name in ranked:
        if field not in guessed and name not in guessed.values():
            guessed[field] = name
    return guessed


def _likenesses(names: Sequence[str]) -> Iterator[tuple[float, str, str]]:
    known = {
        field: [one[0] for one in places if len(one) == 1]
        for field, places in general_layout().columns.items()
        if field in LABELS
    }
    for name in names:
        bare = comparable(name)
        if bare:
            for field, synonyms in known.items():
                likeness = max((_likeness(bare, one) for one in synonyms), default=0.0)
                if likeness >= (_LEAST if bare.isascii() else _LEAST_OF_HAN):
                    yield likeness, field, name


def _likeness(name: str, known: str) -> float:
    if name == known:
        return 3.0
    shorter, longer = sorted((name, known), key=len)
    if shorter in longer and len(shorter) >= _SHORTEST_PART:
        return 1.0 + len(shorter) / len(longer)
    alike = Jaro.similarity(name, known)
    return float(alike + _FOR_A_BEGINNING * Prefix.similarity(name, known))
