"""The suggestion engine: a buyer's message in, the replies that answer it out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.model import Reply
from csconsole.replies.suggestions.discriminant import Floats
from csconsole.replies.suggestions.encoder import Encoder, load_encoder
from csconsole.replies.suggestions.examples import gather
from csconsole.replies.suggestions.features import Features, features, features_of_each
from csconsole.replies.suggestions.fresh_pairs import FreshPairs, Vector
from csconsole.replies.suggestions.in_view import InView
from csconsole.replies.suggestions.lexical_tier import Answer, LexicalTier
from csconsole.replies.suggestions.model import LearnedPair, Suggestion, TalkContext
from csconsole.replies.suggestions.nearness import Training
from csconsole.replies.suggestions.own_replies import OwnReplies
from csconsole.replies.suggestions.personal_data import without_personal_data
from csconsole.replies.suggestions.questions import questions
from csconsole.replies.suggestions.semantic_tier import (
    MOST_EXAMPLES,
    GivenUpError,
    SemanticTier,
    Vectors,
)

DEFAULT_LIMIT = 5
_LOOKED_AT = 5  # of so many, the valid ones come first
_LEARNED_GAIN, _LEARNED_LEAST = 6.0, 0.55
Parts = Mapping[str, Features]  # the whole message first
Scorer = Callable[[str, Features], Answer]


class SuggestionEngine:
    """Suggests replies; `suggest` by words at once, `refine` by meaning too, from a worker.

    Both may be called from several threads. `learn` makes a pair count at once; a new engine
    with all pairs learns from them thoroughly.
    """

    def __init__(
        self,
        replies: Sequence[Reply],
        learned: Sequence[LearnedPair] = (),
        *,
        semantic: bool = True,
        vectors: Callable[[], Vectors | None] | None = None,
        training: Callable[[str], Training | None] = lambda _tier: None,
    ) -> None:
        self._replies = list(replies)
        self._places = {reply.id: place for place, reply in enumerate(self._replies)}
        self._in_view = InView(self._replies)
        self._examples = gather(self._replies, learned)
        self._training = training
        self._lexical = self._words_tier() if self._replies else None
        self._fresh = FreshPairs()
        self._own = OwnReplies((), self._measured)
        self._wants_meaning = semantic and 0 < len(self._examples.texts) <= MOST_EXAMPLES
        self._find_vectors = vectors or _load_vectors
        self._semantic: SemanticTier | None = None
        self._vectors: Vectors | None = None
        self._preparing = Lock()

    def prepare(self) -> bool:
        """Load and train the semantic tier; some seconds, so in a worker. Whether there is one."""
        with self._preparing:
            if self._wants_meaning and self._semantic is None and self._lexical is not None:
                self._vectors = self._find_vectors()
                self._semantic = self._meaning_tier(self._lexical)
                self._wants_meaning = self._semantic is not None
        return self._semantic is not None

    def suggest(
        self,
        message: str,
        *,
        limit: int = DEFAULT_LIMIT,
        context: TalkContext | None = None,
        today: date | None = None,
    ) -> list[Suggestion]:
        """The replies that answer a message by its words, best first; none where nothing fits.

        Those that are not valid `today` stand last.
        """
        return self._answer(_parts(message), self._by_words, limit, context, today)

    def refine(
        self,
        message: str,
        *,
        limit: int = DEFAULT_LIMIT,
        context: TalkContext | None = None,
        today: date | None = None,
    ) -> list[Suggestion]:
        """The same by meaning and words; by words alone where there is no encoder."""
        parts = _parts(message)
        scorer = self._by_meaning(parts) if self.prepare() else self._by_words
        return self._answer(parts, scorer, limit, context, today)

    def give_up(self) -> None:
        """Prepare nothing any more, as the program ends; from any thread."""
        self._wants_meaning = False
        if self._vectors is not None:
            self._vectors.give_up()

    def show_own(self, replies: Sequence[Reply]) -> None:
        """From now on suggest an agent's own replies, too, behind the others."""
        self._own = OwnReplies(replies, self._measured)

    def learn(self, message: str, reply_id: str, known: Sequence[str] = ()) -> str:
        """Let a message that was answered with a reply count from now on.

        `known`: what is known of the buyer, such as a name, that must not be kept.
        Returns the message as it may be kept, free of personal data; empty where nothing is
        left of it or there is no such reply.
        """
        kept = without_personal_data(message, known)
        apart = features(kept)
        place = self._places.get(reply_id)
        if self._lexical is None or place is None or not len(apart.words.keys):
            return ""
        self._fresh = self._fresh.with_pair(self._lexical.vector(apart), place, kept)
        return kept

    def _words_tier(self) -> LexicalTier:
        return LexicalTier(self._replies, self._examples, self._training("words"))

    def _meaning_tier(self, lexical: LexicalTier) -> SemanticTier | None:
        if self._vectors is None or not self._wants_meaning:
            return None
        try:
            return SemanticTier(lexical, self._examples, self._vectors, self._training("meaning"))
        except GivenUpError:
            return None

    def _by_words(self, _text: str, message: Features) -> Answer:
        assert self._lexical is not None
        return self._lexical.answer(message)

    def _by_meaning(self, parts: Parts) -> Scorer:
        assert self._semantic is not None
        tier = self._semantic
        readable = [part for part, apart in parts.items() if len(apart.words.keys)]
        meanings = tier.read(readable) if readable else {}
        return lambda text, apart: tier.answer(
            text, meanings[text], apart, self._by_words(text, apart)
        )

    def _answer(
        self,
        parts: Parts,
        scorer: Scorer,
        limit: int,
        context: TalkContext | None,
        today: date | None,
    ) -> list[Suggestion]:
        found = self._suggest(parts, scorer, max(limit, _LOOKED_AT), context)
        approved = _valid_first(found, today)[:limit]
        return self._own.beside(next(iter(parts)), approved, limit, today)

    def _measured(self, text: str) -> Vector | None:
        apart = features(text)
        if self._lexical is None or not len(apart.words.keys):
            return None
        return self._lexical.vector(apart)

    def _suggest(
        self, parts: Parts, scorer: Scorer, limit: int, context: TalkContext | None
    ) -> list[Suggestion]:
        if self._lexical is None:
            return []
        whole, *questions_asked = parts.items()
        found_whole = self._ranked(*whole, scorer, limit, context)
        # What answers the message as a whole comes first, then what answers each question best.
        bests = [self._ranked(*part, scorer, 1, context) for part in questions_asked]
        found: dict[str, Suggestion] = {}
        each = (best for ranked in bests for best in ranked)
        for one in (*found_whole[:1], *each, *found_whole[1:]):
            found.setdefault(one.reply.id, one)
        return list(found.values())[:limit]

    def _ranked(
        self,
        text: str,
        message: Features,
        scorer: Scorer,
        limit: int,
        context: TalkContext | None,
    ) -> list[Suggestion]:
        if not len(message.words.keys):
            return []
        answer = scorer(text, message)
        scores = answer.scores + self._in_view.gain(context)
        known = self._learned_gain(message, scores)
        if not answer.sure and not known:
            return []
        order = _best(scores, limit)
        return [
            Suggestion(
                self._replies[place],
                float(scores[place]),
                known.get(place) or self._why(place, answer.likeness),
            )
            for place in map(int, order)
        ]

    def _learned_gain(self, message: Features, scores: Floats) -> dict[int, str]:
        """Raise the replies of freshly learned messages like this one; which and why."""
        if self._lexical is None or not self._fresh.any:
            return {}
        best = self._fresh.like(self._lexical.vector(message), _LEARNED_LEAST)
        for place, (likeness, _text) in best.items():
            scores[place] += np.float32(_LEARNED_GAIN * likeness * likeness)
        return {place: text for place, (_likeness, text) in best.items()}

    def _why(self, place: int, likeness: Floats) -> str:
        starts = self._examples.starts
        start = int(starts[place])
        end = int(starts[place + 1]) if place + 1 < len(starts) else len(self._examples.texts)
        return self._examples.texts[start + int(np.argmax(likeness[start:end]))]


def _parts(message: str) -> Parts:
    """The whole message, and each of its questions where there are several, with their features."""
    parts = questions(message)
    texts = list(dict.fromkeys([message] if len(parts) == 1 else [message, *parts]))
    return dict(zip(texts, features_of_each(texts), strict=True))


def _valid_first(found: list[Suggestion], today: date | None) -> list[Suggestion]:
    if today is None:
        return found
    return sorted(found, key=lambda one: not one.reply.is_valid_on(today))


def _best(scores: Floats, limit: int) -> NDArray[np.intp]:
    """The places of the highest scores, the first of equals first."""
    least = np.partition(scores, -limit)[-limit] if limit < len(scores) else scores.min()
    places = np.flatnonzero(scores >= least)
    return places[np.argsort(-scores[places], kind="stable")][:limit]


def _load_vectors() -> Vectors | None:
    encoder: Encoder | None = load_encoder()
    return None if encoder is None else Vectors(encoder)
