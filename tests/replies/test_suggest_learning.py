"""What agents send is learned without personal data, and forgotten on request."""

import pytest
from suggest_library import LIBRARY

from csconsole.replies.suggestions.engine import SuggestionEngine
from csconsole.replies.suggestions.model import LearnedPair
from csconsole.replies.suggestions.personal_data import without_personal_data
from csconsole.workspace.workspace import Workspace

MESSAGE = "你们家猫砂盆可以放阳台吗"


def test_a_learned_pair_counts_at_once() -> None:
    engine = SuggestionEngine(LIBRARY, semantic=False)
    assert engine.learn(MESSAGE, "size") == MESSAGE
    found = engine.suggest("猫砂盆可以放在阳台吗", limit=1)
    assert [(one.reply.id, one.why) for one in found] == [("size", MESSAGE)]


def test_a_learned_pair_counts_in_a_new_engine() -> None:
    engine = SuggestionEngine(LIBRARY, [LearnedPair("1", MESSAGE, "size")], semantic=False)
    assert engine.suggest("猫砂盆可以放在阳台吗", limit=1)[0].reply.id == "size"


def test_nothing_is_learned_for_an_unknown_reply_or_an_empty_message() -> None:
    engine = SuggestionEngine(LIBRARY, semantic=False)
    assert engine.learn(MESSAGE, "no-such-reply") == ""
    assert engine.learn("   ", "size") == ""


@pytest.mark.parametrize(
    ("message", "secrets"),
    [
        ("电话13812345678，帮我查下", ["13812345678"]),
        ("手机号 138 1234 5678 打不通", ["5678"]),
        ("订单号2233445566778899什么时候发", ["2233445566778899"]),
        ("单号SF1234567890123到哪了", ["SF1234567890123", "1234567890123"]),
        ("收件人：王小明，改一下可以吗", ["王小明"]),
        ("收货人张三丰 13800001111", ["张三丰", "13800001111"]),
        ("我叫李雷，能退吗", ["李雷"]),
        ("地址改成浙江省杭州市西湖区文三路100号3幢201室，谢谢", ["文三路", "201"]),
        ("寄到广东省深圳市南山区科技园路8号可以吗", ["科技园", "南山"]),
        ("王先生说可以退", ["王先生"]),
        ("加我微信 abc_12345 聊", ["abc_12345"]),
        ("my name is John Smith, where is order #A-10423?", ["John", "Smith", "10423"]),
        ("mail me at jo.smith@example.org about 113542617735902", ["jo.smith", "113542617735902"]),
        ("ship it to 12 Baker Street, London NW1 6XE", ["Baker", "NW1"]),
        ("call +44 (0) 20 7946 0958 please", ["7946", "0958"]),
        ("see https://example.org/u/123?x=1", ["example.org"]),
    ],
)
def test_personal_data_is_taken_out(message: str, secrets: list[str]) -> None:
    kept = without_personal_data(message)
    assert not [secret for secret in secrets if secret in kept]


@pytest.mark.parametrize(
    "message",
    [
        "退货运费谁出",
        "这款170的码数偏大吗",
        "how long does a refund take",
        "3天能到吗",
        "满300减40",
    ],
)
def test_a_plain_question_stays_as_it_is(message: str) -> None:
    assert without_personal_data(message) == message


def test_pairs_are_kept_and_forgotten_for_good(workspace: Workspace) -> None:
    learning = workspace.replies.learning
    learning.use_meaning(wanted=False)
    known = workspace.replies.all()[0].id
    pair = learning.learn("阳台能放猫砂盆吗，电话13812345678", known)
    assert pair is not None
    assert "13812345678" not in pair.message
    assert learning.pairs() == [pair]
    assert learning.forget([pair.id]) == 1
    assert learning.pairs() == []
    assert not workspace.verify().problems
    rows = workspace._store.database.execute("SELECT patch FROM journal").fetchall()
    assert not [row for row in rows if row[0] and "猫砂盆" in row[0]]


def test_all_pairs_can_be_forgotten(workspace: Workspace) -> None:
    learning = workspace.replies.learning
    learning.use_meaning(wanted=False)
    known = workspace.replies.all()[0].id
    for message in ("猫砂盆放阳台可以吗", "猫爬架怎么装"):
        learning.learn(message, known)
    assert learning.forget() == 2
    assert learning.pairs() == []
    assert learning.forget() == 0
