"""Features of texts as numbers: what is indexed, and what a query asks the index for.

A feature is of a kind and stands in a zone of a reply. Its value packs initials or syllables.
"""

from collections.abc import Sequence
from enum import IntEnum

VALUE_BITS = 20
ID_BITS = 24  # the number of a reply
INITIAL_BITS = 6
SOUND_BITS = 10


class Zone(IntEnum):
    """A part of a reply that is indexed apart."""

    TITLE = 0
    SIDE = 1
    BODY = 2


_ZONES = len(Zone)  # an enumeration counts its members anew every time


class Kind(IntEnum):
    """What a feature is made of."""

    CHARACTER = 0
    PREFIX = 1
    INITIALS = 2
    SYLLABLES = 3
    TRIPLE = 4
    LETTERS = 5


def feature(kind: Kind, value: int, zone: Zone = Zone.TITLE) -> int:
    """The number of a feature in a zone."""
    return ((kind * _ZONES + zone) << VALUE_BITS) | value


def zone_of(number: int) -> Zone:
    """The zone of a feature."""
    return Zone((number >> VALUE_BITS) % _ZONES)


def in_zone(title_features: Sequence[int], zone: Zone) -> list[int]:
    """The same features in another zone."""
    return [number + (zone << VALUE_BITS) for number in title_features]


def pair_of_initials(first: int, second: int) -> int:
    """The value of two initials."""
    return first << INITIAL_BITS | second


def pair_of_sounds(first: int, second: int) -> int:
    """The value of two syllables."""
    return first << SOUND_BITS | second


def triple(first: int, second: int, third: int) -> int:
    """The value of three initials or letters."""
    return (first << INITIAL_BITS | second) << INITIAL_BITS | third
