"""A library prepared for searching; made once, kept in a file, never changed afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from csconsole.replies.grams import Grams, index
from csconsole.replies.model import Reply
from csconsole.replies.texts import Texts, from_codes, lay_out
from csconsole.replies.vocabulary import Vocabulary, collect


@dataclass(frozen=True)
class Corpus:
    """The texts of a library and their index, those with short titles first.

    Attributes:
        order: per place in the corpus the place of that reply in the list it was made from.
    """

    order: npt.NDArray[np.int32]
    texts: Texts
    grams: Grams
    vocabulary: Vocabulary


def prepare(replies: Sequence[Reply]) -> Corpus:
    """Prepare replies, given in the order of the library."""
    lengths = [min(map(len, reply.title.values()), default=0) for reply in replies]
    order = np.argsort(np.array(lengths, np.int32), kind="stable").astype(np.int32)
    texts = lay_out(replies[at] for at in order.tolist())
    return Corpus(order, texts, index(texts), collect(texts))


def to_arrays(corpus: Corpus) -> dict[str, npt.NDArray[np.generic]]:
    """All that a corpus is made of."""
    grams = corpus.grams
    return {
        "order": corpus.order,
        "codes": corpus.texts.codes,
        "keys": grams.keys,
        "counts": grams.counts,
        "ends": grams.ends,
        "low": grams.low,
        "high": grams.high,
        "rows": grams.rows,
        "bitmaps": grams.bitmaps,
    }
