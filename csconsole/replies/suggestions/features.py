"""What texts are made of: pieces of words, words, pairs of words and ideas of the trade.

Numbers are left out, so that an order number never decides; the words of a slip such as
`refnud` still share most pieces of letters with the right ones. Many texts are laid out in one
array and taken apart together: a library of 100,000 replies takes seconds, not minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from csconsole.replies.folding import fold, is_han
from csconsole.replies.suggestions.hashing import Numbers, followed, mixed, number_of
from csconsole.replies.suggestions.rows import Rows, joined, rows_of
from csconsole.replies.suggestions.stems import stem
from csconsole.replies.suggestions.synonyms import LONGEST_ENGLISH, LONGEST_HAN, synonyms

LONGEST_TEXT = 600  # characters; what is longer is no question
_BATCH = 512  # texts: short enough a step for other threads to come between
_LONGEST_PIECE = 4
_LONGEST_WORD = 24
_NUMBER = re.compile(r"[a-z]*\d[\w.,:\-]*")
_WORDS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[^\W_\u3400-\u4dbf\u4e00-\u9fff]+(?:'[^\W_]+)?")
# Variables, links, and the marks that personal data leave in learned messages
_BLANK = re.compile(
    r"\{\{[^}]*\}\}|https?://\S+|www\.\S+|<(?:link|mail|account|private|address|name|number)>"
)
# Characters that are in every message and say nothing.
_EMPTY_HAN = np.array(
    [ord(one) for one in "的了吗呢吧啊呀哦亲您你我是在有和请这那就也都还要"], np.uint32
)
_IDEA_WEIGHT = 2.0
_SINGLE_HAN_WEIGHT = 0.6
_PIECE, _HAN_PIECE, _WORD, _IDEA = 1, 101, 201, 301  # salts: what is alike in kind alone differs

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Features:
    """The features of texts with how often each stands there, a row for each text.

    Attributes:
        pieces: parts of words, which forgive slips.
        words: stems, pairs of stems, Chinese characters and pairs of them, and ideas.
    """

    pieces: Rows
    words: Rows


def take_apart(texts: Sequence[str], *, pieces: bool = True) -> Features:
    """The features of texts; without pieces of words where nobody needs them."""
    starts = range(0, len(texts), _BATCH)
    batches = [_batch(texts[start : start + _BATCH], pieces=pieces) for start in starts]
    return Features(
        joined([batch.pieces for batch in batches]), joined([batch.words for batch in batches])
    )


def features_of_each(texts: Sequence[str]) -> list[Features]:
    """The features of some texts, each apart; together they take little longer than one."""
    apart = _batch(texts, pieces=True)
    return [Features(apart.pieces.row(at), apart.words.row(at)) for at in range(len(texts))]


def features(text: str) -> Features:
    """The features of one text."""
    return _batch([text], pieces=True)


@dataclass(frozen=True)
class _Laid:
    """The words of texts one after another, a zero before and behind each.

    Attributes:
        codes: the code points.
        word: the number of the word that a character belongs to; at a zero, of the next.
        left: how many characters of its word are left from a character on; 0 at a zero.
        han: whether a word is Chinese.
        owners: the text of each word.
    """

    codes: Numbers
    word: Places
    left: Places
    han: NDArray[np.bool_]
    owners: Places


def _batch(texts: Sequence[str], *, pieces: bool) -> Features:
    told = [_WORDS.findall(_plain(text)) for text in texts]
    words = [word if is_han(word[0]) else word[:_LONGEST_WORD] for word in chain(*told)]
    owners = np.repeat(np.arange(len(texts)), [len(one) for one in told])
    if not words:
        return Features(rows_of([], len(texts)), rows_of([], len(texts)))
    laid = _lay_out(words, owners)
    ideas: list[tuple[Places, Numbers]] = []
    found = [*_han_words(laid, ideas), *_english_words(words, laid, ideas), _once(ideas)]
    return Features(
        rows_of(_pieces(laid) if pieces else [], len(texts)), rows_of(found, len(texts))
    )


def _plain(text: str) -> str:
    return _NUMBER.sub(" ", _BLANK.sub(" ", fold(text[:LONGEST_TEXT])))


def _lay_out(words: Sequence[str], owners: Places) -> _Laid:
    text = "\0" + "\0".join(words) + "\0"
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    zeros = np.flatnonzero(codes == 0)
    word = np.cumsum(codes == 0) - 1
    ends = np.append(zeros[1:], len(codes))
    left = ends[word] - np.arange(len(codes))
    left[zeros] = 0
    first = codes[zeros[:-1] + 1]
    han = ((first >= 0x4E00) & (first <= 0x9FFF)) | ((first >= 0x3400) & (first <= 0x4DBF))
    return _Laid(codes, word, left, han, owners)


Found = tuple[Places, Numbers, float]  # texts, features, and what each counts there


def _pieces(laid: _Laid) -> list[Found]:
    """Two to four letters of a word with its bounds; three Chinese characters, fewer at the end."""
    found = []
    zero = laid.codes == 0
    english = np.append(~laid.han, False)[laid.word]
    numbers, inside = laid.codes, np.ones(len(zero), np.bool_)
    for length in range(2, _LONGEST_PIECE + 1):
        numbers = followed(numbers[:-1], laid.codes[length - 1 :])
        at = np.flatnonzero(english[: len(numbers)] & inside[: len(numbers)])
        found.append((laid.owners[laid.word[at]], mixed(numbers[at], _PIECE + length), 1.0))
        inside = inside[: len(numbers)] & ~zero[length - 1 :]
    numbers, chinese = laid.codes, _chinese(laid)
    for length in (1, 2, 3):
        if length > 1:
            numbers = followed(numbers[:-1], laid.codes[length - 1 :])
        left = laid.left[: len(numbers)]
        whole = left >= length if length == 3 else left == length
        at = np.flatnonzero(chinese[: len(numbers)] & whole)
        found.append((laid.owners[laid.word[at]], mixed(numbers[at], _HAN_PIECE + length), 1.0))
    return found


def _han_words(laid: _Laid, ideas: list[tuple[Places, Numbers]]) -> list[Found]:
    """Characters and pairs of them; the ideas that one to five of them stand for are added."""
    found: list[Found] = []
    chinese, numbers = _chinese(laid), laid.codes
    for length in range(1, LONGEST_HAN + 1):
        if length > 1:
            numbers = followed(numbers[:-1], laid.codes[length - 1 :])
        at = np.flatnonzero(chinese[: len(numbers)] & (laid.left[: len(numbers)] >= length))
        owners, here = laid.owners[laid.word[at]], numbers[at]
        places, groups = synonyms().han.found_in(here)
        ideas.append((owners[places], groups))
        if length == 1:
            telling = ~np.isin(here.astype(np.uint32), _EMPTY_HAN)
            found.append((owners[telling], mixed(here[telling], _WORD), _SINGLE_HAN_WEIGHT))
        elif length == 2:
            found.append((owners, mixed(here, _WORD + 1), 1.0))
    return found


def _english_words(
    words: Sequence[str], laid: _Laid, ideas: list[tuple[Places, Numbers]]
) -> list[Found]:
    """Stems and pairs of stems; the ideas that one to three of them stand for are added."""
    stems = np.fromiter(
        (0 if han else number_of(stem(word)) for word, han in zip(words, laid.han, strict=True)),
        np.uint64,
        len(words),
    )
    found: list[Found] = []
    numbers, row = stems, stems != 0
    for length in range(1, LONGEST_ENGLISH + 1):
        if length > 1:  # a row of words does not reach across a Chinese one, nor into the next text
            more = length - 1
            row = row[:-1] & (stems[more:] != 0) & (laid.owners[more:] == laid.owners[:-more])
            numbers = followed(numbers[:-1], stems[more:])
        at = np.flatnonzero(row)
        places, groups = synonyms().english.found_in(numbers[at])
        ideas.append((laid.owners[at][places], groups))
        if length <= 2:
            found.append((laid.owners[at], mixed(numbers[at], _WORD + 10 + length), 1.0))
    return found


def _chinese(laid: _Laid) -> NDArray[np.bool_]:
    han = np.append(laid.han, False)
    return han[laid.word] & (laid.left > 0)


def _once(ideas: Sequence[tuple[Places, Numbers]]) -> Found:
    """Ideas that count once however often a text has them."""
    owners = np.concatenate([one for one, _groups in ideas]).astype(np.uint64)
    groups = np.concatenate([one for _owners, one in ideas])
    both = np.unique((owners << np.uint64(32)) | groups)
    distinct = both & np.uint64(0xFFFFFFFF)
    return (both >> np.uint64(32)).astype(np.intp), mixed(distinct, _IDEA), _IDEA_WEIGHT
