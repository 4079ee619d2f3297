"""The refined answer: by meaning and words together."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from csconsole.replies.folding import is_han
from csconsole.replies.suggestions.discriminant import Floats
from csconsole.replies.suggestions.encoder import Encoder
from csconsole.replies.suggestions.examples import Examples
from csconsole.replies.suggestions.features import Features
from csconsole.replies.suggestions.lexical_tier import Answer, LexicalTier
from csconsole.replies.suggestions.nearness import (
    Bars,
    Nearness,
    Training,
    remembered,
    standardised,
)
from csconsole.replies.suggestions.silence import Likenesses

MOST_EXAMPLES = 12_000  # a minute or two of the worker's time, once
_AT_ONCE = 16  # texts: a tenth of a second's work
_WORDS_SHARE = np.float32(0.15)
_DOCUMENT_WEIGHT_HAN, _DOCUMENT_WEIGHT = 1.0, 0.6  # the encoders know English better
_BARS = Bars(usual=0.10, apart=-0.01, least=0.15, measured_on=3000)


class GivenUpError(Exception):
    """Nobody waits for the vectors any more."""


class Vectors:
    """The vectors of texts, kept so that a changed library encodes only what is new."""

    def __init__(
        self,
        encoder: Encoder,
        known: Mapping[str, Floats] | None = None,
        keep: Callable[[Mapping[str, Floats]], None] = lambda _vectors: None,
    ) -> None:
        self._encoder, self._keep = encoder, keep
        self._known = dict(known or {})
        self._is_given_up = False

    def of(self, texts: Sequence[str]) -> Floats:
        """A row for each text.

        Raises:
            GivenUpError: `give_up` was called meanwhile.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            for start in range(0, len(new), _AT_ONCE):
                if self._is_given_up:
                    raise GivenUpError
                batch = new[start : start + _AT_ONCE]
                encoded = self._encoder.encode(batch).astype(np.float16)
                self._known.update(zip(batch, encoded, strict=True))
            self._known = {text: self._known[text] for text in dict.fromkeys(texts)}
            self._keep(self._known)
        return np.stack([self._known[text] for text in texts]).astype(np.float32)

    def give_up(self) -> None:
        """Encode no more texts of the library, as the program ends; from any thread."""
        self._is_given_up = True

    def of_message(self, parts: Sequence[str]) -> dict[str, Floats]:
        """The vectors of a message's parts, which are not kept; together they are quicker."""
        return dict(zip(parts, self._encoder.encode(parts), strict=True))


class SemanticTier:
    """Scores replies by the meaning of their examples, and by their words a little."""

    def __init__(
        self,
        lexical: LexicalTier,
        examples: Examples,
        vectors: Vectors,
        training: Training | None = None,
    ) -> None:
        self._lexical, self._vectors = lexical, vectors
        rows = vectors.of([*examples.texts, *lexical.small_talk])
        self._matrix, self._strangers = np.split(rows, [len(examples.texts)])
        trained = None
        if lexical.can_compare:
            trained = remembered(
                training, examples, lexical.small_talk, self._compare, _BARS.measured_on
            )
        self._nearness = Nearness(examples, trained, _BARS)

    def read(self, parts: Sequence[str]) -> dict[str, Floats]:
        """The meaning of a message's parts, to be answered by."""
        return self._vectors.of_message(parts)

    def answer(self, text: str, vector: Floats, message: Features, words: Answer) -> Answer:
        """The refined scores, given the meaning and what the words alone made of the message."""
        likeness = _mixed(words.likeness, np.einsum("nd,d->n", self._matrix, vector))
        # words in common do not make a message small talk
        strangers = _mixed(np.zeros_like(words.strangers), self._strangers @ vector)
        near = self._nearness.scores(likeness)
        weight = _DOCUMENT_WEIGHT_HAN if any(map(is_han, text)) else _DOCUMENT_WEIGHT
        scores = standardised(near) + weight * self._lexical.document_scores(message)
        sure = self._nearness.is_sure(near, likeness, float(strangers.max()))
        return Answer(scores, likeness, strangers, sure)

    def _compare(self) -> Likenesses:
        words = self._lexical.compare()
        among = _mixed(np.zeros_like(words.among_strangers), self._strangers @ self._strangers.T)
        strangers = _mixed(words.strangers, self._strangers @ self._matrix.T)
        examples = self._matrix @ self._matrix.T
        examples *= 1 - _WORDS_SHARE
        shared = words.examples
        shared *= _WORDS_SHARE
        examples += shared
        return Likenesses(examples, strangers, among)


def _mixed(words: Floats, meaning: Floats) -> Floats:
    found: Floats = _WORDS_SHARE * words + (1 - _WORDS_SHARE) * meaning
    return found
