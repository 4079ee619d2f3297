"""What a supervisor looks through to keep a library clean: near-same, never used, about to end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from zlib import crc32

from rapidfuzz import fuzz

from csconsole.replies.model import Reply, Usage
from csconsole.replies.texts import clean

SOON = 3  # days
_ALIKE = 88.0  # of 100: what two texts share of their characters, in order
_PIECE = 4  # characters
_SAMPLES = 12  # of a text's pieces; two texts that are alike share one almost surely
_MOST_OF_ONE_PIECE = 40  # replies; a piece in more of them says nothing


@dataclass(frozen=True)
class Alike:
    """Two replies with nearly the same text.

    Attributes:
        likeness: from 0 to 100.
    """

    one: Reply
    other: Reply
    language: str
    likeness: float


@dataclass(frozen=True)
class Review:
    """What there is to be cared for in a library.

    Attributes:
        ended: the replies whose last day is over, the latest first.
        ending: those whose last day is near, the soonest first.
        unused: those that nobody ever sent.
    """

    alike: Sequence[Alike]
    ended: Sequence[Reply]
    ending: Sequence[Reply]
    unused: Sequence[Reply]


def review(
    replies: Sequence[Reply], usage: Mapping[str, Usage], today: date, days: int = SOON
) -> Review:
    """Look through a library; `days` ahead for what ends."""
    return Review(
        alike=duplicates(replies),
        ended=ended(replies, today),
        ending=ending(replies, today, days),
        unused=never_used(replies, usage),
    )


def duplicates(replies: Sequence[Reply]) -> list[Alike]:
    """The pairs of replies with nearly the same text, most alike first.

    Only texts that share one of their sampled pieces are compared (the smallest hashes of all
    pieces of four characters, a bottom-k sketch), so that a large library takes no hour.
    """
    found = []
    for language in sorted({language for reply in replies for language in reply.text}):
        texts = [(one, _bare(one.text[language])) for one in replies if language in one.text]
        for at, other in _candidates([text for _one, text in texts]):
            (one, text), (second, second_text) = texts[at], texts[other]
            likeness = fuzz.ratio(text, second_text, score_cutoff=_ALIKE)
            if likeness:
                found.append(Alike(one, second, language, likeness))
    return sorted(found, key=lambda pair: (-pair.likeness, pair.one.id, pair.other.id))


def never_used(replies: Iterable[Reply], usage: Mapping[str, Usage]) -> list[Reply]:
    """The replies that nobody ever sent, in their order."""
    return [reply for reply in replies if not usage.get(reply.id, Usage()).count]


def ended(replies: Iterable[Reply], today: date) -> list[Reply]:
    """The replies whose last day is over, the latest first."""
    found = [reply for reply in replies if reply.valid_until and reply.valid_until < today]
    return sorted(found, key=lambda reply: (today - (reply.valid_until or today), reply.id))


def ending(replies: Iterable[Reply], today: date, days: int = SOON) -> list[Reply]:
    """The replies whose last day is today or one of the next days, the soonest first."""
    last = today + timedelta(days=days)
    found = [reply for reply in replies if reply.valid_until and today <= reply.valid_until <= last]
    return sorted(found, key=lambda reply: (reply.valid_until or last, reply.id))


def ends_soon(reply: Reply, today: date, days: int = SOON) -> bool:
    """Whether a reply's last day is near."""
    return bool(ending([reply], today, days))


def _bare(text: str) -> str:
    return clean(text.lower()).tobytes().decode("utf-16-le", "replace").replace(" ", "")


def _candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that may be alike."""
    holders: dict[int, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for piece in _sample(text):
            holders[piece].append(at)
    seen: set[tuple[int, int]] = set()
    for those in holders.values():
        if len(those) <= _MOST_OF_ONE_PIECE:
            seen.update(combinations(those, 2))
    yield from sorted(seen)


def _sample(text: str) -> list[int]:
    pieces = {text[at : at + _PIECE] for at in range(max(1, len(text) - _PIECE + 1))}
    return sorted({crc32(piece.encode("utf-8", "replace")) for piece in pieces})[:_SAMPLES]
