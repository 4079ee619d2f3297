"""What one looks through to keep a library clean: near-same, never used, about to end."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from zlib import crc32

from rapidfuzz import fuzz

from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Reply, Usage
from csconsole.replies.store import ReplyStore
from csconsole.storage.store import Store

SOON = 3  # days
_SAME = 100.0
_ALIKE = 88.0  # of 100: what two texts share of their characters, in order
_PIECE = 4  # characters
_SAMPLES = 12  # of a text's pieces; two texts that are alike share one almost surely
_MOST_OF_ONE_PIECE = 40  # texts; a piece in more of them says nothing
_SHORT, _SHORT_PIECE = 8, 2  # characters; one more or less spoils all longer pieces of such a text


@dataclass(frozen=True)
class Alike:
    """Two replies with nearly the same text, in the order of their ids.

    Attributes:
        likeness: from 0 to 100.
    """

    one: Reply
    other: Reply
    language: str
    likeness: float


@dataclass(frozen=True)
class Reviewed:
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
) -> Reviewed:
    """Look through a library; `days` ahead for what ends."""
    return Reviewed(
        alike=duplicates(replies),
        ended=ended(replies, today),
        ending=ending(replies, today, days),
        unused=never_used(replies, usage),
    )


def duplicates(replies: Sequence[Reply]) -> list[Alike]:
    """The pairs of replies with nearly the same text, most alike first.

    Only texts that share one of their sampled pieces are compared (the smallest hashes of all
    pieces of four characters, a bottom-k sketch), so that a large library takes no hour. Of many
    replies with one text each is paired with the first of them alone.
    """
    found = []
    ordered = sorted(replies, key=lambda reply: reply.id)
    for language in sorted({language for reply in replies for language in reply.text}):
        same: dict[str, list[Reply]] = defaultdict(list)
        for reply in ordered:
            if language in reply.text:
                same[_bare(reply.text[language])].append(reply)
        for first, *others in same.values():
            found += [Alike(first, other, language, _SAME) for other in others]
        texts = list(same)
        for at, second in _candidates(texts):
            likeness = fuzz.ratio(texts[at], texts[second], score_cutoff=_ALIKE)
            if likeness:
                one, other = sorted((same[texts[at]][0], same[texts[second]][0]), key=_id)
                found.append(Alike(one, other, language, likeness))
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


class Review:
    """The same for what whoever is at the desk may see of an open store."""

    def __init__(self, store: Store, library: ReplyLibrary) -> None:
        self._library, self._replies = library, ReplyStore(store)

    def duplicates(self) -> list[Alike]:
        """The pairs of replies with nearly the same text, most alike first."""
        return duplicates(self._library.all())

    def never_used(self) -> list[Reply]:
        """The replies that nobody ever sent."""
        return never_used(self._library.all(), self._replies.usage()[""])

    def ending(self, today: date, days: int = SOON) -> list[Reply]:
        """The replies whose last day is today or one of the next days, the soonest first."""
        return ending(self._library.all(), today, days)


def _id(reply: Reply) -> str:
    return reply.id


def _bare(text: str) -> str:
    """What is compared of a text: its letters and digits; where it has none, all of it."""
    letters = filter(str.isalnum, unicodedata.normalize("NFKC", text).lower())
    return "".join(letters) or text.strip()


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
    sizes = (_SHORT_PIECE, _PIECE) if len(text) <= _SHORT else (_PIECE,)
    pieces = {text[at : at + size] for size in sizes for at in range(max(1, len(text) - size + 1))}
    return sorted({crc32(piece.encode("utf-8", "replace")) for piece in pieces})[:_SAMPLES]
