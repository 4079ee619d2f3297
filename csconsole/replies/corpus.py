"""A library prepared for searching; made once, kept in a file, never changed afterwards."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from csconsole.replies.grams import Grams, index
from csconsole.replies.model import Reply
from csconsole.replies.texts import Texts, lay_out
from csconsole.replies.vocabulary import Vocabulary, collect

Order = npt.NDArray[np.int32]  # the places of replies in their library

_FORMAT = 2  # to be raised whenever the same replies would be prepared otherwise
_ALIGNED = 64
_SIZE_BYTES = 8
_TEXTS = ("codes", "starts", "sides", "bodies")
_GRAMS = ("keys", "counts", "ends", "low", "blocks", "rows", "bitmaps")


@dataclass(frozen=True)
class Corpus:
    """The texts of a library with their index; `order` tells which reply each of them is of."""

    order: Order
    texts: Texts
    grams: Grams
    vocabulary: Vocabulary


def order(replies: Sequence[Reply]) -> Order:
    """The order in which replies are prepared: those with short titles first.

    Where more replies fit than can be looked at closely, the first ones are, and a short title
    is fitted more closely by the same query than a long one.
    """
    lengths = [_shortest(reply.title) for reply in replies]
    return np.argsort(np.array(lengths, np.int64), kind="stable").astype(np.int32)


def _shortest(title: Mapping[str, str]) -> int:
    """The length of a title in the language in which it is shortest."""
    if len(title) == 1:  # so it is for most, and `min` would take three times as long
        return len(next(iter(title.values())))
    return min(map(len, title.values()), default=0)


def prepare(replies: Sequence[Reply], places: Order) -> Corpus:
    """Prepare replies that were put into an order."""
    texts = lay_out(replies)
    return Corpus(places, texts, index(texts), collect(texts))


def to_bytes(corpus: Corpus, fingerprint: str) -> bytearray:
    """A corpus as it is kept; `fingerprint` names the library that it was prepared from."""
    arrays = {"order": corpus.order}
    arrays |= {name: getattr(corpus.texts, name) for name in _TEXTS}
    arrays |= {name: getattr(corpus.grams, name) for name in _GRAMS}
    head = {
        "format": _FORMAT,
        "fingerprint": fingerprint,
        "size": corpus.grams.size,
        "arrays": [(name, array.dtype.str, array.shape) for name, array in arrays.items()],
        "words": corpus.vocabulary.words,
    }
    told = json.dumps(head).encode("utf-8")
    kept = bytearray(len(told).to_bytes(_SIZE_BYTES, "big") + told)
    for array in arrays.values():
        kept += bytes(-len(kept) % _ALIGNED)
        kept += array.tobytes()
    return kept


def from_bytes(kept: bytes | bytearray, fingerprint: str) -> Corpus | None:
    """A corpus that was kept; None for one of another library or another form."""
    end = _SIZE_BYTES + int.from_bytes(kept[:_SIZE_BYTES], "big")
    head = json.loads(bytes(kept[_SIZE_BYTES:end]))
    if head["format"] != _FORMAT or head["fingerprint"] != fingerprint:
        return None
    arrays = {}
    for name, kind, shape in head["arrays"]:
        end += -end % _ALIGNED
        count = int(np.prod(shape))
        array = np.frombuffer(kept, np.dtype(kind), count, end)
        arrays[name] = array.reshape(shape)
        end += array.nbytes
    texts = Texts(**{name: arrays[name] for name in _TEXTS})
    grams = Grams(size=head["size"], **{name: arrays[name] for name in _GRAMS})
    return Corpus(arrays["order"], texts, grams, Vocabulary(head["words"]))
