"""Orders in talks: the panel follows the talk, and the order's values fill its replies alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from csconsole.desktop.orders.copied import LONGEST, CopiedTexts

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
FIRST, SECOND, THIRD = "3100000000000002233", "3100000000000004455", "3100000000000006677"
SENT, LATE = "3100000000000008899", "3100000000000009911"


def tabs(desk) -> list[str]:
    bar = desk.window.talks.strip.tabs
    return [bar.tabText(place) for place in range(bar.count())]


def shown(desk) -> str:
    """The number of the order on the panel; "" for none."""
    view = desk.window.orders._places["replies"].panel.view
    return view.order.no if view else ""


@pytest.fixture
def two(order_desk):
    """买家甲's order in the first talk, 买家乙's in the second, which is shown."""
    order_desk.open_order(FIRST)
    order_desk.press(Key.Key_N, CTRL)
    order_desk.open_order(THIRD)
    return order_desk


def test_a_talk_is_called_by_its_buyer_and_the_end_of_its_order(two) -> None:
    assert tabs(two) == ["买家甲 · …2233", "买家乙 · …6677"]


def test_the_panel_follows_the_talk(two) -> None:
    assert shown(two) == THIRD
    two.press(Key.Key_1, CTRL)
    two.wait_for_orders()
    assert shown(two) == FIRST
    two.press(Key.Key_N, CTRL)
    two.wait_for_orders()
    assert shown(two) == ""


def test_nothing_of_an_order_is_seen_while_the_next_one_is_read(two) -> None:
    two.press(Key.Key_1, CTRL)
    assert two.panel.list.rows.rows == [] or shown(two) == FIRST


def test_the_values_of_an_order_fill_the_replies_of_its_talk_alone(two) -> None:
    two.find("fhcn")
    assert two.text.startswith("买家乙，")
    two.press(Key.Key_1, CTRL)
    two.find("fhcn")
    assert two.text.startswith("买家甲，")
    two.press(Key.Key_N, CTRL)
    two.find("fhcn")
    assert two.text.startswith("亲，")


def test_the_name_that_the_agent_gave_goes_first(order_desk) -> None:
    order_desk.find("fhcn")
    order_desk.field("买家").setFocus()
    order_desk.type_in("Mrs Wang")
    order_desk.open_order(FIRST)
    order_desk.find("fhcn")
    assert order_desk.text.startswith("Mrs Wang，")
    assert tabs(order_desk) == ["Mrs Wang · …2233"]


def test_an_order_of_another_buyer_gets_a_talk_of_its_own(order_desk) -> None:
    order_desk.open_order(FIRST)
    order_desk.open_order(THIRD)
    assert tabs(order_desk) == ["买家甲 · …2233", "买家乙 · …6677"]


def test_another_order_of_the_same_buyer_takes_the_place_and_undo_gives_it_back(
    order_desk,
) -> None:
    order_desk.open_order(FIRST)
    order_desk.open_order(SECOND)
    assert tabs(order_desk) == ["买家甲 · …4455"]
    order_desk.press(Key.Key_Z, CTRL)
    order_desk.qtbot.waitUntil(lambda: shown(order_desk) == FIRST)


def test_ctrl_enter_puts_it_into_a_talk_of_its_own(order_desk) -> None:
    order_desk.open_order(FIRST)
    order_desk.press(Key.Key_2, ALT)
    order_desk.type_in(SECOND)
    order_desk.wait_for_orders()
    order_desk.press(Key.Key_Return, CTRL)
    order_desk.wait_for_orders()
    assert len(tabs(order_desk)) == 2


def test_an_order_that_a_talk_is_about_leads_to_that_talk(two) -> None:
    two.open_order(FIRST)
    assert tabs(two) == ["买家甲 · …2233", "买家乙 · …6677"]
    assert two.window.talks.strip.tabs.currentIndex() == 0


def test_orders_are_there_again_after_a_restart(open_desk, orders_profile, two) -> None:
    two.close()
    again = open_desk(orders_profile, agent="Lin")
    again.window.talks.restore()
    again.wait_for_orders()
    assert tabs(again) == ["买家甲 · …2233", "买家乙 · …6677"]
    assert shown(again) == THIRD
    again.press(Key.Key_1, CTRL)
    again.find("fhcn")
    assert again.text.startswith("买家甲，")


def test_the_address_stands_in_a_reply_only_after_somebody_asked_to_see_it(order_desk) -> None:
    order_desk.open_order(FIRST)
    known = order_desk.state.orders.values({}, order_desk.state.talk)
    assert "address" not in known
    order_desk.press(Key.Key_R, CTRL)
    order_desk.wait_for_orders()
    known = order_desk.state.orders.values({}, order_desk.state.talk)
    assert known["address"].endswith("101室")


def test_another_tab_means_another_page_of_the_replies_is_left(two) -> None:
    two.press(Key.Key_2, ALT)
    two.press(Key.Key_1, CTRL)
    assert two.window.orders.frame.present == "replies"
    assert two.search_box.hasFocus()


# What was copied elsewhere


@pytest.fixture
def copied(order_desk):
    """Copies a text in another program and comes back to the window."""

    def copying(text: str):
        QGuiApplication.clipboard().setText(text)
        order_desk.window.orders.copied.look()
        order_desk.wait_for_orders()
        return order_desk.window.orders.copied

    return copying


@pytest.mark.parametrize(
    ("text", "no"),
    [
        (FIRST, FIRST),
        (f" 订单编号：{THIRD} ", THIRD),
        ("SF1234567890123", SENT),
        ("买家丁", LATE),
    ],
)
def test_a_copied_number_waybill_or_buyer_is_offered_and_opened_by_one_key(
    order_desk, copied, text: str, no: str
) -> None:
    bar = copied(text)
    assert bar.isVisible()
    assert no in bar._told.text()
    order_desk.press(Key.Key_O, CTRL)
    order_desk.wait_for_orders()
    assert shown(order_desk) == no
    assert not bar.isVisible()
    assert order_desk.search_box.hasFocus()


def test_the_present_talk_is_used_if_it_has_no_order_and_else_a_new_one(order_desk, copied) -> None:
    order_desk.find("wh")
    copied(FIRST)
    order_desk.press(Key.Key_O, CTRL)
    order_desk.wait_for_orders()
    assert tabs(order_desk) == ["买家甲 · …2233"]
    copied(SECOND)
    order_desk.press(Key.Key_O, CTRL)
    order_desk.wait_for_orders()
    assert tabs(order_desk) == ["买家甲 · …2233", "买家甲 · …4455"]


@pytest.mark.parametrize("text", ["what a fine day", "2", "", f"{FIRST}\nand more", "x" * 300])
def test_what_names_no_order_is_not_offered(copied, text: str) -> None:
    assert not copied(text).isVisible()


def test_the_same_text_is_offered_once(order_desk, copied) -> None:
    bar = copied(FIRST)
    bar.put_away()
    assert not copied(FIRST).isVisible()
    assert copied(SECOND).isVisible()


def test_the_order_of_the_talk_is_not_offered(order_desk, copied) -> None:
    order_desk.open_order(FIRST)
    assert not copied(FIRST).isVisible()


def test_what_the_window_itself_has_copied_is_not_looked_at(order_desk, monkeypatch) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _self: True)
    QGuiApplication.clipboard().setText(FIRST)
    bar = order_desk.window.orders.copied
    bar.look()
    order_desk.wait_for_orders()
    assert not bar.isVisible()


def test_ctrl_o_with_nothing_copied_leads_to_the_orders(order_desk) -> None:
    order_desk.press(Key.Key_O, CTRL)
    assert order_desk.window.orders.page.search_box.hasFocus()


def test_only_a_digest_of_what_was_copied_is_remembered():
    texts = CopiedTexts()
    assert texts.read("王芳 3100000000000002233").numbers == ("3100000000000002233",)
    assert "王芳" not in repr(vars(texts))
    assert texts.read("a" * (LONGEST + 1)) is None


def test_the_clipboard_is_left_alone_while_a_dialog_is_open(order_desk, copied) -> None:
    order_desk.press(Key.Key_F1)
    order_desk.dialog()
    assert not copied(FIRST).isVisible()
    assert QApplication.activeModalWidget() is not None
