"""A buyer's message finds its reply by words; nothing where nothing fits."""

import dataclasses
from collections import Counter
from datetime import date
from itertools import product

import pytest
from suggest_library import LIBRARY, reply

from csconsole.replies.library_file import read_library
from csconsole.replies.model import Reply
from csconsole.replies.suggestions.engine import SuggestionEngine
from csconsole.replies.suggestions.model import TalkContext
from csconsole.replies.suggestions.questions import questions
from csconsole.shipped import SCRIPTS


@pytest.fixture(scope="module")
def engine() -> SuggestionEngine:
    return SuggestionEngine(LIBRARY, semantic=False)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("亲，退货的邮费是谁承担呀", "freight"),
        ("請問什麼時候發貨", "dispatch"),
        ("快递到哪里了，单号 SF1234567890123", "tracking"),
        ("麻烦开一下发票", "invoice"),
        ("when will I recieve my refnud for order 113542617735902?", "refund"),
        ("I'd like to have my purchase cancelled", "cancel"),
        ("is the sizing small?", "size"),
    ],
)
def test_the_right_reply_comes_first(engine: SuggestionEngine, message: str, expected: str) -> None:
    found = engine.suggest(message, limit=3)
    assert [one.reply.id for one in found][:1] == [expected]
    assert found[0].why in (
        *found[0].reply.title.values(),
        *next(iter(found[0].reply.asks.values())),
    )
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize(
    "message", ["", "   ", "？？？", "😀😀", "12345", "zxqv wkjh", "\ud800", "猫猫狗狗", "\x00\x01"]
)
def test_nothing_is_said_where_nothing_fits(engine: SuggestionEngine, message: str) -> None:
    assert engine.suggest(message) == []


def test_every_question_gets_its_reply(engine: SuggestionEngine) -> None:
    found = engine.suggest("我的快递到哪了？还有，可以开发票吗？", limit=3)
    assert {one.reply.id for one in found[:2]} == {"tracking", "invoice"}
    found = engine.suggest("Where is my refund? Also, which size should I take?", limit=3)
    assert {one.reply.id for one in found[:2]} == {"refund", "size"}


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("发货了吗还有能开发票吗", {"dispatch", "invoice"}),
        ("今天能发吗 能开专票吗", {"dispatch", "invoice"}),
        ("退货运费谁出，发票抬头怎么填", {"freight", "invoice"}),
        ("how to cancel, and which size should I take", {"cancel", "size"}),
    ],
)
def test_questions_without_a_mark_between_them_get_a_reply_each(
    engine: SuggestionEngine, message: str, wanted: set[str]
) -> None:
    assert {one.reply.id for one in engine.suggest(message, limit=2)} == wanted


@pytest.mark.parametrize(
    "message", ["我昨天买的，什么时候发货", "如果不喜欢，可以退吗", "收到了，但是有破损，怎么处理"]
)
def test_one_question_told_in_several_parts_stays_one(message: str) -> None:
    assert questions(message) == [message]


def test_what_a_buyer_only_acknowledges_or_links_to_is_answered_with_silence(
    engine: SuggestionEngine,
) -> None:
    for message in ("嗯嗯", "好的", "ok", "https://example.org/refund/size", "<number>"):
        assert engine.suggest(message) == []


@pytest.mark.parametrize(
    ("stage", "first"),
    [("unpaid", "pay"), ("paid", "ship"), ("shipped", "track"), ("done", "back")],
)
def test_how_far_the_order_has_come_puts_replies_up(stage: str, first: str) -> None:
    places = {
        "pay": "in-sale/payment",
        "ship": "in-sale/dispatch",
        "track": "after-sale/tracking",
        "back": "after-sale/return",
    }
    titles = {"zh": "现在怎么办"}
    replies = [
        dataclasses.replace(reply(key, titles, "现在该怎么办呢"), category=path)
        for key, path in places.items()
    ]
    engine = SuggestionEngine(replies, semantic=False)
    found = engine.suggest("现在该怎么办", context=TalkContext(stage=stage))
    assert found[0].reply.id == first


