"""The semantic tier: another wording of the same question, with the real encoders."""

from collections.abc import Sequence

import numpy as np
import pytest
from suggest_library import LIBRARY, reply

from csconsole.replies.suggestions.encoder import Floats, SentenceEncoder
from csconsole.replies.suggestions.engine import SuggestionEngine
from csconsole.replies.suggestions.onnx_tensors import read_tensors
from csconsole.replies.suggestions.semantic_tier import Vectors
from csconsole.replies.suggestions.wordpieces import piece_numbers


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    return Vectors(SentenceEncoder())


@pytest.fixture(scope="module")
def engine(vectors: Vectors) -> SuggestionEngine:
    return SuggestionEngine(LIBRARY, vectors=lambda: vectors)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("it doesn't fit me, should I have bought a larger one", "size"),
        ("please stop my order before it is sent out", "cancel"),
        ("退回的费用是你们掏还是我掏", "freight"),
        ("东西到现在都没收到，走到什么地方了", "tracking"),
    ],
)
def test_another_wording_finds_its_reply(
    engine: SuggestionEngine, message: str, expected: str
) -> None:
    assert [one.reply.id for one in engine.refine(message, limit=1)] == [expected]


@pytest.mark.parametrize("message", ["", "what is the capital of France", "who won the match"])
def test_meaning_keeps_silent_too(engine: SuggestionEngine, message: str) -> None:
    assert engine.refine(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "今天天气怎么样",
        "给我讲个笑话",
        "你喜欢什么电影",
        "帮我写一首诗",
        "1+1等于几",
        "世界上最高的山是哪座",
        "怎么减肥最有效",
        "明天会下雨吗",
        "红烧肉怎么做",
        "how tall is the highest mountain",
        "tell me a joke",
    ],
)
def test_small_talk_is_answered_with_silence(engine: SuggestionEngine, message: str) -> None:
    assert engine.refine(message) == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("寄回来的钱谁来付", "freight"),
        ("大概哪天可以寄出来", "dispatch"),
        ("东西到哪儿了呀", "tracking"),
        ("能给我开张票报销吗", "invoice"),
        ("when does my money arrive", "refund"),
        ("I changed my mind and want to call it off", "cancel"),
        ("will a medium fit me", "size"),
    ],
)
def test_real_questions_are_still_answered(
    engine: SuggestionEngine, message: str, expected: str
) -> None:
    assert expected in [one.reply.id for one in engine.refine(message, limit=3)]


def test_without_encoders_words_answer() -> None:
    engine = SuggestionEngine(LIBRARY, vectors=lambda: None)
    assert not engine.prepare()
    assert engine.refine("什么时候发货") == engine.suggest("什么时候发货")


def test_vectors_have_length_one_and_near_meanings_are_near(vectors: Vectors) -> None:
    texts = ["where is my parcel", "my package has not arrived", "do you sell blue socks", "退货"]
    rows = vectors.of(texts)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=2e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_a_sentence_has_the_same_vector_alone_and_among_others(vectors: Vectors) -> None:
    text = "where is my parcel"
    alone = vectors.of_message([text])[text]
    among = SentenceEncoder().encode(["where is my parcel", "a much longer sentence than that"])
    assert np.allclose(alone, among[0], atol=1e-4)


def test_words_are_cut_into_known_pieces() -> None:
    assert piece_numbers("Refund!") == [101, 25416, 8630, 999, 102]
    assert piece_numbers("Café") == piece_numbers("cafe")
    assert 100 in piece_numbers("x" * 200)


def test_a_file_of_another_form_is_refused(tmp_path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"\x3b\x00 not a model")
    with pytest.raises((ValueError, IndexError)):
        read_tensors(path)


class Slowly:
    """Encodes, and counts how many texts; gives up after the first ones."""

    def __init__(self) -> None:
        self.engine: SuggestionEngine | None = None
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Floats:
        self.encoded += len(texts)
        if self.engine is not None:
            self.engine.give_up()
        return np.zeros((len(texts), 4), np.float32)


def test_the_end_of_the_program_does_not_wait_for_the_whole_library() -> None:
    slowly = Slowly()
    asked = [reply(f"r{at}", {"en": f"title {at}"}, f"question {at}") for at in range(200)]
    slowly.engine = SuggestionEngine(asked, vectors=lambda: Vectors(slowly))
    assert not slowly.engine.prepare()
    assert slowly.encoded < 40
    assert slowly.engine.refine("question 7")  # the words still answer
