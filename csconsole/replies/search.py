"""Search as one types, over the whole library in memory.

Every word of the query must fit somewhere: title, shortcut, tags, category, questions or text.
Only where nothing fits that way, slips of the finger are forgiven, and after that replies are
found that share enough pieces with what looks like a sentence.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from enum import Enum

from csconsole.replies.folding import fold
from csconsole.replies.library_rules import shortcut_key
from csconsole.replies.matching import (
    NO_MATCH,
    Match,
    Matchable,
    match,
    match_in_body,
    match_with_slip,
)
from csconsole.replies.model import Found, Reply, Usage, category_prefixes
from csconsole.replies.query import Query, Word, parse
from csconsole.replies.words import words

_EXACT_SHORTCUT = 1000.0
_USE_WEIGHT = 1.2
_RECENCY_WEIGHT = 2.0
_RECENCY_HALF_LIFE = 7 * 86_400_000  # milliseconds
_OUT_OF_DATE = 12.0
_LEAST_SHARE = 0.45  # of a sentence's pieces that a reply must share
_NEVER = Usage()


class Place(Enum):
    """Where in a reply a word was found, with the weight of the place."""

    SHORTCUT = 1.0
    TITLE = 0.95
    ASKS = 0.80
    TAGS = 0.78
    CATEGORY = 0.62
    TEXT = 0.50


class _Entry:
    """A reply prepared for searching."""

    __slots__ = ("grams", "place_in_library", "places", "reply", "shortcut")

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.place_in_library = (words().category_place(reply.category), reply.category, reply.id)
        self.shortcut = shortcut_key(fold(reply.shortcut))
        labels = [
            words().category(path, language)
            for path in category_prefixes(reply.category)
            for language in reply.title
        ]
        self.places: tuple[tuple[Place, tuple[Matchable, ...]], ...] = (
            (Place.SHORTCUT, _matchables([reply.shortcut])),
            (Place.TITLE, _matchables(reply.title.values())),
            (Place.ASKS, _matchables(ask for asks in reply.asks.values() for ask in asks)),
            (Place.TAGS, _matchables(reply.tags)),
            (Place.CATEGORY, _matchables([*labels, *reply.category.split("/")])),
            (Place.TEXT, _matchables(_texts(reply))),
        )
        self.grams = frozenset(
            gram
            for _place, targets in self.places
            for target in targets
            for gram in _grams(target.text)
        )


class SearchIndex:
    """The replies that can be searched; built once, then kept up to date."""

    def __init__(self, replies: Iterable[Reply], usage: Mapping[str, Usage] | None = None) -> None:
        self._entries = sorted(map(_Entry, replies), key=lambda entry: entry.place_in_library)
        self._by_id = {entry.reply.id: entry.reply for entry in self._entries}
        self._usage = dict(usage or {})
        self._spread = _spread(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def replies(self) -> Iterable[Reply]:
        """Every reply, in the order in which they were given."""
        return self._by_id.values()

    def get(self, reply_id: str) -> Reply | None:
        """The reply of that id."""
        return self._by_id.get(reply_id)

    def usage(self, reply_id: str) -> Usage:
        """How often and how lately a reply was sent."""
        return self._usage.get(reply_id, _NEVER)

    def used(self, reply_id: str, at: int) -> None:
        """Count one use; `at` in milliseconds since 1970."""
        before = self.usage(reply_id)
        self._usage[reply_id] = Usage(before.count + 1, max(before.last, at))

    def search(
        self, text: str, *, limit: int | None = None, category: str = "", now: int = 0
    ) -> list[Found]:
        """The replies that answer a query, best first; all of a category for an empty one.

        `now` in milliseconds since 1970 ages what was used lately; 0 leaves recency out.
        """
        query = parse(text)
        entries = [entry for entry in self._entries if _within(entry.reply, category)]
        if not query.words:
            found = [Found(entry.reply, self._liking(entry.reply, now)) for entry in entries]
        else:
            found = self._found(query, entries, now)
        found = _with_dates(found, now)
        found.sort(key=lambda one: -one.score)  # equals stay in the order of the library
        return found[:limit]

    def _found(self, query: Query, entries: Sequence[_Entry], now: int) -> list[Found]:
        found = [
            Found(entry.reply, score + self._liking(entry.reply, now))
            for entry in entries
            if (score := _score(query, entry))
        ]
        if not found:
            found = [
                Found(entry.reply, score + self._liking(entry.reply, now), near=True)
                for entry in entries
                if (score := _score(query, entry, slips=True))
            ]
        return found or self._sharing(query, entries, now)

    def _sharing(self, query: Query, entries: Sequence[_Entry], now: int) -> list[Found]:
        """Replies that share enough pieces with a sentence, rare pieces counting more."""
        pieces = {piece for word in query.words for piece in _grams(word.text)}
        whole = sum(self._weight(piece) for piece in pieces)
        found = []
        for entry in entries:
            share = (
                sum(self._weight(piece) for piece in pieces & entry.grams) / whole if whole else 0
            )
            if share >= _LEAST_SHARE:
                liking = 0.1 * self._liking(entry.reply, now)
                found.append(Found(entry.reply, 30 * share + liking, near=True))
        return found

    def _weight(self, piece: str) -> float:
        return math.log((len(self._entries) + 1) / (self._spread.get(piece, 0) + 0.5))

    def _liking(self, reply: Reply, now: int) -> float:
        """A few points for what is sent often and lately: enough to order equals."""
        usage = self._usage.get(reply.id)
        if usage is None:
            return 0.0
        often = _USE_WEIGHT * math.log1p(usage.count)
        if not now or not usage.last:
            return often
        age: float = max(0, now - usage.last) / _RECENCY_HALF_LIFE
        return often + _RECENCY_WEIGHT * math.exp2(-age)


def _with_dates(found: Iterable[Found], now: int) -> list[Found]:
    """What may not be sent today goes behind what may, where both fit alike."""
    if not now:
        return list(found)
    today = datetime.fromtimestamp(now / 1000).astimezone().date()
    return [
        one if one.reply.is_valid_on(today) else replace(one, score=one.score - _OUT_OF_DATE)
        for one in found
    ]


def _score(query: Query, entry: _Entry, *, slips: bool = False) -> float:
    """How well a query fits a reply, 0 where a word fits nowhere."""
    if query.joined == entry.shortcut and entry.shortcut:
        return _EXACT_SHORTCUT
    best = _fit(query.words, entry, slips=slips)
    if len(query.words) > 1:  # blanks that an input method or a habit put in
        whole = parse(query.joined).words
        best = max(best, 0.98 * _fit(whole, entry, slips=slips))
    return best


def _fit(query_words: Sequence[Word], entry: _Entry, *, slips: bool) -> float:
    """The mean of what each word reaches at its best place; 0 where one fits nowhere."""
    total = 0.0
    places = entry.places if len(query_words) == 1 else entry.places[1:]  # a shortcut is one word
    for word in query_words:
        best = 0.0
        for place, targets in places:
            if best >= 100 * place.value:
                break
            for target in targets:
                found = _match(word, target, place, slips=slips)
                if found is not NO_MATCH:
                    closeness = len(word.text) / max(len(target.text), len(word.text))
                    best = max(best, (found.fit + 6 * closeness - 6) * place.value)
        if not best:
            return 0.0
        total += best
    return total / len(query_words)


def _match(word: Word, target: Matchable, place: Place, *, slips: bool) -> Match:
    if place is Place.TEXT:
        return match_in_body(word, target)
    found = match(word, target)
    return match_with_slip(word, target) if found is NO_MATCH and slips else found


def _matchables(texts: Iterable[str]) -> tuple[Matchable, ...]:
    return tuple(Matchable(folded) for text in texts if (folded := fold(text)))


def _texts(reply: Reply) -> list[str]:
    return [*reply.text.values(), *(text for texts in reply.variants.values() for text in texts)]


def _within(reply: Reply, category: str) -> bool:
    return not category or reply.category == category or reply.category.startswith(category + "/")


def _grams(text: str) -> Iterable[str]:
    """Pairs of neighbouring characters, and whole Latin words."""
    for word in text.split():
        if word.isascii():
            yield word.strip(".,!?;:'\"()")
        else:
            yield from (word[at : at + 2] for at in range(len(word) - 1))


def _spread(entries: Iterable[_Entry]) -> dict[str, int]:
    """In how many replies each piece stands."""
    counts: dict[str, int] = {}
    for entry in entries:
        for gram in entry.grams:
            counts[gram] = counts.get(gram, 0) + 1
    return counts
