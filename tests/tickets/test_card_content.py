"""Return and exchange cards: what stands on them, and the code that is read back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.orders.model import Line, Order, Shop
from csconsole.tickets.cards import (
    card_code,
    card_language,
    card_of,
    card_texts,
    read_code,
    read_texts,
)
from csconsole.tickets.model import Kind, Ticket, Tier
from csconsole.tickets.workflow_file import workflows

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ORDER = Order(
    "o", Shop("s", "taobao", "测试小店"), "3100000000000000017",
    lines=(Line("马克杯", sku="CUP-1", variant="白"), Line("茶壶")),
)  # fmt: skip


def ticket(kind=Kind.RETURN, **fields):
    return Ticket(
        id="1", number="R-1121-03", kind=kind, state="approved", tier=Tier.ORDINARY, shop="s",
        opened=NOW, tier_since=NOW, order="o", order_no=ORDER.no, buyer="tb_测试甲", fields=fields,
    )  # fmt: skip


def card(language="zh", kind=Kind.RETURN, address=(), **fields):
    told = ticket(kind, **fields)
    return card_of(told, workflows()[kind], language, order=ORDER, address=address)


def test_a_card_tells_what_the_warehouse_needs():
    made = card(reason="quality", platform_no="177", lines=[{"line": 1, "quantity": 2}])
    assert (made.title, made.number) == ("退货卡", "R-1121-03")
    assert dict(made.rows) == {
        "订单号": ORDER.no,
        "店铺": "测试小店",
        "买家": "tb_测试甲",
        "原因": "质量问题",
        "平台售后单": "177",
    }
    assert made.goods == ("马克杯 白 [CUP-1] × 2",)


def test_a_card_is_written_in_english_too():
    made = card("en", Kind.EXCHANGE, reason="size", wanted_sku="CUP-2")
    assert made.title == "Exchange card"
    assert dict(made.rows)["Reason"] == "Does not fit"
    assert dict(made.rows)["Wanted instead"] == "CUP-2"


def test_a_reason_of_its_own_stands_in_its_words():
    assert dict(card(reason="other", reason_note="与星座不合").rows)["原因"] == "与星座不合"


def test_what_nobody_knows_is_not_on_the_card():
    assert "退货运单号" not in dict(card().rows)
    assert card().address == ()


def test_goods_that_the_order_does_not_have_are_left_out():
    assert card(lines=[{"line": 7, "quantity": 1}]).goods == ()


def test_the_address_of_the_shop_stands_on_the_card():
    assert card(address=["张仓库 138", " ", "杭州"]).address == ("张仓库 138", "杭州")


def test_signs_that_turn_the_writing_round_do_not_reach_the_card():
    made = card(platform_no="17\u202e7\n7")
    assert dict(made.rows)["平台售后单"] == "177 7"


@pytest.mark.parametrize("kind", [Kind.TRACKING, Kind.RECHECK])
def test_only_what_is_sent_back_has_a_card(kind):
    with pytest.raises(BadInputError, match="only a return and an exchange"):
        card(kind=kind)


@pytest.mark.parametrize(
    "text",
    [
        "CSCONSOLE:R-1121-03",
        "csconsole:r-1121-03\n",
        "ＣＳＣＯＮＳＯＬＥ：Ｒ－1121－03",
        " CSCONSOLE:R-1121-03 ",
    ],
)
def test_a_code_is_read_back_however_it_was_typed(text):
    assert read_code(text) == "R-1121-03"


@pytest.mark.parametrize(
    "text", ["", "R-1121-03", "CSCONSOLE:", "csconsole:R-1121-03;DROP", "退货", "x" * 1_000_000]
)
def test_what_is_no_code_is_none(text):
    assert read_code(text) == ""


@given(st.text(max_size=100))
def test_any_text_can_be_looked_at(text):
    assert read_code(text) in {"", text.strip().upper().removeprefix("CSCONSOLE:")}


def test_the_code_of_every_ticket_is_read_back():
    assert read_code(card_code(ticket())) == "R-1121-03"


@pytest.mark.parametrize(
    ("program", "card"), [("zh_CN", "zh"), ("zh_TW", "zh"), ("en", "en"), ("fr", "en")]
)
def test_the_card_speaks_the_programs_language(program, card):
    assert card_language(program) == card


def test_every_word_is_there_in_both_languages():
    assert all(set(texts) == {"en", "zh"} for texts in card_texts().values())


def test_a_slip_in_the_words_of_cards_is_told_with_its_line(tmp_path):
    path = tmp_path / "cards.yaml"
    path.write_text("format: 1\ntexts:\n  greeting: {en: a, zh: b}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"cards\.yaml:3"):
        read_texts(path)
