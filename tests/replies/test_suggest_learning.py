"""What agents send is learned without personal data, and forgotten on request."""

from pathlib import Path

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
        ("１３８１２３４５６７８能打通吗", ["１３８１２３４５６７８", "13812345678"]),
        ("打这个一三八一二三四五六七八", ["一三八一二三四五六七八"]),
        ("call me on (555) 123-4567", ["555", "4567"]),
        ("身份证33010619900101123X怎么填", ["33010619900101123", "X"]),
        ("加我V hello1234", ["hello1234"]),
        ("薇信:hello_wd 联系我", ["hello_wd"]),
        ("微信号是：xiaoming-88", ["xiaoming"]),
        ("淘宝昵称 小猫咪88，帮我查查", ["小猫咪"]),
        ("ID: tb_9981 查一下", ["tb_9981", "9981"]),
        ("foo＠example.org", ["foo", "example"]),
        ("jo smith at example dot org", ["smith", "example"]),
        ("我是李娜，发货了吗", ["李娜"]),
        ("麻烦改成张三收", ["张三"]),
        ("欧阳娜娜的快递到哪了", ["欧阳娜娜"]),
        ("赵四，13812345678，浙江省杭州市文一西路969号", ["赵四", "文一西路", "969"]),
        ("寄到上海浦东张江碧波路690号", ["碧波路", "690"]),
        ("帮我送到3号楼2单元501室", ["3号楼", "501"]),
        ("改到北京市朝阳区建国路88号SOHO现代城A座1203", ["SOHO", "1203", "建国路"]),
        ("I'm John Smith, where is my order", ["John", "Smith"]),
        ("this is Mary Jones, please cancel", ["Mary", "Jones"]),
        ("Please send it to 5 Rue de Rivoli Paris 75001", ["Rivoli", "75001"]),
        ("order A12B34C56 has not arrived", ["A12B34C56"]),
        ("order ABC-DEF-123 has not arrived", ["ABC-DEF-123"]),
        ("tracking 1Z999AA10123456784", ["1Z999AA1"]),
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
        "我是学生有优惠吗",
        "微信能付款吗",
        "收货地址能改吗",
        "发到新疆要运费吗",
        "今天16点前下单能发吗",
        "我是想问下什么时候发货",
        "do you ship to Canada",
        "I'm looking for a refund",
        "my order has not arrived in 2 weeks",
    ],
)
def test_a_plain_question_stays_as_it_is(message: str) -> None:
    assert without_personal_data(message) == message


def test_the_question_beside_personal_data_is_kept() -> None:
    kept = without_personal_data("寄到浙江省杭州市文三路123号什么时候能到")
    assert "什么时候能到" in kept
    kept = without_personal_data("my name is John Smith and I want a refund")
    assert "I want a refund" in kept


def test_what_is_known_of_the_buyer_is_taken_out_wherever_it_stands() -> None:
    kept = without_personal_data("小雨点点的退货到了吗", ["小雨点点", "雨"])
    assert kept == "<private>的退货到了吗"


def test_nothing_is_learned_from_personal_data_alone() -> None:
    engine = SuggestionEngine(LIBRARY, semantic=False)
    assert engine.learn("13812345678", "size") == ""
    assert engine.learn("jo@example.org", "size") == ""


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


SMALL = """
format: 1
language: zh
replies:
  - {id: freight, title: 退货运费谁出, text: 质量问题由我们承担。, asks: [退货邮费谁承担]}
  - {id: invoice, title: 开具发票, text: 可以开电子发票。, asks: [可以开发票吗]}
"""


def test_the_settings_switch_meaning_off_and_on(workspace: Workspace, tmp_path: Path) -> None:
    library = tmp_path / "small.yaml"
    library.write_text(SMALL, encoding="utf-8")
    workspace.replies.import_files([library], whole=True)
    assert workspace.replies.suggestions().prepare()
    workspace.change_settings(suggest_by="words")
    engine = workspace.replies.suggestions()
    assert not engine.prepare()
    assert engine.refine("退货运费谁出") == engine.suggest("退货运费谁出") != []
    workspace.change_settings(suggest_by="meaning")
    assert workspace.replies.suggestions().prepare()
