"""Learning from what the shop's agents really send, and forgetting it on request."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from csconsole.replies.model import Reply
from csconsole.replies.suggestions.model import LearnedPair
from csconsole.storage import clock
from csconsole.storage.store import Store

if TYPE_CHECKING:
    from csconsole.replies.suggestions.engine import SuggestionEngine
    from csconsole.replies.suggestions.semantic_tier import Vectors
    from csconsole.replies.suggestions.training_cache import TrainingCache

TIERS = ("words", "meaning")


class PairStore(Protocol):
    """Where learned pairs are kept."""

    def learned(self) -> list[LearnedPair]:
        """Every learned pair, oldest first."""

    def learn(self, message: str, reply_id: str, *, at: int, agent: str) -> LearnedPair:
        """Keep a pair."""

    def unlearn(self, pair_ids: Sequence[str], *, agent: str) -> None:
        """Forget pairs for good."""


class Learning:
    """Hands out the engine that knows the library and all learned pairs.

    Used from the store's thread, as it reads and writes the store; the engine may be used from
    any thread. The encoders are loaded once and their vectors kept over changes of the library.
    """

    def __init__(
        self,
        pairs: PairStore,
        replies: Callable[[], list[Reply]],
        store: Store,
        own: Callable[[], list[Reply]] = list,
    ) -> None:
        self._pairs, self._replies, self._store, self._own = pairs, replies, store, own
        self._engine: SuggestionEngine | None = None
        self._vectors: Vectors | None = None
        self._semantic = True

    def engine(self) -> "SuggestionEngine":
        """The engine for the library as it is."""
        # The engine brings numpy, which the program's start must not wait for.
        from csconsole.replies.suggestions.engine import SuggestionEngine  # noqa: PLC0415

        if self._engine is None:
            self._engine = SuggestionEngine(
                self._replies(),
                self._pairs.learned(),
                semantic=self._semantic,
                vectors=self._load_vectors,
                training=self._training,
            )
            self._engine.show_own(self._own())
        return self._engine

    def desk_changed(self) -> None:
        """Another agent sits here, whose own replies are suggested instead."""
        if self._engine is not None:
            self._engine.show_own(self._own())

    def use_meaning(self, *, wanted: bool) -> None:
        """Switch the semantic tier on or off."""
        if wanted != self._semantic:
            self._semantic, self._engine, self._vectors = wanted, None, None

    def library_changed(self) -> None:
        """The next engine is made anew."""
        self._engine = None

    def learn(
        self, message: str, reply_id: str, *, agent: str = "", known: Sequence[str] = ()
    ) -> LearnedPair | None:
        """Remember that a reply was sent after a message, without the message's personal data.

        `known`: what is known of the buyer, such as a name, and must not be kept.
        """
        kept = self.engine().learn(message, reply_id, known)
        if not kept:
            return None
        return self._pairs.learn(kept, reply_id, at=clock.wall_clock(), agent=agent)

    def pairs(self) -> list[LearnedPair]:
        """What was learned, oldest first."""
        return self._pairs.learned()

    def counts(self) -> dict[str, int]:
        """How many messages were learned for each reply, most first."""
        return dict(Counter(pair.reply for pair in self.pairs()).most_common())

    def forget_reply(self, reply_id: str, *, agent: str = "") -> int:
        """Forget what was learned for a reply; how many messages that were."""
        known = [pair.id for pair in self.pairs() if pair.reply == reply_id]
        return self.forget(known, agent=agent)

    def forget(self, pair_ids: Sequence[str] | None = None, *, agent: str = "") -> int:
        """Forget some pairs, or all; how many were forgotten."""
        known = [pair.id for pair in self.pairs()]
        gone = known if pair_ids is None else [one for one in known if one in set(pair_ids)]
        if gone:
            self._pairs.unlearn(gone, agent=agent)
            self._forget_what_was_made()
            self._engine = self._vectors = None
        return len(gone)

    def _forget_what_was_made(self) -> None:
        places = self._store.places
        places.suggestion_vectors.unlink(missing_ok=True)
        for tier in TIERS:
            places.suggestion_training(tier).unlink(missing_ok=True)

    def _training(self, tier: str) -> "TrainingCache":
        from csconsole.replies.suggestions.training_cache import TrainingCache  # noqa: PLC0415

        return TrainingCache(self._store, tier)

    def _load_vectors(self) -> "Vectors | None":
        from csconsole.replies.suggestions.encoder import load_encoder  # noqa: PLC0415
        from csconsole.replies.suggestions.semantic_tier import Vectors  # noqa: PLC0415
        from csconsole.replies.suggestions.vector_cache import VectorCache  # noqa: PLC0415

        if self._vectors is None and (encoder := load_encoder()) is not None:
            cache = VectorCache(self._store)
            self._vectors = Vectors(encoder, cache.load(), cache.save)
        return self._vectors
