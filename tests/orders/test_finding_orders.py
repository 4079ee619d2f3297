"""Finding orders by any part of what is known of them."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_files import FIRST, NO, OTHER_NO, SECOND, order_list

from csconsole.orders.reading.model import Asked
from csconsole.orders.words import asked_pieces, asked_words, order_words, pieces, squeeze
from csconsole.workspace.workspace import Workspace


@pytest.fixture
def shop(workspace: Workspace, tmp_path: Path) -> Workspace:
    workspace.orders.import_files([order_list(tmp_path, FIRST, SECOND)], Asked())
    return workspace


@pytest.mark.parametrize(
    "typed",
    [
        NO,
        "000017",
        "tb_测试甲",
        "测试甲",
        "甲",
        "测试买家甲",
        "8000",
        "13800138000",
        "短袖T恤",
        "t恤",
        "Ｔ恤 白色",
        "17 买家甲",
    ],
)
def test_an_order_is_found_by_any_part_of_it(shop: Workspace, typed: str) -> None:
    assert next(order.no for order in shop.orders.find(typed)) == NO


@pytest.mark.parametrize("typed", ["yt8962646785389", "YT 896", "85389", "湿巾", "乙"])
def test_a_waybill_and_the_goods_lead_to_their_order(shop: Workspace, typed: str) -> None:
    assert [order.no for order in shop.orders.find(typed)] == [OTHER_NO]


def test_nothing_typed_shows_the_latest_first(shop: Workspace) -> None:
    assert [order.no for order in shop.orders.find("")] == [OTHER_NO, NO]


def test_what_no_order_has_finds_none(shop: Workspace) -> None:
    assert shop.orders.find("999888777") == []


def test_one_or_two_digits_find_the_latest_that_have_them(shop: Workspace) -> None:
    assert [order.no for order in shop.orders.find("17")] == [NO]


def test_what_an_agent_enters_is_found_at_once(shop: Workspace) -> None:
    shop.notes.enter_waybill(shop.orders.by_number(NO), "SF1385628716739")
    assert [order.no for order in shop.orders.find("SF138562")] == [NO]


def test_signs_of_the_search_language_are_only_text(shop: Workspace) -> None:
    for typed in ('"', "*", "a OR b", "NEAR(", "-", "words:x", "'; DROP TABLE orders"):
        shop.orders.find(typed)
    assert shop.orders.count() == 2


def test_only_the_orders_of_a_shop_are_found(shop: Workspace, tmp_path: Path) -> None:
    other = order_list(tmp_path, {**FIRST, "订单编号": "777000777"})
    shop.orders.import_files([other], Asked(), shop="二店")
    assert [order.no for order in shop.orders.find("买家甲", shop="二店")] == ["777000777"]


def test_paid_orders_near_their_promise_are_listed(shop: Workspace) -> None:
    paid = shop.orders.by_number(NO).paid_at
    assert paid is not None
    late = shop.orders.to_send(paid + timedelta(hours=40), timedelta(hours=12))
    assert [order.no for order in late] == [NO]
    assert shop.orders.to_send(paid + timedelta(hours=30), timedelta(hours=12)) == []


_EMPTY = dict.fromkeys(("no", "buyer", "recipient", "phone", "waybills", "hand_waybills", "lines"))
_TEXTS = st.text(
    st.characters(categories=["L", "N", "P", "Zs"]) | st.sampled_from("测试买家甲乙丙AB12"),
    min_size=1,
    max_size=20,
)


@given(text=_TEXTS, data=st.data())
def test_every_part_of_a_word_is_covered_by_the_index(text: str, data: st.DataObject) -> None:
    word = squeeze(text)
    if not word:
        return
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    had = pieces(order_words({**_EMPTY, "buyer": text})).split()
    for asked in asked_pieces(asked_words(part)):
        piece = asked.strip('"* ')
        found = any(one.startswith(piece) for one in had) if "*" in asked else piece in had
        assert found, (part, asked, had)
