"""Forgetting a buyer from the window: told first, done on request, gone from talks and panel."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from csconsole.desktop.orders.forgetting import ForgetSheet

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
FIRST, SECOND = "3100000000000002233", "3100000000000004455"


def ask(desk) -> ForgetSheet:
    desk.window._actions["forget_buyer"].trigger()
    return desk.dialog(ForgetSheet)


def test_it_tells_what_would_go_and_enter_keeps_it(order_desk) -> None:
    desk = order_desk
    desk.open_order(FIRST)
    sheet = ask(desk)
    assert "买家甲 is removed for good: 2 orders." in sheet.findChild(QLabel).text()
    QTest.keyClick(sheet, Key.Key_Return)
    desk.wait_for_orders()
    assert desk.order(FIRST).no == FIRST


def test_a_forgotten_buyer_is_in_no_order_no_talk_and_no_panel(order_desk) -> None:
    desk = order_desk
    desk.open_order(FIRST)
    desk.find("什么时候发货")
    buyer = desk.order(FIRST).buyer
    orders = [order.no for order in desk.ask(lambda one: one.orders.find(buyer))]
    ask(desk).accept()
    desk.wait_for_orders()
    assert desk.ask(lambda one: one.orders.find(buyer)) == []
    assert desk.panel.view is None
    talks = desk.window.talks.state.now().talks
    assert [talk.order for talk in talks] == [""]
    assert talks[0].query == ""
    kept = desk.ask(lambda one: one.talks.load(one.now()))
    assert kept is None or all(talk.order == "" for talk in kept.talks)
    assert FIRST in orders
