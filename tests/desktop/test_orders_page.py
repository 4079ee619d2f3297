"""The page of the orders: one box that answers while one types, and what is to be sent."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csconsole.desktop.orders.order_model import OrderRole

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND, THIRD = "3100000000000002233", "3100000000000004455", "3100000000000006677"
SENT, LATE = "3100000000000008899", "3100000000000009911"


def page(desk):
    return desk.window.orders.page


def found(desk) -> list[str]:
    return [order.no for order in page(desk).finding.orders]


def cards(desk) -> list:
    model = page(desk).model
    return [model.index(row).data(OrderRole.CARD) for row in range(model.rowCount())]


def look_for(desk, text: str) -> list[str]:
    desk.press(Key.Key_2, ALT)
    desk.type_in(text)
    desk.wait_for_orders()
    return found(desk)


@pytest.fixture
def orders(order_desk):
    order_desk.press(Key.Key_2, ALT)
    order_desk.wait_for_orders()
    return order_desk


def test_alt_2_shows_the_latest_orders_with_the_cursor_in_the_box(orders) -> None:
    assert found(orders) == [THIRD, FIRST, LATE, SENT, SECOND]
    assert page(orders).search_box.hasFocus()
    assert page(orders)._count.text() == "5 orders"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("2233", FIRST),
        (SECOND, SECOND),
        ("买家乙", THIRD),
        ("9111", THIRD),
        ("SF1234567890123", SENT),
        ("茶盘", SECOND),
    ],
)
def test_number_buyer_phone_waybill_and_goods_are_found_in_one_box(
    order_desk, typed: str, first: str
) -> None:
    assert look_for(order_desk, typed)[0] == first


def test_the_order_that_is_marked_is_shown_whole_beside_the_list(orders) -> None:
    look_for(orders, "买家甲")
    assert orders.panel.view.order.no == FIRST
    orders.press(Key.Key_Down)
    orders.wait_for_orders()
    assert orders.panel.view.order.no == SECOND
    assert page(orders).search_box.hasFocus()


def test_what_is_typed_on_the_way_is_not_asked_for(order_desk) -> None:
    order_desk.press(Key.Key_2, ALT)
    order_desk.wait_for_orders()
    asked = []
    find = order_desk.ask(lambda workspace: workspace.orders)
    before = find.find
    find.find = lambda text, *rest: (asked.append(text), before(text, *rest))[1]
    QTest.keyClicks(order_desk.focused, "2233")
    order_desk.wait_for_orders()
    assert asked[-1] == "2233"
    assert len(asked) <= 2  # the first letter, and what stood there when that was answered
    assert found(order_desk)[0] == FIRST


def test_enter_before_the_answer_takes_what_was_typed_and_nothing_else(orders) -> None:
    QTest.keyClicks(orders.focused, "6677")
    QTest.keyClick(orders.focused, Key.Key_Return)
    orders.wait_for_orders()
    assert orders.state.talk.order == orders.order(THIRD).id


def test_enter_leads_back_to_the_replies_with_the_order_in_the_talk(orders) -> None:
    look_for(orders, "2233")
    orders.press(Key.Key_Return)
    orders.wait_for_orders()
    assert orders.search_box.hasFocus()
    assert orders.panel.view.order.no == FIRST
    assert orders.window.talks.strip.tabs.tabText(0) == "买家甲 · …2233"


def test_esc_empties_the_box_and_then_leads_back(orders) -> None:
    look_for(orders, "2233")
    orders.press(Key.Key_Escape)
    assert page(orders).search_box.text() == ""
    orders.press(Key.Key_Escape)
    assert orders.search_box.hasFocus()
    assert orders.state.talk.order == ""


def test_what_no_order_has_is_said(orders) -> None:
    assert look_for(orders, "zzzz") == []
    assert "zzzz" in page(orders)._nothing.text()
    orders.press(Key.Key_Return)
    assert orders.state.talk.order == ""


def test_ctrl_s_lists_what_must_be_sent_with_the_time_left(order_desk) -> None:
    order_desk.press(Key.Key_S, CTRL)
    order_desk.wait_for_orders()
    assert found(order_desk) == [LATE, FIRST]
    assert [card.day_tone for card in cards(order_desk)] == ["late", "due"]
    assert cards(order_desk)[0].day.endswith("late")
    assert page(order_desk).to_send.text() == "To send 2 · 1 late"
    order_desk.press(Key.Key_S, CTRL)
    order_desk.wait_for_orders()
    assert len(found(order_desk)) == 5


def test_a_card_tells_buyer_status_sum_goods_and_flag_in_words(orders) -> None:
    first = orders.order(FIRST)
    page(orders).list.setCurrentIndex(page(orders).model.index(1))
    orders.wait_for_orders()
    orders.press(Key.Key_F, CTRL | SHIFT)
    QTest.keyClick(QApplication.activePopupWidget(), Key.Key_1)
    orders.wait_for_orders()
    card = cards(orders)[1]
    assert (card.no, card.buyer, card.paid) == (first.no, "买家甲", "¥178.00")
    assert card.goods == "陶瓷马克杯 ×2"
    assert "Red" in card.spoken
    assert card.status in card.spoken


def test_commands_of_the_replies_rest_while_nobody_sees_them(orders) -> None:
    orders.press(Key.Key_F3)
    assert not orders.window._actions["edit_reply"].isEnabled()
    orders.press(Key.Key_1, ALT)
    assert orders.window._actions["edit_reply"].isEnabled()


def test_ctrl_f_searches_the_page_that_is_shown(orders) -> None:
    page(orders).list.setFocus()
    orders.press(Key.Key_F, CTRL)
    assert page(orders).search_box.hasFocus()


def test_without_orders_the_page_says_how_they_come(desk) -> None:
    desk.press(Key.Key_2, ALT)
    desk.wait_for_orders()
    assert "Import" in page(desk)._nothing.text()


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(320, 420), (420, 700), (1120, 720)])
def test_the_page_fits_every_window(open_desk, orders_profile, size, tag: str) -> None:
    desk = open_desk(orders_profile, tag=tag, size=size)
    desk.press(Key.Key_2, ALT)
    desk.wait_for_orders()
    assert (desk.window.width(), desk.window.height()) == size
    assert page(desk).list.viewport().width() >= 200
    assert page(desk).list.viewport().height() >= 80