def test_an_open_ticket_puts_its_replies_up(engine: SuggestionEngine) -> None:
    message = "退货的快递"
    scores = {
        kind: {
            one.reply.id: one.score
            for one in engine.suggest(message, limit=7, context=TalkContext(kind, "approved"))
        }
        for kind in ("", "return", "tracking")
    }
    assert scores["return"]["freight"] > scores[""]["freight"]
    assert scores["tracking"]["tracking"] > scores["return"]["tracking"]


def test_the_same_message_gives_the_same_answer(engine: SuggestionEngine) -> None:
    again = SuggestionEngine(list(LIBRARY), semantic=False)
    for message in ("发货", "cancel", "什么时候退款", "does it ship today"):
        assert engine.suggest(message) == again.suggest(message)


@pytest.mark.parametrize(
    "message",
    ["a" * 100_000, "退" * 50_000, "?" * 10_000, "a? " * 5000, "{{" * 500, "\n" * 500 + "退货"],
)
def test_hostile_messages_are_answered_soon(engine: SuggestionEngine, message: str) -> None:
    assert len(engine.suggest(message, limit=3)) <= 3


@pytest.mark.parametrize("count", [0, 1, 2])
def test_tiny_libraries_work(count: int) -> None:
    engine = SuggestionEngine(LIBRARY[:count], semantic=False)
    assert [one.reply.id for one in engine.suggest("退货运费谁出", limit=1)] == (
        ["freight"] if count else []
    )


def test_titles_and_texts_alone_are_enough_to_start_with() -> None:
    bare = [
        Reply("freight", {"zh": "退货运费"}, {"zh": "质量问题的邮费由我们承担"}),
        Reply("invoice", {"zh": "发票"}, {"zh": "发票随包裹寄出"}),
        Reply("warranty", {"en": "Warranty"}, {"en": "We repair it free of charge for a year."}),
    ]
    engine = SuggestionEngine(bare, semantic=False)
    assert engine.suggest("谁出邮费")[0].reply.id == "freight"
    assert engine.suggest("is there a guarantee")[0].reply.id == "warranty"


def test_a_reply_that_is_not_valid_today_stands_last() -> None:
    over = dataclasses.replace(LIBRARY[0], valid_until=date(2020, 1, 1))
    engine = SuggestionEngine([over, *LIBRARY[1:]], semantic=False)
    message = "退货邮费谁承担"
    assert engine.suggest(message, today=date(2019, 1, 1))[0].reply.id == "freight"
    found = [one.reply.id for one in engine.suggest(message, today=date(2021, 1, 1))]
    assert found[-1] == "freight"
    assert engine.suggest(message, limit=1, today=date(2021, 1, 1))[0].reply.id != "freight"


def test_no_reply_of_the_shipped_library_is_offered_for_everything() -> None:
    replies = [placed.reply for placed in read_library(SCRIPTS)]
    engine = SuggestionEngine(replies, semantic=False)
    offered = Counter(
        one.reply.id
        for reply in replies[::4]
        for ask in reply.asks["zh"][:1]
        for one in engine.suggest(f"请问{ask}", limit=3)
    )
    assert offered.most_common(1)[0][1] <= len(replies[::4]) / 5


def test_a_library_of_many_replies_is_answered_by_its_words() -> None:
    syllables = "bdfgklmn"
    many = [
        Reply(f"r{at}", {"en": f"{one}a{two}o"}, {"en": f"about {two}e{three}i"})
        for at, (one, two, three) in enumerate(product(syllables, repeat=3))
    ]
    engine = SuggestionEngine([*many * 41, *LIBRARY], semantic=False)
    assert engine.suggest("退货邮费谁承担", limit=1)[0].reply.id == "freight"
